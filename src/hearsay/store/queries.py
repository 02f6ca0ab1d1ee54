"""What is asked of an index, and what is put into it, in SQL that SQLite and PostgreSQL both take.

Where they differ, in full text above all, they say so themselves: `hearsay.store.sqlite`, `hearsay.store.postgres`.
Values are marked ``?``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar

import msgspec

from hearsay.errors import LedgerError, NotInLedger
from hearsay.model import Actor, Entry
from hearsay.store.asked import Asked, parsed
from hearsay.store.statements import COLUMNS, FACETS, SEVERAL, Indexed, statements

VERSION = 2
"""Of the index's tables. Another version's index is not read, but made anew."""

OF_NO_RUN = 0
"""In place of a run's number: of shards that a run left when it was cut off."""

ANEW = "`hearsay index` makes it anew"
RECORD = (
    "id", "shard", "row", "digest", "name", "status", "code", "message", "key", "document", "title", "url", "outlet",
    "byline", "agency", "published", "language", "words",
)  # fmt: skip
_IDS = (("records", "id"), ("records", "document"), ("statements", "attribution"), ("statements", "claim"))


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that a search found. ``record`` is the input's, ``claim`` None where it has not been weighed.

    ``speaker`` is the id of the actor whose word it is, ``about`` those of the actors that the content names.
    """

    record: str
    document: str
    attribution: str
    claim: str | None
    title: str | None
    outlet: str | None
    published: str | None
    name: str
    source_name: str | None
    source: str
    cue: str
    content: str
    kind: str | None = None
    act: str | None = None
    stance: str | None = None
    certainty: str | None = None
    polarity: str | None = None
    distance: str | None = None
    source_type: str | None = None
    speaker: str | None = None
    about: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0


class Body(msgspec.Struct, frozen=True):
    """A public actor that some document names; as in `hearsay.model.Actor`."""

    id: str
    name: str
    kind: str
    country: str | None = None
    wikidata: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where a record of any kind is kept: the input it belongs to, that input's shard and its row there."""

    record: str
    shard: str
    row: int


