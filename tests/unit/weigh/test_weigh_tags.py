"""Names before words in transcripts."""

from __future__ import annotations

import pytest

from hearsay.weigh.tags import Tags

BROADCAST = (
    "OSLET, 4 MAY 89 (RADIO NORD) -- [INTERVIEW WITH MINISTER MARA LIND BY TOM AAS] [TEXT] [AAS] WHAT DO YOU SAY? "
    "[LIND] WE HOPE FOR RAIN. [WORDS INDISTINCT] I AM SURE. [END RECORDING] THE NDP [NORTHERN DAIRY PARTY] IS FOR IT."
)


@pytest.mark.parametrize(("words", "last"), [("WHAT DO", "aas"), ("WE HOPE", "lind"), ("I AM", "lind")])
def test_the_nearest_name_in_brackets_speaks(words: str, last: str) -> None:
    tag = Tags(BROADCAST).before(BROADCAST.index(words))
    assert tag is not None
    assert tag.last == last


def test_what_explains_an_acronym_is_no_speaker() -> None:
    tag = Tags(BROADCAST).before(BROADCAST.index("IS FOR IT"))
    assert tag is not None
    assert tag.last == "lind"


def test_what_stands_beside_the_name_is_known() -> None:
    tags = Tags(BROADCAST)
    tag = tags.before(BROADCAST.index("WE HOPE"))
    assert tag is not None
    assert "minister" in tags.called(tag)


def test_a_name_with_a_colon_opens_a_line() -> None:
    text = "They met on air.\n\nAAS: Did it rain?\n\nMARA LIND: It did: for days.\n"
    tags = Tags(text)
    assert tags.before(3) is None
    found = [tags.before(text.index(words)) for words in ("Did it", "for days")]
    assert [tag.last for tag in found if tag] == ["aas", "lind"]


def test_brackets_in_running_text_are_no_speakers() -> None:
    assert Tags("He said [Mara Lind] would come. [Laughter] Then it rained.").before(60) is None


def test_what_a_heading_says_of_a_name_is_known() -> None:
    text = "OSLET, 4 MAY 89 (RADIO NORD) -- [INTERVIEW WITH\nTOM AAS, A MEMBER OF THE FREE COAST, BY X] [AAS] NO."
    tags = Tags(text)
    tag = tags.before(text.index("NO."))
    assert tag is not None
    assert " a member of the free coast" in tags.told(tag)
    lind = Tags(BROADCAST).before(BROADCAST.index("WE HOPE"))
    assert lind is not None
    assert Tags(BROADCAST).told(lind) == ""
