"""``hearsay serve``: the reading room, over a ledger or over a few articles."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import ConfigError, LedgerError
from hearsay.serve.cli.messages import say

if TYPE_CHECKING:
    from hearsay.scale.work import Reader
    from hearsay.serve.desk import Desk

LOADER: str | None = None
"""What loads the reader; None for the pipeline."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_IN_MEMORY = Path("/dev/shm")


@click.command(short_help="The reading room and the REST API.")
@click.argument("given", nargs=-1, required=True, metavar="LEDGER|ARTICLE...")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; elsewhere than here a token is needed."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True, help="0: any that is free.")
@click.option(
    "--token", envvar="HEARSAY_TOKEN", help="What everybody must show; `new` makes one. Better in HEARSAY_TOKEN."
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name the room may be asked under.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses on this machine and its network too.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Read with this model.")
def serve(
    *, given: tuple[str, ...], host: str, port: int, token: str | None, names: tuple[str, ...], allow_private: bool,
    model: Path | None,
) -> int:  # fmt: skip
    """Open the reading room over LEDGER, or over a ledger in memory made of ARTICLEs, until it is interrupted.

    Only this machine is listened to unless --host says otherwise, and then only with a token.
    """
    if token == "new":
        token = secrets.token_urlsafe(18)
        say(f"the token is {token}")
    if host not in _LOOPBACK and not token:
        raise click.UsageError(f"listening on {host} needs a token: --token new, or HEARSAY_TOKEN")
    _require()
    load = _loader(model)
    with contextlib.ExitStack() as stack:
        desk, opened = _opened(given, load, stack)
        _serve(desk, load, host=host, port=port, token=token, names=names, allow_private=allow_private, opened=opened)
    return 0


def _require() -> None:
    """Looked for and not imported: the first page waits for what it does not show."""
    missing = [name for name in ("litestar", "uvicorn", "jinja2", "pyarrow") if importlib.util.find_spec(name) is None]
    if missing:
        wanted = "pip install 'hearsay[serve]'"
        raise ConfigError(f"the reading room needs more libraries: {wanted} (not here: {', '.join(missing)})")


def _loader(model: Path | None) -> Any:
    def load() -> Reader:
        from hearsay.scale import work

        return work.load(LOADER or work.LOADER, None if model is None else str(model))

    return load


def _opened(given: tuple[str, ...], load: Any, stack: contextlib.ExitStack) -> tuple[Desk, str]:
    """The desk, and the page to begin at."""
    from hearsay.serve.desk import open_desk

    ledgers = [name for name in given if (Path(name) / "ledger.json").is_file()]
    if ledgers and len(given) > 1:
        raise click.UsageError("give one ledger, or articles")
    if ledgers:
        return open_desk(Path(ledgers[0])), "/"
    if len(given) == 1 and Path(given[0]).is_dir() and not any(Path(given[0]).iterdir()):
        raise LedgerError("there is no ledger here, and no article", where=given[0])
    return _of_articles(given, load(), stack.enter_context(_memory()))


@contextlib.contextmanager
def _memory() -> Iterator[Path]:
    """A folder that is gone when the room closes, in memory where the system has such folders."""
    where = str(_IN_MEMORY) if os.access(_IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="hearsay-", dir=where) as folder:
        yield Path(folder) / "articles"


def _of_articles(given: tuple[str, ...], reader: Reader, folder: Path) -> tuple[Desk, str]:
    from hearsay.corpus import How, sources
    from hearsay.scale.corroborate import corroborate
    from hearsay.scale.here import Here
    from hearsay.scale.run import Order, run
    from hearsay.serve.desk import Desk
    from hearsay.serve.web.rendering import address
    from hearsay.store import Ledger

    ledger = Ledger.create(folder)
    report = run(ledger, Order(sources=sources(given, How()), open_engine=lambda: Here(reader), engine="here"))
    corroborate(ledger)
    desk = Desk(ledger, name="articles")
    with desk.index() as index:
        for name, code, message in index.failures(report.run, 20, skipped=True):
            say(f"{name}: {message} [{code}]")
        read = index.documents(limit=2)
    if not read:
        raise LedgerError("none of it could be read", where=", ".join(given)[:200])
    return desk, address("documents", read[0]["id"]) if len(read) == 1 else "/"


def _serve(
    desk: Desk, load: Any, *, host: str, port: int, token: str | None, names: tuple[str, ...], allow_private: bool,
    opened: str,
) -> None:  # fmt: skip
    with _not_collecting():
        import uvicorn

        from hearsay.serve.app import make_app
        from hearsay.serve.settings import LOOPBACK, Settings

    hosts = LOOPBACK | {name.lower() for name in names} if host in _LOOPBACK or names else None
    settings = Settings(token=token, hosts=hosts, allow_private=allow_private, opened=opened)
    with _not_collecting():
        app = make_app(desk, settings, load)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False,
        limit_concurrency=200, timeout_keep_alive=15, lifespan="on",
    )  # fmt: skip
    with _listening(host, port) as listener:
        shown = f"[{host}]" if ":" in host else host
        say(f"the reading room is open at http://{shown}:{listener.getsockname()[1]}{opened} (Ctrl-C closes it)")
        sys.stderr.flush()
        uvicorn.Server(config).run(sockets=[listener])


@contextlib.contextmanager
def _not_collecting() -> Iterator[None]:
    """Look for no garbage while modules are imported, which leave next to none: a tenth of the first page's time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; bound here so that what goes wrong is told as other errors are."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {host}, port {port}: {getattr(error, 'strerror', None) or error}"
        ) from error
    return listener
