"""Entries of a ledger with claims, events and tolls, made by hand from invented reports."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec

from hearsay.model import (
    Attribution,
    Claim,
    Document,
    Entry,
    Event,
    Holding,
    Incident,
    Instrument,
    Link,
    Mention,
    Participant,
    Perpetrator,
    Place,
    Quantity,
    Reading,
    Record,
    Span,
    Target,
    Time,
    content_id,
)
from hearsay.store import Ledger, Report
from hearsay.store.index import update
from hearsay.store.shards import write_shard

FERRY = (
    "LISSAU — A ferry carrying harvest workers across Lake Tamsin capsized soon after dawn on Thursday, and at "
    "least 31 people drowned. The boat left the pier at Ostrel an hour late, survivors recalled, with its upper "
    "deck crowded. Rescuers from the district worked through the morning with borrowed rowing boats and two "
    "hoists. Wind had been forecast for the afternoon, not for the early crossing. The harbour office keeps a "
    "list of passengers only for crossings after eight. The operator runs four vessels on the lake, the oldest of"
    " which was built in 1968. Schools in the villages on the western shore stayed shut, and the market square "
    "was used to receive the injured. A commission of the transport ministry is to look at the hull once it has "
    "been raised. The last accident on the lake was in 1987. Divers were expected from the coast in the evening, "
    "together with a crane that can lift forty tonnes. Relatives waited along the quay behind a rope, and the "
    "priest of Ostrel read out names as they were confirmed by the doctor."
)
OWN = (
    "By nightfall the quay at Ostrel had fallen silent. Our reporter counted 29 coffins in the boathouse where the "
    "drowned from Lake Tamsin were laid out after the ferry went down. A mechanic who has serviced the boat for years "
    "showed us a pump that he says never ran.",
    "The sinking of a ferry on Lake Tamsin has reopened an old argument about who may sell tickets. Thirty people are "
    "dead. In the council chamber two members blamed the licence that was renewed in spring over an engineer's advice.",
    "Lake Tamsin: what is known about the capsized ferry. More than two dozen harvest workers lost their lives when "
    "the vessel rolled over. The company has suspended all crossings and opened a telephone line for families.",
)


def span(text: str, words: str) -> Span:
    """Where some words first stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def account(
    text: str, *, outlet: str | None = None, agency: str | None = None, published: str | None = "2031-09-04",
    name: str | None = None, anchor: str | None = None, toll: tuple[str, float | None, float | None] | None = None,
    says: tuple[str, str, str] | None = None, **claim: Any,
) -> Entry:  # fmt: skip
    """An entry: ``anchor`` is the word that tells its one event, ``toll`` a number's words and bounds of the killed.

    ``says`` are the source's, the cue's and the content's words of its one claim; ``claim`` changes its fields.
    """
    document = Document(
        id=content_id("d", text), text=text, title=text[:24], outlet=outlet, agency=agency, published=published
    )
    reading = Reading(hearsay="0.0", model="fake", document=document, sentences=((0, len(text)),))
    if says is not None:
        reading = _with_claim(reading, says, claim)
    if anchor is not None:
        reading = _with_event(reading, anchor, toll)
    name = name or f"{outlet or agency}-{document.id}.txt"
    record = Record(id=content_id("r", name, text), name=name, digest=content_id("", text), status="processed")
    return Entry(record=record, reading=reading)


def _with_claim(reading: Reading, says: tuple[str, str, str], changed: dict[str, Any]) -> Reading:
    text, document = reading.document.text, reading.document.id
    source, cue, content = (span(text, words) for words in says)
    attribution = Attribution(
        id=content_id("a", document, cue), source=(source,), cue=(cue,), content=(content,), kind="indirect",
        source_name=says[0],
    )  # fmt: skip
    speaker = Link(
        span=source, type=changed.pop("type", "named-official"), name=says[0], actor=changed.pop("actor", None)
    )
    made = Claim(
        id=content_id("c", document, cue), attribution=attribution.id, chain=(Link(type="author"), speaker),
        act="state", stance="affirm", certainty="certain", polarity="positive", distance="neutral",
    )  # fmt: skip
    made = msgspec.structs.replace(made, **changed)
    mentions = tuple(
        Mention(id=content_id("m", document, at), span=at, head=at, kind="name", type="organization", chain=str(at))
        for at in [source]
    )
    return msgspec.structs.replace(reading, attributions=(attribution,), claims=(made,), mentions=mentions)


