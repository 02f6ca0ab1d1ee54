"""The first stage: bytes, paths, URLs and pages into documents.

`load` takes whatever a user names; `from_text` and `from_html` what is at hand already. Everything they refuse
is an `hearsay.errors.InputError` of its own kind.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hearsay.errors import EmptyInput, InputError, NotText, TooLarge
from hearsay.model import Document
from hearsay.read.encoding import decode
from hearsay.read.markup import looks_like_html, looks_like_xml
from hearsay.read.text import MAX_BYTES, MAX_CHARACTERS, Given, text_document

if TYPE_CHECKING:
    from hearsay.read.url import Fetcher

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "Format", "from_html", "from_text", "load", "looks_like_page"]

Format = Literal["auto", "text", "html"]

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SNIFFED = 4_096
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")


def load(
    source: str | os.PathLike[str] | bytes,
    *,
    input_format: Format = "auto",
    published: str | None = None,
    outlet: str | None = None,
    name: str | None = None,
    fetcher: Fetcher | None = None,
) -> Document:
    """The document at a path or a URL, or in bytes already read.

    A string with a scheme (``https://…``) is a URL, any other string a path. ``input_format`` is detected from
    the content, and from a file's suffix, unless given. ``published`` (ISO 8601) and ``outlet`` win over what the
    input says of itself. ``name`` stands for the input in messages; by default its path or URL.

    Raises an `InputError`: the input is missing, empty, too large, not text, not English, no article, or at a
    refused address; `ConfigError` where ``published`` is no date.
    """
    given = Given(published, outlet, name if name is not None or isinstance(source, bytes) else os.fspath(source))
    if isinstance(source, bytes):
        return _from_bytes(source, input_format, given, suffix="")
    if isinstance(source, str) and _URL.match(source):
        return _from_url(source, input_format, given, fetcher)
    path = os.fspath(source)
    return _from_bytes(_read_file(path, given.name), input_format, given, suffix=Path(path).suffix.lower())


def from_text(
    text: str, *, published: str | None = None, outlet: str | None = None, name: str | None = None
) -> Document:
    """The document of a text at hand: ``document.text`` is ``text``, but for a byte-order mark and line ends.

    Raises `EmptyInput`, `TooLarge`, `NotEnglish`; `ConfigError` where ``published`` is no date.
    """
    return text_document(text, Given(published, outlet, name))


def from_html(
    html: str | bytes,
    *,
    published: str | None = None,
    outlet: str | None = None,
    name: str | None = None,
    url: str | None = None,
    encoding: str | None = None,
) -> Document:
    """The document of a web page at hand: the article's text alone, its captions and metadata beside it.

    ``url`` is where the page is from, ``encoding`` what its server says it is in, which is believed last.

    Raises `NoArticle`, `EmptyInput`, `TooLarge`, `NotText`, `NotEnglish`; `ConfigError` where ``published`` is no date.
    """
    from hearsay.read.html import html_document  # here, because it takes a second to import and texts do without

    return html_document(html, Given(published, outlet, name), declared=encoding, url=url)


def _from_url(url: str, input_format: Format, given: Given, fetcher: Fetcher | None) -> Document:
    from hearsay.read.url import Fetcher  # likewise

    page = (fetcher or Fetcher()).fetch(url)
    if input_format == "text" or (input_format == "auto" and page.media_type == "text/plain"):
        return text_document(_decoded(page.body, given, page.charset), given, url=page.url)
    if input_format == "auto" and page.media_type is None and not looks_like_html(_head(page.body)):
        return text_document(_decoded(page.body, given, page.charset), given, url=page.url)
    from hearsay.read.html import html_document

    return html_document(page.body, given, declared=page.charset, url=page.url)


def _from_bytes(data: bytes, input_format: Format, given: Given, *, suffix: str) -> Document:
    if not data.strip():
        raise EmptyInput("the input is empty", where=given.name)
    head = _head(data)
    if input_format == "html" or (input_format == "auto" and looks_like_page(data, suffix)):
        return from_html(data, published=given.published, outlet=given.outlet, name=given.name)
    if input_format == "auto" and looks_like_xml(head):
        message = "it looks like XML, not like an article; name the input format to read it all the same"
        raise NotText(message, where=given.name)
    return text_document(_decoded(data, given, None), given)


def looks_like_page(data: bytes, name: str = "") -> bool:
    """Whether bytes are a web page, by how they begin, or by the suffix of the file ``name`` they are from."""
    head = _head(data)
    return looks_like_html(head) or (name.lower().endswith(_PAGE_SUFFIXES) and not looks_like_xml(head))


def _head(data: bytes) -> str:
    """The beginning of an input, decoded well enough to see its tags."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:_SNIFFED].decode(encoding, "replace")
    return data[:_SNIFFED].decode("utf-8", "replace").removeprefix("\ufeff")


def _decoded(data: bytes, given: Given, declared: str | None) -> str:
    if len(data) > MAX_BYTES:
        raise TooLarge(f"the input has {len(data):,} bytes; the limit is {MAX_BYTES:,}", where=given.name)
    return decode(data, declared=declared, where=given.name)


def _read_file(path: str, name: str | None) -> bytes:
    """The file's bytes, read no further than the limit, so that an endless stream ends too."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise InputError("it is a folder, not a file", where=name) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", where=name) from error
    if len(data) > MAX_BYTES:
        raise TooLarge(f"the file has more than {MAX_BYTES:,} bytes", where=name)
    return data
