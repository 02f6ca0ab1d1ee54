"""Texts in capitals, given the case that news would have.

Old newswires and transcripts are written in capitals throughout. What has learnt from texts of the usual case (the
incident coder) reads such a text re-cased; the document's own text, which every span points into, stays as it is. A
word that the dictionary knows is common, any other a name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from hearsay.parse.lemmas import dictionary

CASING = Path(__file__).resolve().parents[1] / "data" / "casing.txt"

# Below this share of capitals among the letters a text is not "in capitals".
_CAPITALS = 0.9
_FEWEST = 40
_WORD = re.compile(r"[A-Za-z][A-Za-z.]*(?:['’][A-Za-z]+)?")
# A sentence begins after a paragraph's end or a final mark that ends no abbreviation.
_STARTS = re.compile(r"(?:\n\s*\n\s*|(?<![.\s]\w)[.!?]['\"”)\]]*\s+[\"“(\[]*)\Z")
# A word alone in brackets, as the short form of a name is; the article may use it without them elsewhere.
_SHORT = re.compile(r"[\[(]([A-Z][A-Z-]{1,6})[\])]")
_VOWEL = re.compile(r"[AEIOUY]")
# Unknown words of these shapes are hardly ever names.
_COMMON = re.compile(r"(?:[^aeiou]ing|[^aeiour]ed|ists?|ives?|ously|ness|ation|ations)\Z")
_CLITICS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout."""
    upper = sum(map(str.isupper, text))
    return upper >= _FEWEST and upper >= _CAPITALS * (upper + sum(map(str.islower, text)))


def recase(text: str) -> str:
    """The text with names capitalised and the rest in lower case, letter for letter; what is not ASCII is let be.

    >>> recase("THE ARMY SAID THAT SOYAPANGO WAS CALM.")
    'The army said that Soyapango was calm.'
    """
    out = list(text)
    short = {m[1] for m in _SHORT.finditer(text) if not known(m[1].lower())}
    for match in _WORD.finditer(text):
        start = _STARTS.search(text, max(0, match.start() - 12), match.start()) is not None or not match.start()
        out[match.start() : match.end()] = _form(match[0], match[0] in short, start)
    return "".join(out)


def _form(word: str, short: bool, start: bool) -> str:
    made = word if short else _cased(word)
    return made[0].upper() + made[1:] if start else made


@lru_cache(maxsize=50_000)
def _cased(word: str) -> str:
    stem, mark, clitic = word.partition("'" if "'" in word else "’")
    if mark:
        if stem[-1:] == "N" and clitic == "T":
            return word.lower()
        return _cased(stem) + mark + (clitic.lower() if clitic.lower() in _CLITICS else clitic.capitalize())
    low = word.lower()
    listed = _listed().get(low)
    if listed is not None:
        return listed
    if "." in word.rstrip("."):
        return word
    if known(low.rstrip(".")) or _COMMON.search(low):
        return low
    return word if len(word) <= 5 and not _VOWEL.search(word) else word.capitalize()


def known(word: str) -> bool:
    """Whether the dictionary has a word, given in lower case."""
    return bool(dictionary().getAllLemmas(word))


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    if not CASING.exists():
        return {}
    return {form.lower(): form for form in CASING.read_text(encoding="utf-8").split()}
