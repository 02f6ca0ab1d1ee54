"""A second look: fillers weighed by what the whole document shows of them.

The network sees a phrase in its sentence; whether it is worth reporting also depends on how often and how early it is
told and on what stands beside it. Logistic regressions, fitted to the network's own cross-validated answers
(``training/incidents_second.py``), turn those into chances.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hearsay.coding.incidents.fillers import Filler
from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.phrases import Phrase
from hearsay.coding.incidents.scores import ROLES, Scores
from hearsay.coding.incidents.tree import Tree

Floats = NDArray[np.float32]


def logit(chance: float) -> float:
    """The log odds, within bounds."""
    bounded = min(max(chance, 1e-3), 1 - 1e-3)
    return float(np.log(bounded / (1 - bounded)))


class Second:
    """Describes the fillers of one document by numbers."""

    def __init__(self, tree: Tree, found: Sequence[Phrase], scores: Scores) -> None:
        self._tree = tree
        self._found = found
        self._scores = scores
        self._sentence = np.array([tree.sentence_of[p.head] for p in found], np.int64)
        count = len(tree.parsed.sentences)
        # The surest phrase of each role in each sentence.
        self._best = np.zeros((count, len(ROLES)), np.float32)
        np.maximum.at(self._best, self._sentence, scores.roles)
        self._document = float(scores.document.max())

    def filler(self, filler: Filler) -> Floats:
        """A filler's features: they rest on the network's own chances, whatever the filler has been given since."""
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
                logit(float(chances[0])),
                logit(float(chances.mean())),
                float((chances > 0.3).sum() > 1),
                np.log1p(len(numbers)),
                min(int(sentences.min()), 10) / 10,
                logit(self._document),
                logit(float(others.max(initial=0.0))),
                logit(float(others[:, 2:].max(initial=0.0))),
                logit(rival_role),
                float(chances[0] / rivals[0]),
                float(filler.types.max()),
                bool(surest.name),
                float(self._tree.parsed.xpos[surest.head] in ("NNS", "NNPS")),
                len(self._tree.parsed.sentences) / 30,
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
        if not words("accident").isdisjoint(lemmas) or any(self._of_gas(i) for i in near):
            # Crashes and earthquakes kill too; what is told of one is an attack only where one is told.
            return not violent <= words("killing")
        # Dying is told in many words: two of them are not yet violence.
        return bool(violent) or (len(harm) > 1 and not harm <= words("dying"))

    def _of_gas(self, word: int) -> bool:
        """Whether a blast is one of what burns by itself: "a gas explosion" is nobody's bomb."""
        tree = self._tree
        return any(tree.relation[c] == "compound" and tree.lemma[c] in words("burning") for c in tree.children[word])

    def apart(self, filler: Filler, targets: Sequence[Filler]) -> int:
        """How many sentences lie between the nearest tellings of a filler and of any of the targets."""
        mine = set(self._sentence[list(filler.phrases)].tolist())
        theirs = {s for f in targets for s in self._sentence[list(f.phrases)].tolist()}
        return int(min(abs(a - b) for a in mine for b in theirs))


def chance(features: Floats, weights: Sequence[float]) -> float:
    """The logistic regression's chance."""
    return float(1 / (1 + np.exp(-float(features @ np.array(weights, np.float32)))))
