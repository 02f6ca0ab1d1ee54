"""Readings as JSON Lines: one line an input, a failed input's line an error."""

from __future__ import annotations

from hearsay.export.json import encode
from hearsay.model import Reading


def line(reading: Reading) -> bytes:
    """The reading as one line of JSON in UTF-8."""
    return encode(reading) + b"\n"


def error_line(*, code: str, message: str, source: str) -> bytes:
    """The line that stands for an input that failed; ``source`` names the input."""
    return encode({"error": {"code": code, "message": message, "input": source}}) + b"\n"
