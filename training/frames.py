"""Sentences set into attribution frames: more reporting constructions, and nested attributions.

A treebank sentence in a frame keeps its own tree. A PolNeAR sentence in a frame keeps its own attributions, which
the frame's then encloses. The frames are in ``frames.toml``.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.parse.words import GLUED, build
from training.data import Attribution, Piece, Sample, paint
from training.labels import CUE, FLAT, IGNORE, UPOS

_MARKS = frozenset("\"“”'‘’`") | {"``", "''"}
_FINAL = frozenset({".", "!", "?"})
# Words that lose their capital in mid-sentence; in PolNeAR nothing else tells them from names.
_SMALL = frozenset(
    "The A An He She They We It In On At But And This That These Those There When While As If For With After Before "  # noqa: SIM905
    "His Her Their Its Our Some Many Most All Both One Two Several Another Other You".split()
)


@dataclass
class Clause:
    """A sentence to be framed: words with gaps, and what is known of them. Offsets count from its first word."""

    forms: list[str]
    gaps: list[int]
    upos: list[int] | None = None
    xpos: list[int] | None = None
    head: list[int] | None = None
    relation: list[int] | None = None
    attributions: list[Attribution] = field(default_factory=list)
    cue: list[int] | None = None


@lru_cache(maxsize=1)
def _templates() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "frames.toml").read_text(encoding="utf-8"))


def clauses(samples: Sequence[Sample]) -> tuple[list[Clause], list[Clause]]:
    """The sentences worth framing: treebank ones, and PolNeAR paragraphs of one sentence that holds attributions."""
    trees: list[Clause] = []
    told: list[Clause] = []
    for sample in samples:
        if sample.head is not None and sample.sentence is not None:
            edges = [*np.flatnonzero(sample.sentence == 1).tolist(), len(sample.words)]
            trees += [c for a, b in pairwise(edges) if (c := _tree(sample, a, b))]
        elif sample.origin == "polnear":
            changes = np.flatnonzero(np.diff(sample.words.paragraph, prepend=-1)).tolist()
            edges = [*changes, len(sample.words)]
            told += [c for a, b in pairwise(edges) if (c := _told(sample, a, b))]
    return trees, told


def _plain(forms: list[str]) -> bool:
    return 6 <= len(forms) <= 34 and forms[-1] == "." and not _FINAL & set(forms[:-1]) and forms[0][:1].isupper()


def _tree(sample: Sample, a: int, b: int) -> Clause | None:
    forms = sample.words.text[a:b]
    assert sample.upos is not None
    assert sample.xpos is not None
    assert sample.head is not None
    assert sample.relation is not None
    if not _plain(forms) or _MARKS & set(forms):
        return None
    head = (sample.head[a : b - 1] - a).tolist()
    if any(h >= b - 1 - a for h in head) or UPOS[sample.upos[a + _root(head)]] not in ("VERB", "ADJ", "NOUN"):
        return None
    cut = slice(a, b - 1)
    return Clause(
        forms[:-1], sample.words.gap[cut].tolist(), sample.upos[cut].tolist(), sample.xpos[cut].tolist(), head,
        sample.relation[cut].tolist(),
    )  # fmt: skip


def _told(sample: Sample, a: int, b: int) -> Clause | None:
    forms = sample.words.text[a:b]
    if not _plain(forms):
        return None
    inner = [x for x in sample.attributions if any(a <= p < b - 1 for p, _ in x.cue)]
    pieces = [p for x in inner for p in (*x.source, *x.cue, *x.content)]
    if not inner or any(lo < a or hi > b - 1 for lo, hi in pieces):
        return None
    shifted = [
        Attribution(*([(lo - a, hi - a) for lo, hi in part] for part in (x.source, x.cue, x.content))) for x in inner
    ]
    assert sample.cue is not None
    return Clause(
        forms[:-1], sample.words.gap[a : b - 1].tolist(), attributions=shifted, cue=sample.cue[a : b - 1].tolist()
    )


def _root(head: list[int]) -> int:
    return next(i for i, h in enumerate(head) if h == i)


@dataclass
class _Built:
    forms: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    xpos: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    relation: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    flat: list[int] = field(default_factory=list)
    cue: list[int] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)


class Framer:
    """Makes framed samples. ``relations`` and ``xpos`` are the treebanks' label numbers."""

    def __init__(self, samples: Sequence[Sample], relations: dict[str, int], xpos: dict[str, int]) -> None:
        self._trees, self._told = clauses(samples)
        self._relations, self._xpos = relations, xpos
        self._frames = _templates()["frame"]
        self._phrases = [[w.split(" ") for w in p] for p in _templates()["phrases"]["list"]]

    def samples(self, count: int, rng: random.Random) -> list[Sample]:
        """``count`` samples of three framed sentences each, half of them from treebanks, half from news."""
        out = []
        for number in range(count):
            pool = self._trees if number % 2 else self._told
            built = _Built()
            for paragraph in range(3):
                self._add(built, rng.choice(pool), paragraph, rng)
            out.append(_sample(built, number, trees=bool(number % 2)))
        return out

    def _frame(self, clause: Clause, rng: random.Random) -> dict[str, Any]:
        quotable = not _MARKS & set(clause.forms)
        frame: dict[str, Any] = rng.choice([f for f in self._frames if quotable or not f.get("quoted")])
        return frame

    def _add(self, built: _Built, clause: Clause, paragraph: int, rng: random.Random) -> None:
        frame = self._frame(clause, rng)
        words = [w.rsplit(" ", 5) for w in frame["words"]]
        verb = rng.choice(frame["verbs"])
        phrases = [rng.choice(self._phrases) if w[0] == "{source}" else [] for w in words]
        sizes = [len(clause.forms) if w[0] == "{S}" else len(p) or 1 for w, p in zip(words, phrases, strict=True)]
        base = len(built.forms)
        starts = [base + sum(sizes[:i]) for i in range(len(words))]
        tops = [s + _top(w, p, clause) for s, w, p in zip(starts, words, phrases, strict=True)]
        s_top = next(t for t, w in zip(tops, words, strict=True) if w[0] == "{S}")
        roles: dict[str, list[Piece]] = {}
        for i, (form, upos, xpos, head, relation, role) in enumerate(words):
            above = s_top if head == "{S}" else tops[int(head) - 1] if head != "0" else tops[i]
            if form == "{S}":
                self._clause(built, clause, above, relation, first=i == 0)
            elif form == "{source}":
                self._phrase(built, phrases[i], above, relation, first=i == 0)
            else:
                word = verb if form == "{verb}" else form
                present = form == "{verb}" and verb.endswith("s")
                self._word(built, word, upos, "VBZ" if present else xpos, above, relation)
            if role != "-":
                _extend(roles.setdefault(role, []), starts[i], starts[i] + sizes[i])
        built.sentence += [1] + [0] * (len(built.forms) - base - 1)
        built.paragraph += [paragraph] * (len(built.forms) - base)
        self._attribute(built, clause, roles, base, starts[[w[0] for w in words].index("{S}")])

    def _word(self, built: _Built, form: str, upos: str, xpos: str, head: int, relation: str) -> None:
        glued = form in (".", ",", "”") or (built.forms and built.forms[-1] == "“")
        if len(built.sentence) == len(built.forms):
            form = form if form == "“" else form[:1].upper() + form[1:]
        built.forms.append(form)
        built.gaps.append(GLUED if glued else 1)
        built.upos.append(UPOS.index(upos))
        built.xpos.append(self._xpos.get(xpos, IGNORE))
        built.head.append(head)
        built.relation.append(self._relations.get(relation, IGNORE))

    def _phrase(self, built: _Built, phrase: list[list[str]], above: int, relation: str, first: bool) -> None:
        base = len(built.forms)
        for form, upos, xpos, head, own in phrase:
            top = head == "0"
            self._word(built, form, upos, xpos, above if top else base + int(head) - 1, relation if top else own)

    def _clause(self, built: _Built, clause: Clause, above: int, relation: str, first: bool) -> None:
        base, size = len(built.forms), len(clause.forms)
        after_mark = bool(built.forms) and built.forms[-1] == "“"
        forms = list(clause.forms)
        if clause.xpos is None:
            small = forms[0] in _SMALL
        else:
            small = clause.xpos[0] not in (self._xpos.get("NNP"), self._xpos.get("NNPS")) and forms[0] != "I"
        if not first and not after_mark and small:
            forms[0] = forms[0][:1].lower() + forms[0][1:]
        built.forms += forms
        built.gaps += [GLUED if after_mark else 1, *clause.gaps[1:]]
        built.upos += clause.upos or [IGNORE] * size
        built.xpos += clause.xpos or [IGNORE] * size
        if clause.head is None or clause.relation is None:
            built.head += range(base, base + size)
            built.relation += [IGNORE] * size
            return
        built.head += [above if h == i else base + h for i, h in enumerate(clause.head)]
        built.relation += [
            self._relations.get(relation, IGNORE) if h == i else r
            for i, (h, r) in enumerate(zip(clause.head, clause.relation, strict=True))
        ]

    def _attribute(self, built: _Built, clause: Clause, roles: dict[str, list[Piece]], base: int, at: int) -> None:
        size = len(built.forms) - base
        flat = np.zeros(base + size, np.int64)
        cue = np.zeros(base + size, np.int64)
        inner = [
            Attribution(*([(lo + at, hi + at) for lo, hi in part] for part in (x.source, x.cue, x.content)))
            for x in clause.attributions
        ]
        content = roles["content"]
        found = [Attribution(roles["source"], roles["cue"], content)]
        if "cue2" in roles:
            # "X quoted Y as saying Z": what X gives is that Y said Z.
            wider = list(content)
            for part in ("source2", "cue2"):
                for piece in roles[part]:
                    wider.append(piece)
            found = [Attribution(roles["source"], roles["cue"], _merged(wider))]
            found.append(Attribution(roles["source2"], roles["cue2"], content))
        cue[at : at + len(clause.forms)] = clause.cue if clause.cue is not None else IGNORE
        for a in (*found, *inner):
            paint(cue, a.cue, CUE.index("B"), CUE.index("I"))
        outer = found[0]
        for role in ("content", "source", "cue"):
            paint(flat, getattr(outer, role), FLAT.index(f"B-{role}"), FLAT.index(f"I-{role}"))
        if "cue2" in roles:
            # PolNeAR has no such pairs to compare with: its flat layer is left to what it has seen.
            flat[base:] = IGNORE
        built.flat += flat[base:].tolist()
        built.cue += cue[base:].tolist()
        built.attributions += [*found, *inner]


