"""Attributions as W3C Web Annotations (Recommendation of 2017), one JSON line each.

The target is the article (its URL, or ``urn:hearsay:`` and its id) with a text position selector, in code points as the
recommendation has them, refined by a text quote selector with some words before and after, so that the words are found
again in a page that has changed. Discontinuous spans are several selectors in a list of targets.
"""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.export.json import encode
from hearsay.model import Attribution, Claim, Reading, Span

_AROUND = 32


def lines(reading: Reading) -> bytes:
    """The annotations of one reading: for each attribution its source, its cue and its content."""
    claims = {claim.attribution: claim for claim in reversed(reading.claims)}
    made = (encode(one) for a in reading.attributions for one in _annotations(a, claims.get(a.id), reading))
    return b"".join(line + b"\n" for line in made)


def _annotations(attribution: Attribution, claim: Claim | None, reading: Reading) -> Iterator[dict[str, object]]:
    for role in ("source", "cue", "content"):
        spans = getattr(attribution, role)
        if spans:
            yield {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "id": f"urn:hearsay:{attribution.id}:{role}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": [{"type": "TextualBody", "purpose": "tagging", "value": value} for value in _tags(role, claim)],
                "target": [_target(span, reading) for span in spans],
            }


def _tags(role: str, claim: Claim | None) -> Iterator[str]:
    yield role
    if claim is not None and role == "cue":
        yield f"act:{claim.act}"
    if claim is not None and role == "content":
        yield from (f"{name}:{getattr(claim, name)}" for name in ("stance", "certainty", "polarity"))


def _target(span: Span, reading: Reading) -> dict[str, object]:
    text, (start, end) = reading.document.text, span
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {
        "source": reading.document.url or f"urn:hearsay:{reading.document.id}",
        "selector": [{"type": "TextPositionSelector", "start": start, "end": end}, quote],
    }
