"""What a corpus is made of: articles as they lie in its files, one at a time, before anything is made of them."""

from __future__ import annotations

import datetime
import email.utils
import hashlib
import os
from typing import Any, Literal

import msgspec

from hearsay.errors import ConfigError, EmptyInput, InputError
from hearsay.model import Document
from hearsay.read.dates import checked_date, find_dates

Form = Literal["auto", "text", "html"]


class Raw(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="raw"):
    """One article as it lies in its file.

    ``name`` says which, for people and for messages: ``folder/a.txt``, ``rows.jsonl:12`` (a line),
    ``crawl.warc.gz#12`` (a record), ``papers.zip!a.txt`` (a member). ``key`` is what its file calls it. The other
    fields are what the file says of it; those given by the user have been laid over them. ``no_date`` is what stands
    where its date should, and is none that we understand.
    """

    name: str
    data: bytes
    form: Form = "auto"
    fast: bool = False
    charset: str | None = None
    key: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    no_date: str | None = None

    def digest(self) -> str:
        """A hash of all that decides how it reads; not of its name."""
        told = (self.form, self.fast, self.charset, self.key, self.url, self.title, self.outlet, self.byline)
        more = () if self.no_date is None else (self.no_date,)  # articles without one keep the digest they had before
        return _digest(repr((*told, self.published, *more)).encode("utf-8", "surrogatepass"), self.data)


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="problem"):
    """A place in a file where an article should be and is not, with the error's code and message."""

    name: str
    code: str
    message: str
    key: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, error: InputError, name: str, *, key: str | None = None, url: str | None = None) -> Problem:
        """The problem an error describes."""
        return cls(name=name, code=error.code, message=error.message, key=key, url=url)

    def digest(self) -> str:
        """A hash of what went wrong; not of the name."""
        return _digest(self.code.encode(), self.message.encode("utf-8", "surrogatepass"))


Item = Raw | Problem


def _digest(*parts: bytes) -> str:
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


def shown(name: str | os.PathLike[str]) -> str:
    """A path as text that any encoding takes: bytes that are not UTF-8 as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def document(raw: Raw) -> Document:
    """The document of an article. Raises `InputError` where it cannot be read."""
    made = _page(raw) if _is_page(raw) else _text(raw)
    told = {"title": raw.title, "url": raw.url, "byline": raw.byline}
    return msgspec.structs.replace(made, **{name: value for name, value in told.items() if value})


def _is_page(raw: Raw) -> bool:
    from hearsay.read import looks_like_page

    return raw.form == "html" or (raw.form == "auto" and looks_like_page(raw.data, raw.name))


def _page(raw: Raw) -> Document:
    from hearsay.read.html import html_document
    from hearsay.read.text import Given

    given = Given(raw.published, raw.outlet, raw.name)
    return html_document(raw.data, given, declared=raw.charset, url=raw.url, fast=raw.fast)


def _text(raw: Raw) -> Document:
    from hearsay.read import load

    if not raw.data.strip():
        raise EmptyInput("the input is empty", where=raw.name)
    form: Literal["auto", "text"] = "text" if raw.form == "text" else "auto"
    return load(raw.data, input_format=form, published=raw.published, outlet=raw.outlet, name=raw.name)


def iso_date(value: Any) -> str | None:
    """A date as tables and feeds write it, as ISO 8601; None where it is none.

    Understood are ISO 8601, RFC 822 ("Thu, 14 Mar 2031 …"), dates and times as objects, seconds or milliseconds
    since 1970, and dates in words.
    """
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    if not isinstance(value, str) or not value.strip():
        return None
    return _checked(value.strip()) or _rfc822(value) or next((d.iso for d in find_dates(value[:200]) if d.iso), None)


def _checked(text: str) -> str | None:
    try:
        return checked_date(text.replace("/", "-") if text[:4].isdigit() else text)
    except ConfigError:
        return None


def _rfc822(text: str) -> str | None:
    try:
        return email.utils.parsedate_to_datetime(text[:200]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _since_1970(seconds: float) -> str | None:
    seconds = seconds / 1000 if abs(seconds) > 1e11 else seconds
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
