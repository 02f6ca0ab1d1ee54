"""``/api/v1``: the same records as the command line and the ledger give, as JSON, with keyset paging.

Lists answer ``{"items": [...], "after": ID or null}``; ``after`` is given back to get the next page. Errors answer
``{"error": {"code", "message"}}``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Router, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from hearsay.corroborated import CopyGroup, Happening, Origin, Proposition
from hearsay.errors import ConfigError
from hearsay.model import Reading, Record
from hearsay.serve.desk import Desk
from hearsay.serve.reading import ReadingDesk
from hearsay.serve.threads import threaded
from hearsay.serve.web.front import none_such
from hearsay.serve.web.narrowing import Narrowing
from hearsay.serve.web.rendering import Asked
from hearsay.store.judgements import Judgement
from hearsay.store.queries import Body, Hit

Limit = Annotated[int, Parameter(ge=1, le=500, description="How many at most.")]
After = Annotated[str | None, Parameter(description="The `after` of the page before.", max_length=60)]
Words = Annotated[str | None, Parameter(description="All of these words are wanted.", max_length=400)]
Day = Annotated[str | None, Parameter(description="A date: 2031, 2031-03 or 2031-03-14.", max_length=10)]
Id = Annotated[str, Parameter(description="A record's id.", min_length=1, max_length=60)]
Name = Annotated[str | None, Parameter(max_length=200)]
Grades = Literal["confirmed", "fair", "weak", "contested", "discounted"]


class Refusal(msgspec.Struct):
    """Why something was not done. ``code`` is stable."""

    code: str
    message: str


class Refused(msgspec.Struct):
    """An error."""

    error: Refusal


class Text(msgspec.Struct, forbid_unknown_fields=True):
    """A text to read, or the address of a page. ``published`` is its date, ``outlet`` who published it."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=200_000)]
    published: Annotated[str, msgspec.Meta(max_length=10)] = ""
    outlet: Annotated[str, msgspec.Meta(max_length=200)] = ""


class Claims(msgspec.Struct):
    """Statements. ``total`` counts all that are found, ``counts`` what each could be narrowed to."""

    items: list[Hit]
    total: int
    counts: dict[str, list[tuple[str, int]]]
    after: str | None


class Propositions(msgspec.Struct):
    """Propositions, those that most take a position to first."""

    items: list[Proposition]
    after: str | None


class Happenings(msgspec.Struct):
    """What happened, as told; those with most versions first."""

    items: list[Happening]
    after: str | None


class Origins(msgspec.Struct):
    """Where reports come from; those with most documents first."""

    items: list[Origin]
    after: str | None


class Copies(msgspec.Struct):
    """Texts printed more than once, the most printed first."""

    items: list[CopyGroup]
    after: str | None


class Document(msgspec.Struct):
    """An input, its reading if it has one, and other inputs with the same text."""

    record: Record
    reading: Reading | None
    also: list[Record]


class Sources(msgspec.Struct):
    """Public actors whose word is given, with how many claims are theirs; the most first."""

    items: list[tuple[Body, int]]


_ERRORS = {
    400: ResponseSpec(Refused, description="What was asked cannot be."),
    404: ResponseSpec(Refused, description="There is no such record."),
    503: ResponseSpec(Refused, description="Busy; try again."),
}  # fmt: skip
_FACETS = (
    "Narrow by a value; may be repeated, of one facet any will do, of several each must be met. Facets: source_name, "
    "speaker, source_type, act, stance, certainty, polarity, distance, kind, outlet, agency, about, evidence."
)


@post("/read", status_code=200, responses=_ERRORS, summary="Read a text")
async def read(request: Asked, data: Text) -> Reading:
    """Read one text, or the page at one address. Nothing is kept."""
    desk: ReadingDesk = request.app.state.reading
    _, entry = await desk.read(data.text, published=data.published, outlet=data.outlet)
    assert entry.reading is not None  # what could not be read has raised
    return entry.reading


@get("/claims", responses=_ERRORS, summary="Search claims")
@threaded
def claims(
    request: Asked,
    q: Words = None,
    source: Words = None,
    facet: Annotated[list[str] | None, Parameter(description=f"FACET:VALUE. {_FACETS}")] = None,
    since: Day = None,
    until: Day = None,
    sort: Literal["newest", "oldest", "relevance", "doubtful"] = "newest",
    limit: Limit = 50,
    after: After = None,
) -> Claims:
    """The statements with all words of ``q``, with ``source`` in the source's name, and the facets asked for."""
    desk: Desk = request.app.state.desk
    pairs = [_facet(one) for one in facet or ()]
    pairs += [("q", q or ""), ("source", source or ""), ("since", since or ""), ("until", until or ""), ("sort", sort)]
    narrowing = Narrowing.of([*pairs, ("limit", str(limit)), ("after", after or "")])
    with desk.index() as index:
        answer = desk.columns(index).ask(index, narrowing.question, limit=limit, after=after)
        return Claims(index.numbered(answer.numbers), answer.total, answer.counts, answer.after)


def _facet(given: str) -> tuple[str, str]:
    from hearsay.store.questions import NARROWING

    name, colon, value = given.partition(":")
    if not colon or name not in NARROWING:
        raise ConfigError(f"{given[:60]!r} is no facet: write FACET:VALUE with one of {', '.join(NARROWING)}")
    return name, value


