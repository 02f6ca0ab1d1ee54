"""A corpus cut into shards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hearsay.corpus import Item, Problem, Raw
from hearsay.scale.shards import FEWEST, MOST, MOST_BYTES, shards


def _items(count: int, first: int = 0) -> list[Item]:
    return [Raw(name=f"a.jsonl:{n}", data=b"x" * (n % 50)) for n in range(first, first + count)]


@given(st.integers(0, 500))
def test_nothing_is_lost_and_the_order_stays(count: int) -> None:
    made = list(shards(_items(count), "r"))
    assert [item for shard in made for item in shard.items] == _items(count)
    assert all(FEWEST <= len(shard.items) <= MOST for shard in made[:-1])


def test_a_name_is_of_the_articles_and_of_the_reader() -> None:
    one = [shard.name for shard in shards(_items(200), "r")]
    assert one == [shard.name for shard in shards(iter(_items(200)), "r")]
    assert not set(one) & {shard.name for shard in shards(_items(200), "another")}
    assert len(set(one)) == len(one)


def test_an_article_more_changes_few_shards() -> None:
    before = {shard.name for shard in shards(_items(2000), "r")}
    more = _items(2000)
    more.insert(700, Raw(name="new", data=b"x"))
    after = {shard.name for shard in shards(more, "r")}
    assert len(after - before) <= 4


def test_large_articles_make_small_shards() -> None:
    large: list[Item] = [Raw(name=f"{n}", data=bytes(MOST_BYTES // 2)) for n in range(6)]
    assert [len(shard.items) for shard in shards(large, "r")] == [2, 2, 2]


def test_a_problem_is_an_input_too() -> None:
    (shard,) = shards([Problem(name="a", code="truncated", message="cut")], "r")
    assert len(shard.items) == 1
