"""ETags (RFC 9110, section 8.8.3): an answer that has not changed is not sent again."""

from __future__ import annotations

import hashlib
from typing import cast

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

_LONGEST = 8_000_000


class ETags:
    """ASGI middleware that names what GET answers by a hash of it, and says 304 to who has that already.

    An answer that comes in pieces (an export) or is very long goes as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != ScopeType.HTTP or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        bare = scope["method"] == "HEAD"
        if bare:  # answered as GET is, without the body (RFC 9110, section 9.3.2)
            scope = cast("Scope", {**scope, "method": "GET"})
        known = Headers.from_scope(scope).get("if-none-match", "")
        start: HTTPResponseStartEvent | None = None

        async def tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is None or message["type"] != "http.response.body":
                if not bare:
                    await send(message)
                return
            head, start = start, None
            body = message.get("body", b"")
            if head["status"] == 200 and not message.get("more_body") and 0 < len(body) <= _LONGEST:
                tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
                head["headers"] = [*head["headers"], (b"etag", tag.encode())]
                if _knows(known, tag):
                    head["status"] = 304
                    kept = (b"content-length", b"content-type")
                    head["headers"] = [pair for pair in head["headers"] if pair[0] not in kept]
                    message = {"type": "http.response.body", "body": b"", "more_body": False}
            await send(head)
            await send({"type": "http.response.body", "body": b"", "more_body": False} if bare else message)

        await self._app(scope, receive, tagged)


def _knows(known: str, tag: str) -> bool:
    tags = (one.strip().removeprefix("W/") for one in known.split(","))
    return any(one in (tag, "*") for one in tags)
