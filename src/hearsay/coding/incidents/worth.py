"""How likely a draft is an incident worth reporting: a logistic regression over what the whole document shows of it.

Beside the network's own certainty that is what kinds of targets it has, how they are told of (named, counted, "the
attack", "many attacks"), whether the event coder found what befell them, on whose word and with which place and time,
and what else the document tells. ``training/incidents_second.py`` fits the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.lexicon import listed, words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import (
    HUMAN,
    HUMAN_TYPES,
    PHYSICAL,
    PHYSICAL_TYPES,
    ROLES,
    TYPES,
    Scores,
)
from hearsay.coding.incidents.second import logit
from hearsay.coding.incidents.tree import Tree
from hearsay.model import Event

Floats = NDArray[np.float32]

# Log odds of a second target where there is none.
_NONE = -4.0
_ARMED = (HUMAN_TYPES.index("active-military"), HUMAN_TYPES.index("law-enforcement"))
# Modes of violent events that are told apart; None is an event of no mode.
_MODES = ("explosives", "targeted", "abduct", "firearms", "property", None)
# Determiners and adjectives by which many things are told of at once.
_SEVERAL = frozenset({"other", "another", "many", "several", "some"})


class Drafted(Protocol):
    """What is weighed: :class:`hearsay.coding.incidents.drafts.Draft`."""

    @property
    def type(self) -> int: ...
    @property
    def roles(self) -> tuple[tuple[Filler, ...], ...]: ...
    @property
    def score(self) -> float: ...
    @property
    def anchor(self) -> Filler: ...


class Telling(Protocol):
    """What knows the events that targets are told under: :class:`hearsay.coding.incidents.telling.Tellings`."""

    def of(self, targets: Sequence[Filler]) -> list[Event]: ...


class Worth:
    """Describes the drafts of one document by numbers."""

    def __init__(self, tree: Tree, found: Sequence[Phrase], scores: Scores, tellings: Telling) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._tellings = tellings
        head = tree.parsed.document.text[:250].lower()
        self._kind = [float(k in head) for k in listed("kinds")]
        ranges = tree.parsed.sentences
        violent = [not words("violent").isdisjoint(tree.lemma[a:b]) for a, b in ranges]
        self._violent = sum(violent) / max(len(violent), 1)

    def features(self, draft: Drafted, drafts: Sequence[Drafted]) -> Floats:
        """A draft among all of the document, itself one of them."""
        targets = [f for role in (PHYSICAL, HUMAN) for f in draft.roles[role]]
        return np.array(
            [
                1,
                *(draft.type == k for k in range(len(TYPES))),
                *self._certain(draft, targets),
                *self._among(draft, drafts),
                *self._told(draft, targets),
                *self._events(targets),
                *self._kinds(draft),
                len(self._tree.parsed.sentences) / 30,
                self._violent,
                *self._kind,
            ],
            np.float32,
        )

    def _certain(self, draft: Drafted, targets: Sequence[Filler]) -> list[float]:
        """How sure the network is of the document, the targets and the other roles."""
        top = sorted((f.score(draft.type) for f in targets), reverse=True)
        document = self._scores.document
        return [
            logit(draft.score),
            logit(top[1]) if len(top) > 1 else _NONE,
            logit(float(document[draft.type])),
            logit(float(document.max())),
            float(document.sum()),
            np.log1p(len(targets)),
            sum(top),
            max(f.chance for f in targets),
            max(float(f.types[draft.type]) for f in targets),
            *(max((f.score(draft.type) for f in draft.roles[r]), default=0.0) for r in range(len(ROLES))),
        ]

    def _among(self, draft: Drafted, drafts: Sequence[Drafted]) -> list[float]:
        """How it stands among the other drafts."""
        others = [d for d in drafts if d is not draft]
        alike = [d.score for d in others if d.type == draft.type]
        return [
            min(len(drafts), 6) / 6,
            min(len(alike) + 1, 4) / 4,
            max((d.score for d in others), default=0.0),
            max(alike, default=0.0),
            sum(d.score > draft.score for d in others),
        ]

    def _told(self, draft: Drafted, targets: Sequence[Filler]) -> list[float]:
        """How its targets are told of: where first, by names, and with what before the surest one's head."""
        tree, surest = self._tree, self._found[draft.anchor.phrases[0]]
        under = tree.children[surest.head]
        articles = {tree.lemma[c] for c in under if tree.relation[c] == "det"}
        counted = any(tree.relation[c] == "nummod" for c in under)
        phrases = [n for f in targets for n in f.phrases]
        first = min(tree.sentence_of[self._found[f.phrases[0]].head] for f in targets)
        return [
            min(first, 10) / 10,
            any(self._found[n].name == "PER" for n in phrases),
            any(self._found[n].name for n in phrases),
            tree.parsed.xpos[surest.head] in ("NNS", "NNPS"),
            "the" in articles,
            "a" in articles,
            counted,
            not articles and not counted,
            any(tree.lemma[c] in _SEVERAL for c in under),
        ]

    def _events(self, targets: Sequence[Filler]) -> list[float]:
        """What the event coder found to have befallen them, and on whose word."""
        events = self._tellings.of(targets)
        holders = [{(h.by == "author", h.polarity == "positive") for h in e.holdings} for e in events]
        return [
            len(events),
            sum((True, True) in h for h in holders),
            sum((False, True) in h for h in holders),
            sum(not positive for h in holders for _, positive in h),
            sum(e.time is not None for e in events),
            sum(e.place is not None for e in events),
            sum(bool(e.toll) for e in events),
            *(sum(e.mode == mode for e in events) for mode in _MODES),
        ]

    def _kinds(self, draft: Drafted) -> list[float]:
        """The likeliest types of targets, the share of armed forces among people, stage and category."""
        humans, things = self._chances(draft.roles[HUMAN], "ht"), self._chances(draft.roles[PHYSICAL], "pt")
        everyone = [f for role in draft.roles for f in role]
        weights = np.array([f.chance for f in everyone], np.float32) / sum(f.chance for f in everyone)
        votes = [weights @ np.stack([self._scores.sets[key][f.phrases[0]] for f in everyone]) for key in ("st", "ca")]
        return [
            float(humans[:, _ARMED].sum(1).mean()) if len(draft.roles[HUMAN]) else 0.0,
            *humans.max(0).tolist(),
            *things.max(0).tolist(),
            *(v for vote in votes for v in vote.tolist()),
        ]

    def _chances(self, fillers: Sequence[Filler], key: str) -> Floats:
        if not fillers:
            return np.zeros((1, len(HUMAN_TYPES if key == "ht" else PHYSICAL_TYPES)), np.float32)
        return np.stack([self._scores.sets[key][f.phrases[0]] for f in fillers])
