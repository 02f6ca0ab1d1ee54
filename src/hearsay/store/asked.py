"""What people type into a search, as FTS5 takes it. Nothing they type is syntax of FTS5's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hearsay.errors import ConfigError
from hearsay.store.statements import facet_term

_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


def match_expression(query: str, source: str | None, facets: Sequence[tuple[str, str]]) -> str | None:
    """An FTS5 expression: all words and "phrases" of ``query`` in the content or the source, none of those after ``-``.

    ``source`` are words of the source's name. None where nothing at all is asked for. Raises ConfigError where
    there is only what is not wanted.
    """
    wanted, unwanted = _parts(query)
    terms = [f"{{content source_name source}} : ({' AND '.join(wanted)})"] if wanted else []
    if source:
        named, _ = _parts(source)
        terms += [f"{{source_name source}} : ({' AND '.join(named)})"] if named else []
    terms += [f'facets : "{facet_term(facet, value)}"' for facet, value in facets]
    if unwanted and not terms:
        raise ConfigError("a search needs a word that is wanted")
    if not terms:
        return None
    expression = " AND ".join(terms)
    return f"({expression}) NOT {{content source_name source}} : ({' OR '.join(unwanted)})" if unwanted else expression


def _parts(query: str) -> tuple[list[str], list[str]]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, term in _terms(query):
        (unwanted if minus else wanted).append(term)
    return wanted, unwanted


def _terms(query: str) -> Iterator[tuple[bool, str]]:
    for match in _PART.finditer(query.replace("\0", " ")):
        words = match["phrase"] if match["phrase"] is not None else match["word"]
        prefix = match["word"] is not None and words.endswith("*")
        words = re.sub(r"[^\w'’-]+", " ", words).strip()
        if re.search(r"\w", words):
            yield bool(match["minus"]), f'"{words}"{" *" if prefix else ""}'