class Index(ABC):
    """An open index. Not to be shared between threads. ``where`` is its name in messages."""

    # Of statements that match: what to select from, on what condition, and the best first. The one value is the match.
    AMONG: ClassVar[str]
    MATCHES: ClassVar[str]
    BEST: ClassVar[str]
    # The numbers of the statements that match, in any order, and the best first. The one value is the match.
    NUMBERS: ClassVar[str]
    NUMBERS_BY_RANK: ClassVar[str]

    where: str

    @abstractmethod
    def close(self) -> None:
        """Close it."""

    @abstractmethod
    def optimise(self) -> None:
        """Do what makes later searches quick. Raises `CannotWrite`."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All that is written in the block is there after it, or none. Raises `CannotWrite`."""

    @abstractmethod
    def matching(self, asked: Asked) -> str | None:
        """What is asked for as the full-text index takes it, None for nothing."""

    @abstractmethod
    def _read(self, sql: str, values: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns and the rows. Raises `LedgerError`."""

    @abstractmethod
    def _write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Carry out a statement within a transaction, and give the number of rows it touched."""

    @abstractmethod
    def _state(self, row: tuple[Any, ...]) -> None:
        """Put in a statement, a row of `COLUMNS`, with its words."""

    @abstractmethod
    def _unstate(self, record: str) -> None:
        """Take out an input's statements, with their words."""

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._read(sql, values)[1]

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        names, rows = self._read(sql, values)
        return (dict(zip(names, row, strict=True)) for row in rows)

    def shards(self) -> dict[str, int | None]:
        """The shards that are in the index, and the run each is known to belong to."""
        return dict(self._all("SELECT name, run FROM shards"))

    def holds(self, record: str, shard: str) -> bool:
        """Whether the reading of an input that counts is the one in that shard."""
        return self._all("SELECT shard FROM records WHERE id = ?", (record,)) == [(shard,)]

    def has_read(self, digest: str, reader: str) -> bool:
        """Whether an input of that digest was read or set aside, by that reader, in a run that is finished."""
        query = (
            "SELECT 1 FROM records r JOIN shards s ON s.name = r.shard "
            "WHERE r.digest = ? AND r.status <> 'failed' AND s.reader = ? AND s.run > 0 LIMIT 1"
        )
        return bool(self._all(query, (digest, reader)))

    def failures(self, run: int, most: int, *, skipped: bool = False) -> list[tuple[str, str, str]]:
        """The name, code and message of inputs that failed in a run's shards (or were set aside, if asked), by name."""
        statuses = "'failed', 'skipped'" if skipped else "'failed'"
        query = (
            "SELECT r.name, r.code, r.message FROM records r JOIN shards s ON s.name = r.shard "
            f"WHERE r.status IN ({statuses}) AND s.run = ? ORDER BY r.name LIMIT ?"
        )
        return [(name, code, message) for name, code, message in self._all(query, (run, most))]

    def repeats(self) -> tuple[int, int]:
        """How many processed inputs have a text, and how many inputs a key of their own, that another has too."""
        texts = "SELECT count(document) - count(DISTINCT document) FROM records WHERE status = 'processed'"
        keys = "SELECT count(key) - count(DISTINCT key) FROM records"
        return self._all(texts)[0][0], self._all(keys)[0][0]

    def counts(self) -> dict[str, int]:
        """How many inputs of each status, documents and statements there are."""
        by_status = self._all("SELECT status, count(*) FROM records GROUP BY status ORDER BY status")
        documents = self._all("SELECT count(DISTINCT document) FROM records")[0][0]
        stated = self._all("SELECT count(*) FROM statements")[0][0]
        return {str(status): count for status, count in by_status} | {"documents": documents, "statements": stated}

    def facet(self, name: str, most: int = 50) -> list[tuple[str, int]]:
        """The commonest values of a facet that is a column, with how many statements have each."""
        if name not in FACETS or name not in COLUMNS:
            raise LedgerError(f"no such facet: {name}", where=self.where)
        counted = f"SELECT {name}, count(*) n FROM statements WHERE {name} IS NOT NULL GROUP BY 1"
        found = self._all(f"{counted} ORDER BY n DESC, 1 LIMIT ?", (most,))
        return [(value, count) for value, count in found]

    def outlets(self, most: int) -> list[tuple[str, int]]:
        """The outlets with most texts, with how many inputs were read of each."""
        counted = (
            "SELECT outlet, count(*) n FROM records WHERE outlet IS NOT NULL AND status = 'processed' GROUP BY outlet"
        )
        return [(name, count) for name, count in self._all(f"{counted} ORDER BY n DESC, outlet LIMIT ?", (most,))]

    def search(
        self,
        query: str = "",
        *,
        source: str | None = None,
        facets: Sequence[tuple[str, str]] = (),
        since: str | None = None,
        until: str | None = None,
        order: str = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """The statements that have all words of ``query``, every facet's value and a date from ``since`` to ``until``.

        ``source`` are words of the source's name; ``facets`` pairs of one of `FACETS` and a value; the dates are ISO
        8601, both inclusive, and a shorter one stands for all of its year or month. ``order`` is ``relevance``
        (by the words), ``newest`` or ``oldest``. Raises ConfigError where only words that are not wanted are given.
        """
        match = self.matching(parsed(query, source, facets))
        where, values = _dated(since, until)
        if match is not None:
            where, values = [self.MATCHES, *where], [match, *values]
        found = self._rows(
            f"SELECT {_hit_columns()} FROM {self.AMONG if match is not None else 'statements s'} "
            f"JOIN records r ON r.id = s.record{' WHERE ' if where else ''}{' AND '.join(where)} "
            f"ORDER BY {self._order(order, match is not None)} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return [_hit(row) for row in found]

    def numbers(self, query: str, source: str | None = None, *, ranked: bool = False) -> list[int] | None:
        """The numbers of the statements that have all words, the best first if ``ranked``; None where none are asked.

        A statement's number is its own as long as the index stands. Raises ConfigError as `search` does.
        """
        match = self.matching(parsed(query, source, ()))
        if match is None:
            return None
        sql = self.NUMBERS_BY_RANK if ranked else self.NUMBERS
        return [number for (number,) in self._all(sql, (match,))]

    def numbered(self, numbers: Sequence[int]) -> list[Hit]:
        """The statements with those numbers, in their order."""
        marks = ", ".join("?" * len(numbers))
        sql = (
            f"SELECT s.id AS number, {_hit_columns()} FROM statements s JOIN records r ON r.id = s.record "
            f"WHERE s.id IN ({marks})"
        )
        found = {row.pop("number"): _hit(row) for row in self._rows(sql, numbers)} if numbers else {}
        return [found[number] for number in numbers if number in found]

    def coded(self, columns: Sequence[str], size: int = 50_000) -> Iterator[list[tuple[Any, ...]]]:
        """Some columns of all statements, each row with its number first, by number, ``size`` rows at a time."""
        last = 0
        while True:
            sql = f"SELECT id, {', '.join(columns)} FROM statements WHERE id > ? ORDER BY id LIMIT ?"
            rows = self._all(sql, (last, size))
            if not rows:
                return
            yield rows
            last = rows[-1][0]

    def changed(self) -> int:
        """A number that is another whenever the statements are."""
        return int(self._all("SELECT value FROM state WHERE name = 'changed'")[0][0])

    def bodies(self, ids: Iterable[str]) -> dict[str, Body]:
        """The actors with those ids, by id; those that no document names are left out."""
        wanted = list(dict.fromkeys(ids))
        marks = ", ".join("?" * len(wanted))
        names = ", ".join(Body.__struct_fields__)
        found = self._rows(f"SELECT {names} FROM bodies WHERE id IN ({marks})", wanted) if wanted else iter(())
        return {row["id"]: msgspec.convert(row, Body) for row in found}

    def documents(
        self, *, outlet: str | None = None, title: str | None = None, limit: int = 50, after: str | None = None
    ) -> list[dict[str, Any]]:
        """The inputs that were read, the newest first, as they stand in the index; ``after`` is the last one's id.

        Raises `NotInLedger` where ``after`` is no input's id.
        """
        where, values = ["r.status = 'processed'"], list[Any]()
        if outlet is not None:
            where, values = [*where, "r.outlet = ?"], [*values, outlet]
        if title is not None:
            where, values = [*where, "lower(r.title) LIKE ? ESCAPE '!'"], [*values, f"%{_escaped(title.lower())}%"]
        if after is not None:
            if not self._all("SELECT 1 FROM records WHERE id = ?", (after,)):
                raise NotInLedger("no page begins after this", where=after[:40])
            key = "SELECT coalesce(published, ''), id FROM records WHERE id = ?"
            where, values = [*where, f"(coalesce(r.published, ''), r.id) < ({key})"], [*values, after]
        sql = (
            f"SELECT {', '.join(f'r.{name}' for name in RECORD)} FROM records r WHERE {' AND '.join(where)} "
            "ORDER BY coalesce(r.published, '') DESC, r.id DESC LIMIT ?"
        )
        return list(self._rows(sql, (*values, limit)))

    def titles(self, documents: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Of some documents the input they were read from (the first), by the document's id."""
        wanted = list(dict.fromkeys(documents))
        made: dict[str, dict[str, Any]] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            sql = f"SELECT * FROM records WHERE document IN ({', '.join('?' * len(part))}) ORDER BY id"
            for row in self._rows(sql, part):
                made.setdefault(row["document"], row)
        return made

    def _order(self, order: str, matched: bool) -> str:
        first = {"newest": "s.published DESC NULLS LAST", "oldest": "s.published ASC NULLS LAST"}
        by = first.get(order) or (self.BEST if matched else first["newest"])
        return f"{by}, s.record, s.attribution, s.claim"

    def statements_of(self, record: str) -> list[Hit]:
        """The statements of an input, in the order of its text."""
        among = "statements s JOIN records r ON r.id = s.record WHERE s.record = ? ORDER BY s.id"
        return [_hit(row) for row in self._rows(f"SELECT {_hit_columns()} FROM {among}", (record,))]

    def find(self, name: str) -> list[Place]:
        """Where the record with that id is: an input's, a document's, an attribution's or a claim's.

        Several inputs may have the same text, and so the same document and statements. The first characters of an id
        will do. Raises `NotInLedger` where there is none, or where they are several ids' first characters.
        """
        exact = self._places(name)
        if exact:
            return exact
        if len(name) < 2 or not name.isalnum():
            raise NotInLedger("no record has this id", where=name)
        found = self._ids(name)
        if len(found) != 1:
            several = f"several ids begin so: {', '.join(sorted(found)[:5])} …"
            raise NotInLedger(several if found else "no record has this id", where=name)
        return self._places(found.pop())

    def _places(self, name: str) -> list[Place]:
        stated = " UNION ".join(f"SELECT record FROM statements WHERE {c} = ?" for c in ("attribution", "claim"))
        sql = (
            "SELECT r.id AS record, r.shard, r.row FROM records r "
            f"WHERE r.id = ? OR r.document = ? OR r.id IN ({stated}) ORDER BY r.id"
        )
        return [msgspec.convert(row, Place) for row in self._rows(sql, (name,) * 4)]

    def _ids(self, start: str) -> set[str]:
        """The ids that begin so, a few at most."""
        found: set[str] = set()
        for table, column in _IDS:
            sql = f"SELECT DISTINCT {column} AS id FROM {table} WHERE {column} >= ? AND {column} < ? LIMIT 6"
            found |= {row["id"] for row in self._rows(sql, (start, start + "\uffff"))}
        return found

    def add(self, name: str, run: int | None, reader: str, entries: Iterable[Entry | Indexed]) -> None:
        """Put a shard in. Raises `CannotWrite`.

        What it says of an input takes the place of what was there, unless ``run`` is `OF_NO_RUN`. It is None for a run
        whose end is yet to be recorded.
        """
        with self.transaction():
            for row, entry in enumerate(entries):
                if run != OF_NO_RUN or not self._has(entry.record.id):
                    self._replace(name, row, entry)
            self._write("DELETE FROM shards WHERE name = ?", (name,))
            self._write("INSERT INTO shards VALUES (?, ?, ?)", (name, run, reader))
            self._write("UPDATE state SET value = value + 1 WHERE name = 'changed'")

    def assign(self, names: Iterable[str], run: int) -> None:
        """Note that shards belong to a run that is finished."""
        with self.transaction():
            for name in names:
                self._write("UPDATE shards SET run = ? WHERE name = ? AND run IS NULL", (run, name))

    def _replace(self, shard: str, row: int, entry: Entry | Indexed) -> None:
        self._forget(entry.record.id)
        marks = ", ".join("?" * len(RECORD))
        self._write(f"INSERT INTO records VALUES ({marks})", _record(shard, row, entry))
        for made in statements(entry):
            self._state(made)
        for actor in entry.reading.actors if entry.reading is not None else ():
            self._name(actor)

    def _name(self, actor: Actor) -> None:
        told = (actor.id, actor.name, actor.kind, actor.country, actor.wikidata)
        self._write("INSERT INTO bodies VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING", told)

    def _has(self, record: str) -> bool:
        return bool(self._all("SELECT 1 FROM records WHERE id = ?", (record,)))

    def _forget(self, record: str) -> None:
        if self._write("DELETE FROM records WHERE id = ?", (record,)):
            self._unstate(record)


def _record(shard: str, row: int, entry: Entry | Indexed) -> tuple[Any, ...]:
    record = entry.record
    told: dict[str, Any] = msgspec.structs.asdict(record) | {"shard": shard, "row": row}
    if entry.reading is not None:
        document = entry.reading.document
        names = ("title", "url", "outlet", "byline", "agency", "published", "language")
        told |= {name: getattr(document, name) for name in names} | {"document": document.id}
    return tuple(told.get(name) for name in RECORD)


def _hit(row: dict[str, Any]) -> Hit:
    return msgspec.convert(row | {name: tuple((row[name] or "").split()) for name in SEVERAL}, Hit)


def _escaped(words: str) -> str:
    """For LIKE, whose signs people may well type."""
    return "".join(f"!{char}" if char in "!%_" else char for char in words)


def _hit_columns() -> str:
    of_record = {"title", "outlet", "published", "name"}
    return ", ".join(f"{'r' if name in of_record else 's'}.{name}" for name in Hit.__struct_fields__)


def _dated(since: str | None, until: str | None) -> tuple[list[str], list[Any]]:
    """The conditions on a date of publication, and their values: "2031-03" stands for all its days, "~" sorts last."""
    given = {"s.published >= ?": since, "s.published < ?": f"{until}~" if until else None}
    return [condition for condition, value in given.items() if value], [value for value in given.values() if value]
