"""Claims in words for people, in the table and on the page: what is out of the ordinary and nothing else."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from hearsay.export import html, table
from hearsay.export.gists import gists
from hearsay.export.rows import rows
from hearsay.model import Claim, Evidence, Link, Reading, Time
from tests.support.readings import Sketch

TEXT = "The harbour board told reporters on Monday that the pier was safe, but offered no proof."


def reading(**fields: Any) -> Reading:
    """One attribution, weighed as plain as can be but for ``fields``."""
    sketch = Sketch([TEXT])
    sketch.add(0, "The harbour board", "told", "that the pier was safe")
    made = sketch.reading()
    return msgspec.structs.replace(made, claims=(claim(made.attributions[0].id, **fields),))


def claim(attribution: str, **fields: Any) -> Claim:
    plain: dict[str, Any] = {
        "id": "c1",
        "chain": (Link(span=None, type="author"), Link(span=(0, 17), type="organization", name="The harbour board")),
        "act": "state",
        "stance": "affirm",
        "certainty": "certain",
        "polarity": "positive",
        "distance": "neutral",
    }
    return Claim(attribution=attribution, **{**plain, **fields})


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def words(made: Reading) -> tuple[str, ...]:
    (gist,) = gists(made).values()
    return gist.words


def test_what_is_plain_goes_without_saying() -> None:
    made = reading()
    (gist,) = gists(made).values()
    assert (gist.act, gist.words) == ("", ())
    assert "·" not in table.render(made).split("\n", 4)[-1]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stance": "deny", "polarity": "negative"}, "denies it"),
        ({"stance": "doubt"}, "doubts it"),
        ({"stance": "cannot-confirm"}, "cannot confirm it"),
        ({"stance": "not-said"}, "does not say it"),
        ({"stance": "retract"}, "takes it back"),
        ({"certainty": "probable"}, "probable"),
        ({"certainty": "possible", "polarity": "negative"}, "possible, not so"),
        ({"polarity": "negative"}, "not so"),
        ({"distance": "distanced"}, "author keeps a distance"),
        ({"distance": "accept"}, "author takes it for so"),
        ({"addressee": at("reporters")}, "to reporters"),
        ({"evidence": (Evidence("lacking", at("offered no proof")),)}, "evidence lacking: “offered no proof”"),
        ({"evidence": (Evidence("expert-judgement", at("safe")),)}, "by expert judgement: “safe”"),
    ],
)
def test_each_thing_out_of_the_ordinary_is_told(fields: dict[str, Any], said: str) -> None:
    made = reading(**fields)
    assert words(made) == (said,)
    assert said in " ".join(table.render(made, width=200).split())
    assert f"<bdi>{said}</bdi>" in html.page(made)


def test_acts_but_saying_stand_by_the_cue() -> None:
    made = reading(act="claim-responsibility")
    assert "(claim responsibility)" in " ".join(table.render(made, width=200).split())
    assert '<span class="act">claim responsibility</span>' in html.page(made)


def test_when_and_whose_claim_is_denied() -> None:
    made = reading(stance="deny", linked="c2", time="t1")
    other = claim(
        made.attributions[0].id, id="c2", chain=(Link(span=None, type="author"), Link(span=None, type="unknown"))
    )
    time = Time(id="t1", span=at("Monday"), type="DATE", value="2024-05-06")
    made = msgspec.structs.replace(made, claims=(*made.claims, other), times=(time,))
    assert words(made) == ("denies it", "against the claim of another", "when: Monday")


def test_who_only_denies_is_none_it_comes_through() -> None:
    sketch = Sketch([TEXT])
    outer = sketch.add(0, "The harbour board", "told", "that the pier was safe")
    sketch.add(0, "the pier", "was", "safe", parent=outer)
    made = sketch.reading()
    assert [row.through for row in rows(made)] == [(), ("The harbour board",)]
    alone = claim(made.attributions[1].id)
    made = msgspec.structs.replace(made, claims=(alone,))
    assert [row.through for row in rows(made)] == [(), ()]
    page = html.page(made)
    assert "through " not in page.split("<article", 1)[1].split('id="')[-1]
    assert 'in <a href="#' in page


def test_a_claim_of_nothing_that_is_there_does_no_harm() -> None:
    made = reading(linked="nowhere", time="nowhere", addressee=(5000, 6000), chain=())
    assert words(made) == ()
    assert html.page(made)
    assert table.render(made)


def test_long_evidence_is_cut_at_a_word() -> None:
    made = reading(evidence=(Evidence("document", (0, len(TEXT))),))
    (phrase,) = words(made)
    assert phrase.endswith(" …”")
    assert len(phrase) < 80


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_tables_keep_to_their_width(width: int) -> None:
    made = reading(
        stance="deny", act="blame", evidence=(Evidence("lacking", at("offered no proof")),), distance="distanced"
    )
    body = table.render(made, width=width).split("\n", 4)[-1]
    assert all(len(line) <= max(width, 20) for line in body.split("\n"))
