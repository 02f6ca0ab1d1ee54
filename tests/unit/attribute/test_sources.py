"""Whose word it is: from a source's words to the fullest name."""

from __future__ import annotations

import dataclasses

from hearsay.attribute.sources import Sources
from tests.support.parses import parsed

TEXT = "The harbour board's head , Anna Bell , spoke . She said it . Bell left ."
#       0   1       2       3    4 5    6    7 8     9 10  11   12 13 14   15 16
PEOPLE = [
    (3, 0, 4, "nominal", "p1"),
    (6, 5, 7, "name", "p1"),
    (10, 10, 11, "pronoun", "p1"),
    (12, 12, 13, "pronoun", "o2"),
    (14, 14, 15, "name", "p1"),
]


def _sources(text: str = TEXT, mentions: object = PEOPLE, **more: object) -> Sources:
    return Sources(parsed(text, mentions=mentions, **more))  # type: ignore[arg-type]


def test_a_pronoun_is_the_fullest_name_of_its_chain() -> None:
    assert _sources().resolve([(10, 11)]) == ("Anna Bell", "m2")


def test_a_short_name_is_the_fullest_one() -> None:
    assert _sources().resolve([(14, 15)]) == ("Anna Bell", "m4")


def test_a_description_is_the_name_it_stands_for() -> None:
    assert _sources(names=[(5, 7, "PER")]).resolve([(0, 4)]) == ("Anna Bell", "m0")


def test_a_title_alone_names_nobody() -> None:
    assert _sources().resolve([(0, 4)]) == ("The harbour board's head", "m0")


def test_a_name_that_says_more_than_the_chain_stays() -> None:
    text = "Harbour Master Anna Bell spoke . Bell left ."
    mentions = [(3, 0, 4, "name", "p1"), (6, 6, 7, "name", "p1")]
    assert _sources(text, mentions).resolve([(0, 4)]) == ("Harbour Master Anna Bell", "m0")


def test_a_pronoun_in_a_chain_of_its_own_stays() -> None:
    assert _sources().resolve([(12, 13)]) == ("it", "m3")


def test_without_a_name_the_longest_description() -> None:
    text = "A spokesman for the board spoke . He left ."
    mentions = [(1, 0, 5, "nominal", "p1"), (7, 7, 8, "pronoun", "p1")]
    found = _sources(text, mentions, heads=[1, 5, 4, 4, 1, 5, 5, 8, 8, 8]).resolve([(7, 8)])
    assert found == ("A spokesman for the board", "m1")


def test_a_source_that_is_no_mention() -> None:
    assert _sources(mentions=[]).resolve([(0, 4)]) == ("The harbour board's head", None)


def test_no_source() -> None:
    assert _sources().resolve([]) == (None, None)


def test_a_wider_source_is_found_by_its_head() -> None:
    # "Bell , who left ," with the mention headed by Bell alone.
    text = "Bell , who left , spoke ."
    mentions = [(0, 0, 1, "name", "p1"), (2, 2, 3, "pronoun", "p9")]
    assert _sources(text, mentions, heads=[5, 0, 3, 0, 0, 5, 5]).resolve([(0, 5)])[1] == "m0"


def test_or_by_the_widest_mention_in_it() -> None:
    text = "officials at the Northport board spoke"
    mentions = [(2, 2, 3, "nominal", "o1"), (4, 2, 5, "name", "o2")]
    heads = [5, 4, 4, 4, 0, 5]
    assert _sources(text, mentions, heads=heads).resolve([(0, 5)])[1] == "m1"


def test_a_possessive_or_a_comma_is_no_part_of_a_name() -> None:
    text = "Anna Bell 's board spoke . She left ."
    mentions = [(1, 0, 3, "name", "p1"), (6, 6, 7, "pronoun", "p1")]
    assert _sources(text, mentions).resolve([(6, 7)])[0] == "Anna Bell"


def test_a_long_mention_is_cut_to_the_name_in_it() -> None:
    text = "Anna Bell , who has led the board since May , spoke . She left ."
    mentions = [(1, 0, 10, "name", "p1"), (13, 13, 14, "pronoun", "p1")]
    heads = [1, 11, 1, 5, 5, 1, 7, 5, 9, 5, 1, 11, 11, 14, 14, 14]
    found = _sources(text, mentions, heads=heads, names=[(0, 2, "PER"), (9, 10, "MISC")])
    assert found.resolve([(13, 14)])[0] == "Anna Bell"


