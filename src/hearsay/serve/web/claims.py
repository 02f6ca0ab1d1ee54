"""The claim ledger: every statement, searched and narrowed down, and exactly that as CSV or JSON."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Stream

from hearsay.errors import ConfigError
from hearsay.export.sheet import header, line
from hearsay.serve import guard
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web.narrowing import ACTORS, Narrowing
from hearsay.serve.web.rendering import Asked, show, who_cookie
from hearsay.serve.web.views import claims as rows_of

COLUMNS = (
    "id", "record", "document", "title", "outlet", "published", "who", "speaker", "source_type", "source", "cue",
    "content", "kind", "act", "stance", "certainty", "polarity", "distance", "evidence", "about", "confidence",
)  # fmt: skip
_BATCH = 500
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get(["/claims", "/claims.json"])
@threaded
def ledger(request: Asked) -> Response[Any]:
    """A page of the claims that an address asks for, with what it can be narrowed by."""
    desk: Desk = request.app.state.desk
    narrowing = Narrowing.of(request.query_params.multi_items())
    began = time.perf_counter()
    with desk.index() as index:
        answer = desk.columns(index).ask(index, narrowing.question, limit=narrowing.limit, after=narrowing.after)
        rows = rows_of(index, index.numbered(answer.numbers))
        wanted = {value for facet in ACTORS for value, _ in answer.counts[facet]}
        wanted |= {value for facet, value in narrowing.question.facets if facet in ACTORS}
        names = {one.id: one.name for one in index.bodies(wanted).values()}
    view = {
        "claims": rows, "total": answer.total, "facets": narrowing.facets(answer.counts, names), "years": answer.years,
        "chosen": narrowing.chosen(names), "next": narrowing.next(answer.after), "query": narrowing.query(),
        "question": narrowing.question, "_seconds": time.perf_counter() - began, "_page": request.url.query,
    }  # fmt: skip
    with desk.saved() as saved:
        view["_saved"] = saved.all()
    return show(request, "claims.html.j2", view)


@get("/claims.csv")
@threaded
def sheet(request: Asked, whole: str = "") -> Stream:
    """The page's claims as CSV, or with ``whole=1`` all that are found."""
    desk: Desk = request.app.state.desk
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "whole"]
    narrowing = Narrowing.of(pairs)
    with desk.index() as index:
        columns = desk.columns(index)
        if whole:
            numbers = columns.every(index, narrowing.question)
        else:
            numbers = columns.ask(index, narrowing.question, limit=narrowing.limit, after=narrowing.after).numbers
    headers = {"content-disposition": 'attachment; filename="claims.csv"'}
    return Stream(_lines(desk, numbers), media_type="text/csv", headers=headers)


def _lines(desk: Desk, numbers: list[int]) -> Iterator[bytes]:
    yield header(COLUMNS)
    for start in range(0, len(numbers), _BATCH):
        with desk.index() as index:  # not held while somebody takes their time: each part may come of another thread
            rows = rows_of(index, index.numbered(numbers[start : start + _BATCH]))
        yield b"".join(line(COLUMNS, _flat(row)) for row in rows)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    about = " | ".join(one["name"] for one in row["about"])
    return row | {"evidence": " | ".join(row["evidence"]), "about": about}


@post("/saved", status_code=303)
@threaded
def save(request: Asked, data: Form) -> Redirect:
    """Keep a question under a name."""
    guard.check_form(request.headers, data, request.app.state.settings)
    name, query = data.get("name", "").strip()[:120], data.get("query", "")
    if not name:
        raise ConfigError("a saved query needs a name")
    narrowing = Narrowing.of(_pairs(query))
    desk: Desk = request.app.state.desk
    who = data.get("who", "").strip()[:80]
    with desk.saved() as saved:
        saved.add(name, narrowing.query(), who)
    cookies = [who_cookie(who)] if who else []
    return Redirect(f"/claims?{narrowing.query()}", status_code=303, cookies=cookies)


@post("/saved/{number:int}/forget", status_code=303)
@threaded
def forget(request: Asked, number: int, data: Form) -> Redirect:
    """Forget a question."""
    guard.check_form(request.headers, data, request.app.state.settings)
    desk: Desk = request.app.state.desk
    with desk.saved() as saved:
        saved.remove(number)
    return Redirect("/claims", status_code=303)


def _pairs(query: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(query[:4000])
