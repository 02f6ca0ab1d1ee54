"""``hearsay bench``: figures on public data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hearsay.errors import ConfigError
from hearsay.serve.cli.output import opened


class _Lazily:
    """A reader that is loaded when a suite first asks something of it: the data is checked before."""

    def __init__(self, model: Path | None) -> None:
        self._model = model
        self._reader: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._reader is None:
            self._reader = load_reader(self._model)
        return getattr(self._reader, name)


def load_reader(model: Path | None) -> Any:
    """The pipeline, imported only now."""
    from hearsay import Pipeline
    from hearsay.evaluate.reader import PipelineReader

    return PipelineReader(Pipeline.load(model))


class _WithSuites(click.Command):
    """A command whose help names every suite, which are imported only then."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from hearsay.evaluate.bench import SUITES

        super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(f"SUITE is one of: {', '.join(SUITES)}.")


@click.command(cls=_WithSuites, short_help="Measure how well articles are read, on public data.")
@click.argument("suite")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder the data sets are in.",
)
@click.option("--split", default="dev", show_default=True, metavar="NAME", help="The part of the data to use.")
@click.option("--json", "as_json", is_flag=True, help="The figures on one line.")
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write predictions to this file.")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="Read with this model.")
def bench(*, suite: str, data: Path, split: str, as_json: bool, predictions: Path | None, model: Path | None) -> None:
    """Measure the reading on public data and print the figures as one JSON object."""
    import msgspec

    from hearsay.evaluate import bench as benchmark

    try:
        figures = benchmark.run(suite, data, split, reader=_Lazily(model), predictions=predictions)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    encoded = msgspec.json.encode(figures)
    with opened(None) as sink:
        sink.write((encoded if as_json else msgspec.json.format(encoded, indent=2)) + b"\n")
