"""The paste box: a text or an address read on the spot, and kept only when somebody says so."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from hearsay.errors import HearsayError
from hearsay.serve import guard
from hearsay.serve.desk import Desk
from hearsay.serve.reading import Busy, ReadingDesk
from hearsay.serve.threads import threaded
from hearsay.serve.web.claims import Form
from hearsay.serve.web.reader import of_reading
from hearsay.serve.web.rendering import Asked, address, show


@get("/read")
@threaded
def box(request: Asked) -> Response[Any]:
    """The box."""
    return show(request, "paste.html.j2", {"error": None, "given": "", "published": "", "outlet": ""})


@post("/read", status_code=200)
async def read(request: Asked, data: Form) -> Response[Any]:
    """Read what was pasted, and show it as an article."""
    guard.check_form(request.headers, data, request.app.state.settings)
    reading_desk: ReadingDesk = request.app.state.reading
    given = data.get("text", "")
    asked = {"published": data.get("published", "").strip(), "outlet": data.get("outlet", "").strip()[:200]}
    try:
        name, entry = await reading_desk.read(given, **asked)
    except HearsayError as error:
        status = 503 if isinstance(error, Busy) else 400
        view = {"error": f"{error.message} [{error.code}]", "given": given, **asked}
        return show(request, "paste.html.j2", view, status=status)
    assert entry.reading is not None  # what could not be read has raised
    view = of_reading(entry.reading) | {"record": msgspec.to_builtins(entry.record), "_pasted": name}
    return show(request, "reader.html.j2", view)


@post("/read/{name:str}/keep", status_code=303)
@threaded
def keep_it(request: Asked, name: str, data: Form) -> Redirect:
    """Put what was read into the ledger."""
    guard.check_form(request.headers, data, request.app.state.settings)
    desk: Desk = request.app.state.desk
    reading_desk: ReadingDesk = request.app.state.reading
    from hearsay.scale.here import keep  # here, since it imports all that corroborates

    item, entry = reading_desk.pasted(name)
    keep(desk.ledger, entry, item, reading_desk.reader())
    return Redirect(address("documents", entry.record.id), status_code=303)
