"""What people accepted and corrected, as training data: JSON Lines, brat's standoff, Label Studio's import format.

Only attributions that somebody judged are given, as that person left them; a text whose attributions nobody judged is
left out. Every offset is a code point into the text that goes with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from hearsay.export.safe import one_line
from hearsay.model import Reading

Judged = tuple[Reading, frozenset[str]]
"""A reading as it was left, and the ids of the attributions that somebody judged."""

_ROLES = ("source", "cue", "content")


def as_jsonl(judged: Iterable[Judged]) -> Iterator[bytes]:
    """A line a document: its id and text, and its attributions with spans, kind, and the claim's values."""
    for reading, ids in judged:
        claims = {claim.attribution: claim for claim in reversed(reading.claims)}
        rows = []
        for one in reading.attributions:
            if one.id not in ids:
                continue
            row: dict[str, Any] = {"id": one.id, "kind": one.kind, **{role: getattr(one, role) for role in _ROLES}}
            claim = claims.get(one.id)
            if claim is not None:
                row |= {name: getattr(claim, name) for name in ("act", "stance", "certainty", "polarity", "distance")}
                row |= {
                    "source_type": claim.chain[-1].type if claim.chain else None,
                    "evidence": [e.kind for e in claim.evidence],
                }
            rows.append(row)
        if rows:
            document = {"document": reading.document.id, "text": reading.document.text, "attributions": rows}
            yield msgspec.json.encode(document) + b"\n"


def as_brat(judged: Iterable[Judged]) -> bytes:
    """A ZIP with ``ID.txt`` and ``ID.ann`` for each document (brat's standoff, its offsets code points)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for reading, ids in judged:
            lines = list(_brat(reading, ids))
            if lines:
                _put(archive, f"{reading.document.id}.txt", reading.document.text)
                _put(archive, f"{reading.document.id}.ann", "".join(f"{line}\n" for line in lines))
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    # The same judgements give the same bytes: no time of day goes in.
    archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text.encode("utf-8", "replace"))


def _brat(reading: Reading, ids: frozenset[str]) -> Iterator[str]:
    text, number, relation = reading.document.text, 0, 0
    for one in reading.attributions:
        if one.id not in ids:
            continue
        at: dict[str, str] = {}
        for role in _ROLES:
            spans = getattr(one, role)
            if spans:
                number += 1
                at[role] = f"T{number}"
                where = ";".join(f"{start} {end}" for start, end in spans)
                words = " ".join(one_line(text[start:end]) for start, end in spans)
                yield f"T{number}\t{role.title()} {where}\t{words}"
        for role in ("source", "content"):
            if "cue" in at and role in at:
                relation += 1
                yield f"R{relation}\t{role.title()}Of Arg1:{at[role]} Arg2:{at['cue']}"


def as_label_studio(judged: Iterable[Judged]) -> bytes:
    """Tasks with annotations for a labelling interface with ``<Labels name="label" toName="text">``."""
    tasks = []
    for reading, ids in judged:
        result = [part for one in reading.attributions if one.id in ids for part in _regions(reading, one)]
        if result:
            tasks.append(
                {"data": {"text": reading.document.text, "document": reading.document.id},
                 "annotations": [{"result": result}]}
            )  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(tasks), indent=1) + b"\n"


def _regions(reading: Reading, one: Any) -> Iterator[dict[str, Any]]:
    made: dict[str, str] = {}
    for role in _ROLES:
        spans: Sequence[tuple[int, int]] = getattr(one, role)
        for place, (start, end) in enumerate(spans):
            name = f"{one.id}-{role}-{place}"
            made.setdefault(role, name)
            yield {
                "id": name, "type": "labels", "from_name": "label", "to_name": "text",
                "value": {"start": start, "end": end, "text": reading.document.text[start:end],
                          "labels": [role.title()]},
            }  # fmt: skip
    for role in ("source", "content"):
        if role in made and "cue" in made:
            yield {"type": "relation", "from_id": made["cue"], "to_id": made[role], "direction": "right",
                   "labels": [role]}  # fmt: skip
