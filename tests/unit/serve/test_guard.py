"""What stands before the room: names, tokens, changes, sizes, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.serve.guard import HEADERS, POLICY
from tests.support.room import app, client, token


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with client(tmp_path_factory.mktemp("guard") / "ledger") as found:
        yield found


@pytest.mark.parametrize(
    "path", ["/", "/claims.json", "/nowhere", "/static/room.css", "/api/v1/claims", "/claims?since=x"]
)
def test_every_answer_forbids_what_is_not_the_rooms(asked: Any, path: str) -> None:
    headers = asked.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8470", "localhost.evil.example", "", "[::2]"])
def test_a_name_that_is_not_the_rooms_is_refused(asked: Any, host: str) -> None:
    assert asked.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8470", "127.0.0.1:1", "[::1]:8470", "LOCALHOST"])
def test_its_own_names_are_answered_to(asked: Any, host: str) -> None:
    assert asked.get("/runs", headers={"host": host}).status_code == 200


def _changes(found: Any) -> list[str]:
    routes = [route for route in found.routes if "POST" in getattr(route, "methods", set())]
    return [route.path for route in routes]


def test_no_change_is_taken_without_a_token(tmp_path: Path) -> None:
    """Every route that takes a POST, whichever is added later, but for the API, which takes no form."""
    made = app(tmp_path / "ledger")
    paths = [path for path in _changes(made) if not path.startswith("/api/")]
    assert len(paths) >= 7
    from litestar.testing import TestClient

    with TestClient(made, base_url="http://127.0.0.1") as found:
        for path in paths:
            where = path.replace("{name:str}", "j0").replace("{number:int}", "1")
            assert found.post(where, data={"text": "x"}).status_code == 403, path
            found.get("/claims")
            wrong = {"text": "x", "form_token": "0" * 64}
            assert found.post(where, data=wrong).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://[oops"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_elsewhere_is_refused_even_with_the_token(asked: Any, headers: dict[str, str]) -> None:
    form = {"form_token": token(asked.get("/read").text), "text": "The mayor said so."}
    assert asked.post("/read", data=form, headers=headers).status_code == 403
    text = {"text": "The mayor said so."}
    assert asked.post("/api/v1/read", json=text, headers=headers).status_code == 403


def test_a_change_from_its_own_page_is_taken(asked: Any) -> None:
    form = {"form_token": token(asked.get("/read").text), "text": "The mayor said the bridge was safe."}
    own = {"origin": "http://127.0.0.1:8470", "sec-fetch-site": "same-origin"}
    assert asked.post("/read", data=form, headers=own).status_code == 200


def test_the_api_takes_no_form(asked: Any) -> None:
    body = '{"text": "The mayor said so."}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = asked.post("/api/v1/read", content=body, headers={"content-type": kind})
        assert answer.status_code == 415, kind


def test_with_a_token_nothing_is_shown_without_it(tmp_path: Path) -> None:
    with client(tmp_path / "ledger", token="a long token", hosts=None) as found:
        assert found.get("/").status_code == 401
        assert 'href="/enter"' in found.get("/", headers={"accept": "text/html,*/*"}).text
        assert found.head("/").status_code == 401
        assert found.get("/api/v1/claims").status_code == 401
        assert found.get("/api/v1/claims", headers={"authorization": "Bearer wrong"}).status_code == 401
        assert found.get("/api/v1/claims", headers={"authorization": "Bearer a long token"}).status_code == 200
        assert found.get("/api/v1/claims", headers={"authorization": "bearer a long token"}).status_code == 200
        page = found.get("/enter").text
        wrong = found.post("/enter", data={"form_token": token(page), "token": "a guess"})
        assert wrong.status_code == 403
        found.post("/enter", data={"form_token": token(page), "token": "a long token"})
        assert found.get("/").status_code == 200


def test_a_body_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with client(tmp_path / "ledger", max_body=5000) as found:
        form = {"form_token": token(found.get("/read").text), "text": "x" * 6000}
        assert found.post("/read", data=form).status_code == 413
        assert found.post("/api/v1/read", json={"text": "x" * 6000}).status_code == 413


def test_what_has_not_changed_is_not_sent_again(asked: Any) -> None:
    first = asked.get("/api/v1/claims")
    tag = first.headers["etag"]
    again = asked.get("/api/v1/claims", headers={"if-none-match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert asked.get("/api/v1/claims?q=ferry", headers={"if-none-match": tag}).status_code == 200
    page = asked.get("/disputes")
    assert asked.get("/disputes", headers={"if-none-match": page.headers["etag"]}).status_code == 304


def test_static_files_are_those_of_the_package_only(asked: Any) -> None:
    assert asked.get("/static/room.css").status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static//etc/passwd"):
        assert asked.get(path).status_code in (404, 405), path