def _top(word: list[str], phrase: list[list[str]], clause: Clause) -> int:
    if word[0] == "{S}":
        return _root(clause.head) if clause.head is not None else 0
    return next((i for i, p in enumerate(phrase) if p[3] == "0"), 0)


def _extend(pieces: list[Piece], start: int, end: int) -> None:
    if pieces and pieces[-1][1] == start:
        pieces[-1] = (pieces[-1][0], end)
    else:
        pieces.append((start, end))


def _merged(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for start, end in sorted(pieces):
        _extend(out, start, end)
    return out


def _sample(built: _Built, number: int, trees: bool) -> Sample:
    starts, ends, at = [], [], 0
    for form, gap in zip(built.forms, built.gaps, strict=True):
        at += 0 if gap == GLUED else 1
        starts.append(at)
        at += len(form)
        ends.append(at)
    words = build(" " * at, built.forms, starts, ends, built.paragraph)
    known = all(tag != IGNORE for tag in built.flat)
    sample = Sample(f"frame-{number}", "frames", words, flat=np.array(built.flat) if known else None)
    sample.cue = np.array(built.cue)
    sample.attributions = built.attributions
    sample.sentence = np.array(built.sentence)
    if trees:
        sample.upos, sample.xpos = np.array(built.upos), np.array(built.xpos)
        sample.head, sample.relation = np.array(built.head), np.array(built.relation)
    return sample
