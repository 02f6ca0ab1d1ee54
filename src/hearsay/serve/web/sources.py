"""Source pages: what a public actor or an outlet says, about what, on what evidence, and how often others deny it.

There are pages for bodies that the register of actors or an office names, and for outlets; none for a private person,
whom no actor record ever names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from litestar import Response, get

from hearsay.corroborated import Origin, Proposition
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web.front import none_such, suffixless
from hearsay.serve.web.rendering import Asked, show
from hearsay.serve.web.views import SIDES, claims, gist, named
from hearsay.store.corroboration import Corroboration
from hearsay.store.index import Index
from hearsay.store.questions import Question

_RECENT = 20
_LOOKED_AT = 200
_LISTED = 100
_FACETS = ("stance", "act", "evidence", "certainty", "about", "source_type", "outlet")


@get(["/sources", "/sources.json"])
@threaded
def sources(request: Asked) -> Response[Any]:
    """The public actors whose word is given most often, the outlets, and where reports come from."""
    desk: Desk = request.app.state.desk
    with desk.index() as index, desk.together() as found:
        answer = desk.columns(index).ask(index, Question(), limit=1, most=_LISTED)
        bodies = index.bodies(value for value, _ in answer.counts["speaker"])
        view = {
            "actors": [
                {"id": one, "name": bodies[one].name, "kind": bodies[one].kind, "claims": count}
                for one, count in answer.counts["speaker"] if one in bodies
            ],
            "outlets": [{"name": name, "claims": count} for name, count in answer.counts["outlet"]],
            "origins": [_origin(one) for one in found.origins(limit=_RECENT)] if found is not None else [],
        }  # fmt: skip
    return show(request, "sources.html.j2", view)


def _origin(one: Origin) -> dict[str, Any]:
    bare = msgspec.structs.replace(one, documents=(), name=named(one.name))
    told: dict[str, Any] = msgspec.to_builtins(bare)
    return told | {"count": len(one.documents)}


@get("/sources/{name:str}")
@threaded
def source(request: Asked, name: str) -> Response[Any]:
    """A public actor."""
    desk: Desk = request.app.state.desk
    wanted = suffixless(name)
    with desk.index() as index, desk.together() as found:
        body = index.bodies([wanted]).get(wanted)
        if body is None:
            raise none_such("public actor", wanted)
        view = {"name": body.name, "kind": body.kind, "body": msgspec.to_builtins(body), "_facet": ("speaker", wanted)}
        view |= _said(desk, index, found, ("speaker", wanted), {wanted})
        about = desk.columns(index).ask(index, Question(facets=(("about", wanted),)), limit=1)
        view["said_about"] = about.total
    return show(request, "source.html.j2", view)


@get("/outlets/{name:str}")
@threaded
def outlet(request: Asked, name: str) -> Response[Any]:
    """An outlet: what it prints, whose word that is, and how much of it is its own."""
    desk: Desk = request.app.state.desk
    wanted = suffixless(name)
    with desk.index() as index, desk.together() as found:
        documents = index.documents(outlet=wanted, limit=_RECENT)
        if not documents:
            raise none_such("outlet", wanted)
        view = {"name": wanted, "kind": "outlet", "body": None, "_facet": ("outlet", wanted), "documents": documents}
        view |= _said(desk, index, found, ("outlet", wanted), set()) | {"said_about": None}
    return show(request, "source.html.j2", view)


def _said(
    desk: Desk, index: Index, found: Corroboration | None, facet: tuple[str, str], ids: set[str]
) -> dict[str, Any]:
    answer = desk.columns(index).ask(index, Question(facets=(facet,)), limit=_LOOKED_AT, most=10)
    hits = index.numbered(answer.numbers)
    names = {one.id: one.name for one in index.bodies(value for value, _ in answer.counts["about"]).values()}
    view: dict[str, Any] = {
        "total": answer.total, "claims": claims(index, hits[:_RECENT]), "years": answer.years, "looked_at": len(hits),
        "counts": {name: _counted(answer.counts[name], names if name == "about" else None) for name in _FACETS},
    }  # fmt: skip
    disputed = [] if found is None else _disputed(found, [hit.claim for hit in hits if hit.claim], ids)
    return view | {"answered": len(disputed), "disputes": [gist(one) for one in disputed[:_RECENT]]}


def _counted(counts: Sequence[tuple[str, int]], names: Mapping[str, str] | None) -> list[dict[str, Any]]:
    return [
        {"value": value, "name": value if names is None else names[value], "count": count}
        for value, count in counts if names is None or value in names
    ]  # fmt: skip


def _disputed(found: Corroboration, named: Sequence[str], ids: set[str]) -> list[Proposition]:
    """The propositions on which others stand against what it says."""
    made: dict[str, Proposition] = {}
    wanted = set(named)
    for claim in named:
        for one in found.propositions_of(claim):
            own = {SIDES[p.polarity] for p in one.positions if p.claim in wanted or wanted.intersection(p.folded)}
            others = Counter(SIDES[p.polarity] for p in one.positions if p.claim not in wanted and p.actor not in ids)
            if own and any(side not in own for side in others):
                made.setdefault(one.id, one)
    return sorted(made.values(), key=lambda one: (-len(one.positions), one.id))
