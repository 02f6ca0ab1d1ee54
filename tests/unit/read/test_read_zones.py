from __future__ import annotations

import pytest

from hearsay.read.zones import Layout, find_zones

LEDE = "The bridge over the estuary will stay closed until engineers have seen every pillar, the mayor said on Tuesday."
MORE = "“Nobody will be put at risk,” she told reporters, adding that ferries would run in the meantime."
BODY = f"{LEDE}\n\n{MORE}"
BACKGROUND = (
    "Seven months ago inspectors wrote that rust had eaten into four of twelve supports while traffic grew by half; "
    "their letter lay unread until spring, when a fisherman noticed cracks above the water and rang a cousin at town "
    "hall. Since then tolls, timetables, school buses, ambulances, markets and weddings have moved across by boat or "
    "gone without."
)


def zones(text: str, **given: str) -> list[tuple[str, str]]:
    return [(zone.kind, text[slice(*zone.span)]) for zone in find_zones(text, **given).zones]


def layout(text: str) -> Layout:
    return find_zones(text)


def test_a_whole_report() -> None:
    text = (
        "Bridge to stay closed for a year\n\nBy Jane Roe\nStaff Writer\n5 August 2016\n\n"
        f"HARBOUR TOWN, Aug 5 (Example News) — {LEDE}\n\nbridge-night (2)\n\n"
        "Read more: Ferry company wants more money\n\n"
        f"{MORE} (Reuters)\n\nReporting by Jane Roe; Editing by John Doe\n\n© 2016 Example News\n"
    )
    assert zones(text) == [
        ("title", "Bridge to stay closed for a year"),
        ("byline", "By Jane Roe"),
        ("byline", "Staff Writer"),
        ("dateline", "5 August 2016"),
        ("dateline", "HARBOUR TOWN, Aug 5 (Example News) —"),
        ("caption", "bridge-night (2)"),
        ("boilerplate", "Read more: Ferry company wants more money"),
        ("credit", "(Reuters)"),
        ("credit", "Reporting by Jane Roe; Editing by John Doe"),
        ("boilerplate", "© 2016 Example News"),
    ]
    found = layout(text)
    assert (found.title, found.byline) == ("Bridge to stay closed for a year", "Jane Roe")
    assert (found.agency, found.published) == ("Reuters", "2016-08-05")


@pytest.mark.parametrize(
    "title",
    [
        "Bridge to stay closed for a year",
        "Bridge To Stay Closed For A Year, Mayor Says.",
        "BRIDGE TO STAY CLOSED",
        "Bridge shut; ferries overcrowded",
        "Mayor: ‘Nobody will be put at risk’",
        "Ferries take over as bridge shuts.",
        "2,000 Lorries Stranded As Bridge Shuts!",
        "#BridgeShut: Lorries queue for miles",
    ],
)
def test_titles(title: str) -> None:
    text = f"{title}\n\n{BODY}"
    assert zones(text) == [("title", title)]
    assert layout(text).title == title


@pytest.mark.parametrize(
    "first",
    [
        "The bridge has been closed.",
        "A lorry fell off the bridge on Monday.",
        "She had warned the council.",
        "“Nobody will be put at risk.”",
        "“It is not safe,” the mayor said.",
        "It rained.",
        "The bridge has been closed for a year, and so has the tunnel, and nobody in the town knows what is to come",
        "said the mayor on Monday",
        "The mayor said:",
    ],
)
def test_openings_that_are_prose(first: str) -> None:
    assert zones(f"{first}\n\n{BODY}") == []


def test_a_title_with_a_full_stop_is_known_by_what_follows_it() -> None:
    sentence = "The bridge has been closed."
    assert zones(f"{sentence}\n\nBy Jane Roe\n\n{BODY}")[0] == ("title", sentence)
    assert zones(f"{sentence}\n\nPARIS — {BODY}")[0] == ("title", sentence)


def test_a_title_in_two_lines() -> None:
    text = f"Bridge to stay closed; \n\nFerries cannot carry all lorries, company says.\n\n{BODY}"
    assert [kind for kind, _ in zones(text)] == ["title", "title"]
    assert layout(text).title == "Bridge to stay closed; Ferries cannot carry all lorries, company says."


def test_a_line_alone_is_read_whatever_it_looks_like() -> None:
    assert zones("Bridge to stay closed for a year") == []
    assert zones("Photo: Jane Roe/AFP") == []
    assert zones("Bridge to stay closed\n\nPhoto: Jane Roe/AFP") == [("caption", "Photo: Jane Roe/AFP")]
    assert zones("Photo: Jane Roe/AFP\n\nPhoto: John Doe/AFP") == []


def test_a_name_alone_is_a_byline_if_its_words_do_not_come_back() -> None:
    text = f"{BODY}\n\n{BACKGROUND}"
    assert zones(f"Jane Roe\n\n{text}")[0] == ("byline", "Jane Roe")
    assert zones(f"Estuary Bridge\n\n{text}")[0] == ("title", "Estuary Bridge")


