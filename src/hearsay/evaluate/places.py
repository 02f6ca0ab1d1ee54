"""Toponyms: how many are found and put within 161 km of where they are, on the Local-Global Lexicon.

LGL (Lieberman, Samet and Sankaranarayanan, ICDE 2010): 588 articles of 78 local papers. Of its 5,088 toponyms 4,462
have coordinates. As in the literature (Gritta et al., "What's missing in geographical parsing?", 2018) only those are
asked for; the others (streets, buildings, what GeoNames has not) cannot be put right or wrong, so to find one is
neither rewarded nor, being a toponym, counted against precision. Spans must be exact.

Articles are parted by a hash of their ids: two thirds to tune on, one third held back.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec
from lxml import etree

from hearsay.errors import DataError

NEAR = 161.0
"""Kilometres, 100 miles: the literature's "right"."""

FARTHEST = 20_039.0
"""Kilometres, half the earth's circumference: the worst error, and that of a place found but not resolved."""

_RADIUS = 6371.0


class Toponym(NamedTuple):
    """A gold toponym: half-open code points, degrees and GeoNames' id, None where the gold has none."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


class Guess(NamedTuple):
    """A predicted toponym; ``lat`` and ``lon`` are None where it was not resolved."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


class Article(msgspec.Struct, frozen=True):
    """A text and its toponyms."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]


class Figures(msgspec.Struct, frozen=True):
    """What is measured. Shares are 0 to 1, 0 where there is nothing to share.

    ``toponyms`` how many have coordinates; ``accuracy`` the share of all of them found and put within 161 km;
    ``accuracy_found`` the same of those found; ``recall`` the share found; ``precision`` the share of guesses that
    are toponyms; ``median_km`` the median error of those found; ``auc`` the area under the curve of their errors'
    logarithms (Jurgens et al. 2015; 0 is best, 1 worst). Both are None where none is found.
    """

    toponyms: int
    accuracy: float
    accuracy_found: float
    recall: float
    precision: float
    median_km: float | None
    auc: float | None


def held_back(article: str) -> bool:
    """Whether an article of this id is in the third that nothing is tuned on."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 3 == 0


def load_lgl(path: Path) -> list[Article]:
    """The articles of ``lgl.xml``. Raises DataError where it is malformed or a phrase is not where it should be."""
    try:
        root = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
        return [_article(element, path) for element in root.iter("article")]
    except (OSError, etree.XMLSyntaxError, TypeError, ValueError) as error:
        raise DataError(f"not the Local-Global Lexicon: {error}", where=str(path)) from error


def _article(element: etree._Element, path: Path) -> Article:
    name, text = element.get("docid") or "", element.findtext("text") or ""
    found = []
    for toponym in element.iter("toponym"):
        start, end = int(toponym.findtext("start") or ""), int(toponym.findtext("end") or "")
        if text[start:end] != toponym.findtext("phrase"):
            raise DataError(f"article {name}: the phrase at {start} is not in the text", where=str(path))
        tag = toponym.find("gaztag")
        if tag is None:
            found.append(Toponym(start, end))
        else:
            lat, lon = float(tag.findtext("lat") or ""), float(tag.findtext("lon") or "")
            found.append(Toponym(start, end, lat, lon, int(tag.get("geonameid") or "")))
    return Article(name, text, tuple(found))


def score(articles: Iterable[tuple[Article, Sequence[Guess]]]) -> Figures:
    """The figures of articles with their guesses."""
    errors: list[float] = []
    toponyms = guesses = right = 0
    for article, guessed in articles:
        by_span = {(guess.start, guess.end): guess for guess in guessed}
        gold = {(toponym.start, toponym.end): toponym for toponym in article.toponyms}
        guesses += len(by_span)
        right += len(by_span.keys() & gold.keys())
        asked = {span: toponym for span, toponym in gold.items() if toponym.lat is not None}
        toponyms += len(asked)
        errors += [error_km(toponym, by_span[span]) for span, toponym in asked.items() if span in by_span]
    near = sum(error < NEAR for error in errors)
    return Figures(
        toponyms, _share(near, toponyms), _share(near, len(errors)), _share(len(errors), toponyms),
        _share(right, guesses), median(errors) if errors else None, area(errors) if errors else None,
    )  # fmt: skip


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def error_km(gold: Toponym, guess: Guess) -> float:
    """The great-circle distance of a guess from the gold, `FARTHEST` where it is not resolved."""
    if gold.lat is None or gold.lon is None or guess.lat is None or guess.lon is None:
        return FARTHEST
    one, two = math.radians(gold.lat), math.radians(guess.lat)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(guess.lon - gold.lon) / 2) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))


def area(errors: Sequence[float]) -> float:
    """The area under the sorted errors' logarithms, ln(km + 1), as a share of the worst there can be."""
    logs = sorted(math.log(error + 1) for error in errors)
    worst = math.log(FARTHEST + 1)
    if len(logs) == 1:
        return logs[0] / worst
    return sum((a + b) / 2 for a, b in pairwise(logs)) / (worst * (len(logs) - 1))
