from __future__ import annotations

import pytest

from hearsay.read.marks import (
    ends_sentence,
    is_boilerplate,
    is_caption,
    looks_like_name,
    match_affiliation,
    match_byline,
    match_credit,
    match_date_line,
    trailing_credit,
    trailing_picture_credit,
)


@pytest.mark.parametrize(
    ("line", "names", "agency"),
    [
        ("By Jane Roe", "Jane Roe", None),
        ("By: Jason E", "Jason E", None),
        ("By JANE ROE, Staff Writer", "JANE ROE", None),
        ("BY JANE ROE", "JANE ROE", None),
        ("by Jane Roe", "Jane Roe", None),
        ("Written by Jane Roe, BBC News, Nairobi", "Jane Roe", "BBC"),
        ("By Jane Roe and John Doe", "Jane Roe and John Doe", None),
        ("By Jane Roe, John Doe and María de la Cruz", "Jane Roe, John Doe and María de la Cruz", None),
        ("By JANE ROE and JOHN DOE Associated Press Writers", "JANE ROE and JOHN DOE", "AP"),
        ("By Jane Roe in Kabul", "Jane Roe", None),
        ("From Jane Roe in Kabul", "Jane Roe", None),
        ("By Jane Roe | Associated Press", "Jane Roe", "AP"),
        ("By Jane Roe, 5 August 2016", "Jane Roe", None),
        ("By Jane Roe jane.roe@example.org", "Jane Roe", None),
        ("-- By Jane Roe Follow @janeroe", "Jane Roe", None),
        ("By Jean-Luc O'Neil", "Jean-Luc O'Neil", None),
        ("By J.R. van der Roe", "J.R. van der Roe", None),
        ("By The Example Post", "The Example Post", None),
        ("By Reuters", None, "Reuters"),
        ("By Agencies", None, None),
        ("By Our Correspondent", None, None),
    ],
)
def test_bylines(line: str, names: str | None, agency: str | None) -> None:
    found = match_byline(line)
    assert found is not None
    assert (found.names, found.agency) == (names, agency)


@pytest.mark.parametrize(
    "line",
    [
        "By July 2013, the bridge had been closed twice.",
        "By a slim margin, voters said that the bridge should stay.",
        "By 58%-33%, those asked said that it should not.",
        "By Monday",
        "By Thursday Morning",
        "By contrast",
        "By Contrast",
        "By the end of the week they had left.",
        "By Any Means Necessary",
        "By Air and Sea",
        "By the River",
        "Bystanders saw it",
        "From the River to the Hills",
        "From Jane Roe",
        "BY REACHING THE AGREEMENT, THE TWO PORTS HAVE TAKEN A STEP, THEY SAID.",
        "Reporting by Jane Roe",
        "By",
        "By:",
        "",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    assert match_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Associated Press Writer",
        "Staff Writer",
        "Reuters",
        "Staff Reporter, The Example Post",
        "jane@example.org",
        "@janeroe",
    ],
)
def test_lines_under_a_byline(line: str) -> None:
    assert match_affiliation(line) is not None


@pytest.mark.parametrize(
    "line",
    ["White House Security", "News Analysis", "The staff said no.", "Two writers were there", "National Security"],
)
def test_what_stands_under_a_byline_and_is_no_affiliation(line: str) -> None:
    assert match_affiliation(line) is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("5 August 2016", "2016-08-05"),
        ("Published 5 August 2016 10:30 GMT", "2016-08-05"),
        ("Posted: Aug. 5, 2016 at 10:30 a.m. EDT", "2016-08-05"),
        ("Tuesday, August 5", ""),
        ("Last updated on 6 August 2016", ""),
        ("Published 5 August 2016, updated 6 August 2016", "2016-08-05"),
    ],
)
def test_date_lines(line: str, date: str) -> None:
    assert match_date_line(line) == date


