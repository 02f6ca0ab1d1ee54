"""The training sets, read into one shape: words with whatever labels the set has.

A :class:`Sample` is a document (or, for sets that come as sentences, one sentence). A label that a set does
not have is ``None``, or ``IGNORE`` word by word, and costs nothing in training.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.parse import tokenizer
from hearsay.parse.words import Words, build
from training.labels import CUE, ENTITY, FLAT, IGNORE, MENTION, UPOS

# Genres of GUM whose texts are under a non-commercial licence: never for weights that ship.
CLOSED_GENRES = frozenset({"essay", "fiction", "letter", "podcast", "whow", "conversation"})

Piece = tuple[int, int]


@dataclass
class Attribution:
    """One attribution in word offsets, half-open."""

    source: list[Piece]
    cue: list[Piece]
    content: list[Piece]


@dataclass
class Mention:
    """One mention: head word, first and last word (inclusive), type, chain number."""

    head: int
    first: int
    last: int
    type: int
    chain: int


@dataclass
class Told:
    """An event by its words: what tells it, who acts, who is acted on, and the stretch that was read for it."""

    anchor: int
    actors: list[int]
    recipients: list[int]
    start: int
    end: int


@dataclass
class Sample:
    """A labelled document. Arrays hold one entry a word."""

    name: str
    origin: str
    words: Words
    sentence: np.ndarray | None = None
    upos: np.ndarray | None = None
    xpos: np.ndarray | None = None
    head: np.ndarray | None = None
    relation: np.ndarray | None = None
    entity: np.ndarray | None = None
    flat: np.ndarray | None = None
    cue: np.ndarray | None = None
    attributions: list[Attribution] = field(default_factory=list)
    # Cues that a teacher hears, without sources and contents.
    heard: list[Attribution] = field(default_factory=list)
    mentions: list[Mention] | None = None
    lemma: list[str] | None = None
    # Per word, what its phrase is in an incident: ``(words, FILLS + INCIDENTS)``, 1 where it is.
    fills: np.ndarray | None = None
    # Per word, how far what it tells of happened, -1 to 1; ``nan`` where nobody was asked.
    happened: np.ndarray | None = None
    # Per word, the type of event it tells, ``IGNORE`` outside the sentences that were read for events; and the events.
    event: np.ndarray | None = None
    told: list[Told] = field(default_factory=list)


# ---------------------------------------------------------------- Universal Dependencies


@dataclass
class _Row:
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    space_after: bool
    entity: str


@dataclass
class UdDocument:
    """One CoNLL-U document: its sentences, and which of them begin a paragraph."""

    name: str
    sentences: list[list[_Row]]
    new_paragraph: list[bool]


def _misc(text: str, key: str) -> str:
    found = re.search(rf"(?:^|\|){key}=([^|]*)", text)
    return found[1] if found else ""


def read_ud(path: Path) -> Iterator[UdDocument]:
    """The documents of a CoNLL-U file. Multiword tokens lend their spacing to their last word."""
    document: UdDocument | None = None
    rows: list[_Row] = []
    paragraph, glue_until = False, 0
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if document and document.sentences:
                yield document
            document = UdDocument(line.split("=", 1)[1].strip(), [], [])
            paragraph = True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("#"):
            continue
        elif not line:
            if rows and document is not None:
                document.sentences.append(rows)
                document.new_paragraph.append(paragraph)
                paragraph = False
            rows, glue_until = [], 0
        else:
            cells = line.split("\t")
            if "-" in cells[0]:
                glue_until = int(cells[0].split("-")[1])
                tail_glued = "SpaceAfter=No" in cells[9]
                continue
            if "." in cells[0]:
                continue
            number = int(cells[0])
            if number < glue_until:
                spaced = False
            elif number == glue_until:
                spaced = not tail_glued
            else:
                spaced = "SpaceAfter=No" not in cells[9]
            rows.append(
                _Row(cells[1], cells[2], cells[3], cells[4], int(cells[6]), cells[7], spaced, _misc(cells[9], "Entity"))
            )
    if document and document.sentences:
        yield document


def ud_sample(document: UdDocument, origin: str, relations: dict[str, int], xpos: dict[str, int]) -> Sample:
    """A treebank document as a sample, its text laid out as it was."""
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    at, number = 0, -1
    rows: list[_Row] = []
    text: list[str] = []
    sentence, heads = [], []
    for sentence_rows, new in zip(document.sentences, document.new_paragraph, strict=True):
        if new or number < 0:
            number += 1
            text.append("\n\n")
            at += 2
        base = len(rows)
        for i, row in enumerate(sentence_rows):
            form = row.form.replace(" ", "\u00a0")
            starts.append(at)
            ends.append(at + len(form))
            forms.append(form)
            paragraph.append(number)
            text.append(form + (" " if row.space_after else ""))
            at = len(form) + at + (1 if row.space_after else 0)
            sentence.append(1 if i == 0 else 0)
            heads.append(base + row.head - 1 if row.head else base + i)
            rows.append(row)
    sample = Sample(document.name, origin, build("".join(text), forms, starts, ends, paragraph))
    sample.sentence = np.array(sentence, np.int64)
    sample.upos = np.array([UPOS.index(r.upos) if r.upos in UPOS else IGNORE for r in rows], np.int64)
    sample.xpos = np.array([xpos.setdefault(r.xpos, len(xpos)) for r in rows], np.int64)
    sample.head = np.array(heads, np.int64)
    sample.relation = np.array([relations.setdefault(r.relation, len(relations)) for r in rows], np.int64)
    sample.lemma = [r.lemma for r in rows]
    if origin == "gum":
        sample.mentions = _mentions(rows, sample.head)
        sample.entity = _names(rows, sample.mentions)
    return sample


_ENTITY = re.compile(
    r"\((?P<chain>\d+)(?P<part>\[\d+/\d+\])?-(?P<type>[a-z]+)[^()]*(?P<single>\)?)|(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)


def _mentions(rows: list[_Row], head: np.ndarray) -> list[Mention]:
    open_: dict[str, list[tuple[int, int]]] = {}
    spans: list[tuple[int, int, int, int]] = []
    for i, row in enumerate(rows):
        for match in _ENTITY.finditer(row.entity):
            if match["close"]:
                stack = open_.get(match["close"])
                if stack:
                    start, kind = stack.pop()
                    spans.append((start, i, kind, int(match["close"])))
            elif match["part"]:
                continue
            else:
                kind = MENTION.index(match["type"]) if match["type"] in MENTION else 1
                if match["single"]:
                    spans.append((i, i, kind, int(match["chain"])))
                else:
                    open_.setdefault(match["chain"], []).append((i, kind))
    return _anchored(sorted(spans, key=lambda s: (s[1] - s[0], s[0])), rows, head)


def _anchored(spans: list[tuple[int, int, int, int]], rows: list[_Row], head: np.ndarray) -> list[Mention]:
    """Give each mention a word of its own: its syntactic head or, for a coordination, its conjunction."""
    taken: set[int] = set()
    mentions = []
    for first, last, kind, chain in spans:
        inside = range(first, last + 1)
        top = next((i for i in inside if not first <= head[i] <= last or head[i] == i), first)
        candidates = [top, *(i for i in inside if rows[i].relation == "cc")]
        anchor = next((i for i in candidates if i not in taken), None)
        if anchor is not None:
            taken.add(anchor)
            mentions.append(Mention(anchor, first, last, kind, chain))
    return sorted(mentions, key=lambda m: m.head)


_NAME_KIND = {"person": "PER", "organization": "ORG", "place": "LOC"}
_NAME_GLUE = frozenset(
    {"of", "the", "for", "and", "&", "-", "'s", "’s", "de", "la", "al", "el", "van", "von", "bin", "."}
)


def _names(rows: list[_Row], mentions: list[Mention]) -> np.ndarray:
    """Flat named-entity tags out of GUM's nested mentions: the proper-noun core of each, outermost first."""
    tags = np.zeros(len(rows), np.int64)
    for m in sorted(mentions, key=lambda m: m.first - m.last):
        if not _proper(rows[m.head]) or MENTION[m.type] == "time":
            continue
        kind = _NAME_KIND.get(MENTION[m.type], "MISC")
        start, end = _core(rows, m)
        if kind == "PER":
            inner = [
                o.last + 1 for o in mentions if start <= o.first and o.last < m.head and MENTION[o.type] != "person"
            ]
            start = _without_title(rows, max([start, *inner]), end)
        if start < end and not tags[start:end].any():
            tags[start] = ENTITY.index(f"B-{kind}")
            tags[start + 1 : end] = ENTITY.index(f"I-{kind}")
    return tags


