from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hearsay.errors import NotEnglish
from hearsay.read.language import identify, require_english

SAMPLES: dict[str, str] = tomllib.loads(
    (Path(__file__).parents[2] / "support" / "languages.toml").read_text(encoding="utf-8")
)
ENGLISH = SAMPLES["English"]
OTHERS = {name: text for name, text in SAMPLES.items() if name != "English"}
NAMED = {"Russian": "Cyrillic", "Arabic": "Arabic"}


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages_are_refused_by_name(name: str) -> None:
    with pytest.raises(NotEnglish, match=NAMED.get(name, name)) as caught:
        require_english(OTHERS[name], where="-")
    assert str(caught.value).startswith("-: the text is in ")


@pytest.mark.parametrize("name", ["French", "Spanish", "German"])
def test_capitals_without_accents_change_nothing(name: str) -> None:
    plain = OTHERS[name].upper().replace("É", "E").replace("Ü", "U").replace("À", "A")
    with pytest.raises(NotEnglish, match=name):
        require_english(plain)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH.replace("’", "'").replace(".", "").replace(",", ""),
        ENGLISH
        + " “"
        + OTHERS["Spanish"][:80]
        + "”, the ambassador answered in Spanish, and then said it again in English.",
        # names, results, a table: few function words of any language
        "Juan de la Cruz, María del Carmen López, José Luis de los Santos, Ana de la Vega, Pedro van der Berg, "
        "Luis de León, "
        "Carlos de la Torre, Isabel del Río, Miguel Ángel de la Fuente, Rosa de las Heras",
        "Jane Roe/AFP " * 20,
        "Kamau 9.81, Otieno 9.84, Li 9.90, Nguyen 9.95, Silva 10.01, Kowalski 10.02, Ivanov 10.05, Haile 10.06, "
        "Abebe 10.08, "
        "Bekele 10.10, Chebet 10.11, Rossi 10.12, Weber 10.15, Dubois 10.16",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25",
        "Bonjour, a dit le maire.",
        "Нет.",
        "北京",
        "😀" * 50,
        "",
    ],
)
def test_english_names_figures_and_what_is_too_short_to_judge_pass(text: str) -> None:
    require_english(text)


def test_what_is_identified() -> None:
    english = identify(ENGLISH)
    assert english is not None
    assert (english.code, english.name) == ("en", "English")
    assert 0.2 < english.share < 0.7
    french = identify(OTHERS["French"])
    assert french is not None
    assert french.code == "fr"
    assert identify("Too short to say.") is None


def test_a_long_text_is_judged_by_its_parts() -> None:
    require_english(ENGLISH * 2_000)
    with pytest.raises(NotEnglish, match="German"):
        require_english(OTHERS["German"] * 2_000)


def test_a_short_report_full_of_names_is_english() -> None:
    text = (
        "Skaters still can buy Kessel tickets. Tor Aas taas@example.org From Nordby State Gazette Velm women's coach "
        "Mara P. Lindqvist greets the press Sunday during a media briefing in West Nordby. Velm meets Osterly State "
        "tomorrow in a third-round women's NDAA contest."
    )
    require_english(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Minister sagte, der Damm sei sicher.", "de"),
        ("Le ministre a dit que le barrage était sûr.", "fr"),
        ("El ministro dijo que la presa era segura.", "es"),
        ("Il ministro ha detto che la diga è sicura.", "it"),
        ("Port strike ends", None),
        ("Minister resigns after Karsk dam collapse, dozens missing", None),
        ("Juan de la Cruz wins Lovrana marathon again", None),
        ("La Paz mayor Ana de los Santos resigns", None),
        ("Coup d’état in El Obeid: Lund et al. respond", None),
        ("“Non, je ne regrette rien,” sang the crowd.", None),
    ],
)
def test_one_sentence_is_another_languages_where_nothing_in_it_is_english(text: str, code: str | None) -> None:
    found = identify(text)
    assert (found and found.code) == code


@pytest.mark.parametrize("text", ["海员工会表示事发时船上有二百六十人。", "Паром утонул у пирса вечером."])
def test_a_short_text_without_one_english_letter_is_refused(text: str) -> None:
    with pytest.raises(NotEnglish):
        require_english(text)
    require_english(f"The crew said: {text} and nothing else was said on the pier that evening, or the next.")