@get("/claims/{name:str}", responses=_ERRORS, summary="A claim")
@threaded
def claim(request: Asked, name: Id) -> list[Hit]:
    """A claim or an attribution by its id: one row for each document that has it."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        found = [hit for place in index.find(name) for hit in index.statements_of(place.record)]
    own = [hit for hit in found if name in (hit.claim, hit.attribution)]
    if not own:
        raise none_such("claim", name)
    return own


@get("/documents/{name:str}", responses=_ERRORS, summary="A document")
@threaded
def document(request: Asked, name: Id) -> Document:
    """A document by its own or its input's id, or by that of anything in it."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        entries = desk.entries(index, name)
    first = next((entry for entry in entries if entry.reading is not None), entries[0])
    return Document(first.record, first.reading, [entry.record for entry in entries if entry is not first])


@get("/propositions", responses=_ERRORS, summary="Search propositions")
@threaded
def propositions(
    request: Asked, q: Words = None, about: Name = None, grade: Grades | None = None, contested: bool | None = None,
    limit: Limit = 50, after: After = None,
) -> Propositions:  # fmt: skip
    """What claims have in common; ``about`` is the id of a public actor."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.propositions(
            query=q or None, about=about, grade=grade, contested=contested, limit=limit, after=after
        )
    return Propositions(rows, rows[-1].id if len(rows) == limit else None)


@get("/propositions/{name:str}", responses=_ERRORS, summary="A proposition")
@threaded
def proposition(request: Asked, name: Id) -> Proposition:
    """A proposition with everybody's position."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        return found.proposition(name)


def _happenings(request: Asked, kind: str, limit: int, **asked: Any) -> Happenings:
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.happenings(kind=kind, limit=limit, **asked)
    return Happenings(rows, rows[-1].id if len(rows) == limit else None)


@get("/events", responses=_ERRORS, summary="Search events")
@threaded
def events(
    request: Asked, q: Words = None, type: Name = None, country: Name = None, about: Name = None,
    grade: Grades | None = None, since: Day = None, until: Day = None, limit: Limit = 50, after: After = None,
) -> Happenings:  # fmt: skip
    """Coded events across documents, every version kept."""
    return _happenings(
        request, "event", limit, query=q or None, type=type, country=country, about=about, grade=grade, since=since,
        until=until, after=after,
    )  # fmt: skip


@get("/incidents", responses=_ERRORS, summary="Search incidents")
@threaded
def incidents(
    request: Asked, q: Words = None, type: Name = None, country: Name = None, about: Name = None,
    grade: Grades | None = None, since: Day = None, until: Day = None, limit: Limit = 50, after: After = None,
) -> Happenings:  # fmt: skip
    """Violent incidents across documents, with tolls by source and perpetrators only as claimed or accused."""
    return _happenings(
        request, "incident", limit, query=q or None, type=type, country=country, about=about, grade=grade, since=since,
        until=until, after=after,
    )  # fmt: skip


@get(["/events/{name:str}", "/incidents/{name:str}"], responses=_ERRORS, summary="A happening")
@threaded
def happening(request: Asked, name: Id) -> Happening:
    """An event or an incident with all its versions."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        return found.happening(name)


@get("/origins", responses=_ERRORS, summary="Origins")
@threaded
def origins(request: Asked, q: Words = None, limit: Limit = 50, after: After = None) -> Origins:
    """Where reports independently come from."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.origins(query=q or None, limit=limit, after=after)
    return Origins(rows, rows[-1].id if len(rows) == limit else None)


@get("/copies", responses=_ERRORS, summary="Copies")
@threaded
def copies(request: Asked, limit: Limit = 50, after: After = None) -> Copies:
    """Texts printed more than once."""
    desk: Desk = request.app.state.desk
    with desk.corroboration() as found:
        rows = found.copy_groups(limit=limit, after=after)
    return Copies(rows, rows[-1].id if len(rows) == limit else None)


@get("/sources", responses=_ERRORS, summary="Sources")
@threaded
def sources(request: Asked, limit: Limit = 50) -> Sources:
    """Public actors by how many claims are theirs; never a private person."""
    from hearsay.store.questions import Question

    desk: Desk = request.app.state.desk
    with desk.index() as index:
        counted = desk.columns(index).ask(index, Question(), limit=1, most=limit).counts["speaker"]
        bodies = index.bodies(value for value, _ in counted)
    return Sources([(bodies[one], count) for one, count in counted if one in bodies])


@get("/sources/{name:str}", responses=_ERRORS, summary="A source")
@threaded
def source(request: Asked, name: Id) -> Body:
    """A public actor; its claims are those with the facet ``speaker`` of its id."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        found = index.bodies([name]).get(name)
    if found is None:
        raise none_such("public actor", name)
    return found


@get("/judgements", responses=_ERRORS, summary="Judgements")
@threaded
def judgements(request: Asked, document: Name = None) -> list[Judgement]:
    """What people decided and did not take back: on a document's records, or all of it."""
    desk: Desk = request.app.state.desk
    with desk.judgements() as book:
        return book.on(document) if document is not None else book.all()


api = Router(
    "/api/v1",
    route_handlers=[
        read, claims, claim, document, propositions, proposition, events, incidents, happening, origins, copies,
        sources, source, judgements,
    ],
)  # fmt: skip
