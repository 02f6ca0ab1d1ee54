"""What people type into a search, as a full-text index takes it. Nothing they type is the index's own syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hearsay.errors import ConfigError
from hearsay.store.statements import facet_term

_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_CONTENT = "{content source_name source cue}"


class Term(NamedTuple):
    """Words that stand together, the last of them perhaps only the beginning of one."""

    words: str
    prefix: bool = False


class Asked(NamedTuple):
    """All ``wanted`` in content, cue or source and none ``unwanted``; ``source`` in the source; all facets' terms."""

    wanted: Sequence[Term] = ()
    unwanted: Sequence[Term] = ()
    source: Sequence[Term] = ()
    facets: Sequence[str] = ()


def parsed(query: str, source: str | None, facets: Sequence[tuple[str, str]]) -> Asked:
    """What is asked for. Raises ConfigError where there is only what is not wanted."""
    terms = list(_terms(query))
    named = [term for minus, term in _terms(source or "") if not minus]
    asked = Asked(
        wanted=[term for minus, term in terms if not minus],
        unwanted=[term for minus, term in terms if minus],
        source=named,
        facets=[facet_term(facet, value) for facet, value in facets],
    )
    if asked.unwanted and not (asked.wanted or asked.source or asked.facets):
        raise ConfigError("a search needs a word that is wanted")
    return asked


def _terms(query: str) -> Iterator[tuple[bool, Term]]:
    for match in _PART.finditer(query.replace("\0", " ")):
        words = match["phrase"] if match["phrase"] is not None else match["word"]
        prefix = match["word"] is not None and words.endswith("*")
        words = re.sub(r"[^\w'’-]+", " ", words).strip()
        if re.search(r"\w", words):
            yield bool(match["minus"]), Term(words, prefix)


def fts5(asked: Asked) -> str | None:
    """What is asked for as SQLite's FTS5 takes it, None for nothing."""
    parts = [f"{_CONTENT} : ({' AND '.join(map(_quoted, asked.wanted))})"] if asked.wanted else []
    parts += [f"{{source_name source}} : ({' AND '.join(map(_quoted, asked.source))})"] if asked.source else []
    parts += [f'facets : "{term}"' for term in asked.facets]
    if not parts:
        return None
    expression = " AND ".join(parts)
    if not asked.unwanted:
        return expression
    return f"({expression}) NOT {_CONTENT} : ({' OR '.join(map(_quoted, asked.unwanted))})"


def fts5_words(asked: Asked) -> str | None:
    """The words that are asked for as FTS5 takes them where a table has one column of words, None for nothing."""
    if not asked.wanted:
        return None
    expression = " AND ".join(map(_quoted, asked.wanted))
    return f"({expression}) NOT ({' OR '.join(map(_quoted, asked.unwanted))})" if asked.unwanted else expression


def _quoted(term: Term) -> str:
    return f'"{term.words}"{" *" if term.prefix else ""}'


def tsquery(asked: Asked) -> str | None:
    """What is asked for as PostgreSQL's ``to_tsquery`` takes it, None for nothing.

    Contents have the weight A, sources B, cues C, facets' terms D.
    """
    parts = [_phrase(term, "ABC") for term in asked.wanted] + [_phrase(term, "B") for term in asked.source]
    parts += [f"'{term}':D" for term in asked.facets]
    parts = list(filter(None, parts))
    if not parts:
        return None
    return " & ".join([*parts, *(f"!{phrase}" for term in asked.unwanted if (phrase := _phrase(term, "ABC")))])


def _phrase(term: Term, weights: str) -> str:
    words = re.findall(r"\w+", term.words)
    marks = [weights] * (len(words) - 1) + [f"{weights}*" if term.prefix else weights]
    return f"({' <-> '.join(f'{word}:{mark}' for word, mark in zip(words, marks, strict=True))})" if words else ""
