"""Pages out of templates. What comes from an article is text: cleaned of what a browser would obey, then escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlencode

import jinja2
import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from markupsafe import Markup

from hearsay._version import VERSION
from hearsay.export.safe import for_page, one_line
from hearsay.serve import guard
from hearsay.serve.settings import Settings

_LONG = 60 * 60 * 24 * 365
_WEB = ("http://", "https://")

Asked = Request[Any, Any, Any]


def show(request: Asked, template: str, view: Mapping[str, Any], *, status: int = 200) -> Response[Any]:
    """A page, or where its address ends in ``.json`` what stands on it. ``view`` has what the template needs."""
    if request.url.path.endswith(".json"):
        data = {name: value for name, value in view.items() if not name.startswith("_")}
        return Response(msgspec.json.encode(data), media_type=MediaType.JSON, status_code=status)
    settings: Settings = request.app.state.settings
    seed = guard.cookie(request.headers, guard.CSRF_COOKIE)
    cookies = []
    if not seed:
        seed = guard.new_seed()
        cookies.append(Cookie(key=guard.CSRF_COOKIE, value=seed, httponly=True, samesite="strict", path="/"))
    shown = {
        **{name.lstrip("_"): value for name, value in view.items()},
        "form_token": guard.form_token(seed, settings),
        "who": guard.cookie(request.headers, guard.WHO_COOKIE),
        "here": request.url.path,
        "asked": request.url.query,
        "ledger": request.app.state.desk.name,
        "version": VERSION,
        "built": built(),
    }
    page = environment().get_template(template).render(shown)
    return Response(page, media_type=MediaType.HTML, status_code=status, cookies=cookies)


def who_cookie(name: str) -> Cookie:
    """Keeps a reviewer's name in their browser."""
    value = quote(one_line(name)[:80])
    return Cookie(key=guard.WHO_COOKIE, value=value, httponly=True, samesite="strict", path="/", max_age=_LONG)


@cache
def built() -> bool:
    """Whether the scripts and the map's shapes have been built into the package."""
    return files("hearsay.serve.web").joinpath("static", "built", "room.js").is_file()


@cache
def environment() -> jinja2.Environment:
    """The templates. ``finalize`` cleans every text; Jinja escapes it after that."""
    made = jinja2.Environment(
        loader=jinja2.ChoiceLoader([_loader("hearsay.serve.web"), _loader("hearsay.export")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.filters |= _FILTERS
    return made


def _loader(package: str) -> jinja2.BaseLoader:
    def load(name: str) -> str | None:
        found = files(package).joinpath("templates", name)
        return found.read_text("utf-8") if found.is_file() else None

    return jinja2.FunctionLoader(load)


def _clean(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    return for_page(value) if isinstance(value, str) else "" if value is None else value


def shown(text: str | None) -> str:
    """A name or a line of metadata, on one line."""
    return for_page(one_line(text or ""))


def plain(value: str | None) -> str:
    """A coded value as words: ``named-official`` is "named official"."""
    return (value or "").replace("-", " ").replace("_", " ").lower()


def address(*parts: str) -> str:
    """The address of a page out of parts, none of which can lead anywhere else."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


def headline(text: str | None) -> str:
    """A title; of a file's path, which stands for one where there is none, the last part."""
    title = (text or "").strip()
    if "/" in title and not re.search(r"\s|^https?:", title):
        title = title.rstrip("/").rpartition("/")[2]
    return shown(title)


def bare(text: str | None) -> str:
    """Words without the quotation marks around them, since the page sets its own."""
    return shown(text).strip(' "“”„«»‘’')


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{min(1.0, max(0.0, share)):.0%}"


def figures(low: float | None, high: float | None) -> str:
    """A range of a count: "31", "29–60", "29 or more", "up to 60"."""
    if low is None and high is None:
        return "unknown"
    if low is None:
        return f"up to {high:,.0f}"
    if high is None:
        return f"{low:,.0f} or more"
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "plain": plain,
    "shown": shown,
    "bare": bare,
    "headline": headline,
    "percent": percent,
    "count": lambda number: f"{number:,}",
    "page": lambda parts: address(*parts),
    "parameters": lambda pairs: urlencode([(name, value) for name, value in pairs if value]),
    "span_of": lambda told: figures(told["low"], told["high"]),
    "unquoted": unquote,
    "web": lambda text: text if str(text or "").lower().startswith(_WEB) else None,
}
