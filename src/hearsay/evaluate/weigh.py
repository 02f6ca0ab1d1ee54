"""Claims: how often each of their fields is right, on our own gold.

The gold (``tests/gold/weighing.jsonl``; rules in ``docs/gold-weighing.md``) has one attribution a line: offsets and
labels, no text; texts come from the data folder. What is measured is the weighing alone: the gold's own source, cue
and content are weighed, in the reader's own parse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate import conllu, corpus, nested
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.scores import PRF, percent
from hearsay.evaluate.spans import join, overlap
from hearsay.model import Attribution, Claim, Evidence, Span, Spans, content_id

FIELDS = ("act", "stance", "certainty", "polarity", "distance", "source_type")
PARTLY = ("stance", "source_type")
"""The fields that every item has."""

AGREEMENT: Mapping[str, tuple[float, float]] = {
    "act": (0.976, 0.97),
    "stance": (0.988, 0.90),
    "certainty": (0.928, 0.86),
    "polarity": (0.937, 0.87),
    "distance": (0.985, 0.95),
    "source_type": (0.964, 0.96),
    "evidence": (0.967, 0.80),
    "addressee": (0.988, 0.90),
}
"""The labellers' agreement and Cohen's kappa over all items, before settling (``docs/gold-weighing.md``)."""

Key = tuple[str, str]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled attribution. ``label`` is set, and nothing else, where it was struck out as none.

    Of items drawn for their source or evidence only stance, source type and evidence are labelled: the other fields are
    empty, and such an item counts for the fields it has. ``evidence_first`` is what the first labeller had given where
    the evidence was settled otherwise, ``evidence_before`` what stood there before the ruling on documents as sources
    was applied; nothing is measured on either.
    """

    set: str
    document: str
    split: str
    source: Spans
    cue: Spans
    content: Spans
    act: str = ""
    stance: str = ""
    certainty: str = ""
    polarity: str = ""
    distance: str = ""
    source_type: str = ""
    evidence: tuple[Evidence, ...] = ()
    evidence_first: tuple[Evidence, ...] | None = None
    evidence_before: tuple[Evidence, ...] | None = None
    addressee: Span | None = None
    label: str | None = None

    @property
    def whole(self) -> bool:
        """Whether every field is labelled."""
        return bool(self.act)

    @property
    def key(self) -> Key:
        """The set and the document's id in it."""
        return self.set, self.document

    def attribution(self) -> Attribution:
        """The item as the reader would have found it."""
        return Attribution(
            id=content_id("a", *self.key, self.source, self.cue, self.content),
            source=self.source,
            cue=self.cue,
            content=self.content,
            kind="indirect",
            confidence=1.0,
        )


Pair = tuple[Item, Claim]


class Figures(msgspec.Struct, frozen=True):
    """What is measured. ``accuracy`` and ``macro_f1`` by field, shares of 1.

    ``kappa`` is Cohen's between the reader and the gold, ``commonest`` the accuracy and macro-F1 of always giving the
    commonest value. Macro-F1 is the mean of the F1 of the values in the gold. ``evidence`` counts kinds over all items,
    ``evidence_f1`` is the mean F1 of the kinds in the gold, ``evidence_sets`` the share of items whose set of kinds is
    right, ``evidence_none`` the share that has none, ``kinds`` counts each kind that the gold has; ``addressee`` counts
    those that share a character with the gold's.
    """

    items: int
    whole: int
    accuracy: dict[str, float]
    macro_f1: dict[str, float]
    kappa: dict[str, float]
    commonest: dict[str, tuple[float, float]]
    evidence: PRF
    evidence_f1: float
    evidence_sets: float
    evidence_none: float
    addressee: PRF
    kinds: dict[str, PRF] = {}

    def table(self) -> dict[str, Any]:
        """For people and JSON: percentages to two places by field, with the labellers' agreement and the baseline."""
        out: dict[str, Any] = {"items": self.items}
        for name in FIELDS if self.whole else PARTLY:
            out[name] = {
                "accuracy": percent(self.accuracy[name]),
                "macro-F1": percent(self.macro_f1[name]),
                "kappa": percent(self.kappa[name]),
                "always the commonest": [percent(share) for share in self.commonest[name]],
                **_labellers(name),
            }
        out["evidence"] = {**self.evidence_table(), **_labellers("evidence")}
        if self.whole:
            out["addressee"] = {"F1": percent(self.addressee.f1), **_labellers("addressee")}
        return out

    def evidence_table(self) -> dict[str, Any]:
        """The evidence's part of the table, without the labellers' agreement."""
        return {
            "micro-F1": percent(self.evidence.f1),
            "macro-F1": percent(self.evidence_f1),
            "sets": percent(self.evidence_sets),
            "never any, sets": percent(self.evidence_none),
            "kinds": self.evidence.gold,
            "by kind": {
                name: {
                    "precision": percent(k.precision),
                    "recall": percent(k.recall),
                    "F1": percent(k.f1),
                    "gold": k.gold,
                }
                for name, k in self.kinds.items()
            },
        }


