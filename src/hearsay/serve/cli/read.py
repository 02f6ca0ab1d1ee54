"""``hearsay read``: articles in, attributions out."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import HearsayError
from hearsay.serve.cli.inputs import (
    INTERNAL,
    Failure,
    Input,
    Outcome,
    outcomes,
    unexpected,
    without_reader,
)
from hearsay.serve.cli.messages import Reporter
from hearsay.serve.cli.output import OutputError, check_harmless, opened
from hearsay.serve.cli.pages import page_names

if TYPE_CHECKING:
    from hearsay import Pipeline, Reading

_PUBLISHED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)

Render = Callable[["Reading"], bytes]


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for on the command line."""

    inputs: tuple[Input, ...]
    form: str
    output: Path | None
    model: Path | None
    ontology: tuple[Path, ...]
    options: dict[str, Any]
    debug: bool

    @property
    def to_folder(self) -> bool:
        """Whether each input gets a page of its own in a folder."""
        into = self.output is not None and self.output.is_dir()
        return self.form == "html" and (len(self.inputs) > 1 or into)


def load_reader(model: Path | None, ontology: tuple[Path, ...] = ()) -> Pipeline:
    """The pipeline, imported only now: it takes longer than everything before it."""
    from hearsay import Pipeline

    return Pipeline.load(model, ontology=ontology)


def _date(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    import datetime

    if given is None:
        return None
    parts = _PUBLISHED.fullmatch(given.strip())
    if parts is not None:
        try:
            datetime.date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
            return parts[0]
        except ValueError:
            pass
    raise click.BadParameter(f"{given!r} is not a date: write 2024-03-14, or 2024-03 if the day is unknown")


@click.command(short_help="Read articles: who says what, through whom.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "html"]),
    default="table",
    show_default=True,
    help="A table for people, one JSON object, JSON Lines, or a page with the article and its attributions.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead.")
@click.option("--published", callback=_date, metavar="DATE", help="When the articles appeared: YYYY-MM[-DD].")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option(
    "--input-format",
    type=click.Choice(["auto", "text", "html"]),
    default="auto",
    show_default=True,
    help="What the inputs are.",
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses on this machine and its network too.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Read with this model.")
@click.option(
    "--ontology",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Code these event types of your own too; repeatable.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
@click.pass_context
def read(
    context: click.Context,
    *,
    inputs: tuple[str, ...],
    form: str,
    output: Path | None,
    published: str | None,
    outlet: str | None,
    input_format: str,
    allow_private: bool,
    model: Path | None,
    ontology: tuple[Path, ...],
    debug: bool,
) -> int:
    """Read articles and print their attributions: who says what, through whom.

    An INPUT is a text or HTML file, a URL, or - for standard input. Exit status: 0 if all were read, 1 if
    some could not be (each is named on standard error), 2 for wrong usage.
    """
    order = _Order(
        inputs=tuple(Input(name) for name in inputs),
        form=form,
        output=output,
        model=model,
        ontology=ontology,
        options={
            "published": published,
            "outlet": outlet,
            "input_format": input_format,
            "allow_private": allow_private,
        },
        debug=debug or bool((context.obj or {}).get("debug")),
    )
    _check(order)
    return _carry_out(order)


def _check(order: _Order) -> None:
    """Refuse what could only end badly, before anything is read."""
    if sum(given.is_stdin for given in order.inputs) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if order.form == "json" and len(order.inputs) > 1:
        raise click.UsageError("--format json takes one input; use --format jsonl for several")
    if order.to_folder:
        _check_folder(order)
    elif order.output is not None and str(order.output) != "-":
        _check_file(order.output, order.inputs)


def _check_folder(order: _Order) -> None:
    folder = order.output
    if folder is None or str(folder) == "-" or folder.is_file() or folder.suffix in (".html", ".htm"):
        raise click.UsageError("--format html with several inputs needs a folder: -o FOLDER, a page for each")
    for name in page_names(order.inputs).values():
        _check_not_an_input(folder / name, order.inputs)


def _check_file(path: Path, inputs: Sequence[Input]) -> None:
    if path.is_dir():
        raise click.UsageError(f"-o {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise click.UsageError(f"-o {path}: there is no folder {path.parent}")
    _check_not_an_input(path, inputs)


def _check_not_an_input(target: Path, inputs: Sequence[Input]) -> None:
    check_harmless(target, [given.path for given in inputs if given.path is not None])


def _carry_out(order: _Order) -> int:
    to_stdout = order.output is None or str(order.output) == "-"
    render = _renderer(order.form, to_stdout=to_stdout)
    quiet = to_stdout and sys.stdout.isatty()
    with Reporter(len(order.inputs), progress=not quiet) as reporter, _destination(order) as write:
        for given, result in _results(order):
            data = _rendered(given, result, render)
            if not isinstance(data, Failure):
                write(given, b"\n" + data if order.form == "table" and reporter.done else data)
                reporter.read()
                continue
            if order.form == "jsonl":
                write(given, _error_line(data))
            reporter.fail(str(data))
            if order.debug and data.error is not None:
                _print_traceback(data)
    return 1 if reporter.failed else 0


def _print_traceback(failure: Failure) -> None:
    import traceback

    if failure.code == INTERNAL:
        traceback.print_exception(failure.error)


def _results(order: _Order) -> Iterator[Outcome]:
    try:
        reader = load_reader(order.model, order.ontology) if order.ontology else load_reader(order.model)
    except HearsayError as error:
        return without_reader(error, order.inputs)
    return outcomes(reader, order.inputs, order.options)


def _rendered(given: Input, result: Reading | Failure, render: Render) -> bytes | Failure:
    if isinstance(result, Failure):
        return result
    try:
        return render(result)
    except Exception as error:
        return unexpected(given, error)


def _error_line(failure: Failure) -> bytes:
    from hearsay.export import jsonl

    return jsonl.error_line(code=failure.code, message=failure.message, source=failure.input.shown)


def _renderer(form: str, *, to_stdout: bool) -> Render:
    if form == "table":
        return _table_renderer(to_stdout=to_stdout)
    if form == "html":
        from hearsay.export import html

        return lambda reading: html.page(reading).encode("utf-8")
    from hearsay.export import json, jsonl

    return json.dumps if form == "json" else jsonl.line


def _table_renderer(*, to_stdout: bool) -> Render:
    """Plain text as wide as COLUMNS says, or as the terminal is, with styles only for a terminal."""
    from hearsay.export import table

    out = table.console(sys.stdout, styled=to_stdout and not os.environ.get("NO_COLOR"))
    encoding = (sys.stdout.encoding if to_stdout else None) or "utf-8"

    def render(reading: Reading) -> bytes:
        if not out.is_terminal or out.color_system is None:
            return table.render(reading, width=out.width).encode(encoding, "replace")
        with out.capture() as captured:
            table.show(reading, out)
        return captured.get().encode(encoding, "replace")

    return render


@contextlib.contextmanager
def _destination(order: _Order) -> Iterator[Callable[[Input, bytes], None]]:
    """Where each input's bytes go: all to one file, or each to a page in a folder."""
    if not order.to_folder:
        with opened(order.output) as sink:
            yield lambda _given, data: sink.write(data)
        return
    folder = order.output or Path()
    names = page_names(order.inputs)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError.of(str(folder), error) from error

    def write(given: Input, data: bytes) -> None:
        with opened(folder / names[given]) as sink:
            sink.write(data)

    yield write
