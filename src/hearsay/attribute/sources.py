"""Whose word it is: a source's span, through coreference, to the fullest way the article names it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from hearsay.attribute.kinds import kinds
from hearsay.attribute.tagging import Range
from hearsay.model import Mention
from hearsay.parsed import Name, Parsed

_NOT_LAST = frozenset({"'s", "’s", "'", "’", ",", ";", ":"})
_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_OWN = frozenset({"my", "our"})
_SINGULAR = frozenset({"i", "me", "my", "myself"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_SPEAKING = frozenset({"he", "she"})
# Who speaks and who is spoken to in a quotation: chains err about them most.
_HEARERS = _FIRST_PERSON | {"you", "your", "yours", "yourself"}
_MALE = frozenset({"he", "him", "his", "himself", "mr", "mr.", "sir", "lord"})
_FEMALE = frozenset({"she", "her", "hers", "herself", "mrs", "mrs.", "ms", "ms.", "miss", "lady"})
_IMPERSONAL = frozenset({"it", "its", "itself"})
_INDEFINITE = frozenset({"a", "an", "no", "one", "some", "any", "other", "another", "others", "many", "several", "few"})
# What stands before a name and says no more of whose it is.
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "sen", "rep", "gov", "senator", "president", "the"})
# What comes before examples.
_SUCH_AS = frozenset({"like", "including", "as"})
# How a name hangs on the description it belongs to.
_NAMES_ITS_HEAD = frozenset({"appos", "flat", "compound", "list"})
_SMALL = frozenset({"the", "a", "an", "of", "'s", "’s", ","})
# Where what is said of a description's bearer begins.
_CUTS = frozenset({",", "(", "-", "--", "–", "—", "who", "whose", "which", "that"})
_TELLS = frozenset({"who", "whose", "which"})
_DASHES = frozenset({"--", "–", "—"})
# From here on a name's type is believed where it goes against a description.
_SURE = 0.8
# Lines that may stand below the name that ends a letter.
_BELOW = 2
# No name runs on for more words than this, nor ends in a word of these kinds.
_LONGEST_CALLED = 6
_JOINS = frozenset({"ADP", "DET", "CCONJ", "PUNCT"})
# Kinds of word that are no part of a person's name, after it, and tags of verbs that are of no name.
_LEAVES = frozenset({"ADP", "VERB", "AUX", "PRON"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A description longer than this is a sentence, not a name.
_LONGEST_NAME = 12


class Sources:
    """Resolves the sources of one parsed document."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._chains: dict[str, list[int]] = defaultdict(list)
        self._by_head: dict[int, int] = {}
        self._heads_of: list[int] = []
        self._ranges: dict[int, Range] = {}  # what has been looked up, of names and of words
        self._texts: dict[Range, str] = {}
        self._by_noun: dict[str, list[int]] = defaultdict(list)
        self._names = sorted(parsed.names, key=lambda n: n.start)
        self._named = {i: name for name in parsed.names for i in range(name.start, name.end)}
        word_at = {int(s): i for i, s in enumerate(parsed.starts)}
        for i, mention in enumerate(parsed.mentions):
            if mention.chain:
                self._chains[mention.chain].append(i)
            self._by_head[word_at[mention.head[0]]] = i
            self._heads_of.append(word_at[mention.head[0]])
            if mention.kind == "name":
                self._by_noun[parsed.words[self._heads_of[i]].lower()].append(i)

    def resolve(
        self,
        source: Sequence[Range],
        speaker: str | None = None,
        content: Sequence[Range] = (),
        before: Callable[[], str | None] = lambda: None,
    ) -> tuple[str | None, str | None]:
        """The source's fullest name, and the id of the mention it was found at; None where there is none.

        ``speaker`` is whose direct speech the source stands in, where it does: a first person is that speaker.
        Where nobody is quoted, a first person is the author, if the article names one. ``content`` is what the source
        says: nobody whom it alone speaks of is "he" or "she" who says it. ``before`` gives who spoke last, for them.
        """
        if not source:
            return None, None
        start, end = source[0]
        own = self._text((start, end))
        at = self._mention(start, end)
        mention = None if at is None else self._parsed.mentions[at]
        if own.lower() in _FIRST_PERSON:
            signer = self._signer(start) if own.lower() in _SINGULAR else None
            name = speaker or self._parsed.document.byline or signer or own
            return name, mention.id if mention else None
        if mention is None or at is None:
            return own, None
        # "who" found at the name it follows is no name itself.
        relative = own.lower() in _RELATIVE
        if mention.kind == "nominal" and not relative and not self._may_be_named(start, end):
            return own, mention.id
        described = at if mention.kind == "nominal" and not relative else None
        best = self._fullest(mention, own.lower(), start, described, content)
        if best is None and own.lower() in _SPEAKING and self._within(mention, content):
            best = before()
        if relative and best is None:
            best = self._described(at, start)
        named = not relative and (mention.kind == "name" or self._own_name(start, end))
        own = self._text(self._without_clause(start, end)) if named else own
        if best is None or (named and (_covers(own, best) or not _akin(own, best))):
            best = own
        return best, mention.id

    def goes_on(self, pronoun: Sequence[Range], speaker: Sequence[Range], said: Sequence[Range]) -> bool:
        """Whether "he" or "she" is who spoke in the sentence before, though the chains say otherwise.

        "However, Rep. X said … He added …" goes on with X: one person, named or described, with no other subject since
        then. Not where the pronoun's chain has a member there, or where it would be of the other sex.
        """
        own, other = self._mention(*pronoun[0]), self._mention(*speaker[0])
        if own is None or other is None or self._parsed.words[pronoun[0][0]].lower() not in _SPEAKING:
            return False
        mentions, (start, end) = self._parsed.mentions, (speaker[0][0], pronoun[0][0])
        person = mentions[other].type == "person" and mentions[other].kind != "pronoun"
        if not person or self._parsed.xpos[self._heads_of[other]] not in ("NN", "NNP"):
            return False
        if not start < end or mentions[own].chain == mentions[other].chain:
            return False
        between = [i for i in self._members(own) if speaker[0][1] <= self._heads_of[i] < end]
        if any(self._parsed.words[self._heads_of[i]].lower() not in _HEARERS for i in between):
            return False
        since = [i for i in self._heads(speaker[0][1], end) if not any(a <= i < b for a, b in said)]
        subjects = [i for i in since if self._parsed.relation[i].startswith("nsubj")]
        return not any(mentions[self._by_head[i]].type == "person" for i in subjects) and not self._clash(own, other)

    def told_of(
        self, pronoun: Sequence[Range], speaker: Sequence[Range], said: Sequence[Range], heard: Sequence[Range] = ()
    ) -> bool:
        """Whether "he" or "she", as the chains have it, was last named by who spoke before, in what they said.

        "Lind said that Klein had paid. "We asked," he said" goes on with Lind: who speaks and goes on speaking is
        likelier than whom they spoke of, but not than whom they quoted (``heard``). One person of the same sex alone.
        """
        own, other = self._mention(*pronoun[0]), self._mention(*speaker[0])
        word, at = self._parsed.words[pronoun[0][0]].lower(), pronoun[0][0]
        if own is None or other is None or word not in _SPEAKING or pronoun[0][1] - at > 1:
            return False
        mentions, head = self._parsed.mentions, self._heads_of[other]
        single = self._parsed.xpos[head] in ("NN", "NNP") or self._parsed.words[head].lower() in _SPEAKING
        if mentions[other].type != "person" or not single:
            return False
        named = [i for i in self._members(own) if mentions[i].kind != "pronoun" and self._heads_of[i] < at]
        if not named or not self._inside(max(named), said) or self._inside(max(named), heard):
            return False
        return not self._clash(own, other)

    def part_of(self, pronoun: Sequence[Range], speaker: Sequence[Range]) -> bool:
        """Whether all that names "he" or "she" stands within who spoke before: "Ana Ruiz, of Norvik, … She said …"."""
        own, other = self._mention(*pronoun[0]), self._mention(*speaker[0])
        if own is None or other is None or self._parsed.words[pronoun[0][0]].lower() not in _SPEAKING:
            return False
        mentions = self._parsed.mentions
        named = [i for i in self._members(own) if mentions[i].kind != "pronoun" and self._heads_of[i] < pronoun[0][0]]
        within = bool(named) and other not in named and all(self._inside(i, speaker) for i in named)
        return within and mentions[other].type == "person" and mentions[other].kind != "pronoun"

    def is_other(self, source: Sequence[Range], *, close: bool) -> bool:
        """Whether a source in what somebody says cannot be themselves: "you", "my father", and a description in one
        sentence with them (``close``): who quotes "the minister as saying" is not the minister."""
        at = self._mention(*source[0]) if source else None
        word = self._parsed.words[source[0][0]].lower() if source else ""
        alone = bool(source) and source[0][1] - source[0][0] == 1
        if at is None or (word in _HEARERS and (alone or word not in _OWN)):
            return word in _HEARERS - _FIRST_PERSON
        described = self._parsed.mentions[at].kind == "nominal" and word not in _RELATIVE
        return described and (word in _OWN or (close and not self._own_name(*source[0])))

    def own_words(self, source: Sequence[Range]) -> str:
        """A source as the text has it."""
        return self._text(source[0])

    def _members(self, mention: int) -> list[int]:
        return self._chains.get(self._parsed.mentions[mention].chain or "", [mention])

    def _clash(self, pronoun: int, other: int) -> bool:
        """Whether what the chain of ``other`` is called tells of the other sex than a pronoun does."""
        told = {self._parsed.words[i].lower() for m in self._members(other) for i in self._up_to_head(m)}
        female = self._parsed.words[self._heads_of[pronoun]].lower() in _FEMALE
        return not told.isdisjoint(_MALE if female else _FEMALE)

    def _up_to_head(self, mention: int) -> list[int]:
        """A mention's words up to its head, without whose it is: "her husband" is not a woman."""
        head = self._heads_of[mention]
        before = range(self._parsed.mention_words[mention][0], head)
        return [*(i for i in before if self._parsed.relation[i] != "nmod:poss"), head]

    def _signer(self, word: int) -> str | None:
        """Who signs the letter that a word stands in: the next line that is a person's name and nothing else.

        Only where the text ends in such a line, with a place or a role below it at most.
        """
        after = next((line for line in self._signatures if line[0] > word), None)
        return None if after is None else self._text(after)

    @cached_property
    def _signatures(self) -> list[Range]:
        parsed = self._parsed
        lines = [(n.start, n.end) for n in self._names if n.type == "PER" and self._alone(n)]
        last = int(parsed.paragraph[-1]) if len(parsed) else 0
        return lines if lines and last - int(parsed.paragraph[lines[-1][0]]) <= _BELOW else []

    def _alone(self, name: Name) -> bool:
        """Whether a name is all of its paragraph, but for a dash before it and a mark after it."""
        paragraph, words = self._parsed.paragraph, self._parsed.words
        first, stop = name.start, name.end
        first -= first > 0 and not any(map(str.isalnum, words[first - 1]))
        stop += stop < len(words) and words[stop] in _NOT_LAST | {"."}
        begins = first == 0 or paragraph[first - 1] != paragraph[name.start]
        return begins and (stop == len(words) or paragraph[stop] != paragraph[name.start])

    def is_person(self, source: Sequence[Range]) -> bool:
        """Whether a source is, by its own words, a person."""
        at = self._mention(*source[0])
        return at is not None and self._parsed.mentions[at].type == "person"

    def _described(self, at: int, before: int) -> str | None:
        """What a relative pronoun stands for, in the words before it: "the miners who said so" are the miners."""
        start, end = self._parsed.mention_words[at]
        end = min(end, before)
        return self._text((start, end)) if 0 < end - start <= _LONGEST_NAME else None

    def _may_be_named(self, start: int, end: int) -> bool:
        """Whether a description can stand for somebody the article names: "a spokesman" and "no group" cannot."""
        return self._parsed.words[start].lower() not in _INDEFINITE

    def _own_name(self, start: int, end: int) -> bool:
        """Whether a description has its own name beside it: "curator Ana Ruiz", "its spokesman, Otto Klein"."""
        head, relation = self._parsed.head, self._parsed.relation
        for name in self._names_within(start, end):
            tops = [i for i in range(name.start, name.end) if not name.start <= head[i] < name.end]
            # "The Lombardy official" is not called Lombardy, as "curator Ana Ruiz" is called Ana Ruiz.
            ways = _NAMES_ITS_HEAD if name.type == "PER" else _NAMES_ITS_HEAD - {"compound"}
            outside = all(relation[i].partition(":")[0] in ways for i in tops)
            if outside or any(not start <= head[i] < end for i in tops):
                return True
        return False

    def _text(self, words: Range) -> str:
        """The words' text without the possessive or the comma they may end in: neither is part of a name."""
        text = self._texts.get(words)
        if text is None:
            start, end = words
            while end - 1 > start and self._parsed.words[end - 1] in _NOT_LAST:
                end -= 1
            text = self._texts[words] = self._parsed.quotation(start, end)
        return text

    def _mention(self, start: int, end: int) -> int | None:
        """The mention headed by the source's own head word, or the widest one inside it."""
        head = self._parsed.head
        tops = [i for i in range(start, end) if not start <= head[i] < end or head[i] == i]
        for top in tops:
            antecedent = self._relative(top) if end - start == 1 else None
            for word in (antecedent, top):
                if word is not None and word in self._by_head:
                    return self._by_head[word]
        within = [(self._by_head[i], *self._parsed.mention_words[self._by_head[i]]) for i in self._heads(start, end)]
        inside = [(b - a, -a, i) for i, a, b in within if start <= a and b <= end]
        return max(inside)[2] if inside else None

    def _heads(self, start: int, end: int) -> list[int]:
        return [i for i in range(start, end) if i in self._by_head]

    def _relative(self, word: int) -> int | None:
        """For a relative pronoun, the noun its clause describes."""
        if self._parsed.words[word].lower() not in _RELATIVE:
            return None
        at = word
        for _ in range(6):
            if self._parsed.relation[at].startswith("acl"):
                return self._last_of(int(self._parsed.head[at]), word)
            if self._parsed.head[at] == at:
                break
            at = int(self._parsed.head[at])
        return None

    def _last_of(self, first: int, before: int) -> int:
        """Of a list ("Ana Ruiz and Otto Klein, who …", "guests like Mara Lind, who …") the person next to "who"."""
        parsed = self._parsed
        last = max((i for i in self._heads(first + 1, before)), key=self._ends_of, default=first)
        verb = range(before, min(before + 3, len(parsed)))
        plural = any(parsed.xpos[i] == "VBP" or parsed.words[i] == "were" for i in verb)
        one = last in self._by_head and parsed.xpos[last] == "NNP" and not plural
        if not one or self._ends_of(last) < before - 1 or parsed.mentions[self._by_head[last]].type != "person":
            return first
        at = last
        while at != first:
            relation = parsed.relation[at].partition(":")[0]
            above = int(parsed.head[at])
            case = {parsed.words[i].lower() for i in range(first, at) if parsed.head[i] == at}
            listed = relation in ("conj", "appos", "flat") or (relation in ("nmod", "obl") and case & _SUCH_AS)
            if not listed or above == at:
                return first
            at = above
        return last

    def _ends_of(self, head: int) -> int:
        return self._parsed.mention_words[self._by_head[head]][1] if head in self._by_head else 0

    def _within(self, mention: Mention, content: Sequence[Range]) -> bool:
        """Whether what names or describes a pronoun's chain stands in a content alone."""
        members = self._chains.get(mention.chain or "", [])
        return any(self._parsed.mentions[i].kind != "pronoun" and self._inside(i, content) for i in members)

    def _inside(self, i: int, content: Sequence[Range]) -> bool:
        return any(start <= self._heads_of[i] < end for start, end in content)

    def _fullest(
        self, mention: Mention, own: str, at: int, described: int | None = None, content: Sequence[Range] = ()
    ) -> str | None:
        """``described`` is the mention to name where the source is a description."""
        members = self._chains.get(mention.chain or "", [])
        if own in _SPEAKING:
            members = [i for i in members if not self._inside(i, content)]
        fitting = [i for i in members if _fits(own, self._parsed.mentions[i].type)]
        if own in _PERSONAL:
            fitting = [i for i in fitting if self._is_one(i)]
        if mention.kind == "nominal":
            person = mention.type == "person"
            fitting = [i for i in fitting if (self._parsed.mentions[i].type == "person") == person]
        named = [i for i in fitting if self._parsed.mentions[i].kind == "name"]
        if described is not None:
            named = self._able(described, named) or self._so_called(described)
        if named:
            return self._text(self._likeliest([self._name(i) for i in named], at))
        nominal = [i for i in fitting if self._parsed.mentions[i].kind == "nominal"]
        if nominal and mention.kind == "pronoun":
            longest = max(nominal, key=lambda i: _length(self._parsed.mention_words[i]))
            return self._text(self._parsed.mention_words[longest])
        return None

    def _able(self, description: int, names: list[int]) -> list[int]:
        """The names that a description may stand for, by number, kind and what is named in the description itself."""
        parsed, head = self._parsed, self._heads_of[description]
        words = {i: set(self._words(self._name(i))) for i in names}
        own = set(self._words(self._own_part(description)))
        if parsed.upos[head] == "PROPN":  # a name after all: "Lind" for "Mara Lind"
            names_of_it = [i for i in names if own < words[i]]
            if names_of_it:
                return names_of_it
        inside = self._named_in(self._own_part(description))
        if parsed.mentions[description].type != "person":
            named = [i for i in names if not inside or inside & words[i]]
            return [i for i in named if self._of_kind(parsed.words[head].lower(), i)]
        # "Mara Lind's lawyer" is not Mara Lind, nor Mara; lawyers are not one of them.
        others = set().union(inside, *(found for found in words.values() if found & inside))
        several = parsed.xpos[head] == "NNS"
        possible = [i for i in names if not words[i] & others and not (several and "and" not in words[i])]
        return [i for i in possible if self._is_person(i)]

    def _without_clause(self, start: int, end: int) -> Range:
        """A named source up to what is told of them: "Ana Ruiz" of "Ana Ruiz, who heads the board since May"."""
        words, names = self._parsed.words, self._names_within(start, end)
        after = range(names[0].end if names else end, end)
        clauses = (i for i in after if words[i] in _DASHES or (words[i - 1] == "," and words[i].lower() in _TELLS))
        return start, next(clauses, end)

    def _own_part(self, mention: int) -> Range:
        """A description up to what follows its head: "the alliance" of "the alliance, which includes Norvik"."""
        start, end = self._parsed.mention_words[mention]
        head = self._heads_of[mention]
        cuts = (i for i in range(head + 1, end) if self._parsed.words[i].lower() in _CUTS)
        return start, next(cuts, end)

    def _is_person(self, mention: int) -> bool:
        """Whether a name is no title alone ("President") and not surely a body's or a place's."""
        start, end = self._name(mention)
        found = {id(name): name for i in range(start, end) if (name := self._named.get(i)) is not None}.values()
        own = self._named.get(self._heads_of[mention])
        doubtful = own is not None and own.type in ("ORG", "LOC") and own.probability <= _SURE
        return doubtful or any(name.type == "PER" for name in found)

    def _of_kind(self, noun: str, mention: int) -> bool:
        name = self._named.get(self._heads_of[mention])
        if name is not None and name.type == "PER":
            return False
        place = name is not None and name.type == "LOC"
        return kinds().fit(noun, self._words(self._name(mention)), place=place)

    def _so_called(self, description: int) -> list[int]:
        """The names before a bare "the union" that hold the noun themselves, if they may all be one's."""
        start, end = self._parsed.mention_words[description]
        noun = self._parsed.words[self._heads_of[description]].lower()
        if end - start != 2 or self._parsed.words[start].lower() != "the" or not kinds().of_noun(noun):
            return []
        found = [i for i in self._by_noun[noun] if i < description and len(self._words(self._name(i))) > 1]
        texts = [self._text(self._name(i)) for i in found]
        return found if all(_akin_but(noun, texts[-1], text) for text in texts) else []

    def _of_a_place(self, word: int) -> bool:
        named = word + 1 < len(self._parsed) and self._parsed.upos[word + 1] == "PROPN"
        return named and self._parsed.words[word].lower() == "of"

    def _names_within(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._names, start, key=lambda n: n.start)
        last = bisect_left(self._names, end, key=lambda n: n.start)
        return [n for n in self._names[first:last] if n.end <= end]

    def _named_in(self, words: Range) -> set[str]:
        """The words of the names that stand in a range, without what may belong to anybody ("British")."""
        start, end = words
        names = [n for n in self._names_within(start, end) if n.type != "MISC"]
        return {word for n in names for word in self._words((n.start, n.end))}

    def _words(self, words: Range) -> tuple[str, ...]:
        return tuple(w.lower() for w in self._parsed.words[words[0] : words[1]] if w.lower() not in _SMALL)

    def _likeliest(self, names: list[Range], at: int) -> Range:
        """Of a chain's names the nearest one up to word ``at`` or, where others say it more fully, the commonest of
        those: chains err, and the longest name of a long chain may be somebody else's."""
        nearest = max((n for n in names if n[0] <= at), default=min(names))
        counts = Counter(self._text(n) for n in names)
        short = self._text(nearest)
        more = {text for text in counts if _says_more(short, text)}
        fuller = [n for n in names if self._text(n) in more]
        return max(fuller, key=lambda n: (counts[self._text(n)], n[1] - n[0]), default=nearest)

    def _name(self, i: int) -> Range:
        """A mention's words, cut to the name where they run on: relative clauses and appositions are no name."""
        if i not in self._ranges:
            self._ranges[i] = self._called_by(i)
        return self._ranges[i]

    def _called_by(self, i: int) -> Range:
        start, end = self._parsed.mention_words[i]
        if self._parsed.mentions[i].type != "person":  # "poor Norland"
            while start < self._heads_of[i] and self._parsed.upos[start] == "ADJ" and start not in self._named:
                start += 1
        head = self._heads_of[i]
        if end - start > _LONGEST_CALLED:
            name = self._named.get(head)
            if name is not None and start <= name.start and name.end <= end:
                return name.start, name.end
            end = start + _LONGEST_CALLED
        return start, self._called_to(head, start, end)

    def _is_one(self, mention: int) -> bool:
        """Whether a mention is of one person, by its number: "Ana and Otto Klein" are two."""
        several = self._parsed.xpos[self._heads_of[mention]] in ("NNS", "NNPS")
        return not several and not any(self._parsed.words[i].lower() == "and" for i in range(*self._name(mention)))

    def _called_to(self, head: int, start: int, end: int) -> int:
        """Where a name ends that is taken for more: it holds no clause ("Lind says it"), a person's goes on with "of" a
        place alone ("Lind of Norvik", not "Lind on the mill"), and none ends in a word that joins."""
        upos, name = self._parsed.upos, self._named.get(head)
        after = range(max(start + 1, head + 1 if name is None else name.end), end)
        if name is not None and name.type == "PER":
            stops = (i for i in after if upos[i] in _LEAVES and not self._of_a_place(i))
        else:
            stops = (i for i in after if self._parsed.xpos[i] in _FINITE)
        end = next(stops, end)
        while end - 1 > head and upos[end - 1] in _JOINS:
            end -= 1
        return end


