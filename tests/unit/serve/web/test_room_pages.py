"""The pages of the reading room: each there, with a JSON twin, saying what the ledger says."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.scale.corroborate import corroborate
from hearsay.store.ledger import Ledger
from tests.support import room
from tests.support.accounts import FERRY, account, edited, fill, raided
from tests.support.room import BARRED, SAID, client, token

PAGES = [
    "/", "/claims", "/disputes", "/incidents", "/sources", "/map", "/graph", "/documents", "/review", "/read", "/runs",
    "/agreement", "/disputes?grade=all", "/outlets/Karpress", "/sources/x1",
]  # fmt: skip
TWINS = ["/index.json", *(f"{path}.json" for path in (
    "/claims", "/disputes", "/incidents", "/sources", "/map", "/graph",
         "/documents", "/review", "/runs", "/agreement", "/outlets/Karpress", "/sources/x1"))]  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with client(tmp_path_factory.mktemp("room") / "ledger") as found:
        yield found


def _claim(asked: Any, words: str) -> dict[str, Any]:
    (found,) = asked.get("/claims.json", params={"q": words}).json()["claims"]
    return found  # type: ignore[no-any-return]


def _dispute(asked: Any) -> dict[str, Any]:
    (found,) = asked.get("/disputes.json").json()["propositions"]
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_and_is_a_whole_page(asked: Any, path: str) -> None:
    answer = asked.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.rstrip().endswith("</html>")
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", TWINS)
def test_every_page_has_a_json_twin(asked: Any, path: str) -> None:
    answer = asked.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert isinstance(answer.json(), dict)


def test_a_dispute_says_who_stands_where(asked: Any) -> None:
    one = _dispute(asked)
    assert (one["affirming"], one["denying"], one["grade"]["value"]) == (1, 1, "contested")
    told = asked.get(f"/disputes/{one['id']}.json").json()
    assert [p["source"] for p in told["sides"]["affirm"]] == ["The harbour master"]
    assert [p["source"] for p in told["sides"]["deny"]] == ["The Tamsin Line"]
    page = asked.get(f"/disputes/{one['id']}").text
    assert page.index("Affirm it") < page.index("The harbour master") < page.index("Deny it")


def test_an_incident_has_its_versions_with_copies_folded(asked: Any) -> None:
    (one,) = asked.get("/incidents.json").json()["happenings"]
    told = asked.get(f"/incidents/{one['id']}.json").json()
    assert one["versions"] == 5
    assert one["origins"] == 2
    assert sum(version["folded"] for version in told["versions"]) == 3
    (series,) = told["tolls"]
    assert (series["measure"], series["state"], series["low"]) == ("killed", "disputed", 29)
    page = asked.get(f"/incidents/{one['id']}").text
    assert "killed: 29" in page
    assert "at least 31" in page
    assert "a copy, folded" in page


def test_the_reader_shows_the_article_with_its_claims(asked: Any) -> None:
    claim = _claim(asked, "denied")
    page = asked.get(f"/documents/{claim['record']}").text
    assert f'id="{claim["attribution"]}"' in page
    assert "who stands where" in page or "said in 1 other article" in page
    assert "The Tamsin Line" in page
    twin = asked.get(f"/documents/{claim['record']}.json").json()
    assert twin["reading"]["document"]["text"] == room.DENIED
    lit = asked.get(f"/documents/{claim['record']}/lit.css")
    assert lit.headers["content-type"].startswith("text/css")
    assert f"#{claim['attribution']}" in lit.text


def test_a_claims_permalink_leads_to_its_place(asked: Any) -> None:
    claim = _claim(asked, "denied")
    answer = asked.get(f"/claims/{claim['id']}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/documents/{claim['record']}#{claim['attribution']}"


def test_facets_narrow_down_and_count_what_would_remain(asked: Any) -> None:
    whole = asked.get("/claims.json").json()
    assert whole["total"] == 4
    counts = {facet["facet"]: {v["value"]: v["count"] for v in facet["values"]} for facet in whole["facets"]}
    assert counts["stance"] == {"affirm": 3, "deny": 1}
    assert counts["evidence"] == {"document": 1}
    narrowed = asked.get("/claims.json", params={"stance": "deny"}).json()
    assert [one["who"] for one in narrowed["claims"]] == ["The Tamsin Line"]
    again = {facet["facet"]: {v["value"]: v["count"] for v in facet["values"]} for facet in narrowed["facets"]}
    assert again["stance"] == {"affirm": 3, "deny": 1}  # what there would be without it
    assert again["outlet"] == {"The Courier": 1}
    either = asked.get("/claims.json", params=[("stance", "deny"), ("stance", "affirm")]).json()
    assert either["total"] == 4
    both = asked.get("/claims.json", params={"stance": "affirm", "outlet": "The Courier"}).json()
    assert both["total"] == 1


def test_pages_of_claims_follow_each_other_without_gap_or_repeat(asked: Any) -> None:
    seen: list[str] = []
    query = "limit=1"
    while query:
        page = asked.get(f"/claims.json?{query}").json()
        seen += [one["id"] for one in page["claims"]]
        query = page["next"]
    assert len(seen) == len(set(seen)) == 4


def test_csv_has_exactly_what_is_shown_and_no_formula(tmp_path: Path) -> None:
    from tests.support.accounts import account

    text = "=cmd() said that the market was closed."
    sly = account(text, outlet="Karpress", says=("=cmd()", "said", "that the market was closed"))
    with client(tmp_path / "ledger", [sly]) as asked:
        rows = list(csv.DictReader(io.StringIO(asked.get("/claims.csv", params={"q": "market"}).text)))
        twin = asked.get("/claims.json", params={"q": "market"}).json()["claims"]
        assert [row["id"] for row in rows] == [one["id"] for one in twin]
        assert "'=cmd()" in [row["who"] for row in rows]
        whole = list(csv.DictReader(io.StringIO(asked.get("/claims.csv", params={"whole": "1", "limit": "1"}).text)))
        assert len(whole) == 5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/documents/r000000000000", 404), ("/disputes/q000000000000", 404), ("/incidents/h0", 404),
        ("/sources/nobody", 404), ("/outlets/None", 404), ("/copies/g0", 404), ("/origins/o0", 404), ("/nowhere", 404),
        ("/claims?since=soon", 400), ("/claims?sort=best", 400), ("/claims?limit=0", 400), ("/claims?after=zz", 404),
        ("/incidents?since=soon", 400), ("/map?until=2031-02-31", 400), ("/claims?until=2031-13", 400),
        ("/disputes?grade=good", 400), ("/incidents?grade=good", 400), ("/documents?after=zz", 404),
        ("/disputes?after=zz", 404), ("/incidents.json?after=zz", 404),
        ("/claims?q=-ferry", 400), ("/training/xml", 404), ("/claims.json?since=soon", 400),
    ],
)  # fmt: skip
def test_what_is_not_there_or_cannot_be_is_told(asked: Any, path: str, status: int) -> None:
    answer = asked.get(path)
    assert answer.status_code == status
    if ".json" in path:
        assert answer.json()["error"]["message"]
    else:
        assert "<h1>" in answer.text


def test_a_query_is_saved_and_forgotten(tmp_path: Path) -> None:
    with client(tmp_path / "ledger") as asked:
        form = {
            "form_token": token(asked.get("/claims").text),
            "name": "Denials",
            "query": "stance=deny",
            "who": "A. Reviewer",
        }
        answer = asked.post("/saved", data=form, follow_redirects=False)
        assert answer.headers["location"] == "/claims?stance=deny"
        assert 'href="/claims?stance=deny">Denials</a>' in asked.get("/").text
        asked.post("/saved/1/forget", data={"form_token": token(asked.get("/claims").text)})
        assert "Denials" not in asked.get("/").text


def test_a_pasted_text_is_shown_and_kept_only_when_asked(tmp_path: Path) -> None:
    with client(tmp_path / "ledger") as asked:
        form = {"form_token": token(asked.get("/read").text), "text": "The mayor said the bridge was safe."}
        page = asked.post("/read", data=form)
        assert page.status_code == 200
        assert "nothing is kept" in page.text
        assert asked.get("/claims.json", params={"q": "bridge"}).json()["total"] == 0
        action = page.text.split('action="/read/')[1].split('"')[0]
        kept = asked.post(f"/read/{action}", data={"form_token": token(page.text)}, follow_redirects=False)
        assert kept.status_code == 303
        assert asked.get(kept.headers["location"]).status_code == 200
        assert asked.get("/claims.json", params={"q": "bridge"}).json()["total"] == 1
        reports = Ledger.open(tmp_path / "ledger").reports()
        assert [report.adds_up for report in reports] == [True, True]
        assert reports[-1].processed == 1


def test_what_cannot_be_read_is_told_and_can_be_mended(tmp_path: Path) -> None:
    with client(tmp_path / "ledger", max_text=2000) as asked:
        given = {"form_token": token(asked.get("/read").text)}
        empty = asked.post("/read", data=given | {"text": "   "})
        assert empty.status_code == 400
        assert "empty-input" in empty.text
        long = asked.post("/read", data=given | {"text": "word " * 1000})
        assert "too-large" in long.text
        wrong = asked.post("/read", data=given | {"text": "The mayor said so.", "published": "soon"})
        assert wrong.status_code == 400
        assert "The mayor said so." in wrong.text  # what was typed is not lost
        assert asked.post("/read", data=given | {"text": "RAISING an error"}).status_code == 400


def test_a_reading_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from hearsay.scale import here

    real = here.read_one
    monkeypatch.setattr(here, "read_one", lambda reader, item: (time.sleep(1.0), real(reader, item))[1])
    with client(tmp_path / "ledger", read_seconds=0.1) as asked:
        form = {"form_token": token(asked.get("/read").text), "text": "The mayor said the bridge was safe."}
        answer = asked.post("/read", data=form)
        assert answer.status_code == 503
        assert "busy" in answer.text


def test_an_unfinished_ledger_is_of_use(tmp_path: Path) -> None:
    """A ledger that nobody has corroborated, and one with nothing in it."""
    from litestar.testing import TestClient

    from hearsay.serve.app import make_app
    from hearsay.serve.desk import Desk
    from hearsay.serve.settings import Settings
    from tests.support.accounts import made
    from tests.support.fake_reader import load

    for name, shards in (("bare", {"a": room.reports()}), ("empty", {})):
        desk = Desk(made(tmp_path / name, shards))
        with TestClient(make_app(desk, Settings(), lambda: load(None)), base_url="http://127.0.0.1") as asked:
            for path in ("/", "/claims", "/documents", "/review", "/runs", "/sources"):
                assert asked.get(path).status_code == 200, path
            assert asked.get("/disputes").status_code == 404
            assert "hearsay corroborate" in asked.get("/disputes").text


def test_the_words_of_the_dispute_are_the_articles(asked: Any) -> None:
    told = asked.get(f"/disputes/{_dispute(asked)['id']}.json").json()
    for side in ("affirm", "deny"):
        assert told["sides"][side][0]["words"] == BARRED


def test_private_people_are_in_no_list(tmp_path: Path) -> None:
    from tests.support.accounts import account

    said = "that the lorry had no lights"
    seen = [
        account(f"{who} said {said} on the road {n}.", outlet="Karpress", says=(who, "said", said), type=kind)
        for n, (who, kind) in enumerate((("Jon Welk", "witness"), ("Ilse Tarn", "person"), ("Ana Brom", "expert")))
    ]
    with client(tmp_path / "ledger", seen) as asked:
        told = asked.get("/claims.json", params={"q": "lorry"}).json()
        names = [v["value"] for facet in told["facets"] if facet["facet"] == "source_name" for v in facet["values"]]
        assert names == ["Ana Brom"]
        assert {one["who"] for one in told["claims"]} == {"Jon Welk", "Ilse Tarn", "Ana Brom"}
        assert "Jon Welk" not in asked.get("/sources").text


RAID = "Gunmen raided the customs post at Orda on Thursday. Officials blamed the Marsh Brigade."
RAID_AGAIN = "Witnesses at Orda saw how gunmen raided the customs post. The Marsh Brigade is blamed for it."


def test_an_incident_has_its_slots_and_who_is_accused(tmp_path: Path) -> None:
    more = [
        raided(RAID, "raided", "the Marsh Brigade", "North"),
        raided(RAID_AGAIN, "raided", "The Marsh Brigade", "South"),
    ]
    with client(tmp_path / "ledger", more) as asked:
        told = [one for one in asked.get("/incidents.json").json()["happenings"] if one["kind"] == "incident"]
        assert told
        for one in told:
            page = asked.get(f"/incidents/{one['id']}")
            assert page.status_code == 200
            assert "suspected or accused" in page.text
            assert "the customs post" in page.text
            assert asked.get(f"/incidents/{one['id']}.json").status_code == 200


def test_an_address_leads_on_to_what_its_record_has_become(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with client(folder) as asked:
        (one,) = asked.get("/disputes.json").json()["propositions"]
        group = asked.get("/api/v1/copies").json()["items"][0]
        form = {"form_token": token(asked.get("/claims").text), "target": one["id"], "who": "A. Reviewer"}
        asked.post("/judgements", data=form | {"verdict": "accept", "note": "checked by telephone"})
        third = account(f"Again: {SAID}", outlet="The Meridian", says=("The harbour master", "said", BARRED))
        found = Ledger.open(folder)
        fill(found, {"b": [third, account(edited(FERRY, 9), outlet="Paper 9", anchor="capsized")]}, run=2)
        corroborate(found)
        (now,) = asked.get("/disputes.json").json()["propositions"]
        assert now["id"] != one["id"]
        for old, new, page in ((one["id"], now["id"], "disputes"),):
            answer = asked.get(f"/{page}/{old}", follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (307, f"/{page}/{new}")
            assert asked.get(f"/{page}/{old}.json").json()["id"] == new
        assert "checked by telephone" in asked.get(f"/disputes/{one['id']}").text
        assert asked.get(f"/api/v1/propositions/{one['id']}").json()["id"] == now["id"]
        assert asked.get(f"/copies/{group['id']}").status_code == 200
        corroborate(found, anew=True)
        assert "checked by telephone" in asked.get(f"/disputes/{one['id']}").text
        assert asked.get("/disputes/q000000000000").status_code == 404


def test_head_is_answered_as_get_is_without_the_body(asked: Any) -> None:
    answer = asked.head("/disputes")
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer.headers["etag"] == asked.get("/disputes").headers["etag"]


def test_happenings_are_asked_for_by_day_month_or_year(asked: Any) -> None:
    for since, until, count in (("2031", "2031", 1), ("2031-09", "2031-09", 1), ("2031-10", "", 0), ("", "2031-08", 0)):
        found = asked.get("/incidents.json", params={"since": since, "until": until}).json()["happenings"]
        assert bool(found) == bool(count), (since, until)


def test_a_facet_may_be_written_as_the_api_has_it(asked: Any) -> None:
    one = asked.get("/claims.json?facet=stance:deny").json()
    assert one["total"] == asked.get("/claims.json?stance=deny").json()["total"] == 1


def test_what_an_older_version_corroborated_is_to_be_made_anew(tmp_path: Path) -> None:
    with client(tmp_path / "ledger") as asked:
        with contextlib.closing(sqlite3.connect(tmp_path / "ledger" / "corroboration.sqlite")) as book:
            book.execute("PRAGMA user_version = 1")
        assert "hearsay corroborate" in asked.get("/").text
        assert asked.get("/claims").status_code == 200
        assert asked.get("/disputes").status_code == 404


def test_a_figure_without_a_source_is_its_report_s_by_name(tmp_path: Path) -> None:
    """A report with neither title, outlet nor source is known by its file."""
    folder = tmp_path / "ledger"
    bare = account(
        "The ferry capsized on Lake Tamsin and 12 people drowned there.", anchor="capsized", toll=("12", 12.0, 12.0)
    )
    assert bare.reading is not None
    document = msgspec.structs.replace(bare.reading.document, title=None)
    bare = msgspec.structs.replace(
        bare, reading=msgspec.structs.replace(bare.reading, document=document),
        record=msgspec.structs.replace(bare.record, name="/home/somebody/ferry.txt"),
    )  # fmt: skip
    with client(folder, [bare]) as asked:
        for one in asked.get("/incidents.json").json()["happenings"]:
            page = asked.get(f"/incidents/{one['id']}").text
            found = asked.get(f"/incidents/{one['id']}.json").json()
            sources = [figure["source"] for series in found["tolls"] for figure in series["figures"]]
            assert not [name for name in sources if re.fullmatch(r"d[0-9a-f]{12}", name)]
            if "ferry.txt" in sources:
                assert "ferry.txt" in page
                break
        else:
            raise AssertionError("the report's figure is nowhere")