def test_a_personal_pronoun_is_no_organization_and_it_no_person() -> None:
    mentions = [(6, 5, 7, "name", "o1"), (10, 10, 11, "pronoun", "o1")]
    assert _sources(mentions=mentions).resolve([(10, 11)])[0] == "She"
    mentions = [(6, 5, 7, "name", "p1"), (12, 12, 13, "pronoun", "p1")]
    assert _sources(mentions=mentions).resolve([(12, 13)])[0] == "it"


def test_a_name_is_not_swapped_for_another_persons() -> None:
    """Chains of names err; a wrong name is worse than a short one."""
    text = "Peter Ross spoke . Bell left ."
    mentions = [(1, 0, 2, "name", "p1"), (4, 4, 5, "name", "p1")]
    assert _sources(text, mentions).resolve([(4, 5)])[0] == "Bell"


def test_initials_are_the_name_they_stand_for() -> None:
    text = "The Northport Harbour Board met . NHB said no ."
    mentions = [(3, 1, 4, "name", "o1"), (6, 6, 7, "name", "o1")]
    assert _sources(text, mentions).resolve([(6, 7)])[0] == "Northport Harbour Board"


def test_a_first_person_is_the_speaker_quoted_or_the_author() -> None:
    text = '" I know , " Bell said . I asked .'
    assert _sources(text, []).resolve([(1, 2)], "Anna Bell")[0] == "Anna Bell"
    assert _sources(text, [], byline="Jo Reed").resolve([(8, 9)])[0] == "Jo Reed"
    assert _sources(text, []).resolve([(8, 9)])[0] == "I"


def test_a_relative_pronoun_is_the_noun_it_follows() -> None:
    text = "Anna Bell , who said no , left ."
    mentions = [(1, 0, 2, "name", "p1"), (3, 3, 4, "pronoun", "p7")]
    heads = [1, 7, 4, 4, 1, 4, 1, 7, 7]
    relations = ["flat", "nsubj", "punct", "nsubj", "acl:relcl", "obj", "punct", "root", "punct"]
    assert _sources(text, mentions, heads=heads, relations=relations).resolve([(3, 4)]) == ("Anna Bell", "m0")


def test_somebody_indefinite_is_nobody_named() -> None:
    text = "Anna Bell spoke . A spokesman left ."
    mentions = [(1, 0, 2, "name", "p1"), (5, 4, 6, "nominal", "p1")]
    assert _sources(text, mentions).resolve([(4, 6)]) == ("A spokesman", "m1")


def test_a_person_is_no_body() -> None:
    text = "The Harbour Board met . The chairman left ."
    mentions = [(2, 0, 3, "name", "p1"), (6, 5, 7, "nominal", "p1")]
    found = _sources(text, mentions, types=["organization", "person"]).resolve([(5, 7)])
    assert found == ("The chairman", "m1")


def test_a_description_with_a_name_of_its_own_keeps_it() -> None:
    text = "Anna Bell spoke . Its spokesman , Otto Klein , left ."
    #       0    1    2     3 4   5         6 7    8     9 10   11
    mentions = [(1, 0, 2, "name", "p1"), (5, 4, 9, "nominal", "p1")]
    heads = [1, 2, 2, 2, 5, 10, 7, 5, 7, 7, 10, 10]
    relations = [
        "compound",
        "nsubj",
        "root",
        "punct",
        "nmod:poss",
        "nsubj",
        "punct",
        "appos",
        "flat",
        "punct",
        "root",
        "punct",
    ]
    found = _sources(text, mentions, heads=heads, relations=relations, names=[(7, 9, "PER")]).resolve([(4, 9)])
    assert found == ("Its spokesman , Otto Klein", "m1")


