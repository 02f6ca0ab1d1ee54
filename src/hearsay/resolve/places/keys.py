"""How place names are compared: folded as actors' names are, with the usual abbreviations written out.

"St. Petersburg" and "Saint Petersburg", "Ft Worth" and "Fort Worth", "Mt. Vernon" and "Mount Vernon" are one key each;
so the key is not for show.
"""

from __future__ import annotations

from hearsay.resolve.names import fold

_WRITTEN_OUT = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "pt": "point",
    "co": "county",
    "prov": "province",
    "twp": "township",
}


def key(name: str) -> str:
    """The key of ``name``, empty where nothing of it is left ("...")."""
    if not name:
        return ""
    folded = fold(name)
    words = folded.split(" ")
    if not any(word in _WRITTEN_OUT for word in words):
        return folded
    # "Main St" ends in a street, not in a saint; "Clark Co" ends in a county and "Co Clare" begins with one.
    last = len(words) - 1
    return " ".join(
        word if i == last and word != "co" else _WRITTEN_OUT.get(word, word) for i, word in enumerate(words)
    )