@pytest.mark.parametrize(
    "line",
    ["On 5 August 2016 the bridge closed.", "5 August 2016: the bridge closes", "10:30", "Aug 5 in Kabul", "Published"],
)
def test_what_is_no_date_line(line: str) -> None:
    assert match_date_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "uighurs (1)",
        "harbour-bridge (12)",
        "IMG_2034",
        "DSC0042",
        "bridge.jpg",
        "Photo: Jane Roe/AFP",
        "PHOTO: The bridge on Monday.",
        "Image caption The bridge was closed on Monday",
        "Image source, Getty Images",
        "FILE - In this Aug. 5, 2016 file photo, the bridge is open.",
        "File photo of the bridge",
        "(AP Photo/Jane Roe)",
        "The bridge on Monday. (AP Photo/Jane Roe)",
        "The bridge on Monday. Photo: Example News",
        "The bridge on Monday (Photo by Jane Roe/Getty Images)",
        "Jane Roe/Getty Images",
        "The bridge, seen from the ferry. REUTERS/Jane Roe",
        "© Harbour Authority/Example News",
        "Credit: Jane Roe",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo shows the bridge, she said.",
        "Photographs of the bridge were shown in court.",
        "Images of the bridge spread within minutes, according to Getty Images.",
        "“Photo: nobody was there,” he wrote.",
        "He filed a photo credit with the AP.",
        "Files were kept for years, the archive said.",
        "File the papers, she told him.",
        "The group says it has 12 members (8 of them abroad).",
    ],
)
def test_what_is_no_caption(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(Reuters)", "Reuters"),
        ("Reuters", "Reuters"),
        ("— AFP", "AFP"),
        ("- Bernama", "Bernama"),
        ("The Associated Press", "AP"),
        ("Source: Xinhua", "Xinhua"),
        ("With files from The Canadian Press", "Canadian Press"),
        ("(With inputs from PTI)", "PTI"),
        ("Reporting by Jane Roe; Editing by John Doe", None),
        ("(Reporting by Jane Roe in Kabul, writing by John Doe; Editing by Ann Poe.)", None),
        ("Jane Roe contributed to this report.", None),
        ("Associated Press writers Jane Roe in Kabul and John Doe in Paris contributed to this report.", "AP"),
        ("(This article was written by Jane Roe and John Doe.)", None),
    ],
)
def test_credit_lines(line: str, agency: str | None) -> None:
    found = match_credit(line)
    assert found is not None
    assert (found.start, found.agency) == (0, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the committee shows that the bridge was unsafe.",
        "Sources: the bridge was unsafe, and everybody knew it.",
        "Via the bridge, thousands left the town.",
        "“She contributed to this report,” the mayor said.",
        "-- VIA A PLEBISCITE IN THE 1991 ELECTIONS, THAT THE NEXT ASSEMBLY CHANGE IT.",
        "Compiled by hand, the list took a year.",
        "map",
    ],
)
def test_what_is_no_credit(line: str) -> None:
    assert match_credit(line) is None


@pytest.mark.parametrize(
    ("block", "credit", "agency"),
    [
        ("He left on Monday. (Reuters)", "(Reuters)", "Reuters"),
        ("He left on Monday. — AFP", "— AFP", "AFP"),
        ("“We are leaving.” - AP", "- AP", "AP"),
        ("He left on Monday.(KUNA)", "(KUNA)", "KUNA"),
    ],
)
def test_credits_after_the_last_sentence(block: str, credit: str, agency: str) -> None:
    found = trailing_credit(block)
    assert found is not None
    assert (block[found.start :], found.agency) == (credit, agency)


@pytest.mark.parametrize(
    "block",
    [
        "It was first shown by the British Broadcasting Corporation (BBC)",
        "He left for the Associated Press (AP).",
        "He left on Monday. (Nobody followed.)",
        "He left on Monday. (sic)",
        "She works at Reuters.",
    ],
)
def test_sentences_that_end_like_a_credit(block: str) -> None:
    assert trailing_credit(block) is None


def test_a_picture_credit_after_prose() -> None:
    block = "The bridge has been closed since Monday. Photo: Jane Roe"
    start = trailing_picture_credit(block)
    assert start is not None
    assert block[start:] == "Photo: Jane Roe"
    assert trailing_picture_credit("He took the photo: Nobody else could.") is None


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Bridge to stay closed for a year",
        "READ ALSO: Bridge closed",
        "Related: Bridge closed",
        "Share this",
        "Share on Facebook",
        "Follow Jane Roe on Twitter @janeroe.",
        "Sign up for our newsletter",
        "Advertisement",
        "ADVERTISEMENT.",
        "Copyright 2016 The Example Post. All rights reserved.",
        "© 2016 Example News",
        "https://example.org/bridge-closed-12345",
        "www.example.org/bridge",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Story continues below advertisement",
        "***",
        "EXA-MUC3-0301 (EXAMPLE CORP)",
        "jane@example.org (END)",
        ".byline-photo {",
        "margin-left: 4px;",
        "\\pard\\tx720\\sa520",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share of women in parliament rose to a third, the report said.",
        "Follow the money, he told them.",
        "Copyright law will change in May.",
        "Read the full text of the law before you vote.",
        "He read more: it was his way of staying sane.",
        "Subscribe to nothing, she said on Twitter.",
        "“Sign up for our newsletter,” the page says.",
        "The Post reported that the bridge had been closed.",
        "Advertisements for the ferry will be banned, the council said.",
        "Mayor: the bridge stays closed;",
        "The views expressed by the mayor are not new.",
        "No.",
        "Yes!",
    ],
)
def test_what_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_names_and_sentences() -> None:
    assert looks_like_name("Jane Roe")
    assert looks_like_name("JANE VAN ROE")
    assert not looks_like_name("The Bridge Over The Estuary")
    assert not looks_like_name("News Analysis.")
    assert not looks_like_name("Roe")
    assert ends_sentence("He left.”")
    assert ends_sentence("Why?")
    assert not ends_sentence("He left")
