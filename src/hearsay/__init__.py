"""Hearsay: who says what happened, on what evidence, and who denies it.

>>> import hearsay
>>> pipeline = hearsay.Pipeline.load()
>>> reading = pipeline.read("The ministry said on Monday that talks had failed.")
>>> [reading.document.text[a:b] for a, b in reading.attributions[0].source]
['The ministry']

Importing this is cheap: the model's libraries are loaded when :class:`Pipeline` is first touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hearsay._version import VERSION as __version__
from hearsay.errors import HearsayError
from hearsay.model import Attribution, Document, Mention, Note, Reading, Span, Spans, Zone

if TYPE_CHECKING:
    from hearsay.pipeline import Pipeline

__all__ = [
    "Attribution", "Document", "HearsayError", "Mention", "Note", "Pipeline", "Reading", "Span", "Spans", "Zone",
    "__version__",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "Pipeline":
        from hearsay.pipeline import Pipeline

        return Pipeline
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
