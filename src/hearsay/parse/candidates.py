"""Spans that may be names: what tagging finds with more and with less caution, and what else looks like one.

Tagging takes the likeliest tags; it misses names it half sees and runs on over names side by side. So more spans are
proposed than are names, and :mod:`hearsay.parse.naming` chooses among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hearsay.parse.known import Known
from hearsay.sequences import legal_steps, softmax, spans, viterbi

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Span = tuple[int, int]

# Tagged three times: as it is, and with what speaks against any name taken down and put up.
_CAUTION = (0.0, -2.0, 2.0)
_LONGEST_KNOWN = 6
# A name found at this probability of every word is looked for in the rest of the document, if no longer than this.
_SURE, _LONGEST_AGAIN = 0.7, 4
_PROPER = ("NNP", "NNPS")
_PERSONAL_ONLY = frozenset({"first", "last"})


@dataclass
class Text:
    """A document's words as names are sought in them.

    ``chances`` are the tags' probabilities ``(words, tags)``; ``proper`` each word's of being a proper noun;
    ``kinds`` the mention types' probabilities; ``begins``/``stops`` the edges of each word's own stretch, which no
    name crosses: sentences, paragraphs and the encoder's rows part stretches.
    """

    words: Sequence[str]
    xpos: Sequence[str]
    upos: Sequence[str]
    head: Ints
    relation: Sequence[str]
    chances: Floats
    proper: Floats
    kinds: Floats
    stretches: list[Span]
    low: list[str] = field(init=False)
    begins: list[int] = field(init=False)
    stops: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.low = [word.lower() for word in self.words]
        self.begins = [a for a, b in self.stretches for _ in range(a, b)]
        self.stops = [b for a, b in self.stretches for _ in range(a, b)]


def stretches(rows: Sequence[Span], sentences: Sequence[Span], paragraph: Ints) -> list[Span]:
    """What no name goes beyond."""
    cuts = {a for a, _ in rows} | {a for a, _ in sentences}
    cuts |= set((np.flatnonzero(np.diff(paragraph)) + 1).tolist())
    edges = [*sorted(cuts), len(paragraph)]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def propose(text: Text, tags: Sequence[str], known: Known, glue: frozenset[str], titles: frozenset[str]) -> list[Span]:
    """Every span that may be a name, in order."""
    found = set(_tagged(text, tags))
    for stretch in text.stretches:
        found.update(_proper_runs(text, stretch, glue - {"and"}, titles))
        found.update(_known(text, stretch, known))
    found |= set(_trimmed(text, found))
    return sorted(found | set(_again(text, found)))


def _tagged(text: Text, tags: Sequence[str]) -> Iterator[Span]:
    values = np.log(text.chances + np.float32(1e-7))
    lengths = np.array([b - a for a, b in text.stretches], np.int64)
    n = len(lengths)
    emissions = np.zeros((n * len(_CAUTION), int(lengths.max(initial=0)), len(tags)), np.float32)
    for i, (a, b) in enumerate(text.stretches):
        for k, caution in enumerate(_CAUTION):
            emissions[k * n + i, : b - a] = values[a:b]
            emissions[k * n + i, : b - a, 0] += caution
    best = viterbi(emissions, np.tile(lengths, len(_CAUTION)), legal_steps(tags))
    for row in np.flatnonzero(best.any(1)).tolist():
        path = best[row].tolist()
        a, b = text.stretches[row % n]
        yield from ((a + start, a + end) for start, end, _ in spans([tags[t] for t in path[: b - a]]))


def _proper_runs(text: Text, stretch: Span, glue: frozenset[str], titles: frozenset[str]) -> Iterator[Span]:
    """Stretches of proper nouns with the small words inside them, whole and without the title they begin with."""
    i, stop = stretch
    while i < stop:
        if text.xpos[i] not in _PROPER:
            i += 1
            continue
        end = i + 1
        while end < stop and _goes_on(text, end, stop, glue):
            end += 1
        while text.xpos[end - 1] not in _PROPER:
            end -= 1
        yield i, end
        if end - i > 1 and text.low[i] in titles:
            yield i + 1, end
        i = end


def _goes_on(text: Text, at: int, stop: int, glue: frozenset[str]) -> bool:
    if text.xpos[at] in _PROPER:
        return True
    if text.low[at] not in glue:
        return False
    after = text.xpos[at + 1 : min(stop, at + 3)]
    return any(tag in _PROPER for tag in after[:1]) or (
        len(after) == 2 and text.low[at + 1] == "the" and after[1] in _PROPER
    )


def _known(text: Text, stretch: Span, known: Known) -> Iterator[Span]:
    """The longest known name at each word that has a capital or that tagging is not sure is outside any name."""
    outside = text.chances[:, 0]
    for i in range(*stretch):
        capital = text.words[i][:1].isupper()
        if not capital and outside[i] >= 0.7:
            continue
        for end in range(min(stretch[1], i + _LONGEST_KNOWN), i + (not capital), -1):
            classes = known.of(text.low[i:end])
            if classes and not _PERSONAL_ONLY.issuperset(classes):
                yield i, end
                break


def _trimmed(text: Text, found: set[Span]) -> Iterator[Span]:
    """The same spans with and without the article before them and the mark they end in."""
    for a, b in found:
        if b - a > 1 and text.low[a] == "the":
            yield a + 1, b
        if b - a > 1 and text.words[b - 1] in ("'s", "’s", "'", '"'):
            yield a, b - 1
        if a > text.begins[a] and text.words[a - 1] == "The":
            yield a - 1, b


def _again(text: Text, found: set[Span]) -> Iterator[Span]:
    """Where a name that is surely one somewhere stands elsewhere."""
    outside = text.chances[:, 0].tolist()
    sure: dict[str, set[tuple[str, ...]]] = {}
    for a, b in found:
        if b - a <= _LONGEST_AGAIN and max(outside[a:b]) < 1 - _SURE:
            sure.setdefault(text.low[a], set()).add(tuple(text.low[a:b]))
    for i, word in enumerate(text.low):
        if word in sure and (text.words[i] != word or outside[i] < 0.95):
            for form in sure[word]:
                end = i + len(form)
                if end <= text.stops[i] and tuple(text.low[i:end]) == form:
                    yield i, end


def text_of(
    signals: dict[str, Floats],
    grammar: tuple[Sequence[str], Sequence[str], Sequence[str], Ints, Sequence[str]],
    parts: list[Span],
    proper: Sequence[int],
) -> Text:
    """The words with the model's values as probabilities. ``grammar`` is forms, Penn tags, universal tags, heads and
    relations; ``proper`` the columns of the proper nouns' Penn tags."""
    words, xpos, upos, head, relation = grammar
    return Text(
        words, xpos, upos, head, relation,
        chances=softmax(signals["entity"]),
        proper=softmax(signals["xpos"])[:, list(proper)].sum(1),
        kinds=softmax(signals["mention"]),
        stretches=parts,
    )  # fmt: skip
