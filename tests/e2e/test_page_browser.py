"""The page in a real browser: nothing runs, nothing is asked for, everything can be seen at any width.

Skipped where Chromium or Playwright is absent.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hearsay.export import html
from tests.support.readings import bridge, simple

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

PAYLOADS = [
    "<script>document.title='owned'</script>",
    "</style><script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "<img src=https://evil.example/x.png onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\">",
    "<svg><script href=https://evil.example/x.js></script></svg>",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\">",
    "<iframe src=https://evil.example>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=prefetch href=https://evil.example/x>",
    "<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/x)}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<details open ontoggle=\"document.title='owned'\">",
    "<body onload=\"document.title='owned'\">",
    "<input autofocus onfocus=\"document.title='owned'\">",
    '" onmouseover="document.title=\'owned\'" x="',
    "' autofocus tabindex=0 onfocus='document.title=`owned`",
    "javascript:document.title='owned'",
    "<video src=https://evil.example/v autoplay>",
    "<math><mtext></mtext><mglyph><style><!--</style><img src onerror=\"document.title='owned'\">",
    "<noscript><p title=\"</noscript><img src=x onerror=document.title='owned'>\">",
    "<!--><script>document.title='owned'</script>-->",
    "<plaintext>",
    "}</style><script>document.title='owned'</script>{",
]

_LIT = "rgb(245, 227, 166)"  # --lit in the light theme
WIDTHS = [320, 390, 768, 1280, 2560]


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
def bridge_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "bridge.html"
    path.write_text(html.page(bridge()), "utf-8")
    return path.as_uri()


def _tab(browser: Browser, **options: Any) -> Tab:
    return browser.new_context(**options).new_page()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_nothing_runs_and_nothing_is_asked_for(browser: Browser, tmp_path: Path, number: int) -> None:
    payload = PAYLOADS[number]
    reading = simple(
        who=payload,
        what=f"{payload} rain",
        title=payload,
        outlet=payload,
        byline=payload,
        captions=(payload,),
    )
    path = tmp_path / "page.html"
    path.write_text(html.page(reading), "utf-8")
    tab = _tab(browser)
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.goto(path.as_uri(), wait_until="networkidle")
    tab.hover("mark")
    tab.keyboard.press("Tab")
    assert tab.title() == f"{payload}: who says what"
    assert asked == [path.as_uri()]
    assert said == []
    assert tab.evaluate("document.scripts.length") == 0
    tab.context.close()


def test_a_script_put_into_the_page_would_not_run(browser: Browser, tmp_path: Path) -> None:
    """The policy holds even if the escaping did not: here it is made not to."""
    broken = html.page(bridge()).replace("</body>", "<script>document.title='owned'</script></body>")
    path = tmp_path / "page.html"
    path.write_text(broken, "utf-8")
    tab = _tab(browser)
    tab.goto(path.as_uri())
    assert tab.title() != "owned"
    assert tab.evaluate("getComputedStyle(document.querySelector('.hearsay')).maxWidth") != "none"
    tab.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_and_its_marks_can_be_seen(browser: Browser, bridge_page: str, width: int, scheme: Any) -> None:
    tab = _tab(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.goto(bridge_page)
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    paper, ink = tab.evaluate(
        "(s => [s.backgroundColor, s.color])(getComputedStyle(document.querySelector('.hearsay')))"
    )
    light = sum(map(int, paper[4:-1].split(","))) > 384
    assert light == (scheme == "light")
    assert paper != ink
    styles = """selector => { const s = getComputedStyle(document.querySelector('.row ' + selector));
        return [s.backgroundImage, s.boxShadow, s.textDecorationLine + ' ' + s.textDecorationStyle]; }"""
    assert "gradient" in tab.evaluate(styles, "mark.c")[0]
    assert tab.evaluate(styles, "mark.s")[1] != "none"
    assert tab.evaluate(styles, "mark.q")[2] == "underline dotted"
    assert tab.locator(".card").count() == len(bridge().attributions)
    tab.context.close()


def test_the_ledger_is_beside_the_text_where_there_is_room_and_below_it_where_there_is_not(
    browser: Browser, bridge_page: str
) -> None:
    for width, beside in ((1280, True), (390, False)):
        tab = _tab(browser, viewport={"width": width, "height": 900})
        tab.goto(bridge_page)
        text = tab.locator(".row .text").first.bounding_box()
        ledger = tab.locator(".row aside").first.bounding_box()
        assert text is not None
        assert ledger is not None
        assert (ledger["x"] >= text["x"] + text["width"] and ledger["y"] < text["y"] + 40) == beside
        assert (ledger["y"] >= text["y"] + text["height"] - 10) != beside
        tab.context.close()


def test_a_number_leads_to_its_card_and_back(browser: Browser, bridge_page: str) -> None:
    tab = _tab(browser, viewport={"width": 390, "height": 700})
    tab.goto(bridge_page)
    last = bridge().attributions[-1].id
    tab.click(f"#t-{last}")
    assert tab.url.endswith(f"#{last}")
    assert tab.locator(f"#{last}").evaluate("e => e.matches(':target') && getComputedStyle(e).outlineStyle") == "solid"
    ground = "e => getComputedStyle(e).backgroundColor"
    own, other = tab.locator(".row mark.c").last, tab.locator(".row mark.c").first
    assert own.inner_text() == "whether charges will follow"
    assert own.evaluate(ground) == _LIT
    assert other.evaluate(ground) != _LIT
    tab.click(f"#{last} a.number")
    assert tab.url.endswith(f"#t-{last}")
    tab.context.close()


def test_it_reads_without_script(browser: Browser, bridge_page: str) -> None:
    with_script = _tab(browser)
    with_script.goto(bridge_page)
    without = _tab(browser, java_script_enabled=False)
    without.goto(bridge_page)
    assert without.locator("article").inner_text() == with_script.locator("article").inner_text()
    with_script.context.close()
    without.context.close()


def test_in_print_nothing_of_what_was_said_is_cut(browser: Browser, bridge_page: str) -> None:
    tab = _tab(browser, viewport={"width": 800, "height": 1000})
    tab.goto(bridge_page)
    tab.emulate_media(media="print")
    cut = tab.evaluate(
        "[...document.querySelectorAll('.what')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    assert cut == 0
    tab.context.close()
