"""Review: what people decide is kept apart, can be taken back, and comes out as training data."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.store import Ledger
from hearsay.store.corroborating import Corroborating
from hearsay.store.corroboration import FILE
from tests.support.accounts import account
from tests.support.ledgers import shard_bytes
from tests.support.room import client, token


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Any]:
    with client(tmp_path / "ledger") as found:
        yield found


def _claim(asked: Any, words: str = "denied") -> dict[str, Any]:
    return asked.get("/claims.json", params={"q": words}).json()["claims"][0]  # type: ignore[no-any-return]


def _judge(asked: Any, target: str, verdict: str, who: str = "A. Reviewer", **more: str) -> Any:
    form = {"form_token": token(asked.get(f"/review/{target}").text), "target": target, "verdict": verdict, "who": who}
    return asked.post("/judgements", data=form | more, follow_redirects=False)


def test_a_wrong_source_is_corrected_and_the_reading_stays(asked: Any, tmp_path: Path) -> None:
    before = shard_bytes(tmp_path / "ledger")
    claim = _claim(asked)
    answer = _judge(asked, claim["id"], "correct", source="4-10", cue="16-22", stance="doubt", next="/review")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert shard_bytes(tmp_path / "ledger") == before
    (one,) = asked.get("/api/v1/judgements").json()
    assert one["value"] == {"source": [[4, 10]], "stance": "doubt"}  # and nothing that was left as it stood
    assert one["who"] == "A. Reviewer"
    page = asked.get(f"/documents/{claim['record']}").text
    assert "correct by A. Reviewer" in page
    assert "laid over the reading" in page
    over = asked.get(f"/documents/{claim['record']}?judged=1").text
    assert "doubts it" in over
    assert "doubts it" not in page


def test_undo_takes_a_judgement_back_and_says_so(asked: Any, tmp_path: Path) -> None:
    claim = _claim(asked)
    _judge(asked, claim["id"], "reject")
    (one,) = asked.get("/api/v1/judgements").json()
    page = asked.get(f"/review/{claim['id']}").text
    asked.post(f"/judgements/{one['id']}/withdraw", data={"form_token": token(page), "who": "B. Other"})
    assert asked.get("/api/v1/judgements").json() == []
    with Ledger.open(tmp_path / "ledger").judgements() as book:
        assert [one.verdict for one in book.all(withdrawn=True)] == ["reject", "withdraw"]
    assert "taken back" in asked.get(f"/review/{claim['id']}").text


def test_what_one_has_judged_leaves_their_queue_only(asked: Any) -> None:
    claim = _claim(asked)
    _judge(asked, claim["id"], "accept")
    assert claim["id"] not in [one["id"] for one in asked.get("/review.json").json()["claims"]]
    asked.cookies.delete("hearsay-who")
    assert claim["id"] in [one["id"] for one in asked.get("/review.json").json()["claims"]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"verdict": "accept", "who": " "}, "needs the name"),
        ({"verdict": "applaud"}, "no such verdict"),
        ({"verdict": "correct"}, "nothing was changed"),
        ({"verdict": "correct", "source": "4-2"}, "does not lie in the text"),
        ({"verdict": "correct", "source": "0-99999"}, "does not lie in the text"),
        ({"verdict": "correct", "source": "here"}, "is no span"),
        ({"verdict": "correct", "source": "0-9, 4-12"}, "overlap"),
        ({"verdict": "correct", "stance": "perhaps"}, "cannot be"),
        ({"verdict": "split"}, "needs what to part"),
        ({"verdict": "correct", "cue": "", "content": ""}, "neither cue nor content"),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(asked: Any, given: dict[str, str], told: str) -> None:
    target = asked.get("/disputes.json").json()["propositions"][0]["id"] if given["verdict"] == "split" else None
    form = {
        "form_token": token(asked.get("/claims").text),
        "target": target or _claim(asked)["id"],
        "who": "A. Reviewer",
    }
    answer = asked.post("/judgements", data=form | given)
    assert answer.status_code == 400
    assert told in answer.text
    assert asked.get("/api/v1/judgements").json() == []


def test_claims_are_parted_from_a_proposition_and_propositions_joined(asked: Any) -> None:
    (one,) = asked.get("/disputes.json").json()["propositions"]
    other = next(p for p in asked.get("/disputes.json?grade=all").json()["propositions"] if p["id"] != one["id"])
    told = asked.get(f"/disputes/{one['id']}.json").json()
    parted = told["sides"]["deny"][0]["claim"]
    form = {"form_token": token(asked.get("/claims").text), "target": one["id"], "who": "A. Reviewer"}
    assert asked.post("/judgements", data=form | {"verdict": "split", f"id-{parted}": "1"}).status_code == 200
    assert asked.post("/judgements", data=form | {"verdict": "merge", "ids": other["id"]}).status_code == 200
    page = asked.get(f"/disputes/{one['id']}").text
    assert "set apart by a reviewer" in page
    assert "Joined to it by reviewers" in page
    strange = asked.post("/judgements", data=form | {"verdict": "split", "id-c000": "1"})
    assert "not in it" in strange.text
    assert asked.post("/judgements", data=form | {"verdict": "merge", "ids": "q000"}).status_code == 404


def test_what_is_worded_alike_is_offered_and_joined_by_a_tick(tmp_path: Path) -> None:
    folder = tmp_path / "ledger"
    with client(folder) as asked:
        (one,) = asked.get("/disputes.json").json()["propositions"]
        twin = "q00000000aaaa"
        with Corroborating.writable(folder / FILE) as book:
            kept = book.proposition(one["id"])
            with book.transaction():
                book.put([msgspec.structs.replace(kept, id=twin, text=f"{kept.text} again")])
        page = asked.get(f"/disputes/{one['id']}").text
        assert f'name="join-{twin}"' in page
        assert f'name="join-{one["id"]}"' not in page
        form = {"form_token": token(page), "target": one["id"], "who": "A. Reviewer", f"join-{twin}": "1"}
        asked.post("/judgements", data=form | {"verdict": "merge"})
        (judged,) = asked.get("/api/v1/judgements").json()
        assert judged["value"]["ids"] == [twin]
        assert asked.post("/judgements", data=form | {"verdict": "split"}).status_code == 400


def test_corrections_add_up_and_who_accepts_accepts_them(asked: Any) -> None:
    claim = _claim(asked)
    _judge(asked, claim["id"], "correct", source="0-3")
    page = asked.get(f"/review/{claim['id']}").text
    assert "As corrected by A. Reviewer" in page
    assert 'name="source" value="0-3"' in page
    assert "source: “<bdi>The</bdi>”" in page
    _judge(asked, claim["id"], "correct", act="claim")
    _judge(asked, claim["id"], "accept", "B. Other")
    (line,) = asked.get("/training/jsonl").text.splitlines()
    (row,) = json.loads(line)["attributions"]
    assert (row["source"], row["act"]) == ([[0, 3]], "claim")
    (pair,) = asked.get("/agreement.json").json()["pairs"]
    assert (pair["both"], pair["same"]) == (1, 1)
    _judge(asked, claim["id"], "correct", "B. Other", act="state")
    (row,) = json.loads(asked.get("/training/jsonl").text)["attributions"]
    assert (row["source"], row["act"]) == ([[0, 3]], "state")


def test_the_queue_goes_on(tmp_path: Path) -> None:
    more = [
        account(f"The mayor said that bridge {n} was shut.", says=("The mayor", "said", f"that bridge {n} was shut"))
        for n in range(40)
    ]  # fmt: skip
    with client(tmp_path / "ledger", more) as asked:
        first = asked.get("/review.json").json()
        second = asked.get(f"/review.json?after={first['after']}").json()
        ids = [one["id"] for one in (*first["claims"], *second["claims"])]
        assert len(ids) == len(set(ids)) == first["total"]
        assert f"after={first['after']}" in asked.get("/review").text


def test_enter_in_a_field_judges_nothing(asked: Any) -> None:
    """The first button of a form is the one that Enter presses."""
    claim = _claim(asked)
    (dispute,) = asked.get("/disputes.json").json()["propositions"]
    happening = asked.get("/incidents.json").json()["happenings"][0]
    for path in (f"/review/{claim['id']}", f"/disputes/{dispute['id']}", f"/incidents/{happening['id']}"):
        page = asked.get(path).text
        form = page[page.index('<form method="post" action="/judgements"') :]
        assert re.findall(r"<button[^>]*>", form)[0] == '<button type="submit" disabled hidden>'


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_only_a_claim_or_an_attribution_is_accepted_or_rejected(asked: Any, verdict: str) -> None:
    claim = _claim(asked)
    form = {"form_token": token(asked.get("/claims").text), "target": claim["document"], "who": "A. Reviewer"}
    assert asked.post("/judgements", data=form | {"verdict": verdict}).status_code == 404
    assert asked.get("/api/v1/judgements").json() == []


def test_a_proposition_is_joined_with_propositions_alone(asked: Any) -> None:
    (one,) = asked.get("/disputes.json").json()["propositions"]
    happening = asked.get("/incidents.json").json()["happenings"][0]
    form = {"form_token": token(asked.get("/claims").text), "target": one["id"], "who": "A. Reviewer"}
    answer = asked.post("/judgements", data=form | {"verdict": "merge", "ids": happening["id"]})
    assert answer.status_code == 400
    assert "happenings with happenings" in answer.text or "joined with propositions" in answer.text


def test_a_judgement_is_taken_back_once(asked: Any) -> None:
    claim = _claim(asked)
    _judge(asked, claim["id"], "reject", "A.\x00 Reviewer")
    (one,) = asked.get("/api/v1/judgements").json()
    assert "\x00" not in one["who"]
    form = {"form_token": token(asked.get("/claims").text), "who": "B. Other"}
    assert asked.post(f"/judgements/{one['id']}/withdraw", data=form).status_code == 200
    assert asked.post(f"/judgements/{one['id']}/withdraw", data=form).status_code == 404


def test_the_queue_may_be_asked_in_another_order(asked: Any) -> None:
    doubtful = [one["confidence"] for one in asked.get("/review.json").json()["claims"]]
    assert doubtful == sorted(doubtful)
    newest = [one["id"] for one in asked.get("/review.json?sort=newest").json()["claims"]]
    assert newest == [one["id"] for one in asked.get("/claims.json").json()["claims"]][: len(newest)]
    page = asked.get("/review?sort=oldest&stance=deny").text
    assert '<option value="oldest" selected>' in page
    assert '<input type="hidden" name="stance" value="deny">' in page


def test_two_reviewers_agreement_is_computed(asked: Any) -> None:
    claims = asked.get("/claims.json").json()["claims"][:3]
    for claim, (one, other) in zip(
        claims, [("accept", "accept"), ("reject", "reject"), ("accept", "reject")], strict=True
    ):
        _judge(asked, claim["id"], one, "A. Reviewer")
        _judge(asked, claim["id"], other, "B. Other")
    (pair,) = asked.get("/agreement.json").json()["pairs"]
    assert (pair["both"], pair["same"]) == (3, 2)
    assert pair["kappa"] == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert "0.40" in asked.get("/agreement").text


def test_corrections_come_out_as_training_data(asked: Any) -> None:
    claim = _claim(asked)
    _judge(asked, claim["id"], "correct", source="4-10")
    _judge(asked, _claim(asked, "announced")["id"], "reject")
    (line,) = asked.get("/training/jsonl").text.splitlines()
    told = json.loads(line)
    (one,) = told["attributions"]
    assert one["source"] == [[4, 10]]
    assert told["text"][4:10] == "Tamsin"
    archive = zipfile.ZipFile(io.BytesIO(asked.get("/training/brat").content))
    standoff = archive.read(f"{told['document']}.ann").decode()
    assert "T1\tSource 4 10\tTamsin" in standoff
    assert archive.read(f"{told['document']}.txt").decode() == told["text"]
    (task,) = asked.get("/training/labelstudio").json()
    regions = [part for part in task["annotations"][0]["result"] if part["type"] == "labels"]
    for region in regions:
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]


def test_concurrent_reviewers_lose_nothing(asked: Any, tmp_path: Path) -> None:
    claim = _claim(asked)
    form = {"form_token": token(asked.get("/claims").text), "target": claim["id"], "verdict": "accept"}
    statuses: list[int] = []

    def many(who: str) -> None:
        for _ in range(15):
            answer = asked.post("/judgements", data=form | {"who": who}, follow_redirects=False)
            statuses.append(answer.status_code)

    threads = [threading.Thread(target=many, args=(f"Reviewer {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * 90
    with Ledger.open(tmp_path / "ledger").judgements() as book:
        kept = [one.who for one in book.all()]
    assert {who: kept.count(who) for who in kept} == {f"Reviewer {n}": 15 for n in range(6)}


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_a_change_never_leads_elsewhere(asked: Any, there: str) -> None:
    answer = _judge(asked, _claim(asked)["id"], "accept", next=there)
    assert answer.headers["location"] == "/review"
