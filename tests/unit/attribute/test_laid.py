"""Speech that the layout gives to somebody: signatures and turns."""

from __future__ import annotations

from hearsay.attribute.laid import as_laid_out
from hearsay.attribute.tagging import Cue, Frame
from hearsay.parsed import Parsed
from tests.support.parses import parsed

SIGNS = (0.5, 0.5, 0.5, 0.5, 0.5, 1.0, 0.0)


def _frame(cue: tuple[int, int], source: tuple[int, int], *content: tuple[int, int]) -> Frame:
    return Frame(Cue(*cue, 0, False, 0.5), (source,), content, SIGNS)


def _told(parse: Parsed, found: list[Frame]) -> list[tuple[str, str, list[str]]]:
    def text(words: tuple[int, int]) -> str:
        return " ".join(parse.words[words[0] : words[1]])

    out = as_laid_out(parse, found)
    return [(text((f.cue.start, f.cue.end)), text(f.source[0]), [text(c) for c in f.content]) for f in out]


class TestSigned:
    parse = parsed(
        "“ Nobody asked us ” — Mara Lind , fisher\n“ It is a waste ” .\n— Otto Klein .",
        names=[(6, 8, "PER"), (18, 20, "PER")],
    )

    def test_each_quotation_is_its_own_signers(self) -> None:
        joined = _frame((5, 6), (6, 8), (0, 5), (10, 16))
        assert _told(self.parse, [joined]) == [
            ("—", "Mara Lind , fisher", ["“ Nobody asked us ”"]),
            ("—", "Otto Klein", ["“ It is a waste ”"]),
        ]

    def test_what_others_say_does_not_take_it_in_and_what_is_said_in_it_stays(self) -> None:
        inside = _frame((12, 13), (11, 12), (13, 15))
        outside = _frame((12, 13), (11, 12), (1, 4))
        assert ("is", "It", ["a waste"]) in _told(self.parse, [inside])
        assert all(cue != "is" for cue, _, _ in _told(self.parse, [outside]))

    def test_a_quotation_left_open_is_signed_all_the_same(self) -> None:
        parse = parsed("“ Nobody asked us — Mara Lind", names=[(5, 7, "PER")])
        assert _told(parse, []) == [("—", "Mara Lind", ["“ Nobody asked us"])]

    def test_paragraphs_of_one_quotation_go_together(self) -> None:
        parse = parsed("“ Nobody asked us .\n“ We wait . ” — Lind", names=[(11, 12, "PER")])
        assert _told(parse, []) == [("—", "Lind", ["“ Nobody asked us .", "“ We wait . ”"])]

    def test_a_remark_after_a_dash_is_no_signature(self) -> None:
        parse = parsed("“ Nobody asked us ” — Lind had waited", names=[(6, 7, "PER")])
        parse.upos[7] = "AUX"
        assert _told(parse, []) == []
        assert _told(parsed("“ Nobody asked us ” — a common complaint"), []) == []

    def test_a_sentence_that_is_not_all_quoted_is_not_signed(self) -> None:
        assert _told(parsed("They called it “ a waste ” — Lind", names=[(7, 8, "PER")]), []) == []


class TestTurns:
    parse = parsed("LIND : Why was it closed ?\nKLEIN : It was not safe .\nLIND : When will it open ?")

    def test_each_turn_is_its_own(self) -> None:
        joined = _frame((1, 2), (0, 1), (2, 21))
        assert _told(self.parse, [joined]) == [
            (":", "LIND", ["Why was it closed ?"]),
            (":", "KLEIN", ["It was not safe ."]),
            (":", "LIND", ["When will it open ?"]),
        ]

    def test_one_speaker_or_two_lines_are_no_conversation(self) -> None:
        assert _told(parsed("NOTE : one\nNOTE : two\nNOTE : three"), []) == []
        assert _told(parsed("LIND : one\nKLEIN : two"), []) == []

    def test_words_before_a_colon_in_small_letters_are_no_label(self) -> None:
        assert _told(parsed("The facts : one\nThe sum : two\nThe rest : three"), []) == []

    def test_a_turn_goes_on_over_paragraphs_left_open(self) -> None:
        parse = parsed("“ LIND : Why ?\n“ KLEIN : No .\n“ It fell .\n“ LIND : When ? ”")
        assert _told(parse, [])[1] == (":", "KLEIN", ["No .", "“ It fell ."])
        late = _frame((0, 1), (0, 1), (3, 6))
        assert _told(parse, [late])[0] == (":", "LIND", ["Why ?"])


def test_nothing_is_laid_out_in_nothing() -> None:
    assert as_laid_out(parsed(""), []) == []
