"""Claims, whatever the parse and the spans."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from hearsay.model import Actor, Attribution, Claim, Quantity, Time
from hearsay.parsed import Parsed
from hearsay.weigh import claims, weigh
from hearsay.weigh.happened import HIGHEST, LOWEST, happened
from hearsay.weigh.negation import negative
from hearsay.weigh.status import Status, status
from tests.support.weighing import sentences

WORDS = ["said", "denied", "claim", "report", "not", "no", "I", "she", "who", "army", "Reuters", "without", "evidence"]
WORDS += ["if", "may", "the", "'s", ".", "?", '"', "attack", "told", "to", "that", "allegation", "been", "NATO"]
TAGS = ["NOUN", "VERB", "AUX", "PRON", "PROPN", "ADP", "DET", "PUNCT", "PART", "ADV", "SCONJ"]
RELATIONS = ["nsubj", "obj", "ccomp", "xcomp", "acl", "acl:relcl", "mark", "case", "nmod:poss", "nmod", "advcl", "flat"]
RELATIONS += [
    "appos",
    "compound",
    "aux",
    "cop",
    "det",
    "advmod",
    "iobj",
    "obl",
    "obl:agent",
    "root",
    "conj",
    "parataxis",
]


@st.composite
def parses(draw: st.DrawFn) -> tuple[Parsed, list[Attribution]]:
    """A tree of any shape (the parser gives nothing else), under any labels, with attributions anywhere in it."""
    size = draw(st.integers(1, 14))
    heads = draw(trees(size))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    row = " ".join(
        f"{word}/{word.lower()}/{draw(st.sampled_from(TAGS))}/NN/{head}/{draw(st.sampled_from(RELATIONS))}"
        for word, head in zip(words, heads, strict=True)
    )
    first = draw(st.integers(0, size - 1))
    name = (first, draw(st.integers(first + 1, size)), draw(st.sampled_from(["PER", "ORG", "LOC", "MISC"])))
    head = draw(st.integers(0, size - 1))
    parse = sentences(row, names=[name], mentions=[(head, head, head + 1, "name", "p1")])
    ids = draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))
    found = [
        Attribution(
            id=id_,
            source=draw(spans(parse)),
            cue=draw(spans(parse)),
            content=draw(spans(parse)),
            kind=draw(st.sampled_from(("direct", "indirect", "mixed"))),
            parent=draw(st.sampled_from(("a", "b", "c", "d", "elsewhere", None))),
            confidence=draw(st.floats(0, 1)),
        )
        for id_ in ids
    ]
    return parse, found


@st.composite
def trees(draw: st.DrawFn, size: int) -> list[int]:
    """Each word's head; the root's is its own. A word hangs on one drawn before it, so no circle closes."""
    order = draw(st.permutations(range(size)))
    heads = [order[0]] * size
    for n, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, n - 1))]
    return heads


@st.composite
def spans(draw: st.DrawFn, parse: Parsed) -> tuple[tuple[int, int], ...]:
    size = len(parse.document.text)
    out = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, size - 1))
        out.append((start, draw(st.integers(start + 1, size))))
    return tuple(sorted(out))


@given(parses())
def test_nothing_crashes_and_spans_lie_inside(case: tuple[Parsed, list[Attribution]]) -> None:
    parse, attributions = case
    size = len(parse.document.text)
    found = claims(parse, attributions)
    ids = {claim.id for claim in found}
    assert {claim.attribution for claim in found} == {a.id for a in attributions}
    for claim in found:
        assert all(0 <= a < b <= size for a, b in _spans(claim))
        assert 0 <= claim.confidence <= 1
        assert claim.chain[0].type == "author"
        assert claim.linked is None or claim.linked in ids
        assert (claim.certainty == "unknown") <= (claim.polarity == "unknown")
    assert claims(parse, attributions) == found


@given(parses())
def test_every_word_has_a_status_and_a_number(case: tuple[Parsed, list[Attribution]]) -> None:
    parse, attributions = case
    for word in range(len(parse)):
        assert status(parse, word) in get_args(Status)
        assert LOWEST <= happened(parse, word) <= HIGHEST
        assert status(parse, word) != "negated" or happened(parse, word) <= 0
    assert all(negative(parse, a) in (True, False) for a in attributions)


def _spans(claim: Claim) -> list[tuple[int, int]]:
    out = [e.span for e in claim.evidence] + [link.span for link in claim.chain if link.span is not None]
    return out + ([claim.addressee] if claim.addressee else [])


@given(parses(), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.floats(0, 50)), max_size=4))
def test_notes_never_crash_and_point_into_the_text(
    case: tuple[Parsed, list[Attribution]], counts: list[tuple[int, int, float]]
) -> None:
    parse, attributions = case
    size = len(parse.document.text)
    quantities = [
        Quantity(id=str(n), span=(min(a, size - 1), min(a + length, size)), low=low, high=low)
        for n, (a, length, low) in enumerate(counts)
    ]
    times = [Time(id="t", span=q.span, type="DATE", value="x") for q in quantities[:1]]
    actor = Actor(id="x", name="x", kind="country", country="CHL", mentions=(parse.mentions[0].id,))
    weighed = weigh(parse, attributions, (actor,), times, quantities)
    assert all(0 <= a < b <= size for note in weighed.notes if note.span for a, b in [note.span])
    assert all(c.time in (None, "t") for c in weighed.claims)
    assert all(link.actor in (None, "x") for c in weighed.claims for link in c.chain)