def test_an_interview_keeps_its_turns() -> None:
    text = "\n\n".join(
        [
            "JANE ROE, HOST: Good evening. Our guest tonight is the mayor.",
            "MAYOR: Thank you for having me. The bridge stays closed.",
            "ROE: For how long?",
            "MAYOR: For a year, I said so on Monday.",
        ]
    )
    assert zones(text) == []


def test_an_interview_may_have_a_title() -> None:
    turns = "ROE: Good evening to you all.\n\nMAYOR: Good evening, and thank you for having me."
    assert zones(f"Mayor: Bridge ‘will stay closed’\n\n{turns}") == [("title", "Mayor: Bridge ‘will stay closed’")]


def test_a_byline_at_the_end() -> None:
    text = f"{BODY}\n\nBy: Jason E\n"
    assert zones(text) == [("byline", "By: Jason E")]
    assert layout(text).byline == "Jason E"


def test_an_address_at_the_head() -> None:
    text = f"https://example.org/2016/bridge\n\nBridge to stay closed\n\n{BODY}"
    assert zones(text) == [("boilerplate", "https://example.org/2016/bridge"), ("title", "Bridge to stay closed")]


def test_a_caption_and_its_alternative_text() -> None:
    caption = "Lorries wait at the closed bridge"
    assert zones(f"{LEDE}\n\n{caption}\n\n{caption}\n\n{MORE}") == [("caption", caption)] * 2


def test_a_weak_dateline_counts_only_at_the_head_of_the_prose() -> None:
    text = f"{LEDE}\n\nPARIS — {MORE}"
    assert zones(text) == []
    assert zones(f"{LEDE}\n\nPARIS, Aug 5 (AP) — {MORE}") == [("dateline", "PARIS, Aug 5 (AP) —")]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("PARIS, Aug 5 (AP) — ", None),
        ("PARIS, Aug 5, 2016 (AP) — ", "2016-08-05"),
        ("PARIS, 5 AUG 89 (AP) — ", "1989-08-05"),
        ("Published 5 August 2016\n\n", "2016-08-05"),
        ("Updated 5 August 2016\n\n", None),
        ("", None),
    ],
)
def test_a_date_needs_its_year(head: str, published: str | None) -> None:
    assert layout(head + BODY).published == published


def test_a_given_title_leaves_the_head_alone_but_for_a_repeat() -> None:
    text = f"Bridge to stay closed for a year\n\n{BODY}"
    assert zones(text, title="Another headline") == []
    assert zones(text, title="Bridge to stay closed for a year.") == [("title", "Bridge to stay closed for a year")]


def test_a_wire_in_capitals() -> None:
    text = (
        "EXA-MUC3-0301 (EXAMPLE CORP)\n\n"
        "   BOGOTA, 3 JAN 90 (RADIO EXAMPLE) -- [TEXT] THE MAYOR SAID TODAY THAT THE\n"
        "BRIDGE OVER THE ESTUARY WOULD STAY CLOSED UNTIL ENGINEERS HAD LOOKED AT\n"
        "EVERY ONE OF ITS PILLARS AND THAT FERRIES WOULD RUN IN THE MEANTIME, AS\n"
        "THEY DID BEFORE.\n\n"
        "   BY REACHING THE AGREEMENT, THE TWO PORTS HAVE TAKEN A STEP FORWARD, SHE\n"
        "SAID.\n"
    )
    assert zones(text) == [
        ("boilerplate", "EXA-MUC3-0301 (EXAMPLE CORP)"),
        ("dateline", "BOGOTA, 3 JAN 90 (RADIO EXAMPLE) -- [TEXT]"),
    ]
    assert (layout(text).agency, layout(text).published) == ("RADIO EXAMPLE", "1990-01-03")


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("The Lissau Courier", "The Lissau Courier", None),
        ("The Northern Gazette, 15 March 2031", "The Northern Gazette", "2031-03-15"),
        ("Radio Lissau News | 15 March 2031", "Radio Lissau News", "2031-03-15"),
        ("Officials deny claims made in the post", None, None),
        ("The Northern Gazette reported it first.", None, None),
        ("Minister: no record of it", None, None),
    ],
)
def test_a_line_under_the_title_may_name_the_outlet(line: str, outlet: str | None, published: str | None) -> None:
    prose = "Shells hit the central market of Lissau on Friday and killed 24 people, the interior ministry said."
    layout = find_zones(f"Twenty-four dead in market shelling\n\n{line}\n\n{prose}\n\n{prose}")
    assert (layout.outlet, layout.published) == (outlet, published)
    assert ("credit" in [zone.kind for zone in layout.zones]) is (outlet is not None)


def test_an_agency_that_no_list_has_signs_a_place_in_capitals() -> None:
    prose = "LISSAU (Karpress) — Shelling of the central market on Friday killed 24 people, the interior ministry said."
    layout = find_zones(f"{prose}\n\nThe ministry said that it was looking into it.")
    assert layout.agency == "Karpress"
    assert [zone.kind for zone in layout.zones] == ["dateline"]
    spoken = "SMITH (D-Orda) — I thank the chair for that. I yield.\n\nBROM (R-Kell) — I thank the member for that too."
    assert find_zones(spoken).agency is None
