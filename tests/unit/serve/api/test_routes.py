"""The REST API: the contract's records, keyset paging, and answers that are as its own description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.corroborated import Happening, Proposition
from hearsay.model import Reading
from tests.support.room import app, client


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with client(tmp_path_factory.mktemp("api") / "ledger") as found:
        yield found


def test_a_text_is_read_and_nothing_is_kept(asked: Any) -> None:
    answer = asked.post("/api/v1/read", json={"text": "The mayor said the bridge was safe."})
    reading = msgspec.json.decode(answer.content, type=Reading)
    assert reading.document.text == "The mayor said the bridge was safe."
    assert asked.get("/api/v1/claims?q=bridge").json()["total"] == 0


@pytest.mark.parametrize(
    "body", [{"text": ""}, {"txt": "x"}, {"text": "x", "more": 1}, {"text": 5}, [], {"text": "x", "published": "soon"}]
)
def test_a_body_that_is_wrong_is_refused(asked: Any, body: Any) -> None:
    answer = asked.post("/api/v1/read", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_what_is_nested_too_deeply_is_refused(asked: Any) -> None:
    headers = {"content-type": "application/json"}
    answer = asked.post("/api/v1/read", content=b"[" * 100_000, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]


def test_what_is_wrong_with_a_body_is_named(asked: Any) -> None:
    assert "text" in asked.post("/api/v1/read", json={"text": 5}).json()["error"]["message"]
    assert "limit" in asked.get("/api/v1/claims?limit=zzz").json()["error"]["message"]


def test_lists_are_paged_by_the_last_id(asked: Any) -> None:
    for path, kind in (("propositions", Proposition), ("events", Happening), ("origins", None), ("copies", None)):
        whole = asked.get(f"/api/v1/{path}").json()["items"]
        seen, after = [], ""
        while True:
            page = asked.get(f"/api/v1/{path}?limit=1{after}").json()
            seen += page["items"]
            if page["after"] is None:
                break
            after = f"&after={page['after']}"
        assert seen == whole
        assert whole
        if kind is not None:
            msgspec.convert(whole, list[kind])  # type: ignore[valid-type]


def test_records_are_found_by_id(asked: Any) -> None:
    claim = asked.get("/api/v1/claims?facet=stance:deny").json()["items"][0]
    assert asked.get(f"/api/v1/claims/{claim['claim']}").json()[0]["attribution"] == claim["attribution"]
    document = asked.get(f"/api/v1/documents/{claim['document']}").json()
    assert document["record"]["id"] == claim["record"]
    proposition = asked.get("/api/v1/propositions?contested=true").json()["items"][0]
    assert asked.get(f"/api/v1/propositions/{proposition['id']}").json() == proposition
    event = asked.get("/api/v1/events").json()["items"][0]
    assert asked.get(f"/api/v1/events/{event['id']}").json() == event
    assert asked.get("/api/v1/incidents").json()["items"] == []
    assert asked.get("/api/v1/sources/x1").json()["name"] == "Tamsin Line"
    assert asked.get("/api/v1/sources").json()["items"] == [[asked.get("/api/v1/sources/x1").json(), 1]]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims/c0", 404), ("documents/d0", 404), ("propositions/q0", 404), ("events/h0", 404), ("sources/x9", 404),
        ("claims?limit=0", 400), ("claims?limit=501", 400), ("claims?facet=stance", 400),
        ("claims?facet=colour:red", 400),
        ("claims?sort=best", 400), ("claims?since=soon", 400), ("propositions?grade=true", 400), ("nothing", 404),
    ],
)  # fmt: skip
def test_errors_have_a_code_and_a_message(asked: Any, path: str, status: int) -> None:
    answer = asked.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message"}


def test_the_api_is_as_it_describes_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    """schemathesis draws requests out of the OpenAPI description and holds the answers against it."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    import os

    from hypothesis import HealthCheck, Phase, given, settings

    made = app(tmp_path_factory.mktemp("schema") / "ledger")
    schema = schemathesis.openapi.from_asgi("/api/v1/schema/openapi.json", made, headers={"host": "127.0.0.1"})
    tried = 0
    for operation in schema.get_all_operations():
        found = operation.ok()

        @given(case=found.as_strategy())
        @settings(
            max_examples=int(os.environ.get("HEARSAY_API_EXAMPLES", "15")), deadline=None, database=None,
            derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        )  # fmt: skip
        def check(case: Any) -> None:
            response = case.call(headers={"host": "127.0.0.1"})
            case.validate_response(response, checks=[
                schemathesis.checks.not_a_server_error, schemathesis.specs.openapi.checks.status_code_conformance,
                schemathesis.specs.openapi.checks.content_type_conformance,
                schemathesis.specs.openapi.checks.response_schema_conformance,
            ])  # fmt: skip

        check()
        tried += 1
    assert tried >= 14
