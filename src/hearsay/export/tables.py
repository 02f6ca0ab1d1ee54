"""Readings as plain tables: claims, events or incidents, one a row, as CSV or as Parquet.

The columns are those of `COLUMNS`, described in docs/exports.md. A cell that holds several values parts them by ``|``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hearsay.errors import ConfigError
from hearsay.export.plover import COLUMNS as EVENT_COLUMNS
from hearsay.export.plover import EventRows
from hearsay.export.rows import joined, speaker_of
from hearsay.export.sheet import header, line
from hearsay.model import Claim, Incident, Reading

CLAIM_COLUMNS = (
    "claim", "attribution", "document", "title", "outlet", "agency", "url", "published", "source", "source_actor",
    "source_type", "through", "cue", "content", "kind", "act", "stance", "certainty", "polarity", "distance",
    "evidence", "said", "answers", "confidence", "start", "end",
)  # fmt: skip
INCIDENT_COLUMNS = (
    "incident", "document", "title", "outlet", "url", "published", "type", "stage", "category", "first_day", "last_day",
    "place", "country", "lat", "lon", "precision", "perpetrators", "perpetrators_confidence", "perpetrators_by",
    "instruments", "targets", "effects", "killed", "injured", "abducted", "whose_word", "disputed_by", "confidence",
    "start", "end", "text",
)  # fmt: skip
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": CLAIM_COLUMNS, "events": EVENT_COLUMNS, "incidents": INCIDENT_COLUMNS,
}  # fmt: skip
"""What can be asked for, and its columns in order."""
_NUMBERS = ("confidence", "lat", "lon", "event_scale")
_WHOLE = ("start", "end", "holders", "quad_code", "geonameid")
_BATCH = 5000


def as_csv(what: str, readings: Iterable[Reading]) -> Iterator[bytes]:
    """The header, then the rows of each reading."""
    yield header(COLUMNS[what])
    for reading in readings:
        yield b"".join(line(COLUMNS[what], row) for row in rows(what, reading))


def as_parquet(what: str, readings: Iterable[Reading]) -> Iterator[bytes]:
    """One Parquet file, zstd, its columns typed. Raises ConfigError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ConfigError("Parquet needs pyarrow: pip install 'hearsay[ledger]'") from error
    schema = pa.schema([(name, _type(name, pa)) for name in COLUMNS[what]])
    sink = _Sink()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in _batches(row for reading in readings for row in rows(what, reading)):
            cells = [{name: _typed(name, row.get(name)) for name in COLUMNS[what]} for row in batch]
            writer.write_table(pa.Table.from_pylist(cells, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that gives away what was written to it, so that none of it is kept."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._at += len(part)
        return len(part)

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _batches(found: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for row in found:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _type(name: str, pa: Any) -> Any:
    return pa.float64() if name in _NUMBERS else pa.int64() if name in _WHOLE else pa.string()


def _typed(name: str, value: object) -> object:
    if value is None or value == "":
        return None
    if name in _NUMBERS:
        return float(str(value))
    if name in _WHOLE:
        return int(str(value))
    return str(value).encode("utf-8", "replace").decode()


def rows(what: str, reading: Reading) -> Iterator[dict[str, object]]:
    """The rows of one reading's claims, events or incidents, each a value by column."""
    if what == "events":
        yield from map(EventRows(reading).row, reading.events)
    elif what == "incidents":
        yield from (_incident(incident, reading) for incident in reading.incidents)
    else:
        attributions = {one.id: one for one in reading.attributions}
        yield from (_claim(claim, attributions, reading) for claim in reading.claims)


def _claim(claim: Claim, attributions: Mapping[str, Any], reading: Reading) -> dict[str, object]:
    document, attribution = reading.document, attributions[claim.attribution]
    text, speaker = document.text, claim.chain[-1]
    times = {time.id: time for time in reading.times}
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    said = times.get(claim.time or "")
    return _about(reading) | {
        "claim": claim.id, "attribution": attribution.id, "agency": document.agency,
        "source": speaker_of(text, attribution, speaker), "source_actor": speaker.actor,
        "source_type": speaker.type, "through": "|".join(link.name for link in claim.chain[1:-1] if link.name),
        "cue": joined(text, attribution.cue), "content": joined(text, attribution.content), "kind": attribution.kind,
        "act": claim.act, "stance": claim.stance, "certainty": claim.certainty, "polarity": claim.polarity,
        "distance": claim.distance, "evidence": "|".join(one.kind for one in claim.evidence),
        "said": said.value if said is not None else None, "answers": claim.linked, "confidence": claim.confidence,
        "start": min((s for s, _ in spans), default=0), "end": max((e for _, e in spans), default=0),
    }  # fmt: skip


def _about(reading: Reading) -> dict[str, object]:
    document = reading.document
    names = ("title", "outlet", "url", "published")
    return {"document": document.id} | {name: getattr(document, name) for name in names}


def _incident(incident: Incident, reading: Reading) -> dict[str, object]:
    by = EventRows(reading)
    place = by.places.get(incident.place or "")
    first, last = incident.day or (None, None)
    return _about(reading) | {
        "incident": incident.id, "type": incident.type, "stage": incident.stage, "category": incident.category,
        "first_day": first, "last_day": last, "place": place.name if place else None, "country": incident.country,
        "lat": place.lat if place else None, "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "perpetrators": "|".join(one.name for one in incident.perpetrators),
        "perpetrators_confidence": "|".join(one.confidence for one in incident.perpetrators),
        "perpetrators_by": "|".join(",".join(by.who(name) for name in one.by) for one in incident.perpetrators),
        "instruments": "|".join(one.type or by.at(one.span) for one in incident.instruments),
        "targets": "|".join(one.name for one in incident.targets),
        "effects": "|".join(one.effect or "" for one in incident.targets),
        **{measure: by.count(incident.toll.get(measure)) for measure in ("killed", "injured", "abducted")},
        **{name: by.held(incident.holdings)[name] for name in ("whose_word", "disputed_by")},
        "confidence": incident.confidence, "start": incident.anchor[0], "end": incident.anchor[1],
        "text": by.at(incident.anchor),
    }  # fmt: skip