def test_the_nearest_name_said_more_fully() -> None:
    text = "Otto Klein spoke . Anna Bell spoke . Ms. Bell left , and she said so ."
    #       0    1     2     3 4    5    6     7 8   9    10   11 12 13 14
    mentions = [(1, 0, 2, "name", "p1"), (5, 4, 6, "name", "p1"), (9, 8, 10, "name", "p1")]
    mentions.append((13, 13, 14, "pronoun", "p1"))
    assert _sources(text, mentions).resolve([(13, 14)])[0] == "Anna Bell"
    # Two who share a last name are not each other.
    other = "Otto Bell spoke . Anna Bell spoke ."
    assert _sources(other, [(1, 0, 2, "name", "p1"), (5, 4, 6, "name", "p1")]).resolve([(4, 6)])[0] == "Anna Bell"


def test_a_relative_pronoun_is_what_stands_before_it() -> None:
    text = "The miners who said so left ."
    mentions = [(1, 0, 5, "nominal", "g1")]
    relation = ["det", "nsubj", "nsubj", "acl:relcl", "advmod", "root", "punct"]
    found = _sources(text, mentions, heads=[1, 5, 3, 1, 3, 5, 5], relations=relation).resolve([(2, 3)])
    assert found[0] == "The miners"


BODIES = "The Dockers Union met the Northport Ministry . The union left ."
#         0   1       2     3   4   5         6        7 8   9     10
UNION, MINISTRY = (2, 0, 3, "name", "o1"), (6, 4, 7, "name", "o2")


def test_a_union_is_no_ministry() -> None:
    """Where the chain has only a ministry's name the union is found by its noun, or else stays what it is called."""
    description = (9, 8, 10, "nominal", "o2")
    assert _sources(BODIES, [UNION, MINISTRY, description]).resolve([(8, 10)])[0] == "The Dockers Union"
    assert _sources(BODIES, [MINISTRY, description]).resolve([(8, 10)])[0] == "The union"


def test_of_two_unions_neither_is_the_union() -> None:
    text = "The Dockers Union met the Pilots Union . The union left ."
    mentions = [UNION, (6, 4, 7, "name", "o2"), (9, 8, 10, "nominal", "o3")]
    assert _sources(text, mentions).resolve([(8, 10)])[0] == "The union"


def test_a_body_nobody_knows_may_be_a_company_but_no_court() -> None:
    for noun, wanted in (("company", "Norvik"), ("court", "The court")):
        text = f"Norvik met . The {noun} left ."
        mentions = [(0, 0, 1, "name", "o1"), (4, 3, 5, "nominal", "o1")]
        assert _sources(text, mentions, names=[(0, 1, "ORG")]).resolve([(3, 5)])[0] == wanted


def test_a_listed_body_is_of_its_listed_kind() -> None:
    for noun, wanted in (("alliance", "NATO"), ("company", "The company")):
        text = f"NATO met . The {noun} left ."
        mentions = [(0, 0, 1, "name", "o1"), (4, 3, 5, "nominal", "o1")]
        assert _sources(text, mentions, names=[(0, 1, "ORG")]).resolve([(3, 5)])[0] == wanted


def test_a_body_called_after_one_is_not_called_after_another() -> None:
    text = "The Bell Campaign met . Ross 's campaign left ."
    mentions = [(2, 0, 3, "name", "o1"), (7, 5, 8, "nominal", "o1")]
    heads = [2, 2, 3, 3, 3, 7, 5, 8, 8, 8]
    relation = ["det", "compound", "nsubj", "root", "punct", "nmod:poss", "case", "nsubj", "root", "punct"]
    found = _sources(text, mentions, heads=heads, relations=relation, names=[(1, 3, "ORG"), (5, 6, "PER")])
    assert found.resolve([(5, 8)])[0] == "Ross 's campaign"


def test_nobody_is_their_own_lawyer() -> None:
    text = "Anna Bell spoke . Bell 's lawyer left ."
    mentions = [(1, 0, 2, "name", "p1"), (6, 4, 7, "nominal", "p1")]
    heads = [1, 2, 2, 2, 6, 4, 7, 7, 7]
    relation = ["compound", "nsubj", "root", "punct", "nmod:poss", "case", "nsubj", "root", "punct"]
    found = _sources(text, mentions, heads=heads, relations=relation, names=[(0, 2, "PER"), (4, 5, "PER")])
    assert found.resolve([(4, 7)])[0] == "Bell 's lawyer"


