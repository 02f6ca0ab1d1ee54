"""`hearsay read` with a pipeline that needs no model: what goes where, and how it ends."""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
from pathlib import Path

import msgspec
import pytest

from hearsay.errors import ModelError
from hearsay.model import Reading
from hearsay.serve.cli.main import run
from tests.support.fake_pipeline import FakePipeline

reading_command = importlib.import_module("hearsay.serve.cli.read")


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakePipeline:
    """The pipeline in place of the real one, in a folder of five inputs."""
    fake = FakePipeline()
    monkeypatch.setattr(reading_command, "load_reader", lambda _model: fake)
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "a.txt": "Rain\n\nAna Brom said the road is shut.",
        "b.txt": "Sun\n\nBo Reik said it is open.",
        "empty.txt": " ",
        "refuse.txt": "REFUSE this",
        "crash.txt": "CRASH now",
    }.items():
        Path(name).write_text(text, "utf-8")
    Path("folder").mkdir()
    return fake


Out = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("pipeline")
class TestOneInput:
    def test_a_table_is_what_people_get(self, capsys: Out) -> None:
        assert run(["read", "a.txt"]) == 0
        out, err = capsys.readouterr()
        assert "Ana Brom" in out
        assert "the road is shut" in out
        assert err == ""

    def test_json_is_one_object(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "--format", "json"]) == 0
        reading = msgspec.json.decode(capsys.readouterr().out, type=Reading)
        assert reading.document.text.startswith("Rain")

    def test_json_is_absent_if_the_input_fails(self, capsys: Out) -> None:
        assert run(["read", "refuse.txt", "--format", "json"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "hearsay: refuse.txt: refused: REFUSE this [input]\n"

    def test_html_is_a_page(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "--format", "html"]) == 0
        assert capsys.readouterr().out.startswith("<!DOCTYPE html>")

    def test_an_address_is_passed_on_as_one(self, pipeline: FakePipeline, capsys: Out) -> None:
        assert run(["read", "https://news.example/a?b=c", "--allow-private", "--format", "jsonl"]) == 0
        assert pipeline.sources == ["https://news.example/a?b=c"]
        assert pipeline.options[0]["allow_private"] is True
        assert "A page at https://news.example/a?b=c" in capsys.readouterr().out

    @pytest.mark.parametrize("address", ["ftp://a.example/x", "file:///etc/passwd", "https://a.example/b c"])
    def test_an_address_that_is_no_page_s_is_refused(self, address: str, pipeline: FakePipeline, capsys: Out) -> None:
        assert run(["read", address, "--format", "jsonl"]) == 1
        assert json.loads(capsys.readouterr().out)["error"]["code"] == "address-refused"
        assert pipeline.sources == []

    def test_a_scheme_may_be_in_capitals(self, pipeline: FakePipeline) -> None:
        assert run(["read", "HTTPS://News.example/A"]) == 0
        assert pipeline.sources == ["https://News.example/A"]

    def test_a_path_is_passed_on_as_one(self, pipeline: FakePipeline) -> None:
        assert run(["read", "a.txt"]) == 0
        assert pipeline.sources == [Path("a.txt")]

    def test_options_reach_the_pipeline(self, pipeline: FakePipeline) -> None:
        arguments = ["--published", "2031-03", "--outlet", "The Courier", "--input-format", "html"]
        assert run(["read", "a.txt", *arguments]) == 0
        assert pipeline.options[0] == {
            "published": "2031-03",
            "outlet": "The Courier",
            "input_format": "html",
            "allow_private": False,
        }

    def test_standard_input(self, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Zoë Ax said ja.".encode())))
        assert run(["read", "-", "--format", "jsonl"]) == 0
        assert pipeline.sources == ["Zoë Ax said ja.".encode()]
        assert json.loads(capsys.readouterr().out)["attributions"]

    def test_standard_input_is_named_in_its_error(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n")))
        assert run(["read", "-", "--format", "jsonl"]) == 1
        out, err = capsys.readouterr()
        assert json.loads(out)["error"] == {
            "code": "empty-input",
            "message": "nothing but white space",
            "input": "-",
        }
        assert err == "hearsay: -: nothing but white space [empty-input]\n"

    def test_there_may_be_no_standard_input(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert run(["read", "-"]) == 1
        assert "there is no standard input [input]" in capsys.readouterr().err

    def test_standard_input_without_end_is_refused(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        monkeypatch.setattr("hearsay.serve.cli.inputs._MOST_FROM_STDIN", 10)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
        assert run(["read", "-"]) == 1
        assert "[too-large]" in capsys.readouterr().err


@pytest.mark.usefixtures("pipeline")
class TestSeveralInputs:
    def test_jsonl_has_a_line_for_each_in_order(self, capsys: Out) -> None:
        inputs = ["a.txt", "crash.txt", "folder", "refuse.txt", "gone.txt", "b.txt", "empty.txt"]
        assert run(["read", *inputs, "--format", "jsonl"]) == 1
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()]
        codes = [line.get("error", {}).get("code") for line in lines]
        assert codes == [None, "internal", "input", "input", "input", None, "empty-input"]
        names = [line["error"]["input"] for line in lines if "error" in line]
        assert names == ["crash.txt", "folder", "refuse.txt", "gone.txt", "empty.txt"]
        assert lines[5]["document"]["title"] == "Sun"
        assert err.splitlines()[-1] == "hearsay: 2 of 7 inputs read, 5 failed"
        assert len(err.splitlines()) == 6
        assert "Traceback" not in err

    def test_tables_follow_each_other(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "b.txt"]) == 0
        out = capsys.readouterr().out
        assert out.index("Rain") < out.index("Sun")
        assert "\n\nSun\n" in out

    def test_a_folder_is_pointed_to_the_command_for_it(self, capsys: Out) -> None:
        assert run(["read", "folder"]) == 1
        assert "hearsay run" in capsys.readouterr().err

    def test_an_input_named_twice_is_read_twice(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "a.txt", "--format", "jsonl"]) == 0
        one, other = capsys.readouterr().out.splitlines()
        assert one == other

    def test_an_error_the_pipeline_does_not_expect_is_blamed_on_its_own_input(
        self, pipeline: FakePipeline, capsys: Out
    ) -> None:
        """Also where the pipeline looks ahead, so that its run ends before the input that breaks it."""
        plain_pipe = pipeline.pipe

        def looking_ahead(sources, **options):  # type: ignore[no-untyped-def]
            yield from list(plain_pipe(sources, **options))

        pipeline.pipe = looking_ahead  # type: ignore[method-assign]
        assert run(["read", "a.txt", "b.txt", "crash.txt", "b.txt", "--format", "jsonl"]) == 1
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert ["error" in line for line in lines] == [False, False, True, False]

    def test_a_pipeline_that_stops_short_loses_nothing(self, pipeline: FakePipeline, capsys: Out) -> None:
        pipeline.pipe = lambda sources, **options: iter(())  # type: ignore[method-assign]
        assert run(["read", "a.txt", "b.txt", "--format", "jsonl"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2

    def test_an_error_in_rendering_is_that_input_s_alone(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        def line(reading: Reading) -> bytes:
            if reading.document.title == "Rain":
                raise ZeroDivisionError
            return b"{}\n"

        monkeypatch.setattr("hearsay.export.jsonl.line", line)
        assert run(["read", "a.txt", "b.txt", "--format", "jsonl"]) == 1
        first, second = capsys.readouterr().out.splitlines()
        assert json.loads(first)["error"]["code"] == "internal"
        assert second == "{}"


@pytest.mark.usefixtures("pipeline")
class TestDebug:
    @pytest.mark.parametrize("arguments", [["--debug", "read", "crash.txt"], ["read", "--debug", "crash.txt"]])
    def test_the_traceback_is_shown_if_asked_for(self, arguments: list[str], capsys: Out) -> None:
        assert run(arguments) == 1
        assert "RuntimeError: crashed on CRASH now" in capsys.readouterr().err

    def test_never_for_an_error_of_ours(self, capsys: Out) -> None:
        assert run(["read", "--debug", "refuse.txt"]) == 1
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("pipeline")
class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "Missing argument 'INPUT...'"),
            (["a.txt", "b.txt", "--format", "json"], "use --format jsonl"),
            (["a.txt", "b.txt", "--format", "html"], "-o FOLDER"),
            (["a.txt", "b.txt", "--format", "html", "-o", "x.html"], "-o FOLDER"),
            (["a.txt", "b.txt", "--format", "html", "-o", "a.txt"], "-o FOLDER"),
            (["a.txt", "b.txt", "--format", "html", "-o", "-"], "-o FOLDER"),
            (["-", "a.txt", "-"], "only once"),
            (["a.txt", "-o", "folder"], "is a folder"),
            (["a.txt", "-o", "no/such/x"], "there is no folder"),
            (["a.txt", "-o", "a.txt"], "would write over the input"),
            (["a.txt", "-o", "folder/../a.txt"], "would write over the input"),
            (["a.txt", "--format", "xml"], "'xml' is not one of"),
            (["a.txt", "--published", "2031-13"], "is not a date"),
            (["a.txt", "--published", "2031-02-30"], "is not a date"),
            (["a.txt", "--published", "14 March"], "is not a date"),
            (["a.txt", "--published", "2031"], "is not a date"),
            (["a.txt", "--published", "0000-01"], "is not a date"),
            (["a.txt", "--published", "２０３１-03"], "is not a date"),
            (["a.txt", "--model", "gone"], "does not exist"),
            (["a.txt", "--bogus"], "No such option"),
        ],
    )
    def test_wrong_usage_reads_nothing_and_ends_with_2(
        self, arguments: list[str], said: str, pipeline: FakePipeline, capsys: Out
    ) -> None:
        assert run(["read", *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
        assert pipeline.sources == []

    def test_pages_would_not_write_over_inputs_either(self, capsys: Out) -> None:
        Path("a.html").write_text("x")
        assert run(["read", "a.html", "b.txt", "--format", "html", "-o", "."]) == 2
        assert "would write over the input a.html" in capsys.readouterr().err
        assert Path("a.html").read_text() == "x"

    @pytest.mark.parametrize("date", ["2031-03-14", "2031-03", " 2031-03 "])
    def test_dates_that_are_dates(self, date: str, pipeline: FakePipeline) -> None:
        assert run(["read", "a.txt", "--published", date]) == 0
        assert pipeline.options[0]["published"] == date.strip()


@pytest.mark.usefixtures("pipeline")
class TestOutput:
    def test_a_file_instead_of_standard_output(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "b.txt", "--format", "jsonl", "-o", "out.jsonl"]) == 0
        assert capsys.readouterr() == ("", "")
        assert len(Path("out.jsonl").read_bytes().splitlines()) == 2

    def test_a_dash_is_standard_output(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "-o", "-"]) == 0
        assert "Rain" in capsys.readouterr().out
        assert not Path("-").exists()

    def test_a_table_in_a_file_has_no_styles(self) -> None:
        assert run(["read", "a.txt", "-o", "out.txt"]) == 0
        assert "\x1b" not in Path("out.txt").read_text("utf-8")

    def test_nothing_is_left_where_nothing_was_read(self) -> None:
        before = set(os.listdir())
        assert run(["read", "refuse.txt", "--format", "json", "-o", "out.json"]) == 1
        assert set(os.listdir()) == before

    def test_pages_in_a_folder_that_is_made(self) -> None:
        assert run(["read", "a.txt", "refuse.txt", "b.txt", "--format", "html", "-o", "pages"]) == 1
        assert sorted(os.listdir("pages")) == ["a.html", "b.html"]
        assert "Sun" in Path("pages/b.html").read_text("utf-8")

    def test_one_page_in_a_folder_that_is_there(self) -> None:
        assert run(["read", "a.txt", "--format", "html", "-o", "folder"]) == 0
        assert os.listdir("folder") == ["a.html"]

    def test_no_folder_can_be_made(self, capsys: Out) -> None:
        assert run(["read", "a.txt", "b.txt", "--format", "html", "-o", "no/such"]) == 1
        assert "cannot write to no/such" in capsys.readouterr().err


class TestWithoutModel:
    def _no_model(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def load(_model: object) -> object:
            raise ModelError("the weights are damaged", where="reader.onnx")

        monkeypatch.setattr(reading_command, "load_reader", load)

    @pytest.mark.usefixtures("pipeline")
    def test_every_input_still_gets_its_line(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        self._no_model(monkeypatch)
        assert run(["read", "a.txt", "b.txt", "--format", "jsonl"]) == 1
        lines = [json.loads(line)["error"] for line in capsys.readouterr().out.splitlines()]
        assert [line["input"] for line in lines] == ["a.txt", "b.txt"]
        assert {line["code"] for line in lines} == {"model"}
        assert "reader.onnx: the weights are damaged" in lines[0]["message"]

    @pytest.mark.usefixtures("pipeline")
    def test_json_is_absent(self, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
        self._no_model(monkeypatch)
        assert run(["read", "a.txt", "--format", "json"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "the weights are damaged [model]" in err


@pytest.mark.usefixtures("pipeline")
class TestHostileNames:
    def test_controls_in_a_name_do_not_reach_the_terminal(self, capsys: Out) -> None:
        assert run(["read", "x\x1b[2J\u202e.txt"]) == 1
        err = capsys.readouterr().err
        assert "x␛[2J<U+202E>.txt" in err
        assert "\x1b" not in err

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are not bytes here")
    def test_a_name_that_is_not_utf_8(self, capsys: Out) -> None:
        raw = os.fsdecode(b"b\xff.txt")
        Path(raw).write_text("REFUSE")
        assert run(["read", raw, os.fsdecode(b"\xfe"), "--format", "jsonl"]) == 1
        names = [json.loads(line)["error"]["input"] for line in capsys.readouterr().out.splitlines()]
        assert names == ["b\ufffd.txt", "\ufffd"]
