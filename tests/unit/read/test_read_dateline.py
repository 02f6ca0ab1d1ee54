from __future__ import annotations

import pytest

from hearsay.read.dateline import Dateline, is_turn, match_dateline, takes_turns

PROSE = "The ministry said that talks would go on until the end of the week."


def dateline(text: str, *, capitals: bool = False, turns: bool = False) -> Dateline | None:
    return match_dateline(text, capitals=capitals, turns=turns)


@pytest.mark.parametrize(
    ("opening", "date", "agency"),
    [
        ("KABUL, Aug 5 (Reuters) — ", None, "Reuters"),
        ("KABUL, Aug. 5 (AP) -- ", None, "AP"),
        ("BEIJING (AP) - ", None, "AP"),
        ("PARIS — ", None, None),
        ("PARIS ― ", None, None),
        ("Nairobi, Kenya, 12 March (Xinhua) -- ", None, "Xinhua"),
        ("Cairo, Egypt, Apr 21 2022 (IPS) - ", "2022-04-21", "IPS"),
        ("WASHINGTON, June 24, 2016 (UPI) — ", "2016-06-24", "UPI"),
        ("KUWAIT CITY, July 24: ", None, None),
        ("CAIRO – 26 July 2022: ", "2022-07-26", None),
        ("NEW YORK _ ", None, None),
        ("ST. LOUIS — ", None, None),
        ("MANCHESTER, N.H. (AP) — ", None, "AP"),
        ("PASADENA, Calif., Jan. 1 (UPI) — ", None, "UPI"),
        ("Sambalpur, India – ", None, None),
        ("SYDNEY and KUALA LUMPUR, Jul 26 2022 (IPS) - ", "2022-07-26", "IPS"),
        ("BEIRUT/AMMAN (Reuters) - ", None, "Reuters"),
        ("LEON, GUANAJUATO.- ", None, None),
        ("Muscat: ", None, None),
        ("(CNN) -- ", None, "CNN"),
        ("(Reuters) - ", None, "Reuters"),
        ("(CNN) ", None, "CNN"),
        ("Ulaanbaatar /MONTSAME/ ", None, "Montsame"),
        ("Dec 29 (Reuters) - ", None, "Reuters"),
        ("HIROSHIMA--", None, None),
        ("BRIDGETON, July 25 (Coast Bulletin): ", None, "Coast Bulletin"),
    ],
)
def test_datelines(opening: str, date: str | None, agency: str | None) -> None:
    found = dateline(opening + PROSE)
    assert found is not None
    assert (found.length, found.date, found.agency) == (len(opening), date, agency)


@pytest.mark.parametrize(
    ("opening", "author"),
    [
        ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] ", None),
        ("MEXICO CITY (MEXICO), 22 SEP 89 (REUTER) -- [ARTICLE] [PAUL ROE] [TEXT] ", "PAUL ROE"),
        ("SAN SALVADOR, 22 SEP 89 (CANAL\nDOCE TELEVISION) -- [REPORT]\n[MARIA ROE] [TEXT] ", "MARIA ROE"),
        ("CLANDESTINE, 22 SEP 89 (RADIO EXAMPLE) -- [COMMUNIQUE] [GENERAL COMMAND] [TEXT] [CONTINUED] ", None),
        ("NO CITY, NO DATE -- [INTERVIEW WITH GENERAL ROE BY UNIDENTIFIED REPORTER] [TEXT] ", None),
        ("SAN PEDRO SULA, 20 JUL 89 (TIEMPO) -- [TEXT] TEGUCIGALPA -- ", None),
        ("BOGOTA, 27 APR 90 [EXAMPLE TELEVISION) -- [SPEECH] [TEXT] ", None),
    ],
)
def test_monitored_broadcasts_in_capitals(opening: str, author: str | None) -> None:
    found = dateline(opening + PROSE.upper(), capitals=True)
    assert found is not None
    assert (found.length, found.author) == (len(opening), author)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "The minister — who arrived on Monday — said nothing.",
        "Ann Roe — The mayor's deputy — said nothing.",
        "On October 1 - the day of the vote - shops stayed shut.",
        "A FIRE - The worst in years - broke out.",
        "BREAKING — The bridge has closed.",
        "UPDATE: The bridge has closed.",
        "FILE - In this photo the bridge is open.",
        "“PARIS — The city”, she wrote, was her first novel.",
        "ROE: The bridge has to stay closed for a year.",
        "Roe: The bridge has to stay closed for a year.",
        "WINNER: The ferry company, which has had no rival for years.",
        "Two things matter: The bridge and the ferry.",
        "The Associated Press (AP) reported the fire first.",
        "AP: Bridge closed for a year",
        "March 5 — the day the bridge closed — is remembered.",
        "In 2015 - 2016 the bridge was closed.",
        "Roe, 45, a fisherman — The oldest here — agreed.",
        "Syria: Five Hurt In Bridge Fire",
        "",
        "—",
        "(AP)",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_a_place_and_a_colon_are_a_speaker_where_speakers_take_turns() -> None:
    text = "CHAD: The bridge has to stay closed for a year, and so has the tunnel."
    assert dateline(text) is not None
    assert dateline(text, turns=True) is None


def test_capitals_prove_nothing_in_a_text_of_capitals() -> None:
    text = "HARBOUR TOWN -- THE BRIDGE IS CLOSED."
    assert dateline(text) is not None
    assert dateline(text, capitals=True) is None
    assert dateline(text.replace("HARBOUR TOWN", "BOGOTA"), capitals=True) is not None


def test_turns() -> None:
    assert is_turn("ROE: Good evening.")
    assert is_turn("JANE ROE, HOST: Good evening.")
    assert is_turn("Q: Where were you?")
    assert not is_turn("The mayor: a portrait")
    assert takes_turns(iter(["ROE: Good evening.", "prose", "DOE: Good evening."]))
    assert not takes_turns(iter(["ROE: Good evening.", "prose"]))
