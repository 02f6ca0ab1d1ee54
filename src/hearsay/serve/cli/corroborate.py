"""``hearsay corroborate``: what a ledger's documents come to together."""

from __future__ import annotations

import contextlib
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import ConfigError
from hearsay.serve.cli.output import opened, terminal_text

if TYPE_CHECKING:
    from hearsay.store import Ledger

_SHOWN = 5


@click.command("corroborate", short_help="Copies, origins, happenings and disputes of a ledger.")
@click.argument("folder", metavar="LEDGER", type=click.Path(path_type=Path))
@click.option("--anew", is_flag=True, help="Make all of it again, not only what is new.")
@click.option(
    "--reliability",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own ratings of sources (TOML); they change grades, and the grades say so.",
)
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
def corroborate(*, folder: Path, anew: bool, reliability: Path | None, as_json: bool) -> int:
    """Bring up to date what the documents of LEDGER come to together, and say what was found.

    Copies are folded, reports traced to where they come from, claims of the same thing and reports of the same event
    joined. Only what is new is looked at, unless ratings are given, which are laid over everything.
    """
    from hearsay.scale.corroborate import corroborate as carry_out
    from hearsay.store import Ledger

    ratings = None if reliability is None else read_ratings(reliability)
    ledger = Ledger.open(folder)
    with shown_steps() as step:
        counts = carry_out(ledger, anew=anew or ratings is not None, reliability=ratings, step=step)
    with opened(None) as sink:
        sink.write(_json(counts) if as_json else terminal_text(_lines(counts, ledger)))
    return 0


def read_ratings(path: Path) -> dict[str, bool]:
    """A user's ratings: ``[sources]`` with a name and ``true`` (relied on) or ``false``. Raises ConfigError."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", where=str(path)) from error
    unknown = sorted(given.keys() - {"sources"})
    if unknown:
        raise ConfigError(f"unknown key {unknown[0]!r}; there is [sources]", where=str(path))
    sources = given.get("sources", {})
    if not isinstance(sources, dict):
        raise ConfigError("[sources] is no table", where=str(path))
    ratings: dict[str, bool] = {}
    for name, value in sources.items():
        if not isinstance(value, bool):
            raise ConfigError(f"{name!r} is {value!r}; it may be true or false", where=str(path))
        if ratings.setdefault(name.casefold(), value) != value:
            raise ConfigError(f"{name!r} is rated twice, differently", where=str(path))
    return ratings


@contextlib.contextmanager
def shown_steps() -> Iterator[Any]:
    """A function that shows how it goes on a terminal, and nothing otherwise."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True, markup=False).status("corroborating") as status:
        yield lambda what, done, of: status.update(f"{what}  {done:,} of {of:,}")


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _lines(counts: dict[str, int], ledger: Ledger) -> Iterator[str]:
    from hearsay.corroborated import Happening, Proposition

    with contextlib.closing(ledger.corroboration()) as found:
        copied = sum(len(group.documents) - 1 for group in _every(found.copy_groups))
        yield f"{counts['documents']:>10,} documents"
        yield f"{counts.get('copies', 0):>10,} texts printed more than once, {copied:,} copies of them folded"
        yield f"{counts.get('origin', 0):>10,} independent origins"
        for kind, name in ((Happening, "happening"), (Proposition, "proposition")):
            grades = ", ".join(f"{count:,} {grade}" for grade, count in sorted(found.grades(kind).items()))
            yield f"{counts.get(name, 0):>10,} {name}s" + (f" ({grades})" if grades else "")
        disputes = found.propositions(contested=True, limit=_SHOWN)
        if disputes:
            yield ""
            yield "In dispute, those with most to say about them first:"
        for one in disputes:
            yield ""
            yield f"  {one.text}  [{one.id}]"
            yield f"    {one.grade.value}: {one.grade.reason}"


def _every(page: Any) -> Iterator[Any]:
    last = None
    while found := page(limit=500, after=last):
        yield from found
        last = found[-1].id
