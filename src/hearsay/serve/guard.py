"""What stands between the network and the reading room.

Every answer forbids scripts and styles that are not the room's own (Content Security Policy, level 3) and framing.
A request under a name that is not the room's is refused, since a name server can make a browser take another's page
for ours (DNS rebinding). A change is refused unless it comes from a page of the room: by what the browser says of
where it comes from (``Origin``, ``Sec-Fetch-Site``), and by a token that only such a page can know (OWASP's signed
double-submit cookie).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import PermissionDeniedException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from hearsay.serve.settings import Settings

ENTER = "/enter"
CSRF_COOKIE, TOKEN_COOKIE, WHO_COOKIE = "hearsay-form", "hearsay-token", "hearsay-who"
CSRF_FIELD, CSRF_HEADER = "form_token", "x-form-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware that lets in only what may come in, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != ScopeType.HTTP:
            return
        headers = Headers.from_scope(scope)
        refusal = self._refusal(scope["method"], str(scope["path"]), headers)
        if refusal is not None:
            await _refuse(send, *refusal, page="text/html" in headers.get("accept", ""))
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in there]
                if b"cache-control" not in there:
                    more.append((b"cache-control", b"private, no-cache"))
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refusal(self, method: str, path: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self._settings.hosts is not None and _bare(host) not in self._settings.hosts:
            return 421, "This reading room does not answer to that name."
        if self._settings.token is not None and not self._has_token(path, headers):
            return 401, f"A token is needed: open {ENTER}, or send Authorization: Bearer TOKEN."
        if method not in SAFE and not _from_here(host, headers):
            return 403, "Changes are only taken from the reading room's own pages."
        if method not in SAFE and path.startswith("/api/") and not _is_json(headers):
            return 415, "The API takes application/json."
        return None

    def _has_token(self, path: str, headers: Mapping[str, str]) -> bool:
        if path == ENTER or path.startswith("/static/"):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":  # schemes have no case (RFC 9110, section 11.1)
            given = cookie(headers, TOKEN_COOKIE)
        return same(given.strip(), self._settings.token or "")


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same; takes as long either way."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def cookie(headers: Mapping[str, str], name: str) -> str:
    """A cookie's value, empty where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def form_token(seed: str, settings: Settings) -> str:
    """The token that belongs to a cookie: nobody makes it without the room's secret."""
    return hmac.new(settings.secret.encode(), seed.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def new_seed() -> str:
    """A cookie's value, for a browser that has none yet."""
    return secrets.token_urlsafe(18)


def check_form(headers: Mapping[str, str], form: Mapping[str, object], settings: Settings) -> None:
    """Raises PermissionDeniedException unless the form comes from a page that was given the cookie."""
    seed = cookie(headers, CSRF_COOKIE)
    given = str(form.get(CSRF_FIELD) or headers.get(CSRF_HEADER) or "")
    if not seed or not same(given, form_token(seed, settings)):
        raise PermissionDeniedException("The form is out of date: go back, load the page again and repeat.")


def _bare(host: str) -> str:
    """A host without its port."""
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return name.lower()


def _from_here(host: str, headers: Mapping[str, str]) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _is_json(headers: Mapping[str, str]) -> bool:
    """Whether a body is said to be JSON, which no page of another site can send without asking first."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


async def _refuse(send: Send, status: int, told: str, *, page: bool = False) -> None:
    """Answer in plain text; whoever comes with a browser and no token is led to where it is taken."""
    lead = page and status == 401
    body = (
        f'<!doctype html><title>Hearsay</title><p><a href="{ENTER}">Enter the token</a>'.encode()
        if lead
        else f"{told}\n".encode()
    )
    kind = b"text/html; charset=utf-8" if lead else b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    headers += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