def _proper(row: _Row) -> bool:
    # Penn tags: UPOS goes by the word ("United" is a verb form there), the Penn tag by its use.
    return row.xpos in ("NNP", "NNPS")


def _core(rows: list[_Row], m: Mention) -> Piece:
    start, end = m.head, m.head + 1
    while start > m.first and (_proper(rows[start - 1]) or _glued(rows, start - 1, m.first, m.last)):
        start -= 1
    while end <= m.last and (_proper(rows[end]) or _glued(rows, end, m.first, m.last)):
        end += 1
    return start, end


# UNER's guidelines leave titles, and places before them, out of a person's name.
_TITLES = frozenset(
    "president vice prime minister mr mr. mrs mrs. ms ms. dr dr. prof prof. professor sen sen. senator rep rep. "  # noqa: SIM905
    "representative gov gov. governor secretary ambassador king queen prince princess sir lord lady general gen. col. "
    "colonel capt. captain sgt. lt. major judge justice chairman chief director pope sheikh imam reverend rev. mayor "
    "speaker congressman congresswoman attorney state sergeant officer detective dean commissioner deputy".split()
)


def _without_title(rows: list[_Row], start: int, end: int) -> int:
    title = next((i for i in range(end - 1, start - 1, -1) if rows[i].form.lower() in _TITLES), None)
    return start if title is None else title + 1