def _labellers(name: str) -> dict[str, float]:
    agreement, kappa = AGREEMENT[name]
    return {"labellers' agreement": percent(agreement), "labellers' kappa": percent(kappa)}


def load(path: Path, split: str | None = None, partly: Sequence[str] = PARTLY) -> list[Item]:
    """The items of a gold file, of one split or all, without those struck out. Raises DataError when malformed.

    ``partly`` are the fields that an item must have which has not all.
    """
    items = [i for i in read_jsonl(path, Item) if i.label is None]
    for item in items:
        if not all(getattr(item, name) for name in (FIELDS if item.whole else partly)):
            raise DataError(f"{item.document}: the item at {item.cue} lacks a label", where=str(path))
    return [i for i in items if split in (None, i.split)]


def prepared(data: Path, items: Sequence[Item]) -> tuple[dict[Key, str], list[Item]]:
    """The items' documents by set and id, and the items over them.

    GUM's gold counts characters of words parted by single spaces; its items are moved to the running text. Raises
    DataError where a document is missing or a span lies outside it.
    """
    wanted = {i.key for i in items}
    found = {(name, key): text for name, key, text in _documents(data) if (name, key) in wanted}
    moved = list(items)
    if any(name == "gum" for name, _ in wanted):
        mover = _Mover.load(data)
        moved = [mover.move(i) if i.set == "gum" else i for i in items]
        found |= {key: mover.text(key[1]) for key in wanted if key[0] == "gum"}
    missing = sorted(wanted - found.keys())
    if missing:
        raise DataError(f"no such document: {'/'.join(missing[0])}", where=str(data))
    for item in moved:
        size = len(found[item.key])
        if any(not 0 <= a < b <= size for a, b in (*item.source, *item.cue, *item.content)):
            raise DataError(f"{item.document}: a span lies outside the text", where=str(data))
    return found, moved


def _documents(data: Path) -> Iterator[tuple[str, str, str]]:
    return (found for found in corpus.articles(data) if found[0] in ("polnear", "muc4", "ecbplus", "worldwide"))


class _Mover:
    """Moves spans of GUM's spaced text to its running text."""

    def __init__(
        self, spaced: Mapping[str, nested.GoldDocument], treebank: Mapping[str, conllu.TreebankDocument]
    ) -> None:
        self._spaced = spaced
        self._treebank = treebank

    @classmethod
    def load(cls, data: Path) -> _Mover:
        parts = ("train", "dev")
        spaced = {d.id: d for p in parts for d in nested.load(data / f"gum-attribution/{p}.jsonl")}
        return cls(spaced, {d.id: d for p in parts for d in conllu.load(data / f"ud/gum-{p}.conllu")})

    def text(self, name: str) -> str:
        return conllu.document_prose(self._treebank[name]).text

    def move(self, item: Item) -> Item:
        if item.document not in self._spaced or item.document not in self._treebank:
            raise DataError(f"no such document: {item.document}")
        evidence = tuple(Evidence(e.kind, self._spans(item, (e.span,))[0]) for e in item.evidence)
        addressee = item.addressee and self._spans(item, (item.addressee,))[0]
        return msgspec.structs.replace(
            item,
            source=self._spans(item, item.source),
            cue=self._spans(item, item.cue),
            content=self._spans(item, item.content),
            evidence=evidence,
            addressee=addressee,
        )

    def _spans(self, item: Item, spans: Spans) -> Spans:
        """Spans over the spaced text, as one attribution's, moved as the nested benchmark moves its own."""
        if not spans:
            return ()
        old = self._spaced[item.document]
        carried = nested.GoldAttribution("moved", spans, (), (), None, False)
        document = nested.GoldDocument(old.id, old.genre, old.text, (carried,))
        new = nested.detokenised(document, self._treebank[item.document])
        return join(new.text, new.attributions[0].source)


def measure(
    data: Path,
    gold: Path,
    split: str | None,
    weigh: Callable[[str, Sequence[Attribution]], Sequence[Claim]],
    emit: Callable[[Sequence[Pair]], object] = lambda _pairs: None,
    partly: Sequence[str] = PARTLY,
) -> Figures:
    """The figures of ``weigh``, which gives a text's claims for attributions in it, over a gold file.

    ``emit`` is given the items with the claims made of them, ``partly`` is as for :func:`load`. Each document is read
    once. Raises DataError where the gold is malformed or a document is missing.
    """
    pairs = _weighed(data, load(gold, split, partly), weigh)
    emit(pairs)
    return score(pairs)


