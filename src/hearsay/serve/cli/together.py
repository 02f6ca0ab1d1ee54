"""What a ledger's documents come to together, record by record, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.corroborated import CopyGroup, Happening, Position, Proposition

_SIDES = {"positive": "for", "negative": "against", "unknown": "in doubt"}


def lines(found: Proposition | Happening | CopyGroup) -> Iterator[str]:
    """A proposition with who stands where, a happening with its versions and tolls, or a text with its copies."""
    if isinstance(found, Proposition):
        yield from _proposition(found)
    elif isinstance(found, Happening):
        yield from _happening(found)
    else:
        yield from _copies(found)


def _proposition(found: Proposition) -> Iterator[str]:
    yield f"{found.text}  [{found.id}]"
    yield f"{found.grade.value}: {found.grade.reason}"
    for polarity, side in _SIDES.items():
        for position in found.positions:
            if position.polarity == polarity:
                yield ""
                yield from _position(position, side)
    if found.withheld:
        yield ""
        yield f"asked, and did not say: {', '.join(found.withheld)}"
    if found.unheard:
        yield f"spoken of, and not heard: {', '.join(found.unheard)}"
    if found.happening is not None:
        yield f"of the happening {found.happening}"


def _position(position: Position, side: str) -> Iterator[str]:
    through = "".join(f" through {name}" for name in position.through)
    yield f"{side:9} {position.source} ({position.type}){through}"
    yield f"{'':9} {position.cue}: {position.words}".rstrip()
    weighed = [position.stance, position.certainty, position.distance, *position.evidence]
    folded = f"{len(position.folded)} more in copies" if position.folded else None
    where = [position.date, position.outlet, *weighed, folded]
    yield f"{'':9} {' · '.join(filter(None, where))}  [{position.claim}]"


def _happening(found: Happening) -> Iterator[str]:
    yield f"{found.title}  [{found.id}]"
    days = " to ".join(dict.fromkeys(day for day in found.day or () if day))
    told = (found.kind, found.type, days, found.place, found.country)
    yield " · ".join(filter(None, told))
    yield f"{found.grade.value}: {found.grade.reason}"
    for name, basis, word in found.perpetrators:
        yield f"perpetrator {name}: {basis}, on the word of {word}"
    for series in found.tolls:
        yield ""
        yield f"{series.measure}: {series.state}"
        for figure in series.figures:
            yield f"{'':9} {figure.date or 'no date':10} {figure.text}, {figure.source} ({figure.relation})"
    for version in found.versions:
        yield ""
        yield f"{'copy' if version.folded else 'told':9} {version.words}"
        holders = f"on the word of {', '.join(version.holders)}" if version.holders else None
        deniers = f"denied by {', '.join(version.deniers)}" if version.deniers else None
        where = " · ".join(filter(None, (version.published, version.outlet, holders, deniers)))
        yield f"{'':9} {where}  [{version.record}]"


def _copies(found: CopyGroup) -> Iterator[str]:
    yield f"{len(found.documents)} documents carry one text  [{found.id}]"
    for one in found.documents:
        named = " · ".join(filter(None, (one.published, one.outlet, one.title)))
        yield f"{one.role:9} {one.containment:4.0%} {named}  [{one.document}]"