def _glued(rows: list[_Row], i: int, first: int, last: int) -> bool:
    """A small word inside a name: "University of X", with proper nouns on both sides within the mention."""
    left, right = i - 1, i + 1
    word = rows[i].form.lower()
    if word in ("of", "for") and right <= last and rows[right].form.lower() == "the":
        right += 1
    if word == "the" and left > first and rows[left].form.lower() in ("of", "for"):
        left -= 1
    known = word in _NAME_GLUE and left >= first and right <= last
    return known and _proper(rows[left]) and _proper(rows[right])


# ---------------------------------------------------------------- attributions


def tokenised(text: str) -> Words:
    """Plain text, a paragraph a line, cut into words as the reader cuts it."""
    cut = tokenizer.shipped()
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        for start, end in cut(line[0]):
            forms.append(line[0][start:end])
            starts.append(line.start() + start)
            ends.append(line.start() + end)
            paragraph.append(number)
    return build(text, forms, starts, ends, paragraph)


def word_pieces(words: Words, spans: list[list[int]]) -> list[Piece]:
    """Character spans as word spans, touching words counted; cut at paragraph ends, neighbours merged."""
    pieces: list[Piece] = []
    for start, end in spans:
        first = int(np.searchsorted(words.ends, start, side="right"))
        last = int(np.searchsorted(words.starts, end, side="left"))
        cuts = [i for i in range(first + 1, last) if words.paragraph[i] != words.paragraph[i - 1]]
        edges = [first, *cuts, last]
        pieces += [(a, b) for a, b in pairwise(edges) if b > a]
    return sorted(set(pieces))


def paint(tags: np.ndarray, pieces: list[Piece], begin: int, inside: int) -> None:
    for start, end in pieces:
        tags[start] = begin
        tags[start + 1 : end] = inside


