from __future__ import annotations

from pathlib import Path

import pytest

from hearsay import read
from hearsay.errors import EmptyInput, NoArticle, NotEnglish, NotText, TooLarge
from hearsay.model import Document
from hearsay.read import html as html_module
from hearsay.read import markup

PAGE = (Path(__file__).parents[2] / "support" / "page.html").read_text(encoding="utf-8")
LEDE = "The bridge over the estuary will stay closed for a year, the mayor said on Tuesday."
MORE = "“Nobody will be put at risk,” Ann Poe told reporters, adding that ferries would run in the meantime."


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def article(*blocks: str) -> str:
    return page("<article>" + "".join(f"<p>{block}</p>" for block in blocks) + "</article>")


def zones(document: Document) -> list[tuple[str, str]]:
    return [(zone.kind, document.text[slice(*zone.span)]) for zone in document.zones]


def test_a_page_gives_its_article_and_nothing_else() -> None:
    document = read.from_html(PAGE)
    assert document.text.split("\n\n") == [
        "HARBOUR TOWN, Aug 5 (Reuters) — The bridge over the estuary will stay closed until engineers have looked at "
        "every one of its pillars, the mayor said on Friday.",
        "“Nobody will be put at risk,” Ann Poe told reporters, adding that ferries would run in the meantime.",
        "The ferry company said that it had not been asked, and that it had no more than two boats that could carry "
        "lorries.",
        "Rust in four pillars",
        "Inspectors had written in January that rust had eaten into four of the bridge’s twelve pillars, according to "
        "a letter seen by this newspaper.",
        "Cars may use the northern tunnel, the city said.",
        "Lorries have to take the coast road.",
        "Reporting by Jane Roe; Editing by John Doe",
    ]
    assert document.captions == ("Lorries wait at the closed bridge on Thursday night. Photo: John Doe/Estuary Post",)
    assert zones(document) == [
        ("dateline", "HARBOUR TOWN, Aug 5 (Reuters) —"),
        ("credit", "Reporting by Jane Roe; Editing by John Doe"),
    ]


def test_a_page_gives_its_metadata() -> None:
    document = read.from_html(PAGE, url="https://post.example/bridge")
    assert document.title == "Bridge to stay closed for a year"
    assert document.outlet == "The Estuary Post"
    assert document.byline == "Jane Roe"
    assert document.agency == "Reuters"
    assert (document.published, document.published_basis) == ("2016-08-05", "metadata")
    assert document.url == "https://post.example/bridge"


def test_what_is_given_wins_over_the_page() -> None:
    document = read.from_html(PAGE, published="2016-08-06", outlet="Elsewhere")
    assert (document.published, document.published_basis, document.outlet) == ("2016-08-06", "given", "Elsewhere")


def test_a_page_without_metadata_leaves_them_open() -> None:
    document = read.from_html(article(LEDE, MORE))
    assert document.text == f"{LEDE}\n\n{MORE}"
    assert (document.title, document.byline, document.outlet, document.agency) == (None, None, None, None)
    assert (document.published, document.published_basis, document.url) == (None, None, None)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-16", "windows-1252"],
    ids=["declared rightly", "declared falsely, a mark", "declared falsely"],
)
def test_a_false_declaration_does_no_harm(encoding: str) -> None:
    assert MORE in read.from_html(page(f"<p>{LEDE}</p><p>{MORE}</p>", "<meta charset=utf-8>").encode(encoding)).text
    assert MORE in read.from_html(page(f"<p>{LEDE}</p><p>{MORE}</p>", "<meta charset=koi8-r>").encode(encoding)).text


def test_an_xml_head_does_no_harm() -> None:
    assert read.from_html('<?xml version="1.0" encoding="utf-16"?>' + article(LEDE, MORE)).text.startswith(LEDE)


def test_breaks_part_paragraphs_where_they_end_a_sentence_or_stand_twice() -> None:
    text = read.from_html(
        page(f"<article><p>{LEDE}<br>{MORE}<br/><br/>Rust<br>in four pillars, they said.</p></article>")
    ).text
    assert text.split("\n\n") == [LEDE, MORE, "Rust in four pillars, they said."]


def test_white_space_in_the_markup_is_one_space() -> None:
    assert read.from_html(article(LEDE.replace(" ", "\n \t"), MORE.replace(" ", "\u00a0"))).text == f"{LEDE}\n\n{MORE}"


def test_scripts_in_the_text_stay_text() -> None:
    document = read.from_html(
        article(LEDE, "He wrote &lt;script&gt;alert(1)&lt;/script&gt; on the wall of the town hall.")
    )
    assert "<script>alert(1)</script> on the wall" in document.text


@pytest.mark.parametrize(
    "captions",
    [
        "<figure><img src=a.jpg><figcaption>{0}</figcaption></figure>",
        '<div class="image"><img src=a.jpg><p class="wp-caption-text">{0}</p></div>',
        '<div class="photo"><img src=a.jpg><span class="photo-caption">{0}</span></div>',
        "<figure><figcaption><span>Image caption</span> {0} <button>hide caption</button></figcaption></figure>",
    ],
)
def test_captions_are_kept_apart(captions: str) -> None:
    caption = "Lorries wait at the bridge on Thursday night."
    body = f"<article><p>{LEDE}</p>{captions.format(caption)}<p>{MORE}</p></article>"
    document = read.from_html(page(body))
    assert document.captions == (caption,)
    assert document.text == f"{LEDE}\n\n{MORE}"


