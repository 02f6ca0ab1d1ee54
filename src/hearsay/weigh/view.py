"""A parsed document made fit for rules: children, lemmas in lower case, words under spans, phrases."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from hearsay.model import Span
from hearsay.parsed import SPELT, Parsed, ParseTree
from hearsay.weigh.phrases import Phrases

T = TypeVar("T")

# How many words "..." in a phrase may stand for.
GAP = 3
_SPELT = {**SPELT, "nt": "not", "cannot": "can"}
# Words in "-men" that are no plurals.
_NOT_MEN = frozenset(("abdomen", "acumen", "regimen", "specimen", "stamen", "turkmen", "yemen"))


def _lemma(form: str, lemma: str) -> str:
    """The lemma, spelt out; that of "spokesmen" where the parser took it for a name."""
    if form == lemma and len(form) > 5 and form.endswith("men") and form not in _NOT_MEN:
        return form[:-3] + "man"
    return _SPELT.get(form, lemma)


class View(ParseTree):
    """Rules' view of one document."""

    def __init__(self, parsed: Parsed) -> None:
        super().__init__(parsed)
        self.lemma = [_lemma(form, lemma) for form, lemma in zip(self.form, self.lemma, strict=True)]
        self._starts = [int(s) for s in parsed.starts]
        self._ends = [int(e) for e in parsed.ends]

    def words(self, spans: Iterable[Span]) -> list[int]:
        """The words that share a character with the spans, in text order."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return sorted(found)

    def span(self, words: Collection[int]) -> Span:
        """From the first of the words to the last."""
        return self.parsed.span(min(words), max(words) + 1)

    def text(self, span: Span) -> str:
        """What stands there."""
        return self.parsed.document.text[slice(*span)]

    def sentence(self, word: int, offset: int = 0) -> range:
        """The words of a word's sentence, or of one ``offset`` sentences on; empty where there is none."""
        n = self.sentence_of[word] + offset
        if not 0 <= n < len(self.parsed.sentences):
            return range(0)
        return range(*self.parsed.sentences[n])

    def tops(self, words: Sequence[int]) -> list[int]:
        """The words whose heads are not among the words."""
        inside = set(words)
        return [i for i in words if self.head[i] == i or self.head[i] not in inside]

    def child(self, word: int, *relations: str) -> int | None:
        """The first child by one of the relations (subtypes of them too)."""
        return next((c for c in self.children[word] if self.relation[c].split(":")[0] in relations), None)

    def has(self, words: Sequence[int], phrase: Sequence[str]) -> list[int] | None:
        """The words at which a phrase's lemmas (or forms) stand in a row among ``words``, None where they do not."""
        first = phrase[0]
        for at, word in enumerate(words):
            if first == self.lemma[word] or first == self.form[word]:
                found = self._from(words, at, phrase)
                if found is not None:
                    return found
        return None

    def first(self, words: Sequence[int], phrases: Phrases[T]) -> tuple[list[int], T] | None:
        """The first phrase of the list that stands among the words, and what it means; None where none does."""
        return next(iter(self.all(words, phrases)), None)

    def all(self, words: Sequence[int], phrases: Phrases[T]) -> list[tuple[list[int], T]]:
        """The phrases that stand among the words, in their list's order, each where it stands first."""
        found: dict[int, list[int]] = {}
        starts, lemmas, forms, texts = phrases.starts, self.lemma, self.form, phrases.phrases
        for at, word in enumerate(words):
            lemma, form = lemmas[word], forms[word]
            numbers = starts.get(lemma, ())
            for number in (*numbers, *starts.get(form, ())) if form != lemma else numbers:
                if number in found or not self._goes_on(words, at, texts[number]):
                    continue
                hit = self._from(words, at, texts[number])
                if hit is not None:
                    found[number] = hit
        return [(found[number], phrases.meanings[number]) for number in sorted(found)]

    def _goes_on(self, words: Sequence[int], at: int, phrase: Sequence[str]) -> bool:
        """Whether the word after fits a phrase's second: a quick look before the whole is tried."""
        if len(phrase) == 1 or phrase[1] == "...":
            return True
        return at + 1 < len(words) and phrase[1] in (self.lemma[words[at + 1]], self.form[words[at + 1]])

    def _from(self, words: Sequence[int], at: int, phrase: Sequence[str]) -> list[int] | None:
        found: list[int] = []
        gap = 0
        for want in phrase:
            if want == "...":
                gap = GAP
                continue
            hit = next((j for j in range(at, min(at + gap + 1, len(words))) if self.isa(words[j], want)), None)
            if hit is None:
                return None
            found.append(words[hit])
            at, gap = hit + 1, 0
        return found or None

    def isa(self, word: int, text: str) -> bool:
        """Whether a word's lemma or form is this."""
        return text in (self.lemma[word], self.form[word])

    def any(self, words: Iterable[int], wanted: Collection[str]) -> int | None:
        """The first of the words whose lemma or form is listed."""
        return next((i for i in words if self.lemma[i] in wanted or self.form[i] in wanted), None)
