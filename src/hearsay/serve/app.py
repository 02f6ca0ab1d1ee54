"""The reading room put together: pages, API, what stands before them, and how errors are told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from litestar import Litestar, MediaType, Request, Response, Router, get, post
from litestar.datastructures import Cookie, State
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.response import Redirect
from litestar.static_files import create_static_files_router

from hearsay._version import VERSION
from hearsay.errors import ConfigError, HearsayError, InputError, LedgerLocked, NotInLedger, TooLarge
from hearsay.serve import guard
from hearsay.serve.api import routes
from hearsay.serve.desk import Desk
from hearsay.serve.etags import ETags
from hearsay.serve.reading import Busy, ReadingDesk
from hearsay.serve.settings import Settings
from hearsay.serve.threads import threaded
from hearsay.serve.web import atlas, claims, disputes, front, paste, reader, review, sources
from hearsay.serve.web.claims import Form
from hearsay.serve.web.rendering import Asked, environment, show

if TYPE_CHECKING:
    from hearsay.scale.work import Reader

_LOG = logging.getLogger("hearsay.serve")

PAGES: list[Any] = [
    front.front, front.documents, front.runs, reader.document, reader.lit, reader.style, reader.statement,
    claims.ledger, claims.sheet, claims.save, claims.forget, disputes.disputes, disputes.dispute, disputes.incidents,
    disputes.incident, sources.sources, sources.source, sources.outlet, atlas.world_map, atlas.graph, atlas.copies,
    atlas.origin, review.queue, review.item, review.judge, review.withdraw, review.agreement, review.training,
    paste.box, paste.read, paste.keep_it,
]  # fmt: skip


class _Room(Litestar):
    """Litestar without its support for pydantic, a sixth of the start where something else has it installed."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def make_app(desk: Desk, settings: Settings, load: Callable[[], Reader]) -> Litestar:
    """The reading room over a ledger, as an ASGI application. ``load`` gives what reads what people paste."""
    reading = ReadingDesk(load, settings)

    static = create_static_files_router("/static", [_static()], include_in_schema=False)
    openapi = OpenAPIConfig(
        title="Hearsay",
        version=VERSION,
        path="/api/v1/schema",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        description="Who says what happened, on what evidence, and who denies it.",
    )
    made = _Room(
        route_handlers=[Router("/", route_handlers=PAGES, include_in_schema=False), routes.api, enter, entered, static],
        state=State({"desk": desk, "settings": settings, "reading": reading}),
        exception_handlers={
            HearsayError: _ours,
            HTTPException: _theirs,
            RecursionError: _too_deep,
            Exception: _unexpected,
        },
        request_max_body_size=settings.max_body,
        openapi_config=openapi,
        on_startup=[desk.warm_up],
        on_shutdown=[reading.close],
        debug=False,
    )
    # Around all of it: Litestar's own middleware does not stand before what has no route.
    made.asgi_handler = guard.Guard(ETags(made.asgi_handler), settings)
    return made


def _static() -> str:
    from importlib.resources import files

    return str(files("hearsay.serve.web").joinpath("static"))


@get(guard.ENTER, include_in_schema=False)
@threaded
def enter(request: Asked) -> Response[Any]:
    """Where whoever comes from another machine shows the token."""
    return show(request, "enter.html.j2", {"wrong": False})


@post(guard.ENTER, include_in_schema=False, status_code=303)
@threaded
def entered(request: Asked, data: Form) -> Response[Any]:
    """Take the token, and keep it in the browser until it is closed."""
    settings: Settings = request.app.state.settings
    guard.check_form(request.headers, data, settings)
    given = data.get("token", "")
    if settings.token is None or not guard.same(given, settings.token):
        return show(request, "enter.html.j2", {"wrong": True}, status=403)
    kept = Cookie(key=guard.TOKEN_COOKIE, value=given, httponly=True, samesite="strict", path="/")
    return Redirect("/", status_code=303, cookies=[kept])


def _ours(request: Request[Any, Any, Any], error: HearsayError) -> Response[Any]:
    return _told(request, _status(error), error.code, str(error))


def _status(error: HearsayError) -> int:
    match error:
        case NotInLedger():
            return 404
        case TooLarge():
            return 413
        case InputError() | ConfigError():
            return 400
        case LedgerLocked() | Busy():
            return 503
    return 500


def _theirs(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    told = {404: "There is no such page.", 405: "That cannot be done here.", 413: "That is more than is taken at once."}
    message = told.get(error.status_code) or str(error.detail)
    if error.status_code == 400 and isinstance(error.extra, list):
        wrong = (f"{one.get('key', '')}: {one.get('message', '')}" for one in error.extra if isinstance(one, dict))
        message = "; ".join((message, *wrong))[:1000]
    return _told(request, error.status_code, "http", message)


def _too_deep(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return _told(request, 400, "too-deep", "what was sent is nested too deeply")


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return _told(request, 500, "internal", f"unexpected error: {type(error).__name__}")


def _told(request: Request[Any, Any, Any], status: int, code: str, message: str) -> Response[Any]:
    path = request.url.path
    if path.startswith("/api/") or path.endswith((".json", ".csv")):
        body = {"error": {"code": code, "message": message}}
        return Response(body, media_type=MediaType.JSON, status_code=status)
    page = environment().get_template("error.html.j2").render(
        status=status, code=code, message=message, ledger="", here=path, asked="", who="", form_token="",
        version=VERSION, built=False,
    )  # fmt: skip
    return Response(page, media_type=MediaType.HTML, status_code=status)
