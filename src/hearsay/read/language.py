"""Is a text English? Said plainly where it is not, so that it is not read as if it were.

Two tests, both offline. The script first: where most letters are not Latin the text is not English. Then
function words, by their share among the words: English news has 12-50% from our list, other languages a few
hundredths. Running prose with next to none is not English either, whatever it is. Lists of names, results and
tables have few function words of any language and pass. Text in capitals is compared in lower case and without
accents, as wires drop them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from resiliparse.parse.lang import detect_fast

from hearsay.errors import ConfigError, NotEnglish
from hearsay.read.lists import read_table

SHORTEST_JUDGED = 20
"""Texts of fewer words than this are refused only where nothing in them is English and much is another language's."""

_SAMPLE = 40_000
_NO_ENGLISH = 0.05
_ENOUGH = 0.12
_SOME_OTHER = 0.06
_CLEARLY_MORE = 1.25
_FEWEST_PROSE_WORDS = 30
_FEWEST_FORMS = 3
_FEWEST_WORDS = 5
_FEWEST_LETTERS = 8  # of a text that has not one letter of English
_MUCH = 0.25
_RIVALS = 8  # languages a general detector is asked to rank; the less its distance, the likelier
_NEARLY = 1.12
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SPACELESS = frozenset({"Han", "kana", "Thai", "Lao", "Khmer", "Burmese", "Tibetan"})


