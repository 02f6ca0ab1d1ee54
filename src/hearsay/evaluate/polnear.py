"""PolNeAR v1 (Newell et al., LREC 2018): US political news with every outermost attribution marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate.attribution import Triple, score
from hearsay.evaluate.files import read_jsonl
from hearsay.evaluate.scores import Table, add_tables
from hearsay.model import Spans


class Article(msgspec.Struct, frozen=True):
    """One article, its attributions, and those of other annotators by their names, if there are any."""

    id: str
    text: str
    attributions: tuple[Triple, ...]
    alt_annotations: dict[str, tuple[Triple, ...]] = {}


def load(path: Path) -> list[Article]:
    """The articles of a JSON Lines file: ``id``, ``text``, ``attributions``, maybe ``alt_annotations``.

    Raises DataError when a line is malformed or a span lies outside its text.
    """
    articles = list(read_jsonl(path, Article))
    for article in articles:
        for annotation in (article.attributions, *article.alt_annotations.values()):
            for triple in annotation:
                _check(article, triple.source + triple.cue + triple.content, path)
    return articles


def between_annotators(articles: Iterable[Article]) -> Table:
    """How well annotators agree: each pair of those who read the same article, one scored against the other.

    Counts are summed over articles and pairs; F1 does not depend on which of a pair is called gold.
    """
    return add_tables(
        score(article.text, one, other) for article in articles for one, other in combinations(_annotations(article), 2)
    )


def _annotations(article: Article) -> list[Sequence[Triple]]:
    others = [article.alt_annotations[name] for name in sorted(article.alt_annotations)]
    return [article.attributions, *others] if others else []


def _check(article: Article, spans: Spans, path: Path) -> None:
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            raise DataError(f"{article.id}: span {start}-{end} outside the text", where=str(path))