def test_several_are_not_one() -> None:
    text = "Anna Bell spoke . The lawyers left ."
    mentions = [(1, 0, 2, "name", "p1"), (5, 4, 6, "nominal", "p1")]
    tags = ["NNP", "NNP", "VBD", ".", "DT", "NNS", "VBD", "."]
    assert _sources(text, mentions, names=[(0, 2, "PER")], xpos=tags).resolve([(4, 6)])[0] == "The lawyers"


SPOKEN = '" Karl , " she said , " lies . "'
#         0 1    2 3 4   5    6 7 8    9 10


def test_whom_a_content_alone_speaks_of_is_not_who_says_it() -> None:
    mentions = [(1, 1, 2, "name", "p1"), (4, 4, 5, "pronoun", "p1")]
    sources = _sources(SPOKEN, mentions)
    content = [(0, 4), (7, 11)]
    assert sources.resolve([(4, 5)], None, content, lambda: "Petra Lund") == ("Petra Lund", "m1")
    assert sources.resolve([(4, 5)], None, content) == ("she", "m1")
    assert sources.resolve([(4, 5)]) == ("Karl", "m1")


def test_who_is_named_outside_the_content_too_may_say_it() -> None:
    text = f"Karl Roe spoke . {SPOKEN}"
    mentions = [(1, 0, 2, "name", "p1"), (5, 5, 6, "name", "p1"), (8, 8, 9, "pronoun", "p1")]
    content = [(4, 8), (11, 15)]
    assert _sources(text, mentions).resolve([(8, 9)], None, content, lambda: "Petra Lund") == ("Karl Roe", "m2")


class TestSignedLetters:
    def _first_person(self, text: str, *people: tuple[int, int]) -> str | None:
        parse = parsed(text, mentions=[(0, 0, 1, "pronoun", "p0")], names=[(a, b, "PER") for a, b in people])
        return Sources(parse).resolve(((0, 1),))[0]

    def test_i_is_who_signs_below(self) -> None:
        assert self._first_person("I asked why .\n— Mara Lind\nNorvik", (5, 7)) == "Mara Lind"

    def test_each_letter_is_its_own_signer_s(self) -> None:
        assert self._first_person("I asked why .\nMara Lind\nWe wait .\nOtto Klein", (4, 6), (9, 11)) == "Mara Lind"

    def test_a_name_within_a_line_or_far_from_the_end_signs_nothing(self) -> None:
        assert self._first_person("I asked why .\nMara Lind left", (4, 6)) == "I"
        assert self._first_person("I asked .\nMara Lind\nOne .\nTwo .\nThree .", (3, 5)) == "I"


def test_a_clause_about_who_speaks_is_no_part_of_a_name() -> None:
    text = "Anna Bell , who heads the harbour board , spoke ."
    made = _sources(text, [(1, 0, 9, "name", "p1")], names=[(0, 2, "PER")])
    assert made.resolve([(0, 9)])[0] == "Anna Bell"
    text = "Farmers in Norvik who watched spoke ."  # tells which farmers
    assert _sources(text, [(0, 0, 5, "nominal", "p1")], names=[(2, 3, "LOC")]).resolve([(0, 5)])[0] == (
        "Farmers in Norvik who watched"
    )


def test_what_is_thought_of_a_country_is_no_part_of_its_name() -> None:
    text = "Norland spoke . Poor Norland pays ."
    mentions = [(0, 0, 1, "name", "o1"), (4, 3, 5, "name", "o1")]
    parse = dataclasses.replace(parsed(text, mentions=mentions), upos=["X", "X", "X", "ADJ", "PROPN", "X", "X"])
    assert Sources(parse).resolve([(0, 1)])[0] == "Norland"


