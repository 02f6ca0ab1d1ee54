"""Events: how many are found, and rightly, on our own gold; and how often violence is read into texts without any.

The gold (``tests/gold/events.jsonl``; rules in ``docs/gold-events.md``) has one sentence a line: offsets and labels of
its events, no text; texts come from the data folder. An event is right where its type is and both sides agree: both
are empty, or one participant at least is the gold's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from hearsay.errors import DataError
from hearsay.evaluate import conllu, corpus
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.matching import match
from hearsay.evaluate.scores import PRF, Table, add_tables
from hearsay.model import Event, Participant, Reading, Span, Spans

MEASURES = ("type", "type and actor", "type and recipient", "event")
VIOLENT = ("ASSAULT",)
_PEACEFUL = (
    ("ewt", "reviews-"),
    ("ewt", "answers-"),
    ("ewt", "email-enron"),
    ("gum", "GUM_podcast_wrestling"),
    ("gum", "GUM_interview_gaming"),
    ("gum", "GUM_voyage_"),
    ("gum", "GUM_bio_byron"),
    ("gum", "GUM_textbook_labor"),
    ("gum", "GUM_whow_"),
    ("gum", "GUM_vlog_"),
    ("gum", "GUM_academic_"),
)
_DRAWN = 200
_WORDS = 6


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled event; participants by their head words. ``by`` is ``author``, ``source`` or ``denied``."""

    type: str
    anchor: Span
    actors: Spans
    recipients: Spans
    status: str
    by: str


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence whose events are all labelled. ``stratum`` says how it was drawn."""

    set: str
    document: str
    split: str
    stratum: str
    region: Span
    events: tuple[Label, ...]


def load(path: Path, split: str | None = None) -> list[Item]:
    """The sentences of a gold file, of one split or all. Raises DataError when malformed."""
    items = list(read_jsonl(path, Item))
    for item in items:
        for label in item.events:
            spans = (label.anchor, *label.actors, *label.recipients)
            if any(not item.region[0] <= a < b <= item.region[1] for a, b in spans):
                raise DataError(f"{item.document}: a span of {label.type} lies outside its sentence", where=str(path))
    return [i for i in items if split in (None, "all", i.split)]


def documents(data: Path) -> Iterator[tuple[str, str, str]]:
    """``(set, id, text)`` of the documents the gold is drawn from."""
    yield from (found for found in corpus.articles(data) if found[0] in ("polnear", "muc4", "worldwide", "ecbplus"))
    for document in conllu.load(data / "ud/gum-train.conllu"):
        yield "gum", document.id, conllu.document_prose(document).text


def measure(data: Path, gold: Path, split: str | None, read: Callable[[str], Reading | None]) -> dict[str, Table]:
    """Scores by group: ``all``, and by how the sentences were drawn and of which set.

    Each document is read once. Raises DataError where the gold is malformed or a document is missing.
    """
    items = load(gold, split)
    wanted = {(i.set, i.document) for i in items}
    texts = {(name, key): text for name, key, text in documents(data) if (name, key) in wanted}
    if missing := sorted(wanted - texts.keys()):
        raise DataError(f"no such document: {'/'.join(missing[0])}", where=str(data))
    found = {key: _events(read(text)) for key, text in texts.items()}
    groups: dict[str, list[Table]] = {"all": []}
    for item in items:
        table = score(item, found[item.set, item.document])
        for group in dict.fromkeys(("all", item.split, item.stratum, item.set)):
            groups.setdefault(group, []).append(table)
    return {group: add_tables(tables) for group, tables in groups.items()}


def _events(reading: Reading | None) -> tuple[Event, ...]:
    return reading.events if reading is not None else ()


def inside(item: Item, events: Sequence[Event]) -> list[Event]:
    """The events that are told in a sentence, wherever they are told first."""
    first, last = item.region
    return [e for e in events if any(first <= s < last for s, _ in (e.anchor, *e.tellings))]


def score(item: Item, events: Sequence[Event]) -> Table:
    """Counts for one sentence by measure; ``status`` and ``holder`` are of the events that are right."""
    found = inside(item, events)
    table: Table = {}
    for name in MEASURES:
        matched = _matched(item, found, name)
        table[name] = PRF.of(len(matched), len(found), len(item.events))
    right = _matched(item, found, "event")
    table["status"] = PRF.of(sum(g.status == e.status for g, e in right), len(right), len(right))
    table["holder"] = PRF.of(sum(g.by == holder(e) for g, e in right), len(right), len(right))
    return table


def _matched(item: Item, found: Sequence[Event], name: str) -> list[tuple[Label, Event]]:
    weights = np.array([[float(agrees(gold, e, name, item.region)) for e in found] for gold in item.events])
    return [(item.events[g], found[e]) for g, e in match(weights.reshape(len(item.events), len(found)))]


def agrees(gold: Label, event: Event, measure: str, region: Span) -> bool:
    """Whether an event is the gold's by a measure."""
    if gold.type != event.type:
        return False
    if measure in ("type and actor", "event") and not _side(gold.actors, event.actors, region):
        return False
    return measure not in ("type and recipient", "event") or _side(gold.recipients, event.recipients, region)


