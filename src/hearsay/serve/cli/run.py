"""``hearsay run``: a corpus into a ledger. ``hearsay index``: the ledger's index made anew."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from hearsay.errors import ConfigError
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import opened, terminal_text

if TYPE_CHECKING:
    from hearsay.corpus import How, Intake
    from hearsay.scale.run import Engine, Going
    from hearsay.store import Ledger, Report

LOADER: str | None = None
"""What loads the reader in the processes that read; None for the pipeline."""

_NAMED = 50
_KINDS = ("auto", "text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip", "feed")


@click.command(short_help="Read a corpus into a ledger.")
@click.argument("given", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="LEDGER", help="The ledger.")
@click.option("--workers", type=click.IntRange(1, 4096), help="Processes that read; as many as there are cores.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--resume", is_flag=True, help="Go on with a run that was cut off.")
@click.option("--kind", type=click.Choice(_KINDS), default="auto", show_default=True, help="What the files are.")
@click.option("--column", "columns", metavar="FIELD=COLUMN", multiple=True, help="Which of a table's columns is which.")
@click.option("--outlet", metavar="NAME", help="Who published all of it.")
@click.option("--published", metavar="DATE", help="When all of it appeared: YYYY-MM[-DD].")
@click.option("--fast-html", is_flag=True, help="Find a page's article by a faster and less exact way.")
@click.option("--no-fetch", is_flag=True, help="Do not fetch the pages that feeds link to.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses on this machine and its network too.")
@click.option("--seconds", type=click.FloatRange(1), default=60.0, show_default=True, help="For one article.")
@click.option("--memory", type=click.IntRange(100), default=700, show_default=True, help="MB for one process.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Read with this model.")
@click.option("--no-corroborate", is_flag=True, help="Do not go on to `hearsay corroborate`.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
def run(*, given: tuple[str, ...], output: Path, as_json: bool, resume: bool, **options: Any) -> int:
    """Read a corpus into a ledger: files, folders, globs, feeds, addresses, - or a sources.toml.

    Each SOURCE may hold text or pages, JSON, JSON Lines, CSV, Parquet, WARC, RSS or Atom, or be a ZIP or gzip of them.
    What the ledger holds already is not read again. A run that is cut off is gone on with by --resume. Prints a report
    in which all that was read is accounted for. Exit status: 0 if nothing failed, 1 if some did (named on standard
    error).
    """
    from hearsay.scale.run import Order
    from hearsay.scale.run import run as carry_out
    from hearsay.store import Ledger
    from hearsay.store.ledger import require_arrow

    require_arrow()
    order = Order(
        sources=_sources(given, options),
        open_engine=_engine(options),
        engine=options["engine"],
        workers=_workers(options["workers"]),
        resume=resume,
    )
    ledger = Ledger.create(output)
    try:
        with _Progress() as progress:
            order.observer = progress
            report = carry_out(ledger, order)
    except KeyboardInterrupt:
        say("what has been read so far is kept; --resume goes on from there")
        raise
    counts = None if options["no_corroborate"] else _corroborate(ledger)
    _name_failures(ledger, report)
    with opened(None) as sink:
        sink.write(_report_json(report, counts, ledger) if as_json else terminal_text(_told(report, counts, ledger)))
    return 1 if report.failed else 0


def _report_json(report: Report, counts: dict[str, int] | None, ledger: Ledger) -> bytes:
    import msgspec

    from hearsay.serve.cli.corroborate import as_object

    told: dict[str, Any] = msgspec.to_builtins(report)
    return _json(told if counts is None else told | {"corroborated": as_object(counts, ledger)})


def _told(report: Report, counts: dict[str, int] | None, ledger: Ledger) -> Iterator[str]:
    from hearsay.serve.cli.corroborate import lines

    yield from _lines(report, ledger)
    if counts is not None:
        yield ""
        yield "held against each other:"
        yield from lines(counts, ledger)


def _corroborate(ledger: Ledger) -> dict[str, int]:
    from hearsay.scale.corroborate import corroborate
    from hearsay.serve.cli.corroborate import shown_steps

    with shown_steps() as step:
        return corroborate(ledger, step=step)


def _sources(given: tuple[str, ...], options: dict[str, Any]) -> Any:
    from hearsay.corpus import sources

    try:
        return sources(given, _how(options))
    except ConfigError as error:
        raise click.UsageError(str(error)) from error


def _how(options: dict[str, Any]) -> How:
    from hearsay.corpus import Fetcher, How, check_mapping, checked_date

    columns = {}
    for pair in options["columns"]:
        ours, equals, theirs = pair.partition("=")
        if not (ours and equals and theirs):
            raise ConfigError(f"--column {pair!r} is not FIELD=COLUMN")
        columns[ours.strip()] = theirs
    return How(
        kind=options["kind"],
        columns=check_mapping(columns),
        outlet=options["outlet"],
        published=checked_date(options["published"]) if options["published"] else None,
        fast=options["fast_html"],
        fetcher=None if options["no_fetch"] else Fetcher(allow_private=options["allow_private"]),
    )


def _workers(given: int | None) -> int:
    if given is not None:
        return given
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _engine(options: dict[str, Any]) -> Callable[[], AbstractContextManager[Engine]]:
    workers, model = _workers(options["workers"]), None if options["model"] is None else str(options["model"].resolve())

    def local() -> AbstractContextManager[Engine]:
        from hearsay.scale.local import Limits, Local
        from hearsay.scale.work import LOADER as USUAL

        limits = Limits(seconds=options["seconds"], memory=options["memory"] * 1_000_000)
        return Local(workers, loader=LOADER or USUAL, model=model, limits=limits)

    def ray() -> AbstractContextManager[Engine]:
        from hearsay.scale.cluster import Cluster
        from hearsay.scale.work import LOADER as USUAL

        return Cluster(workers, loader=LOADER or USUAL, model=model)

    return ray if options["engine"] == "ray" else local


class _Progress:
    """What a run shows while it goes, on standard error if that is a terminal, and nothing otherwise."""

    def __init__(self) -> None:
        self._live: Any = None
        self._intake: Intake | None = None
        self._began = time.monotonic()
        self._words = 0

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._live = _display()
            self._live.start()
            self._task = self._live.add_task("starting", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def begin(self, intake: Intake) -> None:
        """The reading begins; words are counted from here."""
        self._intake, self._began = intake, time.monotonic()

    def counted(self, report: Report, going: Going) -> None:
        """Show the counts so far."""
        if self._live is None or self._intake is None:
            return
        rate = report.words / max(0.1, time.monotonic() - self._began)
        claims = report.records.get("claims") or report.records.get("attributions", 0)
        shown = (
            f"{report.read + going.articles:,} articles  "
            f"{f'{rate:,.0f} words/s  {claims:,} claims  ' if report.words else ''}"
            f"{report.skipped:,} skipped  {report.failed:,} failed"
        )
        total = self._intake.total or None
        self._live.update(self._task, description=shown, total=total, completed=self._intake.position * going.share)

    def indexing(self) -> None:
        """Say that only the index is left."""
        if self._live is not None:
            self._live.update(self._task, description="indexing", total=None)


def _display() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _name_failures(ledger: Ledger, report: Report) -> None:
    if not report.failed:
        return
    with contextlib.closing(ledger.index()) as index:
        for name, code, message in index.failures(report.run, _NAMED):
            say(f"{name}: {message} [{code}]")
    if report.failed > _NAMED:
        say(f"and {report.failed - _NAMED:,} more; the ledger's records name them all")


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _lines(report: Report, ledger: Ledger) -> Iterator[str]:
    yield f"run {report.run} over {ledger.folder}"
    yield f"{report.read:>12,} read"
    for status, words in (("processed", f"  ({report.words:,} words)"), ("skipped", ""), ("failed", "")):
        yield f"{getattr(report, status):>12,} {status}{words}"
        for code, count in sorted(report.codes.get(status, {}).items(), key=lambda pair: (-pair[1], pair[0])):
            yield f"{'':12} {count:>10,} {code}{_languages(report) if code == 'not-english' else ''}"
    for kind in ("attributions", "claims", "events", "incidents"):
        if kind in report.records:
            yield f"{report.records[kind]:>12,} {kind}"
    for count, what in ((report.repeated, "texts that another input has too"), (report.repeated_keys, "repeated ids")):
        if count:
            yield f"{count:>12,} {what}"
    rate = f", {report.words / report.seconds:,.0f} words/s" if report.seconds else ""
    yield f"in {report.seconds:,.1f} seconds with {report.workers} workers ({report.engine}){rate}"


def _languages(report: Report) -> str:
    ordered = sorted(report.languages.items(), key=lambda pair: (-pair[1], pair[0]))
    return f" ({', '.join(f'{name} {count:,}' for name, count in ordered[:8])})"


@click.command("index", short_help="Make a ledger's index anew from its shards.")
@click.argument("folder", metavar="LEDGER", type=click.Path(path_type=Path))
@click.option("--server", metavar="DSN", help="Keep the index on this PostgreSQL server; `none`: in the ledger again.")
def index_command(folder: Path, server: str | None) -> int:
    """Make the index of LEDGER anew from its shards. Judgements are not touched."""
    from hearsay.store import Ledger
    from hearsay.store.columns import open_columns
    from hearsay.store.index import rebuild
    from hearsay.store.ledger import require_arrow

    require_arrow()
    ledger = Ledger.open(folder)
    with ledger.writing():
        if server is not None:
            ledger.server = None if server == "none" else server
        with contextlib.closing(rebuild(ledger)) as index:
            if server is not None:  # it has answered
                ledger.serve_from(ledger.server)
            index.optimise()
            open_columns(index, ledger.folder)
            counts = index.counts()
    with opened(None) as sink:
        sink.write("".join(f"{count:>12,} {name}\n" for name, count in counts.items()).encode())
    return 0
