"""A teacher's lower layers and values kept in files, and the losses that bring a student to it."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from tests.support.samples import encode, full, quoted
from tests.support.tiny_net import SIZES
from training import distil
from training.batches import collate, rows_of
from training.below import Below
from training.net import Net, distance_buckets
from training.taught import Taught, Teacher
from training.train import freeze

BIASED = dataclasses.replace(SIZES, relative=8, enters=1)


def teacher(seed: int = 5) -> Net:
    torch.manual_seed(seed)
    return Net(BIASED).eval().requires_grad_(False)


class TestDistanceBuckets:
    def test_near_ways_are_told_apart_far_ones_lumped_and_directions_kept(self) -> None:
        found = distance_buckets(torch.arange(300), 32)
        assert found[0, :9].tolist() == [0, 17, 18, 19, 20, 21, 22, 23, 24]
        assert found[8, 0] == 8
        assert found[0, 299] == 31
        assert found[299, 0] == 15
        assert int(found.max()) == 31

    def test_a_bias_changes_what_is_read(self) -> None:
        net = teacher()
        inputs = collate(rows_of(full(), encode, 60, None)).inputs
        before = net(*inputs)["upos"]
        assert net.relative is not None
        net.relative.weight += torch.randn_like(net.relative.weight)
        assert not torch.allclose(before, net(*inputs)["upos"], atol=1e-3)


class TestBelow:
    def test_the_rows_values_are_those_of_the_network_also_after_a_cut(self, tmp_path: Path) -> None:
        net = teacher()
        rows = rows_of(quoted(30), encode, 40, None)
        path = tmp_path / "below.npy"
        Below(net, path, rows)
        whole = np.load(path)
        note = path.with_suffix(".json")
        assert json.loads(note.read_text()) == {"rows": len(rows)}
        values = np.lib.format.open_memmap(path, mode="r+")
        values[:] = 0
        note.write_text(json.dumps({"rows": 0}))
        again = Below(net, path, rows)
        assert np.array_equal(whole, np.load(path))
        batch = collate(rows[:3])
        plain = net(*batch.inputs)
        kept = net(*batch.inputs, again.of(rows[:3], batch.inputs[0].shape[1]))
        assert all(torch.allclose(plain[name], kept[name], atol=2e-2) for name in plain)

    def test_a_file_of_other_rows_is_refused(self, tmp_path: Path) -> None:
        Below(teacher(), tmp_path / "below.npy", rows_of(full(), encode, 60, None))
        with pytest.raises(ValueError, match="made of other rows"):
            Below(teacher(), tmp_path / "below.npy", rows_of(quoted(9), encode, 60, None))

    def test_a_file_made_anew_is_filled_anew(self, tmp_path: Path) -> None:
        net, rows, path = teacher(), rows_of(full(), encode, 60, None), tmp_path / "below.npy"
        Below(net, path, rows)
        whole = np.load(path)
        path.unlink()
        Below(net, path, rows)
        assert np.array_equal(whole, np.load(path))

    def test_rows_that_are_not_kept_are_computed(self, tmp_path: Path) -> None:
        net = teacher()
        kept, other = rows_of(full(), encode, 60, None), rows_of(quoted(4), encode, 60, None)
        below = Below(net, tmp_path / "below.npy", kept)
        batch = collate(other)
        values = below.of(other, batch.inputs[0].shape[1])
        real = torch.arange(values.shape[1])[None] < batch.inputs[4][:, None]
        expected = net.below(batch.inputs[0], batch.inputs[4])
        assert torch.allclose(values[real], expected[real], atol=2e-2)

    def test_what_is_frozen_learns_nothing(self) -> None:
        net = Net(BIASED)
        net.train()
        freeze(net)
        batch = collate(rows_of(full(), encode, 60, random.Random(1)))
        sum(v.sum() for v in net(*batch.inputs).values()).backward()  # type: ignore[union-attr]
        assert net.word.weight.grad is None
        assert all(p.grad is None for p in net.layers[0].parameters())
        assert all(p.grad is not None for p in net.layers[1].parameters())
        assert net.shape.weight.grad is not None


class TestTaught:
    def test_every_word_has_its_own_values(self, tmp_path: Path) -> None:
        net = teacher()
        samples = [full(), dataclasses.replace(quoted(20), name="other")]
        taught = Taught(Teacher(net, None), tmp_path / "taught.npy", samples, encode, 60)
        for sample in samples:
            batch = collate(rows_of(sample, encode, 60, None))
            expected, found = net(*batch.inputs), taught.of(batch)
            assert list(found) == list(expected)
            assert all(torch.allclose(found[name], expected[name], atol=2e-2) for name in found)
        assert taught.knows(batch)
        assert not taught.knows(collate(rows_of(dataclasses.replace(full(), name="new"), encode, 60, None)))

    def test_filling_goes_on_where_it_was_cut(self, tmp_path: Path) -> None:
        samples = [full()]
        path = tmp_path / "taught.npy"
        Taught(Teacher(teacher(), None), path, samples, encode, 60)
        before = np.load(path)
        # Another network is not asked: all samples are noted as done.
        Taught(Teacher(teacher(6), None), path, samples, encode, 60)
        assert np.array_equal(before, np.load(path))

    def test_a_file_of_other_samples_is_refused_and_one_made_anew_filled(self, tmp_path: Path) -> None:
        path = tmp_path / "taught.npy"
        Taught(Teacher(teacher(), None), path, [full()], encode, 60)
        whole = np.load(path)
        with pytest.raises(ValueError, match="made of other samples"):
            Taught(Teacher(teacher(), None), path, [full(2)], encode, 60)
        path.unlink()
        Taught(Teacher(teacher(), None), path, [full()], encode, 60)
        assert np.array_equal(whole, np.load(path))

    def test_cues_that_the_teacher_hears_are_whole_spans(self, tmp_path: Path) -> None:
        sample = quoted(20)
        taught = Taught(Teacher(teacher(), None), tmp_path / "taught.npy", [sample], encode, 60)
        tags = np.concatenate(
            [taught.of(collate([row]))["cue"].argmax(-1).numpy() for row in rows_of(sample, encode, 60, None)]
        )
        covered = {w for a in sample.heard for start, end in a.cue for w in range(start, end)}
        assert covered == set(np.flatnonzero(tags > 0).tolist())
        assert all(not a.source and not a.content for a in sample.heard)


class TestLosses:
    def test_a_student_that_agrees_has_nothing_to_learn(self) -> None:
        net = teacher()
        batch = collate([*rows_of(full(), encode, 60, None), *rows_of(quoted(10), encode, 60, None)])
        out = net(*batch.inputs)
        found = distil.losses(net, net, out, out, batch)
        assert set(found) == set(distil.WEIGHTS)
        assert all(float(value) == pytest.approx(0, abs=1e-4) for value in found.values())

    def test_learning_brings_the_student_nearer(self) -> None:
        net = teacher()
        torch.manual_seed(9)
        student = Net(dataclasses.replace(SIZES))
        distil.take_transitions(student, net)
        batch = collate(rows_of(quoted(10), encode, 60, None))
        target = net(*batch.inputs)
        optimiser = torch.optim.Adam([p for p in student.parameters() if p.requires_grad], lr=1e-3)

        def distance() -> torch.Tensor:
            terms = distil.losses(student, net, student(*batch.inputs), target, batch)
            return sum((distil.WEIGHTS[name] * value for name, value in terms.items()), torch.zeros(()))

        first = float(distance().detach())
        for _ in range(40):
            optimiser.zero_grad()
            loss = distance()
            loss.backward()
            optimiser.step()
        assert float(distance().detach()) < first / 2
        assert torch.equal(student.flat_steps, net.flat_steps)


class TestUnlabelled:
    def test_what_benchmarks_hold_back_is_left_out_and_what_is_not_there_passed_over(self, tmp_path: Path) -> None:
        from hearsay.evaluate.places import held_back
        from training.taught import unlabelled

        assert list(unlabelled(tmp_path)) == []
        reports = [
            {"id": f"{topic}_1", "topic": topic, "text": text} for topic, text in ((25, "It fell."), (26, "No."))
        ]
        reports.append({"id": "3_1", "topic": 3, "text": " "})
        (tmp_path / "ecbplus").mkdir()
        (tmp_path / "ecbplus/topics-1-35.jsonl").write_text("".join(json.dumps(r) + "\n" for r in reports))
        names = [str(n) for n in range(12)]
        articles = "".join(f'<article docid="{n}"><text>The quay shut.</text></article>' for n in names)
        (tmp_path / "places").mkdir()
        (tmp_path / "places/lgl.xml").write_text(f"<articles>{articles}</articles>")
        kept = [f"lgl-{n}" for n in names if not held_back(n)]
        assert 0 < len(kept) < len(names)
        assert [s.name for s in unlabelled(tmp_path)] == ["ecb-25_1", *kept]
