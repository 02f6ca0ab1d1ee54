"""The reader: one article with what it says that others say, and what is made of that."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get
from litestar.response import Redirect

from hearsay.export.html import links, stylesheet
from hearsay.export.layout import Card, Layout, lay_out
from hearsay.model import Entry, Reading
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web.front import none_such, suffixless
from hearsay.serve.web.rendering import Asked, address, show
from hearsay.serve.web.views import InReading
from hearsay.store.corroboration import Corroboration
from hearsay.store.index import Index
from hearsay.store.judged import judged
from hearsay.store.judgements import Judgement

_MOST_STYLED = 300


@get("/documents/{name:str}")
@threaded
def document(request: Asked, name: str, judged: str = "") -> Response[Any]:
    """An article, read. ``?judged=1`` lays what people decided over it."""
    desk: Desk = request.app.state.desk
    wanted = suffixless(name)
    with desk.index() as index, desk.together() as found:
        entries = desk.entries(index, wanted)
        entry = next((one for one in entries if one.reading is not None), entries[0])
        if entry.reading is None:
            return show(request, "unread.html.j2", {"record": msgspec.to_builtins(entry.record)}, status=200)
        view = article(desk, index, found, entry, laid_over=bool(judged))
    view["also"] = [msgspec.to_builtins(one.record) for one in entries if one.record.id != entry.record.id]
    if request.url.path.endswith(".json"):
        view = {"record": view["record"], "also": view["also"], "reading": entry.reading} | _twin(view)
    return show(request, "reader.html.j2", view)


@get("/style/reading.css")
async def style(request: Asked) -> Response[bytes]:
    """How an article looks, as the pages that `hearsay read` writes have it."""
    return Response(stylesheet("reading.css").encode(), media_type="text/css; charset=utf-8")


@get("/documents/{name:str}/lit.css")
@threaded
def lit(request: Asked, name: str) -> Response[bytes]:
    """The rules that light up an attribution's words with its card, for who has no scripts."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        reading = desk.entry(index, name).reading
    rules = "\n".join(links(lay_out(reading).cards)) if reading is not None else ""
    return Response(rules.encode(), media_type="text/css; charset=utf-8")


@get(["/claims/{name:str}", "/attributions/{name:str}", "/events/{name:str}"])
@threaded
def statement(request: Asked, name: str) -> Redirect:
    """The permalink of a claim or an attribution: its place in its article."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        entry = desk.entry(index, name)
    if entry.reading is None:
        raise none_such("claim", name)
    of_claim = {claim.id: claim.attribution for claim in entry.reading.claims}
    spot = of_claim.get(name, name)
    return Redirect(f"{address('documents', entry.record.id)}#{spot}", status_code=303)


def article(
    desk: Desk, index: Index, found: Corroboration | None, entry: Entry, *, laid_over: bool = False
) -> dict[str, Any]:
    """What the reader's page needs of an entry that was read."""
    assert entry.reading is not None  # who calls has looked
    reading = entry.reading
    with desk.judgements() as book:
        verdicts = book.on(reading.document.id)
    if laid_over:
        reading = judged(reading, verdicts)
    view = of_reading(reading) | {"record": msgspec.to_builtins(entry.record), "laid_over": laid_over}
    view["_verdicts_on"] = _by_attribution(reading, verdicts)
    view["verdicts"] = len(verdicts)
    view |= _together(found, reading) if found is not None else {}
    return view


def of_reading(reading: Reading) -> dict[str, Any]:
    """What the reader's page needs of a reading alone."""
    inside = InReading(reading)
    layout = lay_out(reading)
    return {
        "document": reading.document, "events": [inside.event(one) for one in reading.events],
        "incidents": [inside.incident(one) for one in reading.incidents], "notes": reading.notes,
        "title": reading.document.title,
        "reading_model": reading.model, "record": None, "also": [], "copies": None, "verdicts": 0, "laid_over": False,
        "_layout": layout, "_text": reading.document.text, "_styled": len(layout.cards) <= _MOST_STYLED,
        "_elsewhere": {}, "_verdicts_on": {}, "_happenings": {}, "_origin": None, "_pasted": None,
    }  # fmt: skip


def _by_attribution(reading: Reading, verdicts: list[Judgement]) -> dict[str, list[Judgement]]:
    of_claim = {claim.id: claim.attribution for claim in reading.claims}
    made: dict[str, list[Judgement]] = {}
    for one in verdicts:
        made.setdefault(of_claim.get(one.target, one.target), []).append(one)
    return made


def _together(found: Corroboration, reading: Reading) -> dict[str, Any]:
    """Where the same is said elsewhere, which copies there are, and where the report comes from."""
    elsewhere: dict[str, list[dict[str, Any]]] = {}
    for claim in reading.claims:
        for one in found.propositions_of(claim.id):
            others = {p.document for p in one.positions} - {reading.document.id}
            told = {"id": one.id, "positions": len(one.positions), "documents": len(others), "grade": one.grade.value}
            elsewhere.setdefault(claim.attribution, []).append(told)
    ids = [*(one.id for one in reading.events), *(one.id for one in reading.incidents)]
    told_of = [one for name in ids for one in found.happenings_of(name)]
    copies = found.copies_of(reading.document.id)
    origin = found.origin_of(reading.document.id)
    if origin is not None and origin.kind == "document":
        origin = None  # it comes from itself
    return {
        "_elsewhere": elsewhere, "copies": copies, "_origin": origin,
        "_happenings": {v.record: one for one in told_of for v in one.versions if v.document == reading.document.id},
    }  # fmt: skip


def _twin(view: dict[str, Any]) -> dict[str, Any]:
    return {"copies": view["copies"], "origin": view["_origin"], "elsewhere": view["_elsewhere"],
            "judgements": [one for found in view["_verdicts_on"].values() for one in found]}  # fmt: skip


def card_of(layout: Layout, attribution: str) -> Card | None:
    """The card of an attribution."""
    return next((card for card in layout.cards if card.attribution == attribution), None)
