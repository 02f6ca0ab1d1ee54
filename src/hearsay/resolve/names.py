"""How names are compared: spelling that does not matter is folded away, case is kept as evidence.

A name in a text and a name in a list are the same when their folded forms are equal (`fold`) *and* the text's
capitals allow it (`agrees`): "Polish officials" may be Poland's, "polish" is not; "US" is a country, "us" is not.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ASCII = (
    *((mark, "") for mark in "'.*,\"()!`"),
    *((mark, " ") for mark in "-/\t\n\r\v\f"),
    ("&", " and "),
)
"""What the ASCII marks become. Replaced one by one: most names hold one or none of them."""

_OTHER: dict[int, str | None] = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ´“”¡", None),
        **dict.fromkeys("‐‑‒–—−", " "),
        **dict(zip("łŁøØđĐıə", "lLoOdDie", strict=True)),
        **{"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"},
    }
)
_ARTICLE = "the "


def _spell(text: str) -> str:
    """``text`` without diacritics, apostrophes and full stops, its dashes and slashes as spaces; case is kept."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.translate(_OTHER)
    for mark, instead in _ASCII:
        if mark in text:
            text = text.replace(mark, instead)
    return text


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """``text`` as names are looked up: lower case, "U.N." as "un", "al-Qa'ida" as "al qaida", no leading "the"."""
    plain = text.isascii() and text.replace(" ", "").isalnum()
    text = text.lower() if plain else _spell(text).lower()
    if not plain or "  " in text or text[0] == " " or text[-1] == " ":
        text = " ".join(text.split())
    return text[4:] if text.startswith(_ARTICLE) else text


def is_name(text: str) -> bool:
    """Whether anything of ``text`` is left to be looked up: a letter or a digit."""
    return any(map(str.isalnum, fold(text)))


def is_acronym(form: str) -> bool:
    """Whether ``form`` is written in capitals only, so that a text must write it so too ("US", "ISIS", "M-19")."""
    return form.isupper()


def agrees(form: str, text: str) -> bool:
    """Whether ``text`` has capitals wherever the listed ``form`` has them at a word's start.

    A form all in capitals asks for a text all in capitals. A text in capitals throughout agrees with every form.
    Both must fold alike; the article at the front is left out of account.
    """
    if is_acronym(form):
        return not any(char.islower() for char in text)
    wanted, found = _words(form), _words(text)
    if len(wanted) != len(found):
        return True
    return all(there[0].isupper() or not here[0].isupper() for here, there in zip(wanted, found, strict=True))


def _words(text: str) -> list[str]:
    words = _spell(text).split()
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words
