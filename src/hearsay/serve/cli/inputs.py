"""Inputs as named on the command line, and what came of each, in the order they were named."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hearsay.errors import AddressRefused, HearsayError, InputError, ModelError, TooLarge

if TYPE_CHECKING:
    from hearsay import Pipeline, Reading

INTERNAL = "internal"
"""The code of an error that is not one of ours."""

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")

# Only so that an endless stream ends: how long an article may be is for the pipeline to say.
_MOST_FROM_STDIN = 256 << 20


@dataclass(eq=False, slots=True)
class Input:
    """One input as named: a path, an address, or ``-`` for standard input."""

    name: str
    _stdin: bytes | InputError | None = field(default=None, repr=False)

    @property
    def is_stdin(self) -> bool:
        """Whether it is standard input."""
        return self.name == "-"

    @property
    def is_address(self) -> bool:
        """Whether it is an address of any scheme."""
        return _ADDRESS.match(self.name) is not None

    @property
    def path(self) -> Path | None:
        """The file it names, if it names one."""
        return None if self.is_stdin or self.is_address else Path(self.name)

    @property
    def shown(self) -> str:
        """Its name as text: bytes of a file name that are not UTF-8 become U+FFFD."""
        return os.fsencode(self.name).decode("utf-8", "replace")

    def source(self) -> str | Path | bytes:
        """What a pipeline takes. Standard input is read when asked for, once."""
        if self.is_stdin:
            if self._stdin is None:
                self._stdin = _read_stdin()
            if isinstance(self._stdin, InputError):
                raise self._stdin
            return self._stdin
        return self.path or _ADDRESS.sub(lambda scheme: scheme.group().lower(), self.name, count=1)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input could not be read. ``error`` is the exception, for a traceback."""

    input: Input
    code: str
    message: str
    where: str | None = None
    error: BaseException | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.where or self.input.shown}: {self.message} [{self.code}]"


Outcome = tuple[Input, "Reading | Failure"]


def outcomes(reader: Pipeline, inputs: Sequence[Input], options: Mapping[str, Any]) -> Iterator[Outcome]:
    """What came of each input, in order, as soon as it is known.

    Whatever goes wrong with one input, the others are read: an exception the pipeline does not expect ends
    its run over the inputs, so the input it was to give next is read alone and a new run begins after it.
    """
    ahead: Iterator[Reading | HearsayError] | None = None
    for index, given in enumerate(inputs):
        unreadable = _unreadable(given)
        if unreadable is not None:
            yield given, unreadable
            continue
        if ahead is None:
            ahead = reader.pipe((later.source() for later in inputs[index:] if _unreadable(later) is None), **options)
        try:
            result = next(ahead)
        except Exception:
            ahead = None
            yield given, _alone(reader, given, options)
            continue
        yield given, _outcome(given, result)


def without_reader(error: HearsayError, inputs: Sequence[Input]) -> Iterator[Outcome]:
    """The outcomes where there is no pipeline to read with."""
    for given in inputs:
        yield given, _outcome(given, error)


def unexpected(given: Input, error: Exception) -> Failure:
    """The failure of an input through an error in this program."""
    message = f"unexpected error: {type(error).__name__}: {error}".rstrip(": ")
    return Failure(given, INTERNAL, message, error=error)


def _unreadable(given: Input) -> Failure | None:
    """What can be said against an input before any pipeline sees it: one would take such an address for a text."""
    if given.path is not None and given.path.is_dir():
        message = "is a folder; name the files in it, or use `hearsay run` to read a corpus"
        return Failure(given, InputError.code, message)
    address = _ADDRESS.match(given.name)
    if address is None:
        return None
    if address[1].lower() not in ("http", "https"):
        return Failure(given, AddressRefused.code, f"only http and https are fetched, not {address[1]}")
    if re.search(r"\s", given.name):
        return Failure(given, AddressRefused.code, "an address has no white space in it")
    return None


def _alone(reader: Pipeline, given: Input, options: Mapping[str, Any]) -> Reading | Failure:
    try:
        return reader.read(given.source(), **options)
    except HearsayError as error:
        return _failure(given, error)
    except Exception as error:
        return unexpected(given, error)


def _outcome(given: Input, result: Reading | HearsayError) -> Reading | Failure:
    return _failure(given, result) if isinstance(result, HearsayError) else result


def _failure(given: Input, error: HearsayError) -> Failure:
    # A pipeline that is handed bytes cannot know that they came from standard input.
    where = None if given.is_stdin else error.where
    if isinstance(error, ModelError) and error.where:
        return Failure(given, error.code, f"{error.where}: {error.message}", error=error)
    return Failure(given, error.code, error.message, where=where, error=error)


def _read_stdin() -> bytes | InputError:
    """All of standard input. An error is kept rather than raised: what was read cannot be read again."""
    if sys.stdin is None:
        return InputError("there is no standard input", where="-")
    if sys.stdin.isatty():
        from hearsay.serve.cli.messages import say

        say("reading from the terminal; end with Ctrl-D")
    try:
        content = sys.stdin.buffer.read(_MOST_FROM_STDIN + 1)
    except OSError as error:
        return InputError(f"cannot be read: {error.strerror or error}", where="-")
    if len(content) > _MOST_FROM_STDIN:
        return TooLarge(f"more than {_MOST_FROM_STDIN >> 20} MiB", where="-")
    return content
