"""Hearsay: who says what happened, on what evidence, and who denies it.

>>> import hearsay
>>> pipeline = hearsay.Pipeline.load()
>>> reading = pipeline.read("The ministry said on Monday that talks had failed.")
>>> [reading.document.text[a:b] for a, b in reading.attributions[0].source]
['The ministry']

Importing this is cheap: the model's libraries are loaded when :class:`Pipeline` is first touched.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hearsay._version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from hearsay.errors import HearsayError
    from hearsay.model import Attribution, Document, Mention, Note, Reading, Span, Spans, Zone
    from hearsay.pipeline import Pipeline

__all__ = [
    "Attribution", "Document", "HearsayError", "Mention", "Note", "Pipeline", "Reading", "Span", "Spans", "Zone",
    "__version__",
]  # fmt: skip

_HOMES = {
    "Pipeline": "hearsay.pipeline",
    "HearsayError": "hearsay.errors",
    **dict.fromkeys(
        ("Attribution", "Document", "Mention", "Note", "Reading", "Span", "Spans", "Zone"), "hearsay.model"
    ),
}


def __getattr__(name: str) -> Any:
    # The command line must answer --help at once: nothing is imported before it is asked for.
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