def source_types(
    data: Path, gold: Path, weigh: Callable[[str, Sequence[Attribution]], Sequence[Claim]]
) -> dict[str, dict[str, float]]:
    """Accuracy and macro-F1 of the types of sources, as percentages, by the parts (``split``) of a gold file that has
    nothing else labelled. Raises DataError as `measure` does.
    """
    out: dict[str, dict[str, float]] = {}
    pairs = _weighed(data, load(gold, partly=("source_type",)), weigh)
    for split in dict.fromkeys(item.split for item, _ in pairs):
        values = [(item.source_type, _value(claim, "source_type")) for item, claim in pairs if item.split == split]
        out[split] = {
            "items": len(values),
            "accuracy": percent(_accuracy(values)),
            "macro-F1": percent(_macro(values)),
        }
    return out


def _weighed(
    data: Path, gold: Sequence[Item], weigh: Callable[[str, Sequence[Attribution]], Sequence[Claim]]
) -> list[Pair]:
    texts, items = prepared(data, gold)
    by_document: dict[Key, list[Item]] = {}
    for item in items:
        by_document.setdefault(item.key, []).append(item)
    pairs: list[Pair] = []
    for key, its in by_document.items():
        found = {c.attribution: c for c in reversed(weigh(texts[key], [i.attribution() for i in its]))}
        pairs += [(i, found[i.attribution().id]) for i in its]
    return pairs


def score(pairs: Sequence[Pair]) -> Figures:
    """The figures of items with the claims made of them."""
    accuracy, macro, kappas, commonest = {}, {}, {}, {}
    for name in FIELDS:
        values = [(str(getattr(item, name)), _value(claim, name)) for item, claim in pairs if getattr(item, name)]
        accuracy[name], macro[name], kappas[name] = _accuracy(values), _macro(values), kappa(values)
        commonest[name] = _commonest([a for a, _ in values])
    kinds: list[tuple[set[str], set[str]]] = [
        ({e.kind for e in item.evidence}, {e.kind for e in claim.evidence}) for item, claim in pairs
    ]
    whole = [(item, claim) for item, claim in pairs if item.whole]
    both = [_same_addressee(item, claim) for item, claim in whole]
    return Figures(
        items=len(pairs),
        whole=len(whole),
        accuracy=accuracy,
        macro_f1=macro,
        kappa=kappas,
        commonest=commonest,
        evidence=_counts(kinds),
        evidence_f1=macro_f1(kinds),
        evidence_sets=sum(a == b for a, b in kinds) / len(kinds) if kinds else 0.0,
        evidence_none=sum(not a for a, _ in kinds) / len(kinds) if kinds else 0.0,
        addressee=PRF.of(sum(both), sum(c.addressee is not None for _, c in whole), _addressed(whole)),
        kinds=_by_label(kinds),
    )


def _accuracy(values: Sequence[tuple[str, str]]) -> float:
    return sum(a == b for a, b in values) / len(values) if values else 0.0


def _macro(values: Sequence[tuple[str, str]]) -> float:
    return macro_f1([({a}, {b}) for a, b in values])


def _commonest(gold: Sequence[str]) -> tuple[float, float]:
    """Accuracy and macro-F1 of always giving the gold's commonest value."""
    if not gold:
        return 0.0, 0.0
    value = Counter(gold).most_common(1)[0][0]
    values = [(a, value) for a in gold]
    return _accuracy(values), _macro(values)


def kappa(values: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa (1960) of pairs of labels: agreement beyond chance. 1 where nothing is left to chance."""
    if not values:
        return 0.0
    left, right = Counter(a for a, _ in values), Counter(b for _, b in values)
    chance = sum(left[label] * right[label] for label in left) / len(values) ** 2
    return 1.0 if chance == 1 else (_accuracy(values) - chance) / (1 - chance)


def _counts(kinds: Iterable[tuple[set[str], set[str]]]) -> PRF:
    found = list(kinds)
    return PRF.of(sum(len(a & b) for a, b in found), sum(len(b) for _, b in found), sum(len(a) for a, _ in found))


def _same_addressee(item: Item, claim: Claim) -> bool:
    return bool(item.addressee and claim.addressee and overlap((item.addressee,), (claim.addressee,)))


def _addressed(pairs: Sequence[Pair]) -> int:
    return sum(item.addressee is not None for item, _ in pairs)


def macro_f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    """The mean F1 of the labels that the gold (the first of each pair) has, 0 where it has none."""
    scores = [counts.f1 for counts in _by_label(pairs).values()]
    return sum(scores) / len(scores) if scores else 0.0


def _by_label(pairs: Iterable[tuple[set[str], set[str]]]) -> dict[str, PRF]:
    """Right, guessed and wanted of each label that the gold has, by its name."""
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for wanted, got in pairs:
        right.update(wanted & got)
        gold.update(wanted)
        guessed.update(got)
    return {label: PRF.of(right[label], guessed[label], gold[label]) for label in sorted(gold)}


def _value(claim: Claim, name: str) -> str:
    return claim.chain[-1].type if name == "source_type" else str(getattr(claim, name))
