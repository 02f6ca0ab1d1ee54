"""What is said to the person at the terminal: on standard error, cleaned, never in the way of results."""

from __future__ import annotations

import contextlib
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from hearsay.export.safe import for_terminal

if TYPE_CHECKING:
    from rich.progress import Progress


def say(message: str) -> None:
    """One line on standard error, with nothing in it that a terminal would obey."""
    with contextlib.suppress(OSError):  # nobody listens on standard error: then nobody is told
        click.echo(f"hearsay: {for_terminal(message)}", err=True)


class Reporter:
    """Says what fails while inputs are read, counts, and shows how far it is where that disturbs nobody."""

    def __init__(self, total: int, *, progress: bool) -> None:
        self.done = 0
        self.failed = 0
        self._total = total
        self._progress = _bar() if progress and total > 1 and sys.stderr.isatty() else None

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
            self._task = self._progress.add_task("reading", total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()
        if kind is None and self._total > 1 and self.failed:
            say(f"{self.done} of {self._total} inputs read, {self.failed} failed")

    def read(self) -> None:
        """Count an input that was read."""
        self.done += 1
        self._step()

    def fail(self, message: str) -> None:
        """Count an input that was not, and say why."""
        self.failed += 1
        if self._progress is None:
            say(message)
        else:
            self._progress.console.print(f"hearsay: {for_terminal(message)}", soft_wrap=True)
        self._step()

    def _step(self) -> None:
        if self._progress is not None:
            self._progress.advance(self._task)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
