"""What an epoch shows of news, and what a run refuses to start from."""

from __future__ import annotations

import dataclasses
import io
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs PyTorch")
pytest.importorskip("tokenizers", reason="training needs the tokenizers library")

from tests.support.samples import encode, quoted
from training import starts, taught
from training.data import Sample
from training.labels import IGNORE
from training.taught import Teacher
from training.train import _groups


def news(**labels: object) -> Sample:
    sample = dataclasses.replace(quoted(30), origin="news", attributions=[], flat=None, cue=None, sentence=None)
    return dataclasses.replace(sample, **labels)  # type: ignore[arg-type]


def shown(sample: Sample, teacher: bool = False) -> list[int]:
    """The first words of the rows that an epoch shows of a sample, one epoch of ten after another."""
    epochs = (_groups([sample], encode, 60, random.Random(seed), False, teacher) for seed in range(10))
    return [row.start for groups in epochs for (row,) in groups]


class TestShownNews:
    def test_what_nothing_is_marked_in_is_shown_where_a_teacher_speaks(self) -> None:
        assert shown(news()) == []
        assert 0 < len(shown(news(), teacher=True)) < len(shown(dataclasses.replace(news(), origin="polnear"))) / 2

    def test_of_events_the_rows_that_were_read_are_shown(self) -> None:
        event = np.full(len(news().words), IGNORE)
        event[200:210] = 0
        rows = set(shown(news(event=event)))
        assert len(rows) in (1, 2)
        assert min(rows) <= 200

    def test_where_names_are_marked_all_is_shown(self) -> None:
        sample = news(entity=np.zeros(len(news().words), np.int64))
        assert shown(sample) == shown(dataclasses.replace(sample, origin="polnear"))

    def test_of_incidents_all_that_fills_a_role_and_some_of_the_rest_is_shown(self) -> None:
        fills = np.zeros((len(news().words), 11), np.int8)
        fills[200, 0] = 1
        sample = dataclasses.replace(news(fills=fills), origin="muc4")
        rows = shown(sample)
        filled = next(row for row in sorted(set(rows), reverse=True) if row <= 200)
        assert rows.count(filled) == 10
        assert len(rows) < len(shown(dataclasses.replace(sample, origin="polnear"))) / 2


class TestPartsOfATeacher:
    def parts(self, folder: Path, count: int = 5) -> None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("m/model.safetensors", b"weights")
            archive.writestr("m/vocab.txt", b"[PAD]")
        raw, size = held.getvalue(), -(-len(held.getvalue()) // 5)
        for number in range(count):
            inside = folder / f"{starts.PARTS}00{number + 1}" / "input"
            inside.mkdir(parents=True)
            (inside / f"m.zip.00{number + 1}").write_bytes(raw[number * size : (number + 1) * size])

    def test_two_installations_are_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(starts.sys, "path", [str(tmp_path / "a"), str(tmp_path / "b")])
        for name in ("a", "b"):
            self.parts(tmp_path / name)
        assert (starts.mpnet(tmp_path / "out") / "model.safetensors").read_bytes() == b"weights"

    @pytest.mark.parametrize("count", [0, 3])
    def test_missing_parts_are_named(self, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(starts.sys, "path", [str(tmp_path)])
        self.parts(tmp_path, count)
        with pytest.raises(FileNotFoundError, match="001 to 005"):
            starts.mpnet(tmp_path / "out")

    def test_labels_in_another_order_are_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(taught, "load", lambda *_: (None, {"relations": ["root", "obj"], "xpos": []}))
        with pytest.raises(ValueError, match="other labels"):
            Teacher.load(tmp_path, "mpnet", 6, [], {"relations": ["obj", "root"], "xpos": []})
