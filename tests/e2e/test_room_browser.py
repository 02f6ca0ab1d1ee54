"""The reading room in a real browser: each page's main path, with and without scripts, at any width, and accessible.

Skipped where Chromium or Playwright is absent; what needs the built scripts is skipped where they have not been built.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("litestar", reason="the reading room is not installed")
pytest.importorskip("pyarrow", reason="ledgers are Parquet")

from hearsay.serve.web.rendering import built
from tests.support import room
from tests.support.payloads import payloads

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
needs_scripts = pytest.mark.skipif(not built(), reason="the scripts have not been built (npm run build in web/)")
WIDTHS = [320, 390, 1280, 2560]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with room.listening(room.app(tmp_path_factory.mktemp("room") / "ledger")) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def _pages(tab: Tab, at: str) -> list[str]:
    """The address of a page of each kind."""
    ask = tab.request
    claim = ask.get(f"{at}/claims.json?q=denied").json()["claims"][0]
    dispute = ask.get(f"{at}/disputes.json").json()["propositions"][0]
    incident = ask.get(f"{at}/incidents.json").json()["happenings"][0]
    told = ask.get(f"{at}/graph.json").json()
    return [
        "/", "/claims", f"/documents/{claim['record']}", "/disputes", f"/disputes/{dispute['id']}", "/incidents",
        f"/incidents/{incident['id']}", "/sources", "/sources/x1", "/outlets/Karpress", "/map", "/graph", "/review",
        f"/review/{claim['id']}", "/read", "/runs", "/agreement", "/documents", f"/copies/{told['copies'][0]['id']}",
        f"/origins/{told['copies'][0]['origin']}", "/nowhere",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_is_wider_than_its_window_and_none_asks_for_anything_else(
    browser: Browser, at: str, theme: Any
) -> None:
    context = browser.new_context(color_scheme=theme)
    tab = context.new_page()
    strange: list[str] = []
    tab.on("request", lambda request: None if request.url.startswith(at) else strange.append(request.url))
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for path in _pages(tab, at):
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            tab.goto(at + path)
            over = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (path, width)
    assert strange == []
    assert [text for text in wrong if "404" not in text] == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm ci in web/)")
def test_axe_finds_nothing_serious(browser: Browser, at: str, theme: Any) -> None:
    context = browser.new_context(color_scheme=theme, bypass_csp=True)
    tab = context.new_page()
    script = AXE.read_text("utf-8")
    for path in _pages(tab, at):
        tab.goto(at + path)
        tab.evaluate(script)
        found = tab.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        serious = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == [], path
    context.close()


def test_a_fact_checkers_way_without_scripts(browser: Browser, at: str) -> None:
    """From the front page: find a disputed claim, see who stands where, open the words, correct a source, export."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.goto(at)
    tab.get_by_role("link", name="140 passengers").first.click()
    assert tab.locator(".side.affirm .who").all_inner_texts() == ["The harbour master"]
    assert tab.locator(".side.deny .who").all_inner_texts() == ["The Tamsin Line"]
    tab.locator(".side.deny blockquote a").click()
    assert "/documents/" in tab.url
    assert "#" in tab.url
    tab.locator(".links a", has_text="review").first.click()
    tab.locator("summary", has_text="Correct it").click()
    tab.locator("#f-source").fill("4-10")
    tab.locator("#who").fill("A. Reviewer")
    tab.get_by_role("button", name="Save the correction").click()
    assert tab.url.startswith(f"{at}/review")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="JSON Lines").click()
    assert '"source":[[4,10]]' in Path(download.value.path()).read_text("utf-8")
    tab.goto(f"{at}/claims")
    tab.locator(".facets a", has_text="deny").click()
    assert "stance=deny" in tab.url
    assert tab.locator(".statement").count() == 1
    with tab.expect_download() as download:
        tab.get_by_role("link", name="These rows as CSV").first.click()
    assert len(Path(download.value.path()).read_text("utf-8").splitlines()) == 2
    context.close()


