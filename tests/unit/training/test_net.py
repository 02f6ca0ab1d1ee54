"""The network: its tag sequences' likelihood against counting every sequence, its dropout, its rows."""

# ruff: noqa: E402  # PyTorch is asked for first.
from __future__ import annotations

import itertools

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch")

from hearsay.sequences import legal_steps
from tests.support.samples import XPOS, encode, full, quoted
from tests.support.tiny_net import SIZES, net
from training.batches import collate, rows_of
from training.labels import CUE, FLAT, IGNORE, ROLE
from training.losses import WEIGHTS, antecedent_scores, losses
from training.net import RowDropout, crf_loss, transitions_allowed


@pytest.mark.parametrize("tags", [FLAT, ROLE, CUE])
def test_training_and_reading_allow_the_same_sequences(tags: tuple[str, ...]) -> None:
    allowed, legal = transitions_allowed(tags).numpy(), legal_steps(tags)
    assert np.array_equal(allowed == 0, legal == 0)


class TestCrfLoss:
    @pytest.mark.parametrize("longest", [1, 2, 3, 4, 5])
    def test_against_counting_every_sequence(self, longest: int) -> None:
        rng = torch.Generator().manual_seed(longest)
        k, lengths = 3, torch.arange(1, longest + 1)
        emissions = torch.randn(longest, longest, k, generator=rng)
        steps = torch.randn(k + 1, k, generator=rng)
        for tags in itertools.product(range(k), repeat=longest):
            gold = torch.tensor([tags] * longest)
            loss = crf_loss(emissions, gold, lengths, steps)
            for row, length in enumerate(lengths.tolist()):
                every = {t: self._score(emissions[row], steps, t) for t in itertools.product(range(k), repeat=length)}
                total = torch.stack(list(every.values())).logsumexp(0)
                assert loss[row] == pytest.approx(float(total - every[tags[:length]]), abs=1e-4)

    @staticmethod
    def _score(emissions, steps, tags):  # type: ignore[no-untyped-def]
        before = [0, *(t + 1 for t in tags[:-1])]
        return sum(emissions[i, t] + steps[b, t] for i, (b, t) in enumerate(zip(before, tags, strict=True)))

    def test_illegal_sequences_have_no_share(self) -> None:
        steps = transitions_allowed(CUE)
        emissions = torch.zeros(1, 3, 3)
        legal = [t for t in itertools.product(range(3), repeat=3) if self._score(emissions[0], steps, t) > -1]
        assert len(legal) == 13
        for tags in legal:
            loss = crf_loss(emissions, torch.tensor([tags]), torch.tensor([3]), steps)
            assert float(loss) == pytest.approx(np.log(13), abs=1e-4)

    def test_gradients_are_finite_and_leave_padding_alone(self) -> None:
        emissions = torch.randn(2, 6, 5, requires_grad=True)
        loss = crf_loss(emissions, torch.zeros(2, 6, dtype=torch.long), torch.tensor([6, 2]), transitions_allowed(ROLE))
        loss.sum().backward()
        assert torch.isfinite(emissions.grad).all()
        assert (emissions.grad[1, 2:] == 0).all()
        assert (emissions.grad[0] != 0).any()


class TestRowDropout:
    def test_one_mask_a_row_shared_by_all_its_places(self) -> None:
        torch.manual_seed(0)
        out = RowDropout(0.5).train()(torch.ones(4, 7, 50))
        assert torch.equal(out, out[:, :1].expand_as(out))
        assert not torch.equal(out[0], out[1])
        assert set(out.unique().tolist()) == {0.0, 2.0}

    def test_nothing_is_dropped_in_evaluation(self) -> None:
        x = torch.randn(2, 3, 4)
        assert RowDropout(0.5).eval()(x) is x


