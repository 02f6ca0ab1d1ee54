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
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import opened, terminal_text

if TYPE_CHECKING:
    from hearsay.store import Ledger

_SHOWN = 5


@click.command("corroborate", short_help="Copies, origins, happenings and disputes of a ledger.")
@click.argument("folder", metavar="LEDGER", type=click.Path(path_type=Path))
@click.option("--anew", is_flag=True, help="Make all of it again, not only what is new.")
@click.option(
    "--reliability",
    metavar="FILE",
    help="Your own ratings of sources (TOML), kept in the ledger; they change grades, and the grades say so. "
    "`none`: no ratings any more.",
)
@click.option("--json", "as_json", is_flag=True, help="The counts as one JSON object.")
def corroborate(*, folder: Path, anew: bool, reliability: str | None, as_json: bool) -> int:
    """Bring up to date what the documents of LEDGER come to together, and say what was found.

    Copies are folded, reports traced to where they come from, claims of the same thing and reports of the same event
    joined. Only what is new is looked at, unless new ratings are given, which are laid over everything and kept for
    what is added later.
    """
    from hearsay.scale.corroborate import corroborate as carry_out
    from hearsay.store import Ledger

    ratings = None if reliability is None else _Noted({} if reliability == "none" else read_ratings(Path(reliability)))
    ledger = Ledger.open(folder)
    with shown_steps() as step:
        counts = carry_out(ledger, anew=anew or bool(ratings), reliability=ratings, step=step)
    for name in sorted((ratings or {}).keys() - (ratings.asked if ratings is not None else set())):
        say(f"the ratings name {name!r}, and nothing that was joined comes from a source or an outlet of that name")
    with opened(None) as sink:
        sink.write(_json(as_object(counts, ledger)) if as_json else terminal_text(lines(counts, ledger)))
    return 0


class _Noted(dict[str, bool]):
    """Ratings that know which of them were asked for."""

    def __init__(self, given: dict[str, bool]) -> None:
        super().__init__(given)
        self.asked: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """The rating of a name."""
        if name in self:
            self.asked.add(name)
        return super().get(name, default)


def read_ratings(path: Path) -> dict[str, bool]:
    """A user's ratings: ``[sources]`` with a name and ``true`` (relied on) or ``false``. Raises ConfigError."""
    from hearsay.corroborate.words import name_key

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
        if ratings.setdefault(name_key(name), value) != value:
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


def as_object(counts: dict[str, int], ledger: Ledger) -> dict[str, Any]:
    """What was found as it is given in JSON: the counts, the grades and the disputes with most to say about them."""
    from hearsay.corroborated import Happening, Proposition

    with contextlib.closing(ledger.corroboration()) as found:
        folded = sum(len(group.documents) - 1 for group in _every(found.copy_groups))
        return {
            **counts,
            "folded": folded,
            "grades": {"happenings": found.grades(Happening), "propositions": found.grades(Proposition)},
            "disputes": [
                {"id": one.id, "text": one.text, "grade": one.grade.value, "reason": one.grade.reason}
                for one in found.propositions(contested=True, limit=_SHOWN)
            ],
            "ratings": ledger.ratings(),
        }


def lines(counts: dict[str, int], ledger: Ledger) -> Iterator[str]:
    """What was found, for people."""
    from hearsay.corroborated import Happening, Proposition

    with contextlib.closing(ledger.corroboration()) as found:
        copied = sum(len(group.documents) - 1 for group in _every(found.copy_groups))
        yield f"{counts['documents']:>10,} documents"
        yield f"{counts.get('copies', 0):>10,} texts printed more than once, {copied:,} copies of them folded"
        yield f"{counts.get('origin', 0):>10,} independent origins"
        for kind, name in ((Happening, "happening"), (Proposition, "proposition")):
            grades = ", ".join(f"{count:,} {grade}" for grade, count in sorted(found.grades(kind).items()))
            yield f"{counts.get(name, 0):>10,} {name}s" + (f" ({grades})" if grades else "")
        refused = [name for name, relied_on in ledger.ratings().items() if not relied_on]
        if refused:
            yield f"graded without {', '.join(refused)}, by your own ratings (--reliability none lifts them)"
        disputes = found.propositions(contested=True, limit=_SHOWN)
        if disputes:
            yield ""
            yield "In dispute, those with most to say about them first:"
        for one in disputes:
            yield ""
            yield f"  {one.text}  [{one.id}]"
            yield f"    {one.grade.value}: {one.grade.reason}"
        yield ""
        yield f"hearsay show {ledger.folder} ID tells who stands where"


def _every(page: Any) -> Iterator[Any]:
    last = None
    while found := page(limit=500, after=last):
        yield from found
        last = found[-1].id