@dataclass(frozen=True, slots=True)
class Language:
    """What a text is written in: ISO 639 code ("und" when only the script is known), name, share of its words.

    ``share`` is that of the language's function words among the words, or of its script among the letters.
    """

    code: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class _Lexicon:
    english: frozenset[str]
    others: tuple[tuple[str, str, frozenset[str]], ...]
    names: dict[str, str]
    particles: frozenset[str]
    scripts: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = read_table("languages.toml")
    try:
        english = frozenset(table["english"]["words"])
        others = tuple((row["code"], row["name"], _words_of(row["words"], english)) for row in table["language"])
        scripts = tuple((r["name"], r["language"], tuple((a, b) for a, b in r["ranges"])) for r in table["script"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"the data file languages.toml lacks or misuses {error}") from error
    names = {code: name for code, name, _ in others} | table["names"]
    return _Lexicon(english, others, names, frozenset(table["english"]["particles"]), scripts)


def _words_of(words: list[str], english: frozenset[str]) -> frozenset[str]:
    """The words, with and without their accents, less those that are English too."""
    return frozenset(form for word in words for form in (word, _plain(word)) if form not in english | {"a", "i", "in"})


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def identify(text: str) -> Language | None:
    """The language of ``text``; None where too little of it is words, or nothing speaks for any language."""
    sample = _sample(text)
    foreign = _foreign_script(sample)
    if foreign is not None:
        return foreign
    words = _WORD.findall(sample)
    if len(words) < SHORTEST_JUDGED:
        return _of_a_few_words(words) if len(words) >= _FEWEST_WORDS and "://" not in sample else None
    return _by_function_words(words, sample)


def _sample(text: str) -> str:
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"


def _by_function_words(words: list[str], sample: str) -> Language | None:
    """The language whose function words are frequent enough; None where no language's are."""
    lexicon = _lexicon()
    counts = Counter(word.lower().replace("’", "'") for word in words)
    english = sum(counts[word] for word in lexicon.english) / len(words)
    foreign = Counter(_small_words(words))
    share, code, name = max((_share(foreign, forms, len(words)), code, name) for code, name, forms in lexicon.others)
    clear = share > _CLEARLY_MORE * english
    if clear and share >= _ENOUGH:
        return Language(code, name, share)
    if english >= _ENOUGH:
        return Language("en", "English", english)
    detected = _detected(sample) if _is_prose(words) else None
    if clear and share >= _SOME_OTHER and english < _NO_ENGLISH:
        return detected or Language(code, name, share)
    if detected:
        return detected
    return Language("en", "English", english) if english >= _NO_ENGLISH else None


def _of_a_few_words(words: list[str]) -> Language | None:
    """The language of a sentence with no function word of English and many of another's."""
    lexicon = _lexicon()
    if any(word.lower().replace("’", "'") in lexicon.english for word in words):
        return None
    if sum(word.isupper() for word in words) * 2 > len(words):  # places and names: "SAN LUIS DE LA REINA"
        return None
    # A sentence's first word has its capital from its place.
    counts = Counter([*_small_words(words), *([words[0].lower()] if words[0][0].isupper() else [])])
    found = ((sum(counts[form] for form in forms if len(form) > 1), code, name) for code, name, forms in lexicon.others)
    count, code, name = max(found)
    return Language(code, name, count / len(words)) if count > 1 and count >= _MUCH * len(words) else None


def _share(counts: Counter[str], forms: frozenset[str], total: int) -> float:
    """The share of a language's function words, none where fewer than three different ones are there."""
    found = [counts[form] for form in forms if form in counts]
    return sum(found) / total if len(found) >= _FEWEST_FORMS else 0.0


def _small_words(words: list[str]) -> Iterator[str]:
    """The words in lower case, less particles inside names; in a text of capitals, all words.

    "Jane" is no Albanian verb, and "Juan de la Cruz" is a name and no Spanish.
    """
    if sum(word.isupper() for word in words) > 0.6 * len(words):
        yield from (word.lower().replace("’", "'") for word in words)
        return
    capital = [word[0].isupper() for word in words]
    particle = [word in _lexicon().particles for word in words]
    for index, word in enumerate(words):
        inside = particle[index] and _beside(capital, particle, index, -1) and _beside(capital, particle, index, 1)
        if not capital[index] and not inside:
            yield word.replace("’", "'")


def _beside(capital: list[bool], particle: list[bool], index: int, step: int) -> bool:
    """Whether the next word in a direction, other particles passed over, has a capital."""
    index += step
    while 0 <= index < len(capital) and particle[index]:
        index += step
    return 0 <= index < len(capital) and capital[index]


def _is_prose(words: list[str]) -> bool:
    """Whether the words are running text in lower case, and not a list of names or a table."""
    return len(words) >= _FEWEST_PROSE_WORDS and sum(word[0].islower() for word in words) >= len(words) / 2


def _detected(sample: str) -> Language | None:
    """What a general detector says of text with hardly any English in it, when that is not English."""
    ranks = cast(list[tuple[str, int]], detect_fast(sample.lower(), n_results=_RIVALS))
    code, far = ranks[0]
    # Short news full of names lies as near to English as to whatever is nearest.
    if any(other == "en" and rank <= _NEARLY * far for other, rank in ranks):
        return None
    name = _lexicon().names.get(code)
    if name is None:
        return Language("und", "another language", 0.0)
    return Language(code, f"another language ({name}, or one like it)", 0.0)


def _foreign_script(sample: str) -> Language | None:
    """The script most letters are in, when it is not the Latin one and there are letters enough to judge."""
    # Bold, italic and full-width letters are Latin ones in other clothes.
    letters = [ord(char) for char in unicodedata.normalize("NFKC", sample) if char.isalpha()]
    other = [code for code in letters if code > 0x24F and not 0x1E00 <= code <= 0x1EFF]
    if len(other) <= len(letters) / 2:
        return None
    counts = Counter(_script_of(code) for code in other)
    name, language = counts.most_common(1)[0][0]
    if ("kana", "Japanese") in counts and counts["kana", "Japanese"] >= 0.1 * len(other):
        name, language = "kana", "Japanese"
    mixed = len(other) < len(letters)
    if len(other) < (SHORTEST_JUDGED * (2 if name in _SPACELESS else 3) if mixed else _FEWEST_LETTERS):
        return None
    return Language("und", language or f"a language in {name} script", len(other) / len(letters))


def _script_of(code: int) -> tuple[str, str]:
    for name, language, ranges in _lexicon().scripts:
        if any(first <= code <= last for first, last in ranges):
            return name, language
    return "another", ""


def require_english(text: str, *, where: str | None = None) -> None:
    """Raises `NotEnglish`, naming the language, where ``text`` is in another; a few words pass."""
    found = identify(text)
    if found is not None and found.code != "en":
        message = f"the text is in {found.name}, not in English; only English is read"
        language = found.name if found.code == "und" else found.code
        raise NotEnglish(message, where=where, language=language)
