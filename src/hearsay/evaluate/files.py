"""Reading benchmark files, with errors that name the file and the line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from hearsay.errors import DataError

Record = TypeVar("Record")


def read_text(path: Path) -> str:
    """The file's text as UTF-8. Raises DataError naming the file when it is missing or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError("no such benchmark file", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8 at byte {error.start}", where=str(path)) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from None


def read_jsonl(path: Path, record: type[Record]) -> Iterator[Record]:
    """The records of a JSON Lines file, one a line, blank lines passed over.

    Raises DataError with the line's number when a line is not JSON or does not have the record's shape.
    """
    decoder = msgspec.json.Decoder(record)
    # Not splitlines(): JSON may hold U+2028 and U+0085 unescaped, and those are no line ends here.
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeEncodeError) as error:
            raise DataError(str(error), where=f"{path}:{number}") from None