def _side(gold: Spans, participants: Sequence[Participant], region: Span) -> bool:
    """Both empty, or one shared; a participant that stands only outside the sentence is not asked for.

    The gold gives a pronoun only where nothing else in the sentence names them: what it stands for counts too.
    """
    given = [s for p in participants for s in (p.span, p.stands_for) if s is not None]
    here = [s for s in given if region[0] <= s[0] < region[1]]
    if not gold or not here:
        return not gold and not here
    return any(a < e and s < b for a, b in gold for s, e in here)


def holder(event: Event) -> str:
    """On whose word an event stands, as the gold says it."""
    if any(h.by == "author" for h in event.holdings):
        return "author"
    held = any(h.polarity == "positive" for h in event.holdings)
    denied = any(h.polarity == "negative" for h in event.holdings)
    return "denied" if denied and not held and event.status != "negated" else "source"


# --- peaceful texts ---


class Peaceful(msgspec.Struct, frozen=True):
    """Sentences on sport, culture and business, and those of them in which violence was found."""

    sentences: int
    violent: int
    found: tuple[str, ...]


def peaceful(data: Path, read: Callable[[str], Reading | None]) -> Peaceful:
    """The false violent events in 200 sentences of GUM and EWT dev, drawn by hash from peaceful genres.

    Whether one of them does tell of violence is for people to say: what is found is listed.
    """
    drawn: list[tuple[str, str, Span, str]] = []
    for treebank in ("ewt", "gum"):
        for document in conllu.load(data / f"ud/{treebank}-dev.conllu"):
            if any(t == treebank and document.id.startswith(p) for t, p in _PEACEFUL):
                prose = conllu.document_prose(document)
                drawn += [(_hash(document.id, s), document.id, s, prose.text) for s in prose.sentences]
    kept = [d for d in sorted(drawn) if len(d[3][d[2][0] : d[2][1]].split()) >= _WORDS][:_DRAWN]
    readings: dict[str, Reading | None] = {}
    for _, name, _, text in kept:
        if name not in readings:
            readings[name] = read(text)
    found = [f"{name}: {text[s[0] : s[1]]}" for _, name, s, text in kept if _violent(readings[name], s)]
    return Peaceful(len(kept), len(found), tuple(found))


def _hash(name: str, span: Span) -> str:
    return hashlib.sha256(f"{name}\x1f{span[0]}".encode()).hexdigest()


def _violent(reading: Reading | None, sentence: Span) -> bool:
    return any(e.type in VIOLENT and sentence[0] <= e.anchor[0] < sentence[1] for e in _events(reading))
