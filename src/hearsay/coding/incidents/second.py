"""A second look: fillers and drafts weighed by what the whole document shows of them.

The network sees a phrase in its sentence; whether it is worth reporting also depends on how often and how early it is
told, on what stands beside it and on what kind of article it is. Two logistic regressions, fitted to the network's
own cross-validated answers (``training/incidents_second.py``), turn those into chances.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.lexicon import listed, words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import HUMAN, INSTRUMENT, ORGANIZATION, PHYSICAL, ROLES, TYPES, Scores
from hearsay.coding.incidents.tree import Tree

Floats = NDArray[np.float32]


def logit(chance: float) -> float:
    """The log odds, within bounds."""
    bounded = min(max(chance, 1e-3), 1 - 1e-3)
    return float(np.log(bounded / (1 - bounded)))


class Second:
    """Describes fillers and drafts of one document by numbers."""

    def __init__(self, tree: Tree, found: Sequence[Phrase], scores: Scores) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._sentence = np.array([tree.sentence[p.head] for p in found], np.int64)
        count = len(tree.parsed.sentences)
        # The surest phrase of each role in each sentence.
        self._best = np.zeros((count, len(ROLES)), np.float32)
        np.maximum.at(self._best, self._sentence, scores.roles)
        self._document = float(scores.document.max())
        head = tree.parsed.document.text[:250].lower()
        self._kind = [float(k in head) for k in listed("kinds")]

    def filler(self, filler: Filler) -> Floats:
        """A filler's features."""
        roles, numbers = self._scores.roles, list(filler.phrases)
        chances = roles[numbers, filler.role]
        sentences = self._sentence[numbers]
        others = np.delete(self._best[sentences], filler.role, axis=1)
        rivals = np.sort(roles[:, filler.role])[::-1]
        surest = self._found[filler.phrases[0]]
        rival_role = float(np.delete(roles[filler.phrases[0]], filler.role).max())
        return np.array(
            [
                1,
                logit(filler.chance),
                logit(float(chances.mean())),
                float((chances > 0.3).sum() > 1),
                np.log1p(len(numbers)),
                min(int(sentences.min()), 10) / 10,
                logit(self._document),
                logit(float(others.max(initial=0.0))),
                logit(float(others[:, 2:].max(initial=0.0))),
                logit(rival_role),
                filler.chance / float(rivals[0]),
                float(filler.types.max()),
                bool(surest.name),
                float(self._tree.parsed.xpos[surest.head] in ("NNS", "NNPS")),
                len(self._tree.parsed.sentences) / 30,
            ],
            np.float32,
        )

    def draft(self, kind: int, roles: Sequence[Sequence[Filler]], score: float, drafts: int, rivals: int) -> Floats:
        """A draft's features: its type, its surest target's score, how many drafts there are, and of its type."""
        targets = [f for role in (PHYSICAL, HUMAN) for f in roles[role]]
        top = sorted((f.score(kind) for f in targets), reverse=True)
        first = min(int(self._sentence[f.phrases[0]]) for f in targets)
        return np.array(
            [
                *(kind == k for k in range(len(TYPES))),
                logit(score),
                logit(top[1]) if len(top) > 1 else -4.0,
                logit(float(self._scores.document[kind])),
                logit(self._document),
                np.log1p(len(targets)),
                *(self._surest(roles[r], kind) for r in (0, ORGANIZATION, INSTRUMENT)),
                self._military(roles[HUMAN]),
                min(first, 10) / 10,
                min(drafts, 6) / 6,
                min(rivals, 4) / 4,
                len(self._tree.parsed.sentences) / 30,
                *self._kind,
            ],
            np.float32,
        )

    def violent(self, targets: Sequence[Filler]) -> bool:
        """Whether any of the targets is told of in words of violence: in its sentence or one beside it."""
        told = {s for f in targets for s in self._sentence[list(f.phrases)].tolist()}
        return any(self._tells(s) for s in told)

    def _tells(self, sentence: int) -> bool:
        ranges = self._tree.parsed.sentences
        near = range(ranges[max(sentence - 1, 0)][0], ranges[min(sentence + 1, len(ranges) - 1)][1])
        lemmas = {self._tree.lemma[i] for i in near}
        here = {self._tree.lemma[i] for i in range(*ranges[sentence])}
        violent, harm = words("violent") & lemmas, words("harm") & here
        if not words("accident").isdisjoint(lemmas):
            # Crashes and earthquakes kill too; what is told of one is an attack only where one is told.
            return not violent <= words("killing")
        # Dying is told in many words: two of them are not yet violence.
        return bool(violent) or (len(harm) > 1 and not harm <= words("dying"))

    def apart(self, filler: Filler, targets: Sequence[Filler]) -> int:
        """How many sentences lie between the nearest tellings of a filler and of any of the targets."""
        mine = set(self._sentence[list(filler.phrases)].tolist())
        theirs = {s for f in targets for s in self._sentence[list(f.phrases)].tolist()}
        return int(min(abs(a - b) for a in mine for b in theirs))

    def _surest(self, fillers: Sequence[Filler], kind: int) -> float:
        return max((f.score(kind) for f in fillers), default=0.0)

    def _military(self, humans: Sequence[Filler]) -> float:
        """The share of the human targets that are of armed forces, by the chances of their types."""
        if not humans:
            return 0.0
        chances = np.stack([self._scores.sets["ht"][f.phrases[0]] for f in humans])
        return float(chances[:, [6, 8]].sum(1).mean())


def chance(features: Floats, weights: Sequence[float]) -> float:
    """The logistic regression's chance."""
    return float(1 / (1 + np.exp(-float(features @ np.array(weights, np.float32)))))
