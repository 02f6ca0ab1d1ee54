"""Bytes into text. UTF-8 first, then byte-order marks, then a detector; what is declared comes last.

A page's or a header's declared encoding is often wrong, and UTF-8 that decodes strictly is hardly ever
anything else, so a declaration only settles what the bytes leave open.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from hearsay.errors import ConfigError, NotText
from hearsay.read.lists import read_table

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_BYTES = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b\x08") + b"\x7f"
_MOST_CONTROL = 0.02
_CYRILLIC_GREEK = "\u0370-\u03ff\u0400-\u04ff"
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_ODD = re.compile(
    # C1 controls and symbols for drawing, runs of accented letters, letters of two scripts in one word
    f"[\x80-\x9f\u2300-\u25ff\ufffd]|[À-ÿ]{{3,}}|[A-Za-z][{_CYRILLIC_GREEK}{_EAST_ASIAN}]|[{_CYRILLIC_GREEK}][A-Za-z]"
)
_SAMPLE = 65_536
_TAIL = 64
_MOST_DAMAGE = 0.01


def decode(data: bytes, *, declared: str | None = None, where: str | None = None) -> str:
    """``data`` as text, its byte-order mark dropped. ``declared`` is the encoding a page or a server claims.

    Raises `NotText` where the bytes are those of another kind of file, hold NULs, or are largely control
    characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, "replace"), where)
    _refuse_known_formats(data, where)
    if b"\0" in data:
        return _checked(_decode_wide(data, where), where)
    try:
        return _checked(data.decode("utf-8"), where)
    except UnicodeDecodeError:
        pass
    return _checked(_decode_legacy(data, declared, where), where)


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, bytes, str], ...]:
    try:
        rows = read_table("signatures.toml")["signature"]
        return tuple(
            (row["offset"], bytes.fromhex(row["hex"]), bytes.fromhex(row.get("ends", "")), row["kind"]) for row in rows
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"the data file signatures.toml lacks or misuses {error}") from error


def _refuse_known_formats(data: bytes, where: str | None) -> None:
    tail = data[-_TAIL:].rstrip()
    for offset, signature, ends, kind in _signatures():
        begins = data.startswith(signature, offset)
        if begins and tail.endswith(ends) and not _reads_as_text(data, signature):
            raise NotText(f"not text: it looks like {kind}", where=where)


def _reads_as_text(data: bytes, signature: bytes) -> bool:
    """Whether bytes that begin as a format of printable letters does ("ID3", "BZh", "RIFF") are text all the same.

    A format's own text headers (PDF, RTF, PostScript, WARC) are markup, not prose, and never count.
    """
    if signature[:1] in b"%{" or signature.startswith(b"WARC/") or not signature.isascii():
        return False
    head = data[:_SAMPLE]
    return signature.isalnum() and b"\0" not in head and not head.translate(None, bytes(range(9, 127))).strip()


def _decode_wide(data: bytes, where: str | None) -> str:
    """UTF-16 without a byte-order mark shows as NULs in every other place; any other NUL is no text's."""
    head = data[: _SAMPLE - _SAMPLE % 2]
    for encoding, zeros, others in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        if len(data) % 2 == 0 and zeros.count(0) > 0.6 * len(zeros) and not others.count(0):
            return data.decode(encoding, "replace")
    raise NotText("not text: it holds NUL bytes", where=where)


def _decode_legacy(data: bytes, declared: str | None, where: str | None) -> str:
    if data.translate(None, _BINARY_BYTES) != data and _share(data) > _MOST_CONTROL:
        raise NotText("not text: too many control characters, and no encoding decodes it", where=where)
    damaged = data.decode("utf-8", "replace")
    if _is_damaged_utf8(data, damaged):
        return damaged
    names = (declared, "windows-1252", _detected(data))
    texts = [text for name in names if (text := _try(data, name)) is not None]
    return min(texts, key=_oddness) if texts else data.decode("latin-1")


def _share(data: bytes) -> float:
    return 1 - len(data.translate(None, _BINARY_BYTES)) / len(data)


def _is_damaged_utf8(data: bytes, text: str) -> bool:
    """Whether the bytes are UTF-8 with a few broken places: more sequences right than wrong, few wrong."""
    wrong = text.count("\ufffd")
    right = sum(1 for char in text[:_SAMPLE] if char > "\x7f") - text[:_SAMPLE].count("\ufffd")
    return wrong <= max(2, _MOST_DAMAGE * len(text)) and right >= wrong


def _detected(data: bytes) -> str | None:
    name: str | None = detect_encoding(data[:_SAMPLE])
    return name


def _try(data: bytes, name: str | None) -> str | None:
    """``data`` in the encoding ``name``, None where that is not one of the web's or does not decode it.

    The web's names also read Latin-1 and ASCII as Windows-1252, which has the curly quotation marks.
    """
    web_name = map_encoding_to_html5(name.strip(" '\""), False) if name else None
    if web_name is None:
        return None
    try:
        return data.decode(web_name)
    except (LookupError, UnicodeError):
        return None


def _oddness(text: str) -> int:
    """How little a decoding looks like text: see `_ODD`."""
    return len(_ODD.findall(text[:_SAMPLE]))


def _checked(text: str, where: str | None) -> str:
    """``text``, or `NotText` where more of it are control characters than any text has."""
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > max(4, _MOST_CONTROL * len(text[:_SAMPLE])):
        raise NotText("not text: too many control characters", where=where)
    return text