def _fits(own: str, kind: str) -> bool:
    """Whether a pronoun can stand for a mention of this type."""
    if own in _PERSONAL or own in ("who", "whom"):
        return kind == "person"
    return own not in _IMPERSONAL or kind != "person"


def _covers(own: str, best: str) -> bool:
    """Whether the source's own words say at least as much as the fullest name."""
    return len(own) >= len(best) or best.lower() in own.lower()


def _akin(own: str, best: str) -> bool:
    """Whether two names can be one's: a word in common, or one the other's initials. Chains of names err, and a
    wrong name is worse than a short one."""
    words = [{w.lower().strip(".’'") for w in name.replace("-", " ").split() if len(w) > 2} for name in (own, best)]
    initials = "".join(w[0] for w in best.split() if w[:1].isupper())
    return bool(words[0] & words[1]) or own.replace(".", "") in (initials, initials[:-1])


def _akin_but(noun: str, first: str, second: str) -> bool:
    """Whether two names share a word besides ``noun``, or are the same."""
    words = [{w for w in name.lower().split() if w not in _SMALL} - {noun} for name in (first, second)]
    return words[0] == words[1] or bool(words[0] & words[1])


def _says_more(short: str, full: str) -> bool:
    """Whether ``full`` holds all of ``short`` and more, or is what it is the initials of."""
    words = [{w.lower().strip(".’'") for w in name.split()} - _HONORIFICS for name in (short, full)]
    initials = "".join(w[0] for w in full.split() if w[:1].isupper())
    return words[0] < words[1] or short.replace(".", "") in (initials, initials[:-1])


def _length(words: Range) -> int:
    return words[1] - words[0] if words[1] - words[0] <= _LONGEST_NAME else 0
