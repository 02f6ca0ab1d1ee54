"""The page: whole, self-contained, every attribution marked in the text and in the ledger."""

import base64
import hashlib
import re
from importlib.resources import files

import pytest

from hearsay.export import html
from hearsay.export.rows import rows
from hearsay.model import Attribution, Document, Note, Reading, Zone
from tests.support.pages import Page
from tests.support.readings import Sketch, bridge, plain, simple


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html.page(bridge()))


def test_the_page_has_a_language_a_title_and_its_parts(page: Page) -> None:
    assert page.find("html")[0].attributes["lang"] == "en"
    assert page.find("article")[0].attributes["lang"] == "en"
    assert "Nine missing" in page.find("title")[0].text
    assert _flat(page.find("h1")[0].text) == bridge().document.title
    assert len(page.find("h1")) == 1
    for tag in ("article", "aside", "mark", "header", "footer"):
        assert page.find(tag), tag


def test_the_page_asks_for_nothing_and_runs_nothing(page: Page) -> None:
    assert not {e.tag for e in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"}
    for element in page.elements:
        assert not any(name.startswith("on") or name in ("src", "style") for name in element.attributes)
        assert (element.attributes.get("href") or "#").startswith("#")
    assert "url(" not in page.find("style")[0].text
    assert "@import" not in page.find("style")[0].text


def test_the_policy_allows_this_style_sheet_only(page: Page) -> None:
    policy = next(
        e.attributes["content"] or ""
        for e in page.find("meta")
        if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    digest = hashlib.sha256(page.find("style")[0].text.encode()).digest()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{base64.b64encode(digest).decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert len(page.find("style")) == 1


def test_the_article_is_all_there(page: Page) -> None:
    set_text = [_flat(e.text) for e in page.elements if "text" in e.classes or "headline" in e.classes]
    set_text.insert(1, _flat(next(e for e in page.find("p", "byline")).text))
    assert _flat(" ".join(set_text)) == _flat(bridge().document.text)


def test_every_attribution_has_a_card_and_a_number_in_the_text(page: Page) -> None:
    ids = {attribution.id for attribution in bridge().attributions}
    assert {card.attributes["id"] for card in page.find("div", "card")} == ids
    assert {ref.attributes["id"] for ref in page.find("a", "ref")} == {f"t-{one}" for one in ids}
    every_id = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(every_id) == len(set(every_id))
    for element in page.find("a"):
        assert (element.attributes["href"] or "")[1:] in every_id


def test_cards_say_who_through_whom_how_what_and_how_sure(page: Page) -> None:
    for card, row in zip(page.find("div", "card"), rows(bridge()), strict=True):
        text = _flat(card.text)
        for part in (row.who or "No source given", row.cue, row.what, row.attribution.kind, row.percent):
            assert part in text
        assert all(name in text for name in row.through)
        assert row.words is None or f"({row.words})" in text


def test_words_carry_their_roles(page: Page) -> None:
    text = bridge().document.text
    for number, row in enumerate(rows(bridge()), start=1):
        attribution = row.attribution
        spans = sorted(attribution.source + attribution.cue + attribution.content)
        marked = "".join(mark.text for mark in page.find("mark", f"x{number}"))
        expected = "".join(text[start:end] for start, end in spans)
        assert re.sub(r"\s", "", marked) == re.sub(r"\s", "", expected)
        for role, wanted in (("s", attribution.source), ("q", attribution.cue), ("c", attribution.content)):
            in_role = " ".join(mark.text for mark in page.find("mark", role, f"x{number}"))
            assert all(text[start:end].split()[0] in in_role for start, end in wanted)


def test_nesting_shows_as_rules_brackets_and_indents(page: Page) -> None:
    innermost = next(m for m in page.find("mark", "c") if m.text == "“the cables would see out the decade”")
    assert {"l0", "l1", "l2"} <= set(innermost.classes)
    assert len(page.find("i", "open", "k1")) == len(page.find("i", "close", "k1")) > 0
    assert len(page.find("i", "open", "k2")) == len(page.find("i", "close", "k2")) > 0
    assert page.find("div", "card", "in2")


def test_a_quotation_over_paragraphs_is_numbered_once_and_marked_in_each(page: Page) -> None:
    number = next(n for n, row in enumerate(rows(bridge()), start=1) if "So we waited" in row.what)
    assert [m.text[:9] for m in page.find("mark", f"x{number}", "c")] == [
        "“We asked",
        "“We asked",
        "“We were ",
    ]


def test_zones_are_set_apart(page: Page) -> None:
    assert page.find("p", "byline")[0].text == "By Tilda Okonjo and Per Asmund"
    assert page.find("span", "z-dateline")[0].text.startswith("LOVRANA")
    captions = [figure.text for figure in page.find("figcaption")]
    assert len(captions) == 2
    assert "below the east tower on Friday" in captions[0]
    assert _flat(page.find("p", "credit")[0].text) == "Additional reporting by Meridian News"


def test_a_title_that_is_not_in_the_text_heads_the_page() -> None:
    page = Page(html.page(simple(title="Bridge closed")))
    assert page.find("h1")[0].text == "Bridge closed"
    assert "The bridge is closed, Ana Brom said." in page.find("article")[0].text


def test_an_attribution_in_the_headline_keeps_its_card() -> None:
    sketch = Sketch(["Ana Brom says bridge is closed", "It rained."])
    sketch.zone(0, "Ana Brom says bridge is closed", "title")
    sketch.add(0, "Ana Brom", "says", "bridge is closed")
    page = Page(html.page(sketch.reading(title="Ana Brom says bridge is closed")))
    assert len(page.find("div", "card")) == 1
    assert page.find("h1")[0].text == "Ana Brom says bridge is closed"


def test_no_attributions_is_said() -> None:
    page = Page(html.page(plain()))
    assert "No attributions found." in page.find("header")[0].text
    assert not page.find("aside")


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_text_without_words_is_a_page_too(text: str) -> None:
    assert Page(html.page(plain(text))).find("h1")[0].text == "Untitled"


def test_an_attribution_that_points_nowhere_is_still_shown() -> None:
    attribution = Attribution(id="a1", source=(), cue=(), content=(), kind="indirect", source_name="Ana Brom")
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text="Rain."), attributions=(attribution,))
    page = Page(html.page(reading))
    assert len(page.find("div", "card")) == 1
    assert "point at no place" in page.find("article")[0].text


def test_bad_spans_do_no_harm() -> None:
    attribution = Attribution(id="a1", source=((-3, 2),), cue=((5, 3),), content=((4, 400), (500, 600)), kind="direct")
    zones = (Zone(span=(-9, 900), kind="credit"), Zone(span=(7, 2), kind="title"))
    document = Document(id="d", text="It will rain.", zones=zones)
    notes = (Note(code="c", message="m", span=(-4, 99)),)
    page = Page(html.page(Reading(hearsay="0", model="m", document=document, attributions=(attribution,), notes=notes)))
    assert "It will rain." in _flat(page.find("article")[0].text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://a b", 'http://a"', "ftp://a"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    page = Page(html.page(simple(url=url)))
    assert all((a.attributes["href"] or "").startswith("#") for a in page.find("a"))


def test_the_source_page_is_linked_without_a_referrer() -> None:
    (link,) = [
        a
        for a in Page(html.page(simple(url="https://news.example/a?b=1&c=2"))).find("a")
        if a.attributes["href"] == "https://news.example/a?b=1&c=2"
    ]
    assert set((link.attributes["rel"] or "").split()) == {"noopener", "noreferrer", "nofollow"}


def test_ids_that_are_no_ids_are_replaced() -> None:
    attributions = tuple(
        Attribution(id=one, source=(), cue=((0, 2),), content=(), kind="direct")
        for one in ("a1", "a1", "1}", "a b", "", "x{}body{position:fixed", "a1")
    )
    page = Page(
        html.page(Reading(hearsay="0", model="m", document=Document(id="d", text="It."), attributions=attributions))
    )
    ids = [card.attributes["id"] or "" for card in page.find("div", "card")]
    assert len(set(ids)) == len(attributions)
    assert all(re.fullmatch(r"[A-Za-z][\w-]*", one) for one in ids)
    assert "position:fixed" not in page.find("style")[0].text


def test_a_page_of_very_many_attributions_has_no_linking_rules() -> None:
    attributions = tuple(
        Attribution(id=f"a{n}", source=((n, n + 1),), cue=(), content=((0, 900),), kind="direct") for n in range(800)
    )
    reading = Reading(hearsay="0", model="m", document=Document(id="d", text="x " * 500), attributions=attributions)
    page = Page(html.page(reading))
    assert ":has(" not in page.find("style")[0].text
    assert len(page.find("div", "card")) == 800


def test_right_to_left_text_marks_and_emoji_are_unharmed() -> None:
    text = "أعلن المتحدث أن «الطريق مغلق»; e\u0301tude 👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 שלום"
    page = Page(html.page(simple(who=text, what=text)))
    assert page.find("p", "text")[0].attributes["dir"] == "auto"
    assert page.find("p", "text")[0].text == f"{text}, {text} said."


def test_the_language_is_given_only_if_it_is_one() -> None:
    assert Page(html.page(simple(language="pt-BR"))).find("article")[0].attributes["lang"] == "pt-BR"
    assert Page(html.page(simple(language='en" x="'))).find("article")[0].attributes["lang"] == "en"


def test_a_date_is_marked_as_one() -> None:
    (time,) = Page(html.page(simple(published="2031-03"))).find("time")
    assert time.attributes["datetime"] == time.text == "2031-03"
    assert not Page(html.page(simple(published="last week"))).find("time")


def test_a_fragment_keeps_its_styles_to_itself() -> None:
    fragment = Page(html.fragment(bridge()))
    assert not {e.tag for e in fragment.elements} & {"html", "head", "body", "title", "meta", "script", "h1"}
    assert len(fragment.find("div", "card")) == len(bridge().attributions)
    for selectors in re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", fragment.find("style")[0].text)):
        for selector in re.split(r",(?![^(]*\))", selectors):
            assert selector.strip().startswith((".hearsay", "@media", "@container hearsay")), selector


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _over(tint: str, paper: str) -> str:
    red, green, blue, alpha = (float(number) for number in tint.split(","))
    mixed = (
        round(alpha * over + (1 - alpha) * int(paper[at : at + 2], 16))
        for over, at in zip((red, green, blue), (1, 3, 5), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough_for_wcag_aa(theme: int) -> None:
    css = files("hearsay.export").joinpath("templates", "reading.css").read_text("utf-8")
    block = re.findall(r"\.hearsay\{(--paper.*?--box:#\w+)", css, re.DOTALL)[theme]
    colours = dict(re.findall(r"--(\w+):(#\w{6})", block))
    tint = re.findall(r"--tint:rgba\(([^)]*)\)", block)[0]
    for ground in (colours["paper"], colours["lit"], _over(tint, colours["paper"])):
        for text in ("ink", "quiet", "link", "k0", "k1", "k2", "k3"):
            assert _contrast(colours[text], ground) >= 4.5, (text, ground)
    assert _contrast(colours["box"], colours["paper"]) >= 3