class TestLists:
    """Who of a list says it: "guests like Anna Bell and Otto Klein, who …"."""

    text = "Guests like Anna Bell and Otto Klein , who says so , came ."
    heads = (12, 2, 0, 2, 5, 2, 5, 5, 9, 0, 9, 9, 12, 12)
    relations = ("nsubj", "case", "nmod", "flat", "cc", "conj", "flat", "punct", "nsubj", "acl:relcl") + ("dep",) * 4
    mentions = ((0, 0, 11, "nominal", "p1"), (2, 2, 4, "name", "p2"), (5, 5, 7, "name", "p3"))

    def _resolved(self, text: str, verb: str) -> str | None:
        xpos = ["NNP" if word[0].isupper() else "NN" for word in text.split()]
        xpos[9] = verb
        more = {"heads": self.heads, "relations": self.relations, "xpos": xpos}
        return _sources(text, self.mentions, **more).resolve([(8, 9)])[0]

    def test_the_person_next_to_who(self) -> None:
        assert self._resolved(self.text, "VBZ") == "Otto Klein"

    def test_not_where_several_say_it(self) -> None:
        assert self._resolved(self.text.replace("says", "say"), "VBP") != "Otto Klein"

    def test_not_where_the_name_is_part_of_a_description(self) -> None:
        assert self._resolved(self.text.replace("like", "of"), "VBZ") != "Otto Klein"


class TestOthers:
    """Who in what somebody says cannot be themselves."""

    text = "Bell quoted the head as saying you lie ."
    sources = _sources(text, [(0, 0, 1, "name", "p1"), (3, 2, 4, "nominal", "p1"), (6, 6, 7, "pronoun", "p1")])

    def test_a_description_in_one_sentence_with_them(self) -> None:
        assert self.sources.is_other([(2, 4)], close=True)
        assert not self.sources.is_other([(2, 4)], close=False)

    def test_who_is_spoken_to(self) -> None:
        assert self.sources.is_other([(6, 7)], close=False)

    def test_a_name_is_who_it_is(self) -> None:
        assert not self.sources.is_other([(0, 1)], close=True)


def test_who_is_named_within_the_speaker_s_description_is_the_speaker() -> None:
    text = "Anna Bell , of Ashton , spoke . She left . Ashton slept ."
    people = [(0, 0, 5, "name", "p1"), (4, 4, 5, "name", "p2"), (8, 8, 9, "pronoun", "p2")]
    assert _sources(text, people).part_of([(8, 9)], [(0, 5)])
    assert not _sources(text, people).part_of([(8, 9)], [(0, 2)])


class TestWhereNamesEnd:
    """A mention taken for a name may run on: into a headline's other words, into a clause."""

    def _called(self, text: str, last: int, kind: str, upos: str, xpos: str = "") -> str | None:
        words = text.split()
        mentions = [(0, 0, last, "name", "p1"), (len(words) - 2, len(words) - 2, len(words) - 1, "pronoun", "p1")]
        types = ["person", "person"] if kind == "PER" else ["organization", "organization"]
        parse = parsed(text, mentions=mentions, names=[(0, 1, kind)], types=types)
        parse = dataclasses.replace(parse, upos=upos.split(), xpos=(xpos or upos).split())
        return Sources(parse).resolve([(len(words) - 2, len(words) - 1)])[0]

    def test_a_person_is_not_what_they_speak_on(self) -> None:
        assert self._called("Lind on Milling she .", 3, "PER", "PROPN ADP NOUN PRON PUNCT") == "Lind"

    def test_a_person_may_be_of_a_place(self) -> None:
        assert self._called("Lind of Norvik she .", 3, "PER", "PROPN ADP PROPN PRON PUNCT") == "Lind of Norvik"
        assert self._called("Lind of old she .", 3, "PER", "PROPN ADP ADJ PRON PUNCT") == "Lind"

    def test_no_clause_is_in_a_name(self) -> None:
        upos, xpos = "PROPN VERB NOUN PRON PUNCT", "NNP VBD NN PRP ."
        assert self._called("Factly sold Klein it .", 3, "ORG", upos, xpos) == "Factly"

    def test_none_ends_in_a_word_that_joins(self) -> None:
        assert self._called("Court of Norvik for the it .", 5, "ORG", "PROPN ADP PROPN ADP DET PRON PUNCT") == (
            "Court of Norvik"
        )


def test_he_is_not_several_people() -> None:
    mentions = [(0, 0, 1, "name", "p1"), (2, 2, 3, "pronoun", "p1")]
    assert _sources("Norlanders waited his way", mentions, xpos=["NNPS", "VBD", "PRP$", "NN"]).resolve([(2, 3)]) == (
        "his",
        "m1",
    )