def test_a_text_is_pasted_and_kept_without_scripts(browser: Browser, at: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{at}/read")
    tab.locator("#text").fill("The governor said the dam was sound.")
    tab.get_by_role("button", name="Read it").click()
    assert "nothing is kept" in tab.locator(".notice").inner_text()
    assert tab.locator(".row mark.s").first.inner_text() == "The governor"
    tab.get_by_role("button", name="Keep it").click()
    assert "/documents/" in tab.url
    context.close()


@needs_scripts
def test_a_claim_and_its_words_light_each_other_up(tab: Tab, at: str) -> None:
    claim = tab.request.get(f"{at}/claims.json?q=denied").json()["claims"][0]
    tab.goto(f"{at}/documents/{claim['record']}")
    tab.locator(".row mark.c").first.hover()
    assert "lit" in (tab.locator(".card").first.get_attribute("class") or "")
    tab.keyboard.press("j")
    card = tab.locator(".card.current")
    assert card.count() == 1
    assert tab.evaluate("document.activeElement.classList.contains('card')")
    assert "lit" in (tab.locator(".row mark.s").first.get_attribute("class") or "")


@needs_scripts
def test_claims_are_narrowed_down_in_place(tab: Tab, at: str) -> None:
    tab.goto(f"{at}/claims")
    tab.evaluate("window.stayed = true")
    tab.locator(".facets a", has_text="deny").click()
    tab.wait_for_url("**/claims?stance=deny")
    tab.locator(".statement").nth(1).wait_for(state="detached")
    assert tab.locator(".statement").count() == 1
    assert tab.evaluate("window.stayed")
    tab.locator("a.chip").click()
    tab.locator(".statement").nth(1).wait_for()
    tab.go_back()
    tab.wait_for_url("**/claims?stance=deny")


@needs_scripts
def test_spans_are_taken_from_what_is_marked(tab: Tab, at: str) -> None:
    """By keyboard: the text takes focus, Shift and the arrows mark words. Offsets are code points."""
    claim = tab.request.get(f"{at}/claims.json?q=denied").json()["claims"][0]
    tab.goto(f"{at}/review/{claim['id']}")
    tab.locator("summary", has_text="Correct it").click()
    tab.locator("#context").focus()
    tab.keyboard.press("Shift+ArrowRight")
    tab.keyboard.press("Shift+ArrowRight")
    tab.locator("[data-take=source]").click()
    value = tab.locator("#f-source").input_value()
    start, end = map(int, value.split("-"))
    assert room.DENIED[start:end] == "The Tamsin"
    tab.locator("[data-clear=cue]").click()
    assert tab.locator("#f-cue").input_value() == ""


@needs_scripts
def test_spans_are_taken_without_a_pointer(tab: Tab, at: str) -> None:
    """On the way to the button the focus passes through fields, which mark words of their own."""
    claim = tab.request.get(f"{at}/claims.json?q=denied").json()["claims"][0]
    tab.goto(f"{at}/review/{claim['id']}")
    tab.locator("summary", has_text="Correct it").focus()
    tab.keyboard.press("Enter")
    tab.locator("#context").focus()
    for _ in range(2):
        tab.keyboard.press("Shift+ArrowRight")
    for _ in range(30):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.dataset.take") == "source":
            break
    tab.keyboard.press("Enter")
    start, end = map(int, tab.locator("#f-source").input_value().split("-"))
    assert room.DENIED[start:end] == "The Tamsin"


def test_enter_in_a_name_judges_nothing(tab: Tab, at: str) -> None:
    claim = tab.request.get(f"{at}/claims.json?q=denied").json()["claims"][0]
    before = tab.request.get(f"{at}/api/v1/judgements").json()
    tab.goto(f"{at}/review/{claim['id']}")
    tab.locator("#who").fill("A. Reviewer")
    tab.locator("#who").press("Enter")
    tab.wait_for_timeout(300)
    assert tab.url.endswith(claim["id"])
    assert tab.request.get(f"{at}/api/v1/judgements").json() == before


def test_hostile_texts_are_only_text(browser: Browser, tmp_path: Path) -> None:
    """Over 500 payloads as texts, titles, outlets, names, queries and in errors: none runs, none asks for anything."""
    from tests.support.accounts import account
    from tests.support.entries import entry

    hostile = payloads()
    assert len(hostile) >= 100
    more = []
    for number, payload in enumerate(hostile):
        text = f"{payload} said that {payload} was closed on day {number}."
        made = account(
            text, outlet=payload, name=f"{number}{payload}", says=(payload, "said", f"that {payload} was closed")
        )
        more.append(room.retitled(made, payload))
    more.append(entry(1))
    context = browser.new_context()
    tab = context.new_page()
    ran: list[str] = []
    tab.expose_function("ran", lambda *_: ran.append("ran"))
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    with room.listening(room.app(tmp_path / "ledger", more)) as address:
        tab.on(
            "request", lambda request: None if request.url.startswith((address, "data:")) else ran.append(request.url)
        )
        seen = 0
        for path in (
            "/claims?limit=200",
            "/documents",
            "/sources",
            "/",
            "/disputes?grade=all",
            "/graph",
            "/review",
            "/runs",
        ):
            tab.goto(address + path)
            seen += 1
            assert tab.evaluate("document.title") != "owned", path
        from urllib.parse import quote

        for one in more[:-1]:
            assert one.reading is not None
            name = quote(one.reading.document.outlet or "", safe="")
            for path in (
                f"/documents/{one.record.id}", f"/claims?q={name}", f"/outlets/{name}", f"/claims?stance={name}",
                f"/disputes/{name}",
            ):  # fmt: skip
                tab.goto(address + path, wait_until="domcontentloaded")
                seen += 1
                assert tab.evaluate("document.title") != "owned", path
                assert (
                    tab.evaluate("document.querySelectorAll('main script, main iframe, main img, main object').length")
                    == 0
                )
        assert seen >= 500
    assert ran == []
    context.close()
