"""Map, timeline and source graph."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get

from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web import charts
from hearsay.serve.web.disputes import GRADES, graded, moved
from hearsay.serve.web.front import suffixless
from hearsay.serve.web.narrowing import day
from hearsay.serve.web.rendering import Asked, show
from hearsay.serve.web.views import brief, named, origin_names

_MOST = 500
_LINES = 80


@get(["/map", "/map.json"])
@threaded
def world_map(
    request: Asked, type: str = "", country: str = "", grade: str = "", since: str = "", until: str = ""
) -> Response[Any]:
    """Where and when: a world map and a timeline of happenings."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.happenings(
            type=type or None, country=country.upper() or None, grade=graded(grade), since=day(since),
            until=day(until), limit=_MOST,
        )  # fmt: skip
        days = found.days()
    view = {
        "happenings": [brief(one) for one in rows], "most": _MOST, "type": type, "country": country, "grade": grade,
        "since": since, "until": until, "_atlas": charts.atlas(rows), "_months": charts.months(days),
        "_types": sorted({kind for _, kind, _ in days}), "_all_grades": GRADES,
    }  # fmt: skip
    return show(request, "map.html.j2", view)


@get(["/graph", "/graph.json"])
@threaded
def graph(request: Asked) -> Response[Any]:
    """Who quotes whom: where reports come from, and which outlets print them."""
    desk: Desk = request.app.state.desk
    with desk.index() as index, desk.corroboration() as found:
        flows = found.flows(_LINES)
        names = origin_names(found, (by for by, _, _ in flows))
        copies = found.copy_groups(limit=20)
        titles = index.titles(group.documents[0].document for group in copies)
    view = {"graph": charts.graph(flows, names), "copies": copies, "_titles": titles}
    return show(request, "graph.html.j2", view)


@get("/copies/{name:str}")
@threaded
def copies(request: Asked, name: str) -> Response[Any]:
    """One text and where it was printed."""
    desk: Desk = request.app.state.desk
    with desk.index() as index, desk.corroboration() as found:
        group = found.copy_group(suffixless(name))
        if group.id != suffixless(name):
            return moved(name, "copies", group.id)
        names = origin_names(found, [group.origin])
        view = {"group": group, "origin": names.get(group.origin, ""),
                "_titles": index.titles(one.document for one in group.documents)}  # fmt: skip
    return show(request, "copies.html.j2", view)


@get("/origins/{name:str}")
@threaded
def origin(request: Asked, name: str) -> Response[Any]:
    """Where reports come from: one of the independent origins, and what rests on it."""
    desk: Desk = request.app.state.desk
    with desk.index() as index, desk.corroboration() as found:
        one = found.origin(suffixless(name))
        shown = one.documents[:_MOST]
        view = {"origin": msgspec.to_builtins(msgspec.structs.replace(one, documents=shown, name=named(one.name))),
                "count": len(one.documents), "_titles": index.titles(shown)}  # fmt: skip
    return show(request, "origin.html.j2", view)
