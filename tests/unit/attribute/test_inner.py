"""What somebody quoted quotes, hears or thinks."""

from __future__ import annotations

import dataclasses

from hearsay.attribute.inner import ended_within
from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SIGNS = (0.9, 0.9, 0.9, 0.9, 0.9, 1.0, 1.0)
OUT, IN, OPENS, CLOSES = range(4)


def _parse(text: str, ends: tuple[int, ...], glued: tuple[int, ...] = ()) -> Parsed:
    """One quotation, from its first word to its last, in sentences that end at ``ends``."""
    parse = parsed(text)
    n = len(parse)
    starts = parse.starts.copy()
    starts[list(glued)] = parse.ends[[i - 1 for i in glued]]
    quote = parse.quote.copy()
    quote[:] = IN
    quote[0], quote[n - 1] = OPENS, CLOSES
    sentences = list(zip([0, *ends[:-1]], ends, strict=True))
    return dataclasses.replace(parse, quote=quote, sentences=sentences, starts=starts)


def _content(parse: Parsed, cue: tuple[int, int], piece: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    frame = Frame(Cue(*cue, 0, True, 0.9), ((1, 2),), (piece,), SIGNS)
    return ended_within(parse, [frame])[0].content


def test_single_marks_end_what_they_quote() -> None:
    parse = _parse("“ She said , ' It fell . ' We laughed . ”", (12,), glued=(8,))
    assert _content(parse, (2, 3), (4, 12)) == ((4, 9),)


def test_the_mark_of_a_plural_ends_nothing() -> None:
    parse = _parse("“ She said , ' The Norlanders ' mill fell . ' We laughed . ”", (16,), glued=(7, 11))
    assert _content(parse, (2, 3), (4, 14)) == ((4, 12),)


def test_what_is_thought_ends_with_its_sentence() -> None:
    parse = _parse("“ I think it fell . We laughed . ”", (6, 10))
    assert _content(parse, (2, 3), (3, 10)) == ((3, 5),)


def test_what_is_thought_does_not_hold_the_speaker_s_mark() -> None:
    assert _content(_parse("“ I think it fell , ”", (7,)), (2, 3), (3, 7)) == ((3, 5),)
    assert _content(_parse("“ I ask if it fell ? ”", (8,)), (2, 3), (3, 8)) == ((3, 7),)


def test_a_colon_may_begin_several_sentences() -> None:
    parse = _parse("“ Lind : It fell . We laughed . ”", (6, 10))
    assert _content(parse, (2, 3), (3, 10)) == ((3, 10),)


def test_outside_quotations_nothing_changes() -> None:
    parse = parsed("Lind thinks it fell . We laughed .")
    assert _content(parse, (1, 2), (2, 8)) == ((2, 8),)
