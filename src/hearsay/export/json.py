"""One reading as one JSON object: the public contract, a record a line."""

from __future__ import annotations

import json as standard
from typing import Any

import msgspec

from hearsay.model import Reading

# Legal inside a JSON string, but line ends to some readers: always escaped, so that a line is a line.
_LINE_ENDS = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"), (b"\xc2\x85", b"\\u0085"))


def dumps(reading: Reading) -> bytes:
    """The reading as a JSON object in UTF-8, ending in a line end.

    Each field starts a line and each record in a list has its own, so that people and ``diff`` can read it.
    """
    fields = []
    for name in reading.__struct_fields__:
        value = getattr(reading, name)
        body = _listed(value) if isinstance(value, tuple) and value else encode(value)
        fields.append(encode(name) + b": " + body)
    return b"{\n" + b",\n".join(fields) + b"\n}\n"


def encode(value: Any) -> bytes:
    """The value as JSON on one line. Unpaired surrogates, which UTF-8 cannot hold, are escaped."""
    try:
        encoded = msgspec.json.encode(value)
    except UnicodeEncodeError:
        encoded = standard.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")
    for raw, escaped in _LINE_ENDS:
        encoded = encoded.replace(raw, escaped)
    return encoded


def _listed(values: tuple[Any, ...]) -> bytes:
    return b"[\n  " + b",\n  ".join(encode(value) for value in values) + b"\n]"
