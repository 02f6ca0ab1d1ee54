"""``hearsay export``: readings written in other formats."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay.errors import InputError
from hearsay.export.formats import FORMATS, OF_PARSES, PER_ARTICLE, TABLES, WHAT, files, table
from hearsay.model import Reading
from hearsay.serve.cli.output import check_harmless, opened

if TYPE_CHECKING:
    from hearsay import Pipeline


@click.command(short_help="Write readings, or a ledger, in another format.")
@click.argument("source", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(sorted((*FORMATS, OF_PARSES))), required=True, help="What to write."
)
@click.option("--what", type=click.Choice(WHAT), help="Which table of csv and parquet; claims.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; brat and html also into a folder, an article a file.",
)
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Read an article with this model.")
def export(*, source: Path, form: str, what: str | None, output: Path | None, model: Path | None) -> int:
    """Write the readings in SOURCE in another format.

    SOURCE holds readings, as `hearsay read --format json` or `jsonl` gives them, or is an article, which is read first,
    or a ledger; - is standard input. Lines that stand for inputs that failed are passed over. Exit status: 0, or 1 if
    SOURCE holds no readings or cannot be read.
    """
    if what is not None and form not in TABLES:
        raise click.UsageError(f"--what goes with {' and '.join(TABLES)}, not with {form}")
    into = output is not None and output.is_dir()
    if into and form not in PER_ARTICLE:
        raise click.UsageError(f"-o {output} is a folder; name a file in it")
    if output is not None and str(output) != "-":
        check_harmless(output, [] if str(source) == "-" else [source])
    found = _of_ledger(source) if source.is_dir() else readings(source, model)
    if output is not None and into:
        _into_folder(form, found, output)
        return 0
    with opened(output) as sink:
        for part in _written(form, what, found, model):
            sink.write(part)
    return 0


def _into_folder(form: str, found: Iterator[Reading], folder: Path) -> None:
    for reading in found:
        for ending, data in files(form, reading).items():
            with opened(folder / f"{reading.document.id}{ending}") as sink:
                sink.write(data)


def _written(form: str, what: str | None, found: Iterator[Reading], model: Path | None) -> Iterator[bytes]:
    if form == OF_PARSES:
        return _parsed(found, model)
    if what is not None:
        return table(form, what)(found)
    return FORMATS[form](found)


def _of_ledger(folder: Path) -> Iterator[Reading]:
    from hearsay.store import Ledger

    for entry in Ledger.open(folder).entries():
        if entry.reading is not None:
            yield entry.reading


def _parsed(found: Iterator[Reading], model: Path | None) -> Iterator[bytes]:
    """Words are no part of a reading: they are made again from its text."""
    from hearsay.export.conllu import dumps

    reader = None
    for reading in found:
        reader = reader or load_reader(model)
        yield dumps(reader.parse([reading.document])[0], reading)


def load_reader(model: Path | None) -> Pipeline:
    """The pipeline, imported only now."""
    from hearsay import Pipeline

    return Pipeline.load(model)


def readings(source: Path, model: Path | None = None) -> Iterator[Reading]:
    """The readings of a file: one JSON object, one a line, or an article's. Raises `InputError` with the bad line."""
    import msgspec

    data = sys.stdin.buffer.read() if str(source) == "-" else source.read_bytes()
    name = "standard input" if str(source) == "-" else str(source)
    if not data.lstrip().startswith(b"{"):
        yield load_reader(model).read(data)
        return
    decoder = msgspec.json.Decoder(Reading)
    try:
        yield decoder.decode(data)
        return
    except (msgspec.DecodeError, UnicodeDecodeError):
        lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith(b'{"error":'):
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"is no reading: {error}", where=f"{name}:{number}") from None
