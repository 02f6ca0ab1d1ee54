"""A reading room over a small ledger of invented reports: copies, a dispute, a toll that is revised, a hostile text."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from hearsay.model import Actor, Entry, Evidence, Mention
from hearsay.scale.corroborate import corroborate
from hearsay.serve.app import make_app
from hearsay.serve.desk import Desk
from hearsay.serve.settings import Settings
from hearsay.store import Ledger
from tests.support.accounts import FERRY, OWN, account, edited, fill, made
from tests.support.fake_reader import load

BARRED = "that the ferry had carried 140 passengers on Thursday morning"
SAID = "The harbour master said that the ferry had carried 140 passengers on Thursday morning."
DENIED = "The Tamsin Line denied that the ferry had carried 140 passengers on Thursday morning."


def reports() -> list[Entry]:
    """Two that dispute a claim, four edited copies of one text and a report of its own, and two that say one thing."""
    told = {"anchor": "capsized", "toll": ("at least 31", 31.0, None)}
    copies = [
        account(edited(FERRY, n), outlet=f"Paper {n}", agency="Karpress" if n == 0 else None, **told)  # type: ignore[arg-type]
        for n in range(4)
    ]
    own = account(OWN[0], outlet="Own desk", published="2031-09-05", anchor="went down", toll=("29", 29.0, 29.0))
    said = account(SAID, outlet="Karpress", says=("The harbour master", "said", BARRED))
    denied = account(
        DENIED, outlet="The Courier", published="2031-09-05", says=("The Tamsin Line", "denied", BARRED),
        stance="deny", polarity="negative", actor="x1",
    )  # fmt: skip
    return [*copies, own, _evidenced(said), _embodied(denied), *_plain()]


def _plain() -> list[Entry]:
    text = "The district council announced that the market would open on Sunday."
    again = "On Saturday the district council announced that the market would open on Sunday."
    content = "the market would open on Sunday"
    return [
        account(text, outlet="The Courier", says=("The district council", "announced", content)),
        account(again, outlet="The Meridian", says=("the district council", "announced", content)),
    ]


def _evidenced(entry: Entry) -> Entry:
    assert entry.reading is not None
    (claim,) = entry.reading.claims
    cue = entry.reading.attributions[0].cue[0]
    claim = msgspec.structs.replace(claim, evidence=(Evidence("document", cue),))
    return msgspec.structs.replace(entry, reading=msgspec.structs.replace(entry.reading, claims=(claim,)))


def _embodied(entry: Entry) -> Entry:
    """With the actor that denies as a body of the article."""
    assert entry.reading is not None
    reading = entry.reading
    mention: Mention = reading.mentions[0]
    actor = Actor(id="x1", name="Tamsin Line", kind="organization", country="XK", mentions=(mention.id,))
    return msgspec.structs.replace(entry, reading=msgspec.structs.replace(reading, actors=(actor,)))


def retitled(entry: Entry, title: str) -> Entry:
    """The entry with another title."""
    assert entry.reading is not None
    document = msgspec.structs.replace(entry.reading.document, title=title, byline=title, agency=title)
    return msgspec.structs.replace(entry, reading=msgspec.structs.replace(entry.reading, document=document))


def ledger(folder: Path, more: Iterable[Entry] = ()) -> Ledger:
    """The ledger, corroborated."""
    found = made(folder, {"a": [*reports(), *more]})
    corroborate(found)
    return found


def app(folder: Path, more: Iterable[Entry] = (), **settings: Any) -> Litestar:
    """The room over it; what is pasted is read by the fake reader."""
    return make_app(Desk(ledger(folder, more), name="a test"), Settings(**settings), lambda: load(None))


@contextlib.contextmanager
def client(folder: Path, more: Iterable[Entry] = (), **settings: Any) -> Iterator[TestClient[Litestar]]:
    """A client of the room, which asks under a name it answers to."""
    with TestClient(app(folder, more, **settings), base_url="http://127.0.0.1:8470") as found:
        yield found


def token(page: str) -> str:
    """The token in a page's forms."""
    match = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert match is not None
    return match[1]


@contextlib.contextmanager
def listening(made_app: Litestar) -> Iterator[str]:
    """The address at which a room listens, in a thread of this process."""
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(made_app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    end = time.monotonic() + 30
    while not server.started and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listener.close()


__all__ = ["app", "client", "fill", "ledger", "listening", "reports", "token"]
