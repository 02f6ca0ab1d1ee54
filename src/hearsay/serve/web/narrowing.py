"""The query of the claim ledger's address, and the addresses that narrow it down or widen it again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from hearsay.errors import ConfigError
from hearsay.store.questions import NARROWING, Question

ORDERS = ("newest", "oldest", "relevance", "doubtful")
TITLES: Mapping[str, str] = {
    "source_name": "Source",
    "speaker": "Public actor",
    "source_type": "Kind of source",
    "about": "About whom",
    "act": "Act",
    "stance": "Stance",
    "certainty": "Certainty",
    "polarity": "Says it is so",
    "evidence": "Evidence named",
    "distance": "Author’s distance",
    "kind": "Quotation",
    "outlet": "Outlet",
    "agency": "Agency",
}
"""The facets in the order they are shown."""
ACTORS = frozenset({"speaker", "about"})
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_MOST_FACETS = 40
_LONGEST = 400


class Narrowing:
    """What a page's address asks for."""

    def __init__(self, question: Question, limit: int, after: str | None) -> None:
        self.question = question
        self.limit = limit
        self.after = after

    @classmethod
    def of(cls, query: Iterable[tuple[str, Any]], *, limit: int = 30, most: int = 500) -> Narrowing:
        """Out of an address' query. Raises ConfigError where a value is none that can be asked for."""
        given: dict[str, str] = {}
        facets: list[tuple[str, str]] = []
        for name, value in query:
            text = str(value).strip()[:_LONGEST]
            if name == "facet" and text.partition(":")[0] in NARROWING:  # as the API writes it
                name, _, text = text.partition(":")
            if name in NARROWING:
                facets += [(name, text)] if text else []
            else:
                given[name] = text
        if len(facets) > _MOST_FACETS:
            raise ConfigError(f"more than {_MOST_FACETS} values to narrow by")
        order = given.get("sort") or "newest"
        if order not in ORDERS:
            raise ConfigError(f"no such order: {order}; there are {', '.join(ORDERS)}")
        question = Question(
            words=given.get("q", ""), source=given.get("source", ""), facets=tuple(dict.fromkeys(facets)),
            since=day(given.get("since")), until=day(given.get("until")), order=order,
        )  # fmt: skip
        return cls(question, _limit(given.get("limit"), limit, most), given.get("after") or None)

    def query(self, **changes: Any) -> str:
        """The query of an address that asks for the same but for some changes, without the page."""
        return urlencode(self._pairs(msgspec.structs.replace(self.question, **changes)))

    def _pairs(self, question: Question) -> list[tuple[str, str]]:
        pairs = [("q", question.words), ("source", question.source), *question.facets]
        pairs += [("since", question.since or ""), ("until", question.until or "")]
        pairs += [("sort", question.order)] if question.order != "newest" else []
        return [(name, value) for name, value in pairs if value]

    def pairs(self) -> list[tuple[str, str]]:
        """What is asked for but the order, as a form keeps it."""
        return [pair for pair in self._pairs(self.question) if pair[0] != "sort"]

    def next(self, after: str | None) -> str | None:
        """The query of the next page's address."""
        if after is None:
            return None
        more = [("limit", str(self.limit))] if self.limit != 30 else []
        return urlencode([*self._pairs(self.question), *more, ("after", after)])

    def facets(self, counts: Mapping[str, Sequence[tuple[str, int]]], names: Mapping[str, str]) -> list[dict[str, Any]]:
        """The facets as they are shown: each value with its count, and the query that takes it in or leaves it out.

        ``names`` has the names of actors by their ids; those without one are left out.
        """
        made = []
        for facet, title in TITLES.items():
            chosen = [value for name, value in self.question.facets if name == facet]
            there = dict(counts[facet])
            shown = [*there.items(), *((value, 0) for value in chosen if value not in there)]
            values = [self._value(facet, value, count, value in chosen, names) for value, count in shown]
            values = [one for one in values if one["name"]]
            if values:
                made.append({"facet": facet, "title": title, "values": values, "chosen": bool(chosen)})
        return made

    def _value(self, facet: str, value: str, count: int, chosen: bool, names: Mapping[str, str]) -> dict[str, Any]:
        pair = (facet, value)
        now = self.question.facets
        turned = tuple(one for one in now if one != pair) if chosen else (*now, pair)
        name = names.get(value, "") if facet in ACTORS else value
        return {"value": value, "name": name, "count": count, "chosen": chosen, "query": self.query(facets=turned)}

    def chosen(self, names: Mapping[str, str]) -> list[dict[str, str]]:
        """What narrows the page, each with the query that does without it."""
        asked = self.question
        made = [
            {"title": TITLES[name], "name": names.get(value, value),
             "query": self.query(facets=tuple(one for one in asked.facets if one != (name, value)))}
            for name, value in asked.facets
        ]  # fmt: skip
        single = {"words": "Words", "source": "Source’s name", "since": "Since", "until": "Until"}
        for field, title in single.items():
            value = getattr(asked, field)
            if value:
                empty = None if field in ("since", "until") else ""
                made.append({"title": title, "name": value, "query": self.query(**{field: empty})})
        return made


def day(given: str | None) -> str | None:
    """A date that is asked for, or its year or month. Raises ConfigError where it is none."""
    given = (given or "").strip()[:_LONGEST]
    if not given:
        return None
    try:
        if _DATE.fullmatch(given):
            datetime.date.fromisoformat(f"{given}-01-01"[:10])
            return given
    except ValueError:
        pass
    raise ConfigError(f"{given[:40]!r} is not a date: write 2031, 2031-03 or 2031-03-14")


def _limit(given: str | None, usual: int, most: int) -> int:
    if not given:
        return usual
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given) <= most:
        raise ConfigError(f"limit is a number from 1 to {most}")
    return int(given)