def test_a_page_wrapped_in_a_form_or_called_a_share_is_still_read() -> None:
    for wrapper in ("form", 'div class="share-page"', 'div id="sidebar-layout"', 'div role="complementary"'):
        body = f"<{wrapper}><h1>Bridge</h1><p>{LEDE}</p><p>{MORE}</p></{wrapper.split()[0]}>"
        assert read.from_html(page(body)).text == f"{LEDE}\n\n{MORE}"


@pytest.mark.parametrize("depth", [100, 260, 1_000, 10_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table", "ul", "font"])
def test_nesting(depth: int, tag: str) -> None:
    body = f"<{tag}>" * depth + f"<p>{LEDE}</p><p>{MORE}</p>" + f"</{tag}>" * depth
    text = read.from_html(page(body)).text
    assert LEDE in text
    assert MORE in text


@pytest.mark.parametrize(
    "html",
    [
        page(""),
        page("<nav><a href=/>Home</a><a href=/a>About us</a></nav>"),
        page("<form><input name=q><button>Search</button></form>"),
        page("<script>var a = 'The mayor said that the bridge would stay closed for a year.';</script>"),
        page("<ul>" + "<li><a href=/x>Ten best beaches</a></li>" * 20 + "</ul>"),
        "<html>",
        "<!-- nothing -->",
    ],
)
def test_pages_without_an_article(html: str) -> None:
    with pytest.raises(NoArticle) as caught:
        read.from_html(html, name="page.html")
    assert caught.value.where == "page.html"


def test_pages_that_are_none() -> None:
    with pytest.raises(EmptyInput):
        read.from_html("  \n")
    with pytest.raises(NotText, match="PNG"):
        read.from_html(b"\x89PNG\r\n\x1a\n\0\0")
    german = "Der Bürgermeister sagte am Dienstag, die Brücke bleibe geschlossen, bis Ingenieure sie untersucht haben."
    with pytest.raises(NotEnglish, match="German"):
        read.from_html(article(german, german.replace("Dienstag", "Montag")))


def test_pages_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TooLarge, match="elements"):
        read.from_html("<html>" + "<p>a" * (2 * markup.MAX_ELEMENTS + 1))
    monkeypatch.setattr(html_module, "MAX_PAGE", 100)
    with pytest.raises(TooLarge, match="the limit is 100"):
        read.from_html(article(LEDE, MORE))


def test_an_article_that_only_the_second_reader_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_module, "bare_extraction", lambda *_args, **_options: None)
    text = read.from_html(PAGE).text
    assert "The ferry company said that it had not been asked" in text
    assert "Anglerfish77" not in text
    assert "Politics" not in text


class TestFlattening:
    def test_a_shallow_page_is_left_alone(self) -> None:
        assert markup.prepare(PAGE, None) == PAGE

    def test_only_tags_go(self) -> None:
        deep = "<div>" * 500 + "<p>text</p>" + "</div>" * 500
        flat = markup.prepare(deep, None)
        assert flat == "<div>" * markup.MAX_DEPTH + "<p>text</p>" + "</div>" * markup.MAX_DEPTH

    def test_comments_and_scripts_are_no_tags(self) -> None:
        hidden = "<!-- " + "<div>" * 500 + " --><script>" + "'<b>'" * 500 + "</script><p>text</p>"
        assert markup.prepare(hidden, None) == hidden

    def test_unclosed_comments_and_scripts_end_the_page(self) -> None:
        for opening in ("<!-- ", "<script>", "<style>"):
            html = opening + "<div>" * 500
            assert markup.prepare(html, None) == html

    def test_closing_tags_that_nothing_opened(self) -> None:
        html = "</div>" * 500 + "<p>text</p>"
        assert markup.prepare(html, None) == html


@pytest.mark.parametrize(
    "mark",
    ["hidden", 'hidden=""', 'aria-hidden="true"', 'style="color: red; display:none"', 'style="VISIBILITY: hidden"'],
)
def test_what_a_page_hides_is_not_read(mark: str) -> None:
    unseen = "The mayor has resigned, a spokesman for the council said late on Tuesday evening."
    document = read.from_html(page(f"<article><p>{LEDE}</p><div {mark}><p>{unseen}</p></div><p>{MORE}</p></article>"))
    assert document.text == f"{LEDE}\n\n{MORE}"


def test_what_is_only_folded_up_is_read() -> None:
    html = page(f'<article><p>{LEDE}</p><div hidden="until-found" style="display:block"><p>{MORE}</p></div></article>')
    assert read.from_html(html).text == f"{LEDE}\n\n{MORE}"


def test_a_page_that_a_script_will_show_is_read() -> None:
    html = page(f'<div style="display: none"><article><p>{LEDE}</p><p>{MORE}</p></article></div>')
    assert read.from_html(html).text == f"{LEDE}\n\n{MORE}"
