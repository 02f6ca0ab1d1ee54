"""Origins: where a report independently comes from, and the graph of who passes on whom.

A document's text comes from the agency it credits; from the agency that any copy of the same text credits; or else
from the outlet that published the fullest copy; or, where no outlet is known, from itself. Two outlets that carry one
agency's report are one origin, as are two reports of one outlet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from hearsay.corroborate.copies import fullest_of
from hearsay.corroborate.views import View
from hearsay.corroborate.words import name_key
from hearsay.corroborated import OriginKind, Passage
from hearsay.model import content_id


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """An origin before it is known which documents rest on it."""

    id: str
    kind: OriginKind
    name: str
    actor: str | None = None


def root(kind: OriginKind, name: str, actor: str | None = None) -> Root:
    """The origin of that name; an agency and an outlet of one name are one."""
    key = actor or name_key(name)
    group = "press" if kind in ("agency", "outlet") else kind
    return Root(id=content_id("o", group, key), kind=kind, name=name, actor=actor)


def root_of(views: Sequence[View]) -> Root:
    """Where the text of some copies comes from, or that of one document."""
    ordered = sorted(views, key=lambda view: (view.published or "9999", view.document))
    agencies = [view.agency for view in ordered if view.agency]
    if agencies:
        name = min(agencies, key=lambda name: (-sum(name_key(n) == name_key(name) for n in agencies), name))
        return root("agency", name)
    fullest = fullest_of(ordered, {view.record: view.hashes() for view in ordered}) if len(views) > 1 else ordered[0]
    if fullest.outlet:
        return root("outlet", fullest.outlet)
    return root("document", fullest.document)


def passages(views: Sequence[View], roots: dict[str, Root]) -> Iterator[Passage]:
    """The edges that some documents, copies of one another or one alone, give to the graph.

    From the origin to each document (by credit or by copying), and from each agency or outlet that a claim came
    through. ``roots`` is the origin of each document, by record.
    """
    for view in views:
        own = roots[view.record]
        if view.agency:
            yield Passage(by=own.id, to=view.document, document=view.document, basis="credit")
        elif len(views) > 1:
            yield Passage(by=own.id, to=view.document, document=view.document, basis="copy")
        elif view.outlet:
            yield Passage(by=own.id, to=view.document, document=view.document, basis="byline")
        for relay in view.relays:
            through = root("agency" if relay.type == "agency" else "outlet", relay.source, relay.actor)
            if through.id != own.id:
                yield Passage(
                    by=through.id, to=view.document, document=view.document, basis="chain", claim=relay.claim
                )  # fmt: skip
