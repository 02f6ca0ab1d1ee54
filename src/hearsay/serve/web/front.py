"""The front page, the list of documents, and the report of what was read."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get

from hearsay.errors import NotInLedger
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web.rendering import Asked, show
from hearsay.serve.web.views import brief, gist

_FEW = 6
_PAGE = 50
_FAILURES = 500


@get(["/", "/index.json"])
@threaded
def front(request: Asked) -> Response[Any]:
    """What the ledger holds: what is in dispute, what happened most told of, what was read last."""
    desk: Desk = request.app.state.desk
    with desk.index() as index, desk.together() as found:
        view: dict[str, Any] = {
            "counts": desk.counts(index),
            "outlets": index.outlets(12),
            "documents": index.documents(limit=_FEW),
            "together": found.counts() if found is not None else {},
            "disputes": [gist(one) for one in found.propositions(contested=True, limit=_FEW)] if found else [],
            "happenings": [brief(one) for one in found.happenings(limit=_FEW)] if found else [],
        }
    with desk.saved() as saved:
        view["saved"] = saved.all()
    return show(request, "front.html.j2", view)


@get(["/documents", "/documents.json"])
@threaded
def documents(request: Asked, q: str = "", outlet: str = "", after: str | None = None) -> Response[Any]:
    """The articles, the newest first."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        rows = index.documents(outlet=outlet or None, title=q.strip() or None, limit=_PAGE + 1, after=after)
    more = rows[_PAGE - 1]["id"] if len(rows) > _PAGE else None
    view = {"documents": rows[:_PAGE], "q": q, "outlet": outlet, "after": more}
    return show(request, "documents.html.j2", view)


@get(["/runs", "/runs.json"])
@threaded
def runs(request: Asked) -> Response[Any]:
    """What was read, set aside and failed, and why."""
    desk: Desk = request.app.state.desk
    reports = desk.ledger.reports()
    with desk.index() as index:
        shown = [
            msgspec.to_builtins(report)
            | {
                "adds_up": report.adds_up,
                "shards": len(report.shards),
                "failures": index.failures(report.run, _FAILURES),
            }
            for report in reversed(reports)
        ]
        view = {"runs": shown, "counts": desk.counts(index)}
    return show(request, "runs.html.j2", view)


def suffixless(name: str) -> str:
    """The id at the end of a page's address, without the ``.json`` of its twin."""
    return name.removesuffix(".json")


def none_such(what: str, name: str) -> NotInLedger:
    """The error for a page that is not there."""
    return NotInLedger(f"there is no such {what}", where=name[:60])
