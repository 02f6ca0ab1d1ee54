"""What may be asked of the statements of a ledger, and how it is answered.

Apart from what answers it, so that a page that asks nothing waits for no arrays.
"""

from __future__ import annotations

import msgspec

from hearsay.store.statements import SEVERAL

COLUMNS_FILE = "facets.npz"
SINGLE = (
    "source_name", "speaker", "source_type", "act", "stance", "certainty", "polarity", "distance", "kind", "outlet",
    "agency",
)  # fmt: skip
NARROWING = (*SINGLE, *SEVERAL)
"""What can be narrowed by and counted."""

PRIVATE = frozenset({"person", "witness", "unknown"})
"""Types of sources whose names are not listed with counts: they may be private people, of whom no list is made."""

UNNAMED = frozenset(
    {"i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "us", "me", "who", "which", "that", "this",
     "these", "those", "one", "ones", "some", "many", "others", "all", "both", "most", "himself", "herself"}
)  # fmt: skip
"""What stands for a source without naming it: no value to narrow by, since it is another each time."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the statements.

    All ``words`` are in what is said, who says it or how, all those of ``source`` in the source's name. ``facets`` are
    pairs of one of `NARROWING` and a value: of several values of one facet any will do, of several facets each must be
    met. ``since`` and ``until`` are dates of publication (ISO 8601; a shorter one stands for all of its year or month).
    ``order`` is ``newest``, ``oldest``, ``relevance`` (to the words) or ``doubtful``: the least sure first.
    """

    words: str = ""
    source: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    since: str | None = None
    until: str | None = None
    order: str = "newest"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the statements of one page, how many there are in all, and where the next page begins.

    ``counts`` has for each facet its commonest values and how many statements would remain with each; of a facet that
    is narrowed by, as if it were not.
    """

    numbers: list[int]
    total: int
    counts: dict[str, list[tuple[str, int]]]
    years: list[tuple[str, int]]
    after: str | None = None