def _with_event(reading: Reading, anchor: str, toll: tuple[str, float | None, float | None] | None) -> Reading:
    text, document = reading.document.text, reading.document.id
    at = span(text, anchor)
    time = Time(
        id=content_id("t", document), span=at, type="DATE", value="2031-09-04", begin="2031-09-04", end="2031-09-05"
    )
    place = Place(id=content_id("p", document), name="Lake Tamsin", span=at, country="XK", precision="feature")
    quantities: tuple[Quantity, ...] = ()
    if toll is not None:
        words, low, high = toll
        quantities = (
            Quantity(id=content_id("n", document), span=span(text, words), low=low, high=high, unit="people"),
        )
    by = reading.claims[0].id if reading.claims else "author"
    event = Event(
        id=content_id("e", document, at), anchor=at, type="ASSAULT", time=time.id, place=place.id,
        recipients=(Participant(span=at),), holdings=(Holding(by=by, certainty="certain", polarity="positive"),),
        toll={"killed": quantities[0].id} if quantities else {},
    )  # fmt: skip
    return msgspec.structs.replace(reading, times=(time,), places=(place,), quantities=quantities, events=(event,))


def raided(text: str, anchor: str, by: str, outlet: str) -> Entry:
    """An entry whose one incident is told by a word, with somebody accused of it, a weapon and a target."""
    entry = account(text, outlet=outlet)
    assert entry.reading is not None
    reading, at = entry.reading, span(text, anchor)
    time = Time(
        id=content_id("t", text, at), span=at, type="DATE", value="2031-09-04", begin="2031-09-04", end="2031-09-05"
    )
    place = Place(id=content_id("p", text, at), name="Orda", span=at, country="XK", precision="city")
    incident = Incident(
        id=content_id("i", reading.document.id, at), anchor=at, type="attack", stage="accomplished", time=time.id,
        day=("2031-09-04", "2031-09-04"), place=place.id, country="XK",
        perpetrators=(
            Perpetrator(span=span(text, by), kind="organization", confidence="suspected-or-accused", name=by),
        ),
        instruments=(Instrument(span=at, type="grenade"),),
        targets=(Target(span=span(text, "the customs post"), kind="physical", name="the customs post", type="other"),),
        holdings=(Holding(by="author", certainty="certain", polarity="positive"),),
    )  # fmt: skip
    reading = msgspec.structs.replace(reading, times=(time,), places=(place,), incidents=(incident,))
    return msgspec.structs.replace(entry, reading=reading)


def edited(text: str, seed: int) -> str:
    """A copy of a text as an editor leaves it: a third cut, words changed, a local line put in front."""
    chance = random.Random(seed)
    sentences = text.split(". ")
    kept = [sentences[0], *(one for one in sentences[1:] if chance.random() > 0.35)]
    words = ". ".join(kept).split()
    noisy = [
        word if index < 25 or chance.random() > 0.07 else f"word{chance.randrange(999)}"
        for index, word in enumerate(words)
    ]
    local = f"Readers in district {seed} lit candles on Friday and {seed + 3} boats stayed moored. "
    return local + " ".join(noisy)


def ferry_reports(copies: int = 40) -> list[Entry]:
    """Edited copies of an agency's report by as many outlets, one in four crediting it, and three papers' own."""
    told = {"anchor": "capsized", "toll": ("at least 31", 31.0, None)}
    entries = [
        account(edited(FERRY, n), outlet=f"Paper {n}", agency="Karpress" if n % 4 == 0 else None, **told)  # type: ignore[arg-type]
        for n in range(copies)
    ]
    own = (
        ("went down", ("29", 29.0, 29.0)),
        ("sinking", ("Thirty", 30.0, 30.0)),
        ("capsized", ("two dozen", 24.0, None)),
    )
    for number, (text, (anchor, toll)) in enumerate(zip(OWN, own, strict=True)):
        entries.append(account(text, outlet=f"Own desk {number}", anchor=anchor, toll=toll))
    return entries


def fill(ledger: Ledger, shards: dict[str, list[Entry]], run: int = 1) -> None:
    """Put shards into a ledger, as a run that has ended leaves them."""
    for name, entries in shards.items():
        write_shard(ledger.shard(name), entries, "0.0/fake")
    ledger.save(Report(run=run, state="finished", shards=list(shards)))
    update(ledger).close()


def made(folder: Path, shards: dict[str, list[Entry]]) -> Ledger:
    """A ledger of some shards."""
    ledger = Ledger.create(folder)
    fill(ledger, shards)
    return ledger
