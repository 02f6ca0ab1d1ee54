"""Whose word it is: a source's span, through coreference, to the fullest way the article names it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hearsay.attribute.tagging import Range
from hearsay.model import Mention
from hearsay.parsed import Parsed


_NOT_LAST = frozenset({"'s", "’s", "'", "’", ",", ";", ":"})


class Sources:
    """Resolves the sources of one parsed document."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._chains: dict[str, list[int]] = defaultdict(list)
        self._by_head: dict[int, int] = {}
        word_at = {int(s): i for i, s in enumerate(parsed.starts)}
        for i, mention in enumerate(parsed.mentions):
            if mention.chain:
                self._chains[mention.chain].append(i)
            self._by_head[word_at[mention.head[0]]] = i

    def resolve(self, source: Sequence[Range]) -> tuple[str | None, str | None]:
        """The source's fullest name and the id of the mention it was found at; both None where there is no source."""
        if not source:
            return None, None
        start, end = source[0]
        at = self._mention(start, end)
        own = self._text((start, end))
        if at is None:
            return own, None
        mention = self._parsed.mentions[at]
        best = self._fullest(mention)
        if best is None or (mention.kind == "name" and len(own) >= len(best)):
            best = own if mention.kind == "name" else best or own
        return best, mention.id

    def _text(self, words: Range) -> str:
        """The words' text without the possessive or the comma they may end in: neither is part of a name."""
        start, end = words
        while end - 1 > start and self._parsed.words[end - 1] in _NOT_LAST:
            end -= 1
        return self._parsed.quotation(start, end)

    def _mention(self, start: int, end: int) -> int | None:
        """The mention headed by the source's own head word, or the widest one inside it."""
        head = self._parsed.head
        tops = [i for i in range(start, end) if not start <= head[i] < end or head[i] == i]
        for top in tops:
            if top in self._by_head:
                return self._by_head[top]
        inside = [
            (b - a, -a, i) for i, (a, b) in enumerate(self._parsed.mention_words) if start <= a and b <= end
        ]
        return max(inside)[2] if inside else None

    def _fullest(self, mention: Mention) -> str | None:
        members = self._chains.get(mention.chain or "", [])
        named = [i for i in members if self._parsed.mentions[i].kind == "name"]
        if named:
            return self._text(max((self._name(i) for i in named), key=lambda r: r[1] - r[0]))
        nominal = [i for i in members if self._parsed.mentions[i].kind == "nominal"]
        if nominal:
            longest = max(nominal, key=lambda i: _length(self._parsed.mention_words[i]))
            return self._text(self._parsed.mention_words[longest])
        return None

    def _name(self, i: int) -> Range:
        """A mention's words, cut to a dozen around the name: relative clauses and appositions are no name."""
        start, end = self._parsed.mention_words[i]
        if end - start <= 6:
            return start, end
        names = [n for n in self._parsed.names if start <= n.start and n.end <= end]
        head = next((j for j in range(start, end) if not start <= self._parsed.head[j] < end), start)
        around = [n for n in names if n.start <= head < n.end]
        return (around[0].start, around[0].end) if around else (start, min(end, start + 6))


def _length(words: Range) -> int:
    # Beyond a dozen words a description is a sentence, not a name.
    return words[1] - words[0] if words[1] - words[0] <= 12 else 0