def test_a_rows_values_do_not_depend_on_its_company_or_padding() -> None:
    model = net()
    rows = [*rows_of(quoted(), encode, 60, None), *rows_of(full(), encode, 60, None)]
    with torch.no_grad():
        together = model(*collate(rows).inputs)
        alone = [model(*collate([row], multiple=1).inputs) for row in rows]
    for name, values in together.items():
        assert torch.allclose(values, torch.cat([a[name] for a in alone]), atol=1e-4), name


def test_every_head_has_its_width() -> None:
    model = net()
    batch = collate(rows_of(full(), encode, 60, None))
    values = model(*batch.inputs)
    widths = {name: width for group in model.groups for name, width in group.items()}
    assert {name: tuple(v.shape) for name, v in values.items()} == {n: (12, w) for n, w in widths.items()}
    assert widths["xpos"] == SIZES.xpos


class TestLosses:
    def test_a_sample_with_every_label_teaches_every_head(self) -> None:
        model = net().train()
        terms = losses(model, collate(rows_of(full(2), encode, 60, None)), XPOS)
        assert set(terms) == set(WEIGHTS)
        assert all(torch.isfinite(v) and v > 0 for v in terms.values())
        sum(WEIGHTS[n] * v for n, v in terms.items()).backward()
        without = {n for n, p in model.named_parameters() if p.grad is None or not torch.isfinite(p.grad).all()}
        assert without == set()

    def test_news_teaches_what_it_has_alone(self) -> None:
        terms = losses(net(), collate(rows_of(quoted(), encode, 60, None)), XPOS)
        assert set(terms) == {"sentence", "cue", "flat", "role"}

    def test_other_samples_in_a_batch_change_no_syntax(self) -> None:
        model = net()
        rows = rows_of(full(2), encode, 60, None)
        with torch.no_grad():
            alone = losses(model, collate(rows), XPOS)
            mixed = losses(model, collate([*rows_of(quoted(), encode, 60, None), *rows]), XPOS)
        for name in ("upos", "arc", "relation", "mention", "point", "coreference"):
            assert float(alone[name]) == pytest.approx(float(mixed[name]), rel=1e-3), name

    def test_a_head_learns_its_sample(self) -> None:
        """Some ninety steps on one small sample: every loss falls."""
        torch.manual_seed(1)
        model = net().train()
        optimiser = torch.optim.Adam(model.parameters(), lr=5e-3)
        batch = collate(rows_of(full(), encode, 60, None))
        first = {n: v.item() for n, v in losses(model.eval(), batch, XPOS).items()}
        model.train()
        for _ in range(90):
            optimiser.zero_grad()
            sum(WEIGHTS[n] * v for n, v in losses(model, batch, XPOS).items()).backward()
            optimiser.step()
        last = {n: v.item() for n, v in losses(model.eval(), batch, XPOS).items()}
        assert all(last[n] < 0.5 * first[n] for n in first), (first, last)


def test_antecedents_stand_before_their_anaphors() -> None:
    from training.batches import chains

    model = net()
    batch = collate(rows_of(full(2), encode, 60, None))
    with torch.no_grad():
        out = model(*batch.inputs)
        scores = antecedent_scores(model, out, chains(batch, XPOS)[0])
    assert scores.shape == (8, 8)
    assert torch.isfinite(scores).all()


class TestNames:
    def test_an_untyped_word_may_be_outside_or_in_a_name_of_another_sort(self) -> None:
        from training.labels import ENTITY, UNTYPED
        from training.losses import _names

        values = torch.zeros(1, len(ENTITY))
        loose, labels = _names(values, torch.tensor([UNTYPED])), torch.tensor([IGNORE])
        assert float(loose) == pytest.approx(np.log(9 / 3))
        assert _names(values, labels) is None
        for sure, expected in (("O", 0), ("I-MISC", 0), ("B-PER", 20)):
            values = torch.zeros(1, len(ENTITY))
            values[0, ENTITY.index(sure)] = 20
            assert float(_names(values, torch.tensor([UNTYPED]))) == pytest.approx(expected, abs=2)
        assert float(_names(values, torch.tensor([ENTITY.index("B-PER")]))) == pytest.approx(0, abs=1e-3)
