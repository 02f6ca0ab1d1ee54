"""Actors: how often a mention is linked to the right public body, or rightly to none, on our own gold.

The gold (``tests/gold/actors.jsonl``; rules in ``docs/gold-actors.md``) has one mention a line: offsets and labels, no
text; texts come from the data folder. ``tests/gold/actors-fresh.jsonl`` has more, labelled once, sample by sample. The
reader reads the whole article, and what it made of the mention is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate import corpus
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.scores import PRF, percent
from hearsay.evaluate.spans import overlap
from hearsay.model import Actor, Mention, Reading, Span
from hearsay.resolve.names import fold
from hearsay.resolve.registry import Registry

Label = Literal["body", "private", "none", "struck"]
Sense = Literal["government", "place", "other"]
SENSES: tuple[Sense, ...] = ("government", "place", "other")
Key = tuple[str, str]

_ARTICLE = re.compile(r"(?:the|this|its|their)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:of|for|on|to|in|de|del)\s", re.IGNORECASE)


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled mention.

    ``names`` are the body's, any of which an actor may bear; ``nouns`` are common nouns, one of which the actor's name
    must hold ("army", "armed forces"). Both are beside ``none`` too: what the article says of a person may be linked,
    and need not be. ``metonymy`` is there for names of countries, capitals and seats of power.
    """

    set: str
    document: str
    split: str
    stratum: str
    span: Span
    label: Label
    metonymy: Sense | None = None
    names: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    sector: str = ""

    @property
    def key(self) -> Key:
        """The set and the document's id in it."""
        return self.set, self.document


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item with what the reader made of it: the mention, None where it was missed, and the actor, if any."""

    item: Item
    mention: Mention | None
    actor: Actor | None
    right: bool

    @property
    def sense(self) -> Sense:
        """What the reader took a country, a capital or a seat for."""
        if self.actor is None:
            return "place"
        return "other" if self.actor.kind == "other" and self.actor.entry is None else "government"


class Figures(msgspec.Struct, frozen=True):
    """What is measured; shares of 1.

    ``accuracy`` over all items, and by stratum; a ``missed`` mention is wrong. ``links`` counts mentions that were
    linked (precision) and mentions that mean a public body (recall). ``coded`` is the share of bodies whose country and
    sector are both right. ``metonymy`` is government or not; ``confusion`` counts what was taken for what, the gold
    first, with ``missed`` for mentions the reader did not find.
    """

    items: int
    missed: int
    accuracy: float
    by_stratum: dict[str, tuple[int, int]]
    links: PRF
    coded: float
    metonymy_items: int
    metonymy: float
    always_government: float
    always_place: float
    confusion: dict[str, dict[str, int]]

    def table(self) -> dict[str, object]:
        """For people and JSON: percentages to two places, counts as they are."""
        return {
            "items": self.items,
            "mentions missed": self.missed,
            "actor accuracy": percent(self.accuracy),
            "links": self.links.figures(),
            "country and sector": percent(self.coded),
            "metonymy items": self.metonymy_items,
            "metonymy accuracy": percent(self.metonymy),
            "metonymy, always government": percent(self.always_government),
            "metonymy, always place": percent(self.always_place),
            "metonymy confusion": self.confusion,
            "right by stratum": {name: f"{right}/{items}" for name, (right, items) in self.by_stratum.items()},
        }


def load(path: Path, split: str | None = None) -> list[Item]:
    """The items of a gold file, of one split or all, without those struck out. Raises DataError when malformed."""
    items = [item for item in read_jsonl(path, Item) if item.label != "struck"]
    for item in items:
        if item.label == "body" and not item.names and not item.nouns:
            raise DataError(f"{item.document}: the body at {item.span} has no name", where=str(path))
        if item.metonymy == "government" and item.label != "body":
            raise DataError(f"{item.document}: a government at {item.span} that is no body", where=str(path))
    return [item for item in items if split in (None, item.split)]


def measure(
    data: Path, gold: Path, split: str | None, registry: Registry, read: Callable[[str], Reading | None]
) -> tuple[Figures, list[Outcome]]:
    """The figures of ``read``, None for a text it refuses, over a gold file, and the outcomes they are made of.

    Each document is read once. Raises DataError where the gold is malformed or a document is missing.
    """
    items = load(gold, split)
    texts = corpus.texts(data, {item.key for item in items})
    readings = {key: read(text) for key, text in texts.items()}
    outcomes = [judge(item, readings[item.key], registry) for item in items]
    return score(outcomes), outcomes


def judge(item: Item, reading: Reading | None, registry: Registry) -> Outcome:
    """What a reading made of an item."""
    mention = find(item.span, reading.document.text, reading.mentions) if reading else None
    if reading is None or mention is None:
        return Outcome(item, None, None, right=False)
    actor = next((actor for actor in reading.actors if mention.id in actor.mentions), None)
    return Outcome(item, mention, actor, right=_right(item, actor, registry))


def find(span: Span, text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The mention whose head lies in the head of a labelled one.

    Of several, those that hold the whole of that head come first, and of these the one whose extent is nearest.
    """
    head = _head(span, text)

    def rank(mention: Mention) -> tuple[bool, float, bool]:
        whole = mention.span[0] <= head[0] and head[1] <= mention.span[1]
        return whole, _likeness(mention.span, span), mention.kind == "name"

    return max((m for m in mentions if overlap((m.head,), (head,))), key=rank, default=None)


