"""What the reading room is told when it is opened."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``token`` is what everybody must show, None where only this machine is listened to.

    ``hosts`` are the names the room may be asked under (None: any; a browser tricked into asking under another's name
    is refused). ``max_body`` is in bytes, ``max_text`` in characters, ``read_seconds`` what one reading may take before
    whoever asked is told to try again, ``readers`` how many are read at once. ``allow_private`` lets a URL to read lead
    to this machine and its network. ``opened`` is the page to begin at.
    """

    token: str | None = None
    hosts: frozenset[str] | None = LOOPBACK
    max_body: int = 2_000_000
    max_text: int = 200_000
    read_seconds: float = 60.0
    readers: int = 2
    allow_private: bool = False
    opened: str = "/"
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
