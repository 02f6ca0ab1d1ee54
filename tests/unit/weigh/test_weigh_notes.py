"""What a careful reader would stop at, and what not."""

from __future__ import annotations

import pytest

from hearsay.model import Actor, Quantity
from hearsay.parsed import Parsed
from hearsay.weigh import weigh
from tests.support.weighing import attribution, sentences

DENIES = (
    "Chile/Chile/PROPN/NNP/1/nsubj denies/deny/VERB/VBZ/1/root the/the/DET/DT/3/det "
    "allegations/allegation/NOUN/NNS/1/obj ,/,/PUNCT/,/5/punct saying/say/VERB/VBG/1/advcl "
    "people/people/NOUN/NNS/7/nsubj {0} because/because/SCONJ/IN/10/case of/of/ADP/IN/8/fixed "
    "Chilean/chilean/ADJ/JJ/11/amod raids/raid/NOUN/NNS/7/obl"
)
FLED = "fled/flee/VERB/VBD/5/ccomp"


def denial(row: str, content: str, actor: bool = True) -> list[str]:
    parse = sentences(row, mentions=[(0, 0, 1, "name", "o1")])
    bodies = (Actor(id="x", name="Chile", kind="country", country="CHL", mentions=(parse.mentions[0].id,)),)
    found = [
        attribution(parse, "Chile", "denies", "the allegations"),
        attribution(parse, "Chile", "saying", content),
    ]
    return [note.code for note in weigh(parse, found, bodies if actor else ()).notes]


def test_a_denier_who_puts_it_down_to_itself_has_slipped() -> None:
    content = "people fled because of Chilean raids"
    assert denial(DENIES.format(FLED), content) == ["denial-contradicted"]
    # Without the actor nothing tells whose raids they are.
    assert denial(DENIES.format(FLED), content, actor=False) == []


def test_another_s_doing_or_none_is_no_slip() -> None:
    other = DENIES.format(FLED).replace("Chilean/chilean", "Peruvian/peruvian")
    assert denial(other, "people fled because of Peruvian raids") == []


REPEATED = (
    "The/the/DET/DT/1/det army/army/NOUN/NN/2/nsubj denied/deny/VERB/VBD/2/root that/that/SCONJ/IN/5/mark "
    "troops/troop/NOUN/NNS/5/nsubj shelled/shell/VERB/VBD/2/ccomp ports/port/NOUN/NNS/5/obj ,/,/PUNCT/,/8/punct "
    "saying/say/VERB/VBG/2/advcl troops/troop/NOUN/NNS/{0}/nsubj {1} ports/port/NOUN/NNS/{0}/obj"
)


@pytest.mark.parametrize(
    ("row", "content", "codes"),
    [
        (REPEATED.format(10, "shelled/shell/VERB/VBD/8/ccomp"), "troops shelled ports", ["denial-contradicted"]),
        (
            REPEATED.format(11, "never/never/ADV/RB/11/advmod shelled/shell/VERB/VBD/8/ccomp"),
            "troops never shelled ports",
            [],
        ),
    ],
)
def test_saying_what_was_denied_in_the_same_words(row: str, content: str, codes: list[str]) -> None:
    parse = sentences(row)
    text = parse.document.text
    first = attribution(parse, "The army", "denied", "that troops shelled ports")
    start = text.index("troops", text.index("saying"))
    second = attribution(parse, "The army", "saying", content)
    if content == "troops shelled ports":
        assert second.content != ((start, len(text)),) or text.count(content) == 1
        second = type(second)(
            id="b", source=second.source, cue=second.cue, content=((start, len(text)),), kind="indirect",
            source_name="The army",
        )  # fmt: skip
    assert [note.code for note in weigh(parse, [first, second]).notes] == codes


LEFT = "Otto/Otto/PROPN/NNP/2/nsubj Berg/Berg/PROPN/NNP/0/flat left/leave/VERB/VBD/2/root ././PUNCT/./2/punct"
CALLED = "Mara/Mara/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat called/call/VERB/VBD/2/root ././PUNCT/./2/punct"
SHE = "She/she/PRON/PRP/1/nsubj said/say/VERB/VBD/1/root so/so/ADV/RB/1/advmod"
MENTIONS = [(0, 0, 2, "name", "p1"), (4, 4, 6, "name", "p2"), (8, 8, 9, "pronoun", "p1")]
NAMES = [(0, 2, "PER"), (4, 6, "PER")]


