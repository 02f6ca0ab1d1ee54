"""The facets of all statements as arrays: what counts are made from while somebody narrows a search down.

A million statements' facets are some tens of megabytes of small numbers, and counting those that fit takes
milliseconds, where the index would read a row for each. They are kept in ``facets.npz`` beside the index, and made
anew from it whenever the index has changed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from hearsay.errors import CannotWrite, ConfigError, NotInLedger
from hearsay.store.files import write_bytes
from hearsay.store.queries import Index
from hearsay.store.questions import COLUMNS_FILE, NARROWING, PRIVATE, SINGLE, UNNAMED, Answer, Question
from hearsay.store.statements import SEVERAL

_FORMAT = 4
_UNKNOWN = 0
_NAME, _TYPE = SINGLE.index("source_name"), SINGLE.index("source_type")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)

_Ints = npt.NDArray[np.int32]
_Mask = npt.NDArray[np.bool_]


class _Codes(NamedTuple):
    """A facet: of each value the place in ``values``, of each pair the statement's place in ``rows`` (None: each)."""

    codes: _Ints
    values: list[str]
    rows: _Ints | None = None


class Columns:
    """The facets of all statements of an index."""

    def __init__(
        self,
        ids: npt.NDArray[np.int64],
        days: _Ints,
        sure: npt.NDArray[np.float32],
        facets: Mapping[str, _Codes],
        newest: _Ints | None = None,
    ) -> None:
        self._ids = ids
        self._days = days
        self._sure = sure
        self._facets = dict(facets)
        self._places = {name: {value: i for i, value in enumerate(facet.values)} for name, facet in facets.items()}
        self._newest: _Ints = np.lexsort((ids, -days)).astype(np.int32) if newest is None else newest

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def of(cls, index: Index, path: Path | None = None) -> Columns:
        """Those of an index: as they are kept in ``path`` if that is of this index, else made, and kept there.

        Where nothing can be written, nothing is kept. Raises `LedgerError` where the index cannot be read.
        """
        stamp = index.changed()
        kept = _load(path, stamp) if path is not None else None
        if kept is not None:
            return kept
        made = _read(index)
        if path is not None:
            with contextlib.suppress(CannotWrite):
                write_bytes(path, made._packed(stamp))
        return made

    def ask(
        self, index: Index, asked: Question, *, limit: int = 50, after: str | None = None, most: int = 12
    ) -> Answer:
        """A page of what is asked for, with counts. ``after`` is the last statement's number of the page before.

        Raises ConfigError where what is asked cannot be, `NotInLedger` where ``after`` is no statement's number.
        """
        masks = dict(self._masks(asked))
        found = index.numbers(asked.words, asked.source, ranked=asked.order == "relevance")
        if found is not None:
            masks["words"] = self._among(found)
        ordered = self._ordered(asked.order, found)
        fitting = _all(masks.values(), len(self))
        page = ordered[fitting[ordered]]
        begin = self._after(page, after)
        shown = page[begin : begin + limit]
        more = begin + limit < len(page)
        return Answer(
            numbers=self._ids[shown].tolist(),
            total=len(page),
            counts={name: self._counts(name, masks, most) for name in NARROWING},
            years=self._years(_all((mask for name, mask in masks.items() if name != "dates"), len(self))),
            after=str(self._ids[shown[-1]]) if more and len(shown) else None,
        )

    def every(self, index: Index, asked: Question) -> list[int]:
        """The numbers of all statements that fit, in order. Raises as `ask` does."""
        masks = dict(self._masks(asked))
        found = index.numbers(asked.words, asked.source, ranked=asked.order == "relevance")
        ordered = self._ordered(asked.order, found)
        if found is not None:
            masks["words"] = self._among(found)
        numbers: list[int] = self._ids[ordered[_all(masks.values(), len(self))[ordered]]].tolist()
        return numbers

    def _masks(self, asked: Question) -> Iterator[tuple[str, _Mask]]:
        for name in dict.fromkeys(name for name, _ in asked.facets):
            if name not in self._facets:
                raise ConfigError(f"no such facet: {name}")
            yield name, self._with(name, [value for other, value in asked.facets if other == name])
        if asked.since or asked.until:
            first = _day(asked.since, low=True) if asked.since else _UNKNOWN + 1
            last = _day(asked.until, low=False) if asked.until else np.iinfo(np.int32).max
            yield "dates", (self._days >= first) & (self._days <= last)

    def _with(self, name: str, values: Sequence[str]) -> _Mask:
        facet = self._facets[name]
        wanted = [self._places[name][value] for value in values if value in self._places[name]]
        having = np.isin(facet.codes, wanted)
        if facet.rows is None:
            return having
        mask: _Mask = np.zeros(len(self), dtype=np.bool_)
        mask[facet.rows[having]] = True
        return mask

    def _among(self, numbers: Sequence[int]) -> _Mask:
        mask: _Mask = np.zeros(len(self), dtype=np.bool_)
        wanted = np.asarray(numbers, dtype=np.int64)
        places = np.searchsorted(self._ids, wanted)
        there = places < len(self)
        there[there] &= self._ids[places[there]] == wanted[there]  # what came after these were made is not counted
        mask[places[there]] = True
        return mask

    def _ordered(self, order: str, found: Sequence[int] | None) -> _Ints:
        if order == "relevance" and found is not None:
            places = np.searchsorted(self._ids, np.asarray(found, dtype=np.int64))
            return places[places < len(self)].astype(np.int32)
        if order == "doubtful":
            return np.argsort(self._sure, kind="stable").astype(np.int32)
        if order == "oldest":
            # What has no date is last both ways.
            dated = self._newest[::-1]
            known = self._days[dated] != _UNKNOWN
            return np.concatenate((dated[known], dated[~known]))
        return self._newest

    def _after(self, page: _Ints, after: str | None) -> int:
        if after is None:
            return 0
        at = np.flatnonzero(self._ids[page] == (int(after) if after.isascii() and after.isdigit() else -1))
        if not len(at):
            raise NotInLedger("no page begins after this", where=after[:40])
        return int(at[0]) + 1

    def _counts(self, name: str, masks: Mapping[str, _Mask], most: int) -> list[tuple[str, int]]:
        facet = self._facets[name]
        others = [mask for other, mask in masks.items() if other != name]
        codes = facet.codes
        if others:
            fits = _all(others, len(self))
            codes = codes[fits if facet.rows is None else fits[facet.rows]]
        counted = np.bincount(codes[codes >= 0], minlength=len(facet.values))
        best = np.argsort(-counted, kind="stable")[:most]
        return [(facet.values[place], int(counted[place])) for place in best if counted[place]]

    def _years(self, fits: _Mask) -> list[tuple[str, int]]:
        years, counted = np.unique(self._days[fits] // 10_000, return_counts=True)
        return [(f"{y:04}", int(n)) for y, n in zip(years, counted, strict=True) if y != _UNKNOWN]

    def _packed(self, stamp: int) -> bytes:
        arrays: dict[str, Any] = {"stamp": np.array([_FORMAT, stamp]), "ids": self._ids, "days": self._days}
        arrays |= {"sure": self._sure, "newest": self._newest}
        for name, facet in self._facets.items():
            arrays[f"{name}.codes"] = facet.codes
            arrays[f"{name}.values"] = np.frombuffer(msgspec.json.encode(facet.values), dtype=np.uint8)
            if facet.rows is not None:
                arrays[f"{name}.rows"] = facet.rows
        out = io.BytesIO()
        np.savez(out, **arrays)
        return out.getvalue()


def _load(path: Path, stamp: int) -> Columns | None:
    """What is kept, None where it is of another state of the index, damaged or not there: it can be made anew."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            if kept["stamp"].tolist() != [_FORMAT, stamp]:
                return None
            facets = {
                name: _Codes(
                    kept[f"{name}.codes"],
                    msgspec.json.decode(kept[f"{name}.values"].tobytes(), type=list[str]),
                    kept.get(f"{name}.rows"),
                )
                for name in NARROWING
            }
            return Columns(kept["ids"], kept["days"], kept["sure"], facets, kept["newest"])
    except (OSError, ValueError, KeyError, EOFError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    except Exception as error:  # zipfile has errors of its own for a file that is cut off
        if type(error).__module__ in ("zipfile", "zlib"):
            return None
        raise


def _read(index: Index) -> Columns:
    ids: list[int] = []
    days: list[int] = []
    sure: list[float] = []
    singles = [_Coder() for _ in SINGLE]
    several = [_Coder() for _ in SEVERAL]
    for rows in index.coded(("published", "confidence", *SINGLE, *SEVERAL)):
        for number, published, confidence, *given in rows:
            values: list[str | None] = list(given)
            place = len(ids)
            ids.append(number)
            days.append(_day(published, low=True) if published else _UNKNOWN)
            sure.append(confidence)
            if values[_TYPE] in PRIVATE or (values[_NAME] or "").casefold() in UNNAMED:
                values[_NAME] = None
            for coder, value in zip(singles, values, strict=False):
                coder.add(value)
            for coder, told in zip(several, values[len(SINGLE) :], strict=True):
                for value in (told or "").split():
                    coder.add(value, place)
    facets = {name: coder.made() for name, coder in zip(NARROWING, (*singles, *several), strict=True)}
    numbers, dates = np.asarray(ids, dtype=np.int64), np.asarray(days, dtype=np.int32)
    return Columns(numbers, dates, np.asarray(sure, dtype=np.float32), facets)


class _Coder:
    """Gives each value a number as it comes; nothing has the number -1."""

    def __init__(self) -> None:
        self._number_of: dict[str, int] = {}
        self._codes: list[int] = []
        self._rows: list[int] = []

    def add(self, value: str | None, row: int | None = None) -> None:
        self._codes.append(self._number_of.setdefault(value, len(self._number_of)) if value else -1)
        if row is not None:
            self._rows.append(row)

    def made(self) -> _Codes:
        rows = np.asarray(self._rows, dtype=np.int32) if len(self._rows) == len(self._codes) else None
        return _Codes(np.asarray(self._codes, dtype=np.int32), list(self._number_of), rows)


def _day(published: str, *, low: bool) -> int:
    """A date as a number that sorts: 20310300 is some day of March 2031, and the first of them."""
    match = _DATE.match(published)
    if match is None:
        return _UNKNOWN
    year, month, day = match.groups()
    rest = "00" if low else "99"
    return int(f"{year}{month or rest}{day or rest}")


def _all(masks: Any, size: int) -> _Mask:
    made: _Mask = np.ones(size, dtype=np.bool_)
    for mask in masks:
        made &= mask
    return made


def open_columns(index: Index, folder: str | os.PathLike[str]) -> Columns:
    """Those of a ledger's index, kept in the ledger's folder. Raises as `Columns.of` does."""
    return Columns.of(index, Path(folder) / COLUMNS_FILE)
