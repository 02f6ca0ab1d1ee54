"""A view: the little of a reading that documents are compared by.

It is kept for every document, so that one read tomorrow is held against those read before without reading them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import numpy as np

from hearsay.corroborate.structure import ClaimView, claim_views
from hearsay.corroborate.told import Told, Voice, tellings
from hearsay.corroborate.words import Hashes, names_and_numbers, shingles, vector, words
from hearsay.model import Entry, Reading

LEAD = 250
"""Characters at the head of a text whose words count twice: what a report is about stands there."""
NAMED, NUMBERED = 2.0, 2.0
"""How much more names and numbers tell than their rareness says: two earthquakes share all words but these."""
TERMS = 160
"""Words kept of a text, the most telling ones."""
_QUOTED = re.compile(
    r"“(?P<curly>[^”\n]*)”"
    r"|(?<![^\s(\[\-–—])(?:\"|``)(?P<straight>(?:(?!'')[^\"\n])*)(?:\"|'')"
)
"""What stands between quotation marks of one paragraph. A mark after a letter or a stop opens nothing, so that after
one that was never closed the next quotation is found again; ``"so ''`` is how tokenised text closes."""
_FEWEST, _MOST = 20, 2000
"""Characters of what is a quotation here: less is a title or a scare quote, more a mark left open."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is compared. ``terms`` is a vector of length 1, ``shingles`` sorted 64-bit hashes.

    ``size`` is in words. ``credited`` are agencies and outlets that the document itself says it has it from;
    ``voices`` those whom its claims come through.
    """

    record: str
    document: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    published: str | None = None
    size: int = 0
    terms: dict[str, float] = {}
    shingles: bytes = b""
    tellings: tuple[Told, ...] = ()
    relays: tuple[Voice, ...] = ()
    claims: tuple[ClaimView, ...] = ()

    def hashes(self) -> Hashes:
        """The shingles as numbers."""
        return np.frombuffer(self.shingles, dtype="<u8").astype(np.uint64)


def view(entry: Entry) -> View | None:
    """The view of a document, None of an input that became none."""
    if entry.reading is None:
        return None
    reading = entry.reading
    document = reading.document
    return View(
        record=entry.record.id, document=document.id, title=document.title, outlet=document.outlet,
        agency=document.agency, byline=document.byline, published=document.published,
        size=len(words(document.text)), terms=terms(document.title or "", document.text),
        shingles=text_shingles(document.text).astype("<u8").tobytes(), tellings=tuple(tellings(reading)),
        relays=tuple(relays(reading)), claims=tuple(claim_views(reading)),
    )  # fmt: skip


def terms(title: str, text: str) -> dict[str, float]:
    """What a text is about: its most telling stems, as a vector of length 1."""
    names, numbers = names_and_numbers(text)
    more = dict.fromkeys(names, NAMED) | dict.fromkeys(numbers, NUMBERED)
    whole = vector([(title, 1.0), (text[:LEAD], 1.0), (text, 1.0)], more)
    kept = sorted(whole.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    length = sum(value * value for _, value in kept) ** 0.5 or 1.0
    return {word: round(value / length, 5) for word, value in kept}


def text_shingles(text: str) -> Hashes:
    """The shingles of a text's own words, less what stands in quotation marks, unless there is little else."""
    own = shingles(_own_words(text))
    whole = shingles([text])
    return own if own.size * 2 >= whole.size else whole


def _own_words(text: str) -> Iterator[str]:
    """The parts of a text that no quotation marks stand about."""
    at = 0
    for quoted in _QUOTED.finditer(text):
        if _FEWEST <= len(quoted["curly"] or quoted["straight"] or "") <= _MOST:
            yield text[at : quoted.start()]
            at = quoted.end()
    yield text[at:]


def relays(reading: Reading) -> Iterator[Voice]:
    """The agencies and outlets that a document's claims come through, with the claim."""
    for claim in reading.claims:
        for link in claim.chain[1:]:
            if link.type in ("agency", "outlet") and link.name:
                yield Voice(source=link.name, actor=link.actor, type=link.type, claim=claim.id)
