"""Events, whatever the parse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hearsay.coding.events import Given, events
from hearsay.model import Attribution
from hearsay.parsed import Parsed
from hearsay.weigh import claims
from tests.property.test_weigh_properties import parses


@given(parses(), st.booleans())
def test_events_are_well_formed(parse: tuple[Parsed, list[Attribution]], weighed: bool) -> None:
    parsed, attributions = parse
    given_claims = claims(parsed, attributions) if weighed else ()
    found = events(parsed, Given(attributions, given_claims))
    size = len(parsed.document.text)
    holders = {"author", *(a.id for a in attributions), *(c.id for c in given_claims)}
    for event in found:
        spans = [event.anchor, *event.tellings, *(p.span for p in (*event.actors, *event.recipients))]
        assert all(0 <= a < b <= size for a, b in spans)
        assert event.anchor in event.tellings
        assert event.holdings
        assert {h.by for h in event.holdings} <= holders
    assert len({e.id for e in found}) == len(found)
    assert found == events(parsed, Given(attributions, given_claims))
