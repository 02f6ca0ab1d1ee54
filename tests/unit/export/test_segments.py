"""Text is cut wherever a span begins or ends, and contents that overlap are ruled apart."""

from itertools import pairwise

from hearsay.export.rows import rows
from hearsay.export.segments import LANES, by_block, lanes, pieces, segments
from hearsay.model import Reading
from tests.support.readings import Sketch


def _nested(depth: int) -> Reading:
    words = " said ".join("ABCDEFGHIJ"[: depth + 1])
    sketch = Sketch([words])
    parent = None
    for level in range(depth):
        parent = sketch.add(0, words[level * 7], "said", words[level * 7 + 7 :], parent=parent)
    return sketch.reading()


def test_segments_meet_and_cover_the_block() -> None:
    reading = _nested(3)
    found = pieces(reading.document.text, rows(reading))
    made = segments((0, len(reading.document.text)), found)
    assert made[0].start == 0
    assert made[-1].end == len(reading.document.text)
    assert all(one.end == other.start for one, other in pairwise(made))
    for segment in made:
        covering = [p for p in found if p.start <= segment.start and segment.end <= p.end]
        assert sorted(covering, key=repr) == sorted(segment.pieces, key=repr)


def test_begins_and_ends_are_said_once_in_a_block() -> None:
    reading = _nested(2)
    found = pieces(reading.document.text, rows(reading))
    made = segments((0, len(reading.document.text)), found)
    assert sorted((p for s in made for p in s.begins), key=repr) == sorted(found, key=repr)
    assert sorted((p for s in made for p in s.ends), key=repr) == sorted(found, key=repr)


def test_extra_cuts_are_made_inside_only() -> None:
    assert [(s.start, s.end) for s in segments((2, 9), [], [0, 2, 5, 9, 12])] == [(2, 5), (5, 9)]


def test_pieces_go_to_every_block_they_touch() -> None:
    sketch = Sketch(["Ana said “one.", "“Two.", "“Three.” And no more.", "Nothing."])
    sketch.add(0, "Ana", "said", "“one.\n\n“Two.\n\n“Three.”")
    reading = sketch.reading()
    found = pieces(reading.document.text, rows(reading))
    spans = [(0, 14), (16, 21), (23, 44), (46, 54)]
    touching = by_block(found, spans)
    assert [[piece.role for piece in here] for here in touching] == [
        ["source", "cue", "content"],
        ["content"],
        ["content"],
        [],
    ]


def test_a_nested_content_is_ruled_below_its_parent() -> None:
    reading = _nested(3)
    found = rows(reading)
    assert lanes(pieces(reading.document.text, found), found) == [0, 1, 2]


def test_the_deepest_share_the_last_lane() -> None:
    reading = _nested(8)
    found = rows(reading)
    assert lanes(pieces(reading.document.text, found), found) == [0, 1, 2] + [LANES - 1] * 5


def test_overlapping_contents_have_lanes_of_their_own() -> None:
    sketch = Sketch(["Ana said one two three, and Bob said two three four."])
    sketch.add(0, "Ana", "said", "one two three, and Bob")
    sketch.add(0, "Bob", "said", "three, and Bob said two")
    sketch.add(0, "Bob", "said", "four")
    reading = sketch.reading()
    found = rows(reading)
    lane_of = lanes(pieces(reading.document.text, found), found)
    assert {row.what: lane for row, lane in zip(found, lane_of, strict=True)} == {
        "one two three, and Bob": 0,
        "three, and Bob said two": 1,
        "four": 0,
    }
