"""The scorer and the loader of actors, on mentions and readings made by hand; and our own gold's shape."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from hearsay.errors import DataError
from hearsay.evaluate import corpus
from hearsay.evaluate.actors import Item, Outcome, by_sample, find, judge, load, measure, same, score
from hearsay.model import Actor, Document, Mention, Reading
from hearsay.resolve.registry import Registry

GOLD = Path(__file__).parents[2] / "gold" / "actors.jsonl"
TEXT = "The Ministry of Defence in Ankara said it would ask NATO."


def _item(span: tuple[int, int], label: str = "body", **fields: object) -> Item:
    return msgspec.convert(
        {"set": "s", "document": "d", "split": "dev", "stratum": "name", "span": span, "label": label, **fields}, Item
    )


def _mention(id: str, span: tuple[int, int], head: tuple[int, int] | None = None) -> Mention:
    return Mention(id=id, span=span, head=head or span, kind="name", type="organization")


def _actor(name: str, *mentions: str, **fields: str | None) -> Actor:
    return msgspec.convert(
        {"id": f"a-{name}", "name": name, "kind": "institution", "mentions": mentions, **fields}, Actor
    )


MINISTRY = _mention("m", (0, 33), (4, 12))
ANKARA = _mention("c", (27, 33))
NATO = _mention("n", (52, 56))


def _reading(*actors: Actor) -> Reading:
    return Reading(
        hearsay="0",
        model="m",
        document=Document(id="d", text=TEXT),
        sentences=((0, len(TEXT)),),
        mentions=(MINISTRY, ANKARA, NATO),
        attributions=(),
        actors=actors,
    )


def _judge(item: Item, *actors: Actor) -> Outcome:
    return judge(item, _reading(*actors), Registry())


def test_a_mention_is_found_by_its_head_and_the_nearest_extent_wins() -> None:
    assert find((4, 23), TEXT, (MINISTRY, ANKARA)) == MINISTRY
    assert find((27, 33), TEXT, (MINISTRY, ANKARA)) == ANKARA
    inner = _mention("i", (4, 23), (4, 12))
    assert find((4, 23), TEXT, (MINISTRY, inner)) == inner
    assert find((16, 23), TEXT, (MINISTRY, ANKARA)) is None


def test_what_follows_of_is_no_head() -> None:
    defence = _mention("f", (16, 23))
    assert find((4, 23), TEXT, (defence,)) is None


def test_a_missed_mention_is_wrong_even_where_there_is_no_body() -> None:
    outcome = _judge(_item((34, 38), "none"))
    assert (outcome.mention, outcome.right) == (None, False)


def test_a_body_by_a_noun_in_the_right_country() -> None:
    item = _item((4, 23), nouns=["defence ministry", "ministry"], country="TUR")
    assert _judge(item, _actor("Defence ministry of Türkiye", "m", country="TUR")).right
    assert not _judge(item, _actor("Defence ministry of Greece", "m", country="GRC")).right
    assert not _judge(item, _actor("Government of Türkiye", "m", country="TUR")).right
    assert not _judge(item).right


def test_a_body_by_any_name_of_its_entry() -> None:
    item = _item((52, 56), names=["North Atlantic Treaty Organization"])
    nato = _actor("NATO", "n", entry="igo.nato", kind="igo")
    assert _judge(item, nato).right
    assert not _judge(_item((52, 56), names=["OSCE"]), nato).right


def test_a_noun_alone_names_nothing_that_has_no_country() -> None:
    assert not same(_item((4, 23), nouns=["ministry"], country="TUR"), _actor("Ministry", "m"), Registry())


def test_an_unlisted_name_may_be_longer_in_the_text() -> None:
    item = _item((4, 23), names=["Harbour Council"])
    assert same(item, _actor("Greater Harbour Council", kind="other"), Registry())
    assert not same(item, _actor("Harbour Councils", kind="other"), Registry())


def test_none_and_private_are_right_without_an_actor_and_wrong_with_another() -> None:
    for label in ("none", "private"):
        assert _judge(_item((52, 56), label)).right
        assert not _judge(_item((52, 56), label), _actor("Navy of Peru", "n", country="PER")).right


def test_a_person_may_be_linked_to_the_role_the_gold_gives() -> None:
    item = _item((52, 56), "none", nouns=["president"], country="PER")
    assert _judge(item, _actor("President of Peru", "n", kind="office", country="PER")).right
    assert not _judge(item, _actor("President of Chile", "n", kind="office", country="CHL")).right


def _told(metonymy: str, *actors: Actor, span: tuple[int, int] = (27, 33)) -> Outcome:
    more = {"label": "body", "nouns": ["government"], "country": "TUR"} if metonymy == "government" else {}
    return _judge(_item(span, more.pop("label", "none"), metonymy=metonymy, **more), *actors)  # type: ignore[arg-type]


GOVERNMENT = _actor("Government of Türkiye", "c", country="TUR", sector="GOV")


def test_metonymy_is_government_or_not() -> None:
    outcomes = [_told("government", GOVERNMENT), _told("place", GOVERNMENT), _told("place"), _told("other")]
    outcomes.append(_told("government", span=(34, 38)))
    figures = score(outcomes)
    assert figures.metonymy == 3 / 5
    assert (figures.always_government, figures.always_place) == (2 / 5, 3 / 5)
    assert figures.confusion["government"] == {"government": 1, "place": 0, "other": 0, "missed": 1}
    assert figures.confusion["place"] == {"government": 1, "place": 1, "other": 0, "missed": 0}
    assert figures.missed == 1


def test_a_team_by_its_name_is_not_a_government() -> None:
    outcome = _told("other", _actor("Ankara", "c", kind="other"))
    assert outcome.sense == "other"
    assert score([outcome]).metonymy == 1.0


def test_links_and_codes() -> None:
    coded = _item((4, 23), nouns=["ministry"], country="TUR", sector="GOV")
    right = _judge(coded, _actor("Ministry of Türkiye", "m", country="TUR", sector="MIL"))
    wrong = _judge(_item((52, 56), names=["OSCE"]), _actor("NATO", "n", entry="igo.nato"))
    figures = score([right, wrong, _judge(_item((27, 33), "none"))])
    assert (figures.links.right, figures.links.predicted, figures.links.gold) == (1, 2, 2)
    assert figures.accuracy == 2 / 3
    assert figures.coded == 0.0
    assert figures.by_stratum == {"name": (2, 3)}


def test_fresh_samples_are_told_apart_by_their_split() -> None:
    told = by_sample([_judge(_item((27, 33), "none")), _judge(_item((52, 56), names=["NATO"]))])
    assert told["all"] == told["dev"]
    assert told["all"]["actor accuracy"] == 50.0  # type: ignore[index]


def test_no_items() -> None:
    assert score([]).table()["actor accuracy"] == 0.0


def test_a_gold_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gold.jsonl"
    items = [_item((52, 56), names=["NATO"]), _item((0, 3), "struck"), _item((27, 33), "none", metonymy="place")]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, items)))
    monkeypatch.setattr(corpus, "_with_gum", lambda _data: [("s", "d", TEXT), ("s", "e", "")])
    reading = _reading(_actor("NATO", "n", entry="igo.nato"))
    figures, outcomes = measure(tmp_path, path, "dev", Registry(), lambda text: reading if text == TEXT else None)
    assert (figures.items, figures.accuracy, len(outcomes)) == (2, 1.0, 2)
    assert measure(tmp_path, path, "test", Registry(), lambda _text: None)[0].items == 0
    assert measure(tmp_path, path, None, Registry(), lambda _text: None)[0].missed == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"label": "body"}, "no name"), ({"label": "none", "metonymy": "government"}, "no body"), ({"label": "?"}, "?")],
)
def test_a_malformed_gold_file(tmp_path: Path, fields: dict[str, str], reason: str) -> None:
    path = tmp_path / "gold.jsonl"
    line = {"set": "s", "document": "d", "split": "dev", "stratum": "name", "span": [0, 1], **fields}
    path.write_bytes(msgspec.json.encode(line))
    with pytest.raises(DataError, match=reason.replace("?", r"\?")):
        load(path)


def test_a_document_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(msgspec.json.encode(_item((0, 3), "none")))
    monkeypatch.setattr(corpus, "_with_gum", lambda _data: [])
    with pytest.raises(DataError, match="s/d"):
        measure(tmp_path, path, None, Registry(), lambda _text: None)


def test_our_own_gold_is_well_formed_and_has_no_text() -> None:
    items = load(GOLD)
    assert len(items) >= 300
    named = [item for item in items if item.metonymy]
    assert len(named) >= 80
    assert {item.split for item in items} == {"dev", "test"}
    assert not {item.key for item in items if item.split == "dev"} & {i.key for i in items if i.split == "test"}
    registry = Registry()
    assert {item.country for item in items if item.country} <= {entry.id for entry in registry}
    assert {item.sector for item in items if item.sector} <= registry.sectors.keys() | {"IGO"}


def test_the_fresh_samples_are_well_formed_and_of_documents_in_no_other_gold() -> None:
    fresh = load(GOLD.with_name("actors-fresh.jsonl"))
    assert len(fresh) >= 600
    assert not {item.key for item in fresh} & {item.key for item in load(GOLD)}
    registry = Registry()
    assert {item.country for item in fresh if item.country} <= {entry.id for entry in registry}
    assert {item.sector for item in fresh if item.sector} <= registry.sectors.keys() | {"IGO"}


def test_a_mention_of_a_part_gives_way_to_one_of_the_whole() -> None:
    text = "the Turkish ministry of trade and industry met"
    part, whole = _mention("p", (4, 11)), _mention("w", (0, 42), (12, 20))
    assert find((4, 20), text, (part, whole)) == whole