def legal(tags: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Turn an inside tag that follows nothing of its kind into a beginning: a span painted over, or cut by a row."""
    out = tags.copy()
    for i in np.flatnonzero(tags > 0):
        name, before = names[tags[i]], names[tags[i - 1]] if i else "O"
        if name[0] == "I" and before[1:] != name[1:]:
            out[i] = names.index("B" + name[1:])
    return out


def read_polnear(path: Path) -> Iterator[Sample]:
    """PolNeAR. Only outermost attributions are marked, so what cues stand inside a content is not known."""
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        words = tokenised(record["text"])
        sample = Sample(record["id"], "polnear", words)
        flat = np.zeros(len(words), np.int64)
        for a in record["attributions"]:
            attribution = Attribution(*(word_pieces(words, a[role]) for role in ("source", "cue", "content")))
            sample.attributions.append(attribution)
            for role in ("content", "source", "cue"):
                paint(flat, getattr(attribution, role), FLAT.index(f"B-{role}"), FLAT.index(f"I-{role}"))
        sample.flat = legal(flat, FLAT)
        sample.cue = np.where(flat >= FLAT.index("B-content"), IGNORE, 0)
        for tag in ("B", "I"):
            sample.cue[flat == FLAT.index(f"{tag}-cue")] = CUE.index(tag)
        # A paragraph's start is a sentence's start; where else one starts is not marked.
        sample.sentence = np.full(len(words), IGNORE, np.int64)
        starts = np.flatnonzero(np.diff(words.paragraph, prepend=-1))
        sample.sentence[starts] = 1
        yield sample


def add_gum_attributions(path: Path, samples: dict[str, Sample]) -> tuple[int, int]:
    """Lay GUM's attributions, nested ones included, onto its treebank samples. Returns laid and left out."""
    laid = left = 0
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        sample = samples.get(record["id"])
        if sample is None:
            continue
        starts = list(accumulate((len(t) + 1 for t in record["text"].split(" ")), initial=0))[:-1]
        cue = np.zeros(len(sample.words), np.int64)
        for a in record["attributions"]:
            attribution = _gum_attribution(a, starts)
            if attribution is None:
                left += 1
                for start, end in a["attribution_edu"]:
                    cue[bisect_left(starts, start) : bisect_left(starts, end)] = IGNORE
                continue
            laid += 1
            sample.attributions.append(attribution)
            paint(cue, attribution.cue, CUE.index("B"), CUE.index("I"))
        sample.cue = cue
    return laid, left


def _gum_attribution(a: dict[str, Any], starts: list[int]) -> Attribution | None:
    def words_of(subtypes: tuple[str, ...]) -> list[int]:
        spans = [s for g in a["signals"] if g["subtype"] in subtypes for s in g["spans"]]
        return sorted({bisect_left(starts, s) for s, _ in spans})

    lo = bisect_left(starts, a["attribution_edu"][0][0])
    hi = bisect_left(starts, a["attribution_edu"][-1][1])
    cue = [w for w in words_of(("indicative_word", "indicative_phrase")) if lo <= w < hi]
    source = [w for w in words_of(("attribution_source",)) if w not in cue]
    content = [(bisect_left(starts, s), bisect_left(starts, e)) for s, e in a["content"]]
    if not cue or not content:
        return None
    return Attribution(_runs(source), _runs(cue)[:1], sorted(content))


def _runs(indices: list[int]) -> list[Piece]:
    runs: list[Piece] = []
    for i in indices:
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


# ---------------------------------------------------------------- names


_CROSSNER = {
    "politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC",
}  # fmt: skip
_CLINGS_LEFT = frozenset(".,;:!?)]}%'’”") | {"'s", "n't", "''", "..."}
_CLINGS_RIGHT = frozenset("([{$“‘") | {"``"}


def read_conll(path: Path, origin: str, kinds: dict[str, str]) -> Iterator[Sample]:
    """A two-column IOB file, five sentences a sample; spaces are put back where English has them."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.open(encoding="utf-8"):
        cells = line.split()
        if cells:
            sentences[-1].append((cells[0], cells[-1]))
        elif sentences[-1]:
            sentences.append([])
    sentences = [s for s in sentences if s]
    for at in range(0, len(sentences), 5):
        yield _named(f"{path.stem}-{at}", origin, sentences[at : at + 5], kinds)


def _named(name: str, origin: str, sentences: list[list[tuple[str, str]]], kinds: dict[str, str]) -> Sample:
    rows = [row for sentence in sentences for row in sentence]
    paragraph = [i for i, sentence in enumerate(sentences) for _ in sentence]
    forms = [form for form, _ in rows]
    starts, ends, at = [], [], 0
    for i, form in enumerate(forms):
        if i and form not in _CLINGS_LEFT and forms[i - 1] not in _CLINGS_RIGHT:
            at += 1
        starts.append(at)
        at += len(form)
        ends.append(at)
    tags, previous = np.zeros(len(rows), np.int64), ""
    for i, (_, tag) in enumerate(rows):
        kind = kinds.get(tag[2:], "") if tag != "O" else ""
        if i and paragraph[i] != paragraph[i - 1]:
            previous = ""
        if kind:
            # wikigold writes I- for the first word of a name as well (IOB1).
            begins = tag[0] == "B" or kind != previous
            tags[i] = ENTITY.index(("B-" if begins else "I-") + kind)
        previous = kind
    return Sample(name, origin, build(" " * at, forms, starts, ends, paragraph), entity=tags)


def read_all(
    data: Path, part: str, relations: dict[str, int], xpos: dict[str, int], closed: bool = False
) -> list[Sample]:
    """Every sample of ``part`` (``train`` or ``dev``). ``closed`` keeps GUM's non-commercial genres (for scoring)."""
    samples: list[Sample] = list(read_polnear(data / f"polnear/{part}.jsonl"))
    samples += [ud_sample(d, "ewt", relations, xpos) for d in read_ud(data / f"ud/ewt-{part}.conllu")]
    gum = {
        d.name: ud_sample(d, "gum", relations, xpos)
        for d in read_ud(data / f"ud/gum-{part}.conllu")
        if closed or d.name.split("_")[1] not in CLOSED_GENRES
    }
    add_gum_attributions(data / f"gum-attribution/{part}.jsonl", gum)
    samples += gum.values()
    if part == "train":
        identity = {k: k for k in ("PER", "ORG", "LOC", "MISC")}
        samples += read_conll(data / "ner/wikigold.conll", "wikigold", identity)
        for half in ("train", "dev"):
            samples += read_conll(data / f"ner/crossner-politics-{half}.conll", "crossner", _CROSSNER)
    return samples


Encode = Callable[[str], list[int]]
