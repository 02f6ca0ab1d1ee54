"""Every error the library raises, each with a stable code.

    HearsayError
    ├── InputError            one input could not be read; the others go on
    │   ├── EmptyInput            nothing but white space
    │   ├── NotText               binary, or in an encoding that cannot be told
    │   ├── TooLarge              longer than the limit, or expands beyond it
    │   ├── NotEnglish            in a language the model does not read
    │   ├── NoArticle             a page in which no article text was found
    │   ├── NotAPage              a capture or a member that is no page: another media type, a bad status
    │   ├── AddressRefused        a URL this reader will not fetch
    │   ├── FetchFailed           a URL that could not be fetched
    │   ├── Truncated             a file that ends before its end
    │   ├── Corrupt               a file whose bytes are not what its format asks for
    │   ├── UnsafeArchive         a bomb, or a name that leads out of its archive
    │   ├── BadRow                a row of a table that is no article
    │   └── BadColumns            a table without the columns that are asked for
    ├── LedgerError           a ledger cannot be used
    │   ├── LedgerLocked          somebody else is writing it
    │   ├── LedgerVersion         it was written by another version
    │   ├── LedgerUnfinished      a run over it was cut off, and was not asked to go on
    │   ├── CannotWrite           the disk is full, or the folder is not writable
    │   └── NotInLedger           no record has that id
    ├── WorkerError           the processes that read do not start, or do not answer
    ├── ModelError            the reading model is missing, damaged or does not fit this version
    ├── ConfigError           a setting, an option or a user's data file is wrong
    └── DataError             a benchmark's or training set's file is missing or malformed

An error's text names the input, the place in it where there is one, and the cause.
"""

from __future__ import annotations

from typing import ClassVar


class HearsayError(Exception):
    """The root of the tree.

    ``code`` is stable across versions and is what scripts should test. ``where`` names the input (a path, a
    URL, ``-``) and, where known, the line in it.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class InputError(HearsayError):
    """One input could not be read."""

    code = "input"


class EmptyInput(InputError):
    """The input holds nothing but white space."""

    code = "empty-input"


class NotText(InputError):
    """The input is binary, or no encoding decodes it into text."""

    code = "not-text"


class TooLarge(InputError):
    """The input is, or would unpack to, more than the limit."""

    code = "too-large"


class NotEnglish(InputError):
    """The input is in a language the model was not trained to read.

    ``language`` is its ISO 639 code, or its name where only that is known.
    """

    code = "not-english"

    def __init__(self, message: str, *, where: str | None = None, language: str | None = None) -> None:
        super().__init__(message, where=where)
        self.language = language


class NoArticle(InputError):
    """No article text was found in the page."""

    code = "no-article"


class AddressRefused(InputError):
    """The URL's scheme or address is one this reader refuses to fetch."""

    code = "address-refused"


class FetchFailed(InputError):
    """The URL could not be fetched: no answer, a bad status, too slow."""

    code = "fetch-failed"


class NotAPage(InputError):
    """A capture or a member of an archive that is no page: another media type, a status that is no success."""

    code = "not-a-page"


class Truncated(InputError):
    """A file ends in the middle of a record."""

    code = "truncated"


class Corrupt(InputError):
    """A file's bytes are not what its format asks for."""

    code = "corrupt"


class UnsafeArchive(InputError):
    """Something packed that expands beyond all measure, or whose name leads out of its archive."""

    code = "unsafe-archive"


class BadRow(InputError):
    """A row of a table that is no article: not valid, or without a text."""

    code = "bad-row"


class BadColumns(InputError):
    """A table lacks the columns that are asked for, or they hold something else."""

    code = "bad-columns"


class LedgerError(HearsayError):
    """A ledger cannot be used."""

    code = "ledger"


class LedgerLocked(LedgerError):
    """Somebody else is writing this ledger."""

    code = "ledger-locked"


class LedgerVersion(LedgerError):
    """The ledger was written by another version, which this one cannot read."""

    code = "ledger-version"


class LedgerUnfinished(LedgerError):
    """A run over this ledger was cut off, and this one was not asked to go on with it."""

    code = "ledger-unfinished"


class CannotWrite(LedgerError):
    """The ledger cannot be written: the disk is full, or the folder is not writable."""

    code = "cannot-write"


class NotInLedger(LedgerError):
    """No record of the ledger has that id."""

    code = "not-in-ledger"


class WorkerError(HearsayError):
    """The processes that read do not start, or do not answer."""

    code = "worker"


class ModelError(HearsayError):
    """The reading model is missing, damaged, or made for another version."""

    code = "model"


class ConfigError(HearsayError):
    """A setting, an option or a user's data file is wrong."""

    code = "config"


class DataError(HearsayError):
    """A benchmark's or training set's file is missing or malformed."""

    code = "data"
