"""The register of public bodies: countries, institutions, organisations, armed groups, outlets, parties.

It is read from the CSV files of ``data/actors`` and may be extended or corrected by a user's own files, laid on top
with `Registry.merge`. Nothing is read before it is asked for, and each registry reads its files once. No person is
in it.

    registry = Registry()
    registry["group.pkk"].since          # Year(1978)
    registry.find("Daesh")               # (Match(Islamic State, alias "Daesh"),)
    registry.role("foreign ministry")    # Role(sector "GOV")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from hearsay.errors import ConfigError
from hearsay.resolve.entries import (
    INTERNATIONAL,
    PACKAGED,
    Entry,
    Kind,
    Name,
    Role,
    Row,
    Source,
    Use,
    Year,
    is_role_file,
    make_entry,
    name_cells,
    packaged,
    read_entry_rows,
    read_name,
    read_roles,
    read_sectors,
)
from hearsay.resolve.names import agrees, fold

__all__ = ["Ambiguity", "Entry", "Kind", "Match", "Name", "Registry", "Role", "Use", "Year"]

_LINKS = ("parent", "split_from", "became")
_PLACES = frozenset(("capital", "seat"))


class Match(msgspec.Struct, frozen=True):
    """An entry that a text may name, and by which of its names."""

    entry: Entry
    name: Name


class Ambiguity(msgspec.Struct, frozen=True):
    """A folded name that several entries bear. ``places``: it is no more than a city in each of them."""

    key: str
    matches: tuple[Match, ...]
    places: bool


class _Claim(NamedTuple):
    """That an entry bears a name: the entry's id, the layer it comes from, and the name as its file writes it."""

    id: str
    layer: int
    form: str
    use: Use

    @property
    def shared(self) -> bool:
        return self.form.endswith("*")


class Registry:
    """The packaged register with a user's files on top. Construction reads nothing; the first question does.

    Every question raises `ConfigError`, naming file, line and reason, where a file is malformed, an entry's id is
    claimed twice without being replaced, a link leads nowhere or round in a circle, or two entries claim one name
    without marking it as shared. With user files all of it is checked before the first answer; the package's own
    entries are made as they are asked for, and checked in full by `check`.
    """

    def __init__(self, user_files: Iterable[str | Path] = ()) -> None:
        self._user_files = tuple(Path(path) for path in user_files)
        self._made: dict[str, Entry] = {}

    def merge(self, user_files: Iterable[str | Path]) -> Registry:
        """A new registry with more of the user's files on top, the last uppermost. This one stays as it is."""
        return Registry((*self._user_files, *user_files))

    @cached_property
    def sectors(self) -> dict[str, str]:
        """PLOVER's sector codes and what each covers."""
        return read_sectors(packaged("sectors"))

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Every role noun by its folded singular and plural; a user's replace the package's."""
        sources = [packaged("roles")] + [source for source, is_roles in self._user_sources if is_roles]
        roles: dict[str, Role] = {}
        for source in sources:
            roles.update(_role_forms(read_roles(source, frozenset(self.sectors))))
        return roles

    @cached_property
    def _user_sources(self) -> list[tuple[Source, bool]]:
        sources = [Source(path, str(path), None, layer) for layer, path in enumerate(self._user_files, 1)]
        return [(source, is_role_file(source)) for source in sources]

    @cached_property
    def _rows(self) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for source in [packaged(stem, kind) for stem, kind in PACKAGED.items()]:
            _lay(rows, read_entry_rows(source))
        for source, is_roles in self._user_sources:
            if not is_roles:
                _lay(rows, read_entry_rows(source))
        return rows

    @cached_property
    def _claims(self) -> dict[str, list[_Claim]]:
        """Who bears each folded name. With user files everything is checked here, before any answer."""
        claims: defaultdict[str, list[_Claim]] = defaultdict(list)
        for id, row in self._rows.items():
            layer = row.source.layer
            for form, use in name_cells(row):
                claims[fold(form)].append(_Claim(id, layer, form, use))
        if self._user_files:
            _check_links(self._make_all())
        self._check_names(claims)
        return claims

    def _check_names(self, claims: dict[str, list[_Claim]]) -> None:
        for several in claims.values():
            if len(several) > 1 and (conflict := _conflict(several)):
                upper, lower = conflict
                raise ConfigError(
                    f"the name {upper.form!r} is also that of {lower.id!r} ({self._rows[lower.id].where}); "
                    "write * after it in both places, or in the upper file, to share it",
                    where=self._rows[upper.id].where,
                )

    def _make(self, id: str) -> Entry:
        if (entry := self._made.get(id)) is None:
            entry = self._made[id] = make_entry(self._rows[id], self.sectors)
        return entry

    def _make_all(self) -> dict[str, Entry]:
        return {id: self._make(id) for id in self._rows}

    def check(self) -> None:
        """Makes and checks every entry and role, the package's own too. Raises `ConfigError` at the first fault."""
        _check_links(self._make_all())
        _ = self._claims, self.roles

    def __getitem__(self, id: str) -> Entry:
        _ = self._claims
        return self._make(id)

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[Entry]:
        _ = self._claims
        return iter(self._make_all().values())

    def __len__(self) -> int:
        _ = self._claims
        return len(self._rows)

    def get(self, id: str) -> Entry | None:
        """The entry of that id, or None."""
        return self[id] if id in self._rows else None

    def kind(self, *kinds: Kind) -> tuple[Entry, ...]:
        """The entries of the given kinds, in the files' order."""
        return tuple(entry for entry in self if entry.kind in kinds)

    def find(self, text: str, *, any_case: bool = False) -> tuple[Match, ...]:
        """The entries ``text`` may name, each once by its first fitting name; several where the name is shared.

        Capitals count (see `hearsay.resolve.names.agrees`) unless ``any_case``.
        """
        found: dict[str, Match] = {}
        for claim in self._claims.get(fold(text), ()):
            name = read_name(claim.form, claim.use)
            if claim.id not in found and (any_case or agrees(name.form, text)):
                found[claim.id] = Match(self._make(claim.id), name)
        return tuple(found.values())

    def role(self, text: str) -> Role | None:
        """The role noun ``text`` is, in the singular or the plural, in any case."""
        return self.roles.get(fold(text))

    def names(self) -> Iterator[Match]:
        """Every name of every entry, for building a matcher over running text."""
        return (Match(entry, name) for entry in self for name in entry.names)

    def now(self, id: str) -> Entry:
        """What the entry has become, followed to the end: itself where it was not renamed, merged or dissolved."""
        entry = self[id]
        while entry.became:
            entry = self[entry.became]
        return entry

    def members(self, id: str) -> tuple[Entry, ...]:
        """The parts, wings and territories of an entry: those whose ``parent`` it is."""
        return tuple(self[other] for other, row in self._rows.items() if row["parent"] == id)

    def check_aliases(self) -> list[Ambiguity]:
        """Every name that several entries bear, by name. All are marked as shared; a resolver needs context for them.

        Entries one of which is a part or a later form of the other count as several all the same.
        """
        found: list[Ambiguity] = []
        for key, claims in self._claims.items():
            if len({claim.id for claim in claims}) > 1:
                owners = {c.id: Match(self._make(c.id), read_name(c.form, c.use)) for c in reversed(claims)}
                places = all(claim.use in _PLACES for claim in claims)
                found.append(Ambiguity(key, tuple(reversed(owners.values())), places))
        return sorted(found, key=lambda ambiguity: ambiguity.key)


