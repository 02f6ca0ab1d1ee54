"""Every error the library raises, each with a stable code.

    HearsayError
    ├── InputError            one input could not be read; the others go on
    │   ├── EmptyInput            nothing but white space
    │   ├── NotText               binary, or in an encoding that cannot be told
    │   ├── TooLarge              longer than the limit, or expands beyond it
    │   ├── NotEnglish            in a language the model does not read
    │   ├── NoArticle             a page in which no article text was found
    │   ├── AddressRefused        a URL this reader will not fetch
    │   └── FetchFailed           a URL that could not be fetched
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
    """The input is in a language the model was not trained to read."""

    code = "not-english"


class NoArticle(InputError):
    """No article text was found in the page."""

    code = "no-article"


class AddressRefused(InputError):
    """The URL's scheme or address is one this reader refuses to fetch."""

    code = "address-refused"


class FetchFailed(InputError):
    """The URL could not be fetched: no answer, a bad status, too slow."""

    code = "fetch-failed"


class ModelError(HearsayError):
    """The reading model is missing, damaged, or made for another version."""

    code = "model"


class ConfigError(HearsayError):
    """A setting, an option or a user's data file is wrong."""

    code = "config"


class DataError(HearsayError):
    """A benchmark's or training set's file is missing or malformed."""

    code = "data"