def _head(span: Span, text: str) -> Span:
    """A labelled mention without its article and what follows "of": "Ministry", of "the Ministry of Trade"."""
    article = _ARTICLE.match(text, span[0], span[1])
    start = article.end() if article else span[0]
    tail = _TAIL.search(text, start, span[1])
    return (start, tail.start()) if tail else (start, span[1])


def _likeness(a: Span, b: Span) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0]))


def _right(item: Item, actor: Actor | None, registry: Registry) -> bool:
    if actor is None:
        return item.label != "body"
    return same(item, actor, registry)


def same(item: Item, actor: Actor, registry: Registry) -> bool:
    """Whether an actor is the body an item names: by a name of either, in the same country where both have one.

    What the register does not have is named as the text has it, so that its name may be longer than the gold's.
    """
    if item.country and actor.country and item.country != actor.country:
        return False
    entry = registry.get(actor.entry) if actor.entry else None
    borne = {fold(form) for form in (actor.name, *(entry.forms("name", "official", "alias") if entry else ()))}
    if any(fold(name) in borne for name in item.names):
        return True
    parts = item.names if entry is None else ()
    if actor.country is not None:
        parts = (*parts, *item.nouns, *(item.names if item.kind in ("institution", "office") else ()))
    return any(f" {fold(part)} " in f" {fold(actor.name)} " for part in parts)


def score(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of outcomes."""
    linked = [o for o in outcomes if o.actor is not None]
    bodies = [o for o in outcomes if o.item.label == "body"]
    coded = [o for o in bodies if o.item.country and o.item.sector]
    named = [o for o in outcomes if o.item.metonymy is not None]
    governments = sum(o.item.metonymy == "government" for o in named)
    return Figures(
        items=len(outcomes),
        missed=sum(o.mention is None for o in outcomes),
        accuracy=_share(sum(o.right for o in outcomes), len(outcomes)),
        by_stratum=_by_stratum(outcomes),
        links=PRF(sum(o.right for o in linked), len(linked), sum(o.right for o in bodies), len(bodies)),
        coded=_share(sum(map(_coded, coded)), len(coded)),
        metonymy_items=len(named),
        metonymy=_share(sum(map(_told, named)), len(named)),
        always_government=_share(governments, len(named)),
        always_place=_share(len(named) - governments, len(named)),
        confusion=_confusion(named),
    )


def by_sample(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The figures of the fresh samples, which are told apart by their items' ``split``, and of all together."""
    samples: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for outcome in outcomes:
        samples.setdefault(outcome.item.split, []).append(outcome)
    told: dict[str, object] = {}
    for name, of_sample in samples.items():
        figures = score(of_sample)
        told[name] = {
            "items": figures.items,
            "actor accuracy": percent(figures.accuracy),
            "country and sector": percent(figures.coded),
            "metonymy accuracy": percent(figures.metonymy),
        }
    return told


def _by_stratum(outcomes: Sequence[Outcome]) -> dict[str, tuple[int, int]]:
    items = Counter(o.item.stratum for o in outcomes)
    right = Counter(o.item.stratum for o in outcomes if o.right)
    return {stratum: (right[stratum], count) for stratum, count in sorted(items.items())}


def _coded(outcome: Outcome) -> bool:
    actor, item = outcome.actor, outcome.item
    return actor is not None and (actor.country, actor.sector) == (item.country, item.sector)


def _told(outcome: Outcome) -> bool:
    """Whether a government was told from what is none; a mention the reader missed was not."""
    government = outcome.item.metonymy == "government"
    return outcome.mention is not None and government == (outcome.sense == "government")


def _confusion(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    table: Mapping[str, dict[str, int]] = {gold: dict.fromkeys((*SENSES, "missed"), 0) for gold in SENSES}
    for outcome in outcomes:
        taken = outcome.sense if outcome.mention is not None else "missed"
        table[str(outcome.item.metonymy)][taken] += 1
    return dict(table)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