def _lay(rows: dict[str, Row], fresh: Iterable[Row]) -> None:
    """Lays a file's rows on top of ``rows``: each added, or put in place of that of its id, or that one taken out."""
    for row in fresh:
        id, change = row["id"], row["change"] or "add"
        below = rows.get(id)
        if change == "add":
            if below is not None:
                hint = "" if below.source == row.source else "; write 'replace' in the column 'change' to override it"
                raise ConfigError(f"the id {id!r} is already that of {below.where}{hint}", where=row.where)
        elif below is None or below.source == row.source:
            raise ConfigError(f"there is no entry {id!r} below this file to {change}", where=row.where)
        if change == "remove":
            del rows[id]
        else:
            rows[id] = row


def _conflict(claims: Sequence[_Claim]) -> tuple[_Claim, _Claim] | None:
    """Two entries that claim one name without leave: in one layer both must mark it shared, else the upper one."""
    lowest = min(claims, key=lambda claim: claim.layer)
    for claim in claims:
        both = claim.layer == lowest.layer
        if claim.id != lowest.id and not (claim.shared and (lowest.shared or not both)):
            return claim, lowest
    return None


def _check_links(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        for country in entry.country:
            if country not in entries:
                raise ConfigError(f"country: there is no entry {country!r}", where=entry.where)
        if entry.code and entry.code not in INTERNATIONAL and entry.code not in entries:
            raise ConfigError(f"code {entry.code!r} is that of no country or kind of body", where=entry.where)
    for link in _LINKS:
        _check_chains(entries, link)


def _check_chains(entries: dict[str, Entry], link: str) -> None:
    """That following ``link`` from any entry comes to an end. Raises `ConfigError` where it breaks off or circles."""
    finished: set[str] = set()
    for start in [entry for entry in entries.values() if getattr(entry, link)]:
        path: list[str] = []
        entry = start
        while entry.id not in finished:
            path.append(entry.id)
            target = getattr(entry, link)
            if target is None:
                break
            if target not in entries:
                raise ConfigError(f"{link}: there is no entry {target!r}", where=entry.where)
            if target in path:
                circle = " -> ".join((*path[path.index(target) :], target))
                raise ConfigError(f"{link} goes round in a circle: {circle}", where=entry.where)
            entry = entries[target]
        finished.update(path)


def _role_forms(roles: Iterable[Role]) -> dict[str, Role]:
    """One file's roles by their folded forms. Raises `ConfigError` where two of them have a form in common."""
    forms: dict[str, Role] = {}
    for role in roles:
        for form in filter(None, (role.form, role.plural)):
            if forms.setdefault(fold(form), role) is not role:
                raise ConfigError(f"the role {form!r} is already at {forms[fold(form)].where}", where=role.where)
    return forms