def pronoun(*rows: str, mentions: list[tuple[int, int, int, str, str]]) -> list[str]:
    parse = sentences(*rows, names=NAMES, mentions=mentions)
    return [note.message for note in weigh(parse, [attribution(parse, "She", "said", "so")]).notes]


def test_a_pronoun_that_mentions_and_sentences_give_to_different_people() -> None:
    (message,) = pronoun(LEFT, CALLED, SHE, mentions=MENTIONS)
    assert "Otto Berg or Mara Lind" in message


def test_no_doubt_where_they_agree_or_one_is_known_to_be_a_man() -> None:
    agreed = [*MENTIONS[:2], (8, 8, 9, "pronoun", "p2")]
    assert pronoun(LEFT, CALLED, SHE, mentions=agreed) == []
    he = "He/he/PRON/PRP/1/nsubj spoke/speak/VERB/VBD/1/root"
    known = [*MENTIONS, (11, 11, 12, "pronoun", "p2")]
    assert pronoun(LEFT, CALLED, SHE, he, mentions=known) == []


def quoted(text: str) -> list[tuple[str, str]]:
    row = " ".join(f"{word}/{word}/NOUN/NN/0/dep" for word in text.split())
    parse = sentences(row)
    found = weigh(parse, []).notes
    return [(n.code, parse.document.text[slice(*n.span)] if n.span else "") for n in found]


def test_a_quotation_left_open_is_noted_from_its_mark() -> None:
    assert quoted("He said “ we will not go") == [("quotation-open", "“ we will not go")]
    assert quoted("He said “ we will not go ”") == []


def killed(number: str, place: str, noun: str = "blast") -> str:
    return (
        f"A/a/DET/DT/1/det {noun}/{noun}/NOUN/NN/4/nsubj in/in/ADP/IN/3/case {place}/{place}/PROPN/NNP/1/nmod "
        f"killed/kill/VERB/VBD/4/root {number}/{number}/NUM/CD/6/nummod people/people/NOUN/NNS/4/obj"
    )


def figures(one: tuple[str, str, str], two: tuple[str, str, str], comparator: str = "=") -> list[str]:
    parse = sentences(killed(*one), killed(*two))
    found = (_count(parse, one[0], "="), _count(parse, two[0], comparator))
    return [note.code for note in weigh(parse, [], (), (), found).notes]


def _count(parse: Parsed, number: str, comparator: str) -> Quantity:
    start = parse.document.text.index(number)
    value = float(number)
    high = None if comparator == ">=" else value
    return Quantity(id=number, span=(start, start + len(number)), low=value, high=high, comparator=comparator)


def test_two_tolls_of_one_blast_in_one_place_disagree() -> None:
    assert figures(("31", "Tarvo", "blast"), ("29", "Tarvo", "blast")) == ["figures-disagree"]


def test_other_places_other_blasts_and_bounds_that_both_fit_do_not() -> None:
    assert figures(("31", "Tarvo", "blast"), ("29", "Ostrel", "blast")) == []
    assert figures(("31", "Tarvo", "blast"), ("29", "Tarvo", "flood")) == []
    assert figures(("31", "Tarvo", "blast"), ("29", "Tarvo", "blast"), ">=") == []


SAYS = "Mara/Mara/PROPN/NNP/2/nsubj Lind/Lind/PROPN/NNP/0/flat said/say/VERB/VBD/2/root so/so/ADV/RB/2/advmod"
AGED = (
    "Mara/Mara/PROPN/NNP/4/nsubj Lind/Lind/PROPN/NNP/0/flat ,/,/PUNCT/,/3/punct 41/41/NUM/CD/0/appos "
    "said/say/VERB/VBD/4/root so/so/ADV/RB/4/advmod"
)


def test_a_name_alone_is_noted_once_and_not_with_a_word_of_who_it_is() -> None:
    def codes(*rows: str) -> list[str]:
        names = [(0, 2, "PER"), *([(5, 6, "PER")] if len(rows) > 1 else [])]
        parse = sentences(*rows, names=names)
        return [note.code for note in weigh(parse, [attribution(parse, "Mara Lind", "said", "so")]).notes]

    assert codes(SAYS) == ["source-without-role"]
    assert codes(AGED) == []
    again = "./././././dep".replace("./././././", "././PUNCT/./0/")
    assert codes(SAYS, f"{again} Lind/Lind/PROPN/NNP/1/root") == []
