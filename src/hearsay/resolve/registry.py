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

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from hearsay.errors import ConfigError
from hearsay.resolve.entries import (
    INTERNATIONAL,
    PACKAGED,
    Change,
    Entry,
    Kind,
    Name,
    Role,
    Source,
    Use,
    Year,
    is_role_file,
    packaged,
    read_entries,
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


class Registry:
    """The packaged register with a user's files on top. Construction reads nothing; the first question does.

    Every question raises `ConfigError`, naming file, line and reason, where a file is malformed, an entry's id is
    claimed twice without being replaced, a link leads nowhere or round in a circle, or two entries claim one name
    without marking it as shared.
    """

    def __init__(self, user_files: Iterable[str | Path] = ()) -> None:
        self._user_files = tuple(Path(path) for path in user_files)

    def merge(self, user_files: Iterable[str | Path]) -> Registry:
        """A new registry with more of the user's files on top, the last uppermost. This one stays as it is."""
        return Registry((*self._user_files, *user_files))

    @cached_property
    def sectors(self) -> dict[str, str]:
        """PLOVER's sector codes and what each covers."""
        return read_sectors(packaged("sectors"))

    @cached_property
    def _user_sources(self) -> list[tuple[Source, bool]]:
        sources = [Source(path, str(path), None, layer) for layer, path in enumerate(self._user_files, 1)]
        return [(source, is_role_file(source)) for source in sources]

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every entry by its id, in the files' order."""
        known = frozenset(self.sectors)
        sources = [packaged(stem, kind) for stem, kind in PACKAGED.items()]
        sources += [source for source, is_roles in self._user_sources if not is_roles]
        entries: dict[str, Entry] = {}
        for source in sources:
            for change, entry in read_entries(source, known):
                _apply(entries, change, entry)
        _check_links(entries)
        return entries

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Every role noun by its folded singular and plural; a user's replace the package's."""
        known = frozenset(self.sectors)
        sources = [packaged("roles")] + [source for source, is_roles in self._user_sources if is_roles]
        roles: dict[str, Role] = {}
        for source in sources:
            _add_roles(roles, read_roles(source, known), source)
        return roles

    @cached_property
    def _index(self) -> dict[str, list[Match]]:
        index: dict[str, list[Match]] = {}
        for entry in self.entries.values():
            for name in entry.names:
                index.setdefault(fold(name.form), []).append(Match(entry, name))
        _check_names(index)
        return index

    def __getitem__(self, id: str) -> Entry:
        return self.entries[id]

    def __contains__(self, id: object) -> bool:
        return id in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, id: str) -> Entry | None:
        """The entry of that id, or None."""
        return self.entries.get(id)

    def kind(self, *kinds: Kind) -> tuple[Entry, ...]:
        """The entries of the given kinds, in the files' order."""
        return tuple(entry for entry in self if entry.kind in kinds)

    def find(self, text: str, *, any_case: bool = False) -> tuple[Match, ...]:
        """The entries ``text`` may name, each once by its first fitting name; several where the name is shared.

        Capitals count (see `hearsay.resolve.names.agrees`) unless ``any_case``.
        """
        found: dict[str, Match] = {}
        for match in self._index.get(fold(text), ()):
            if any_case or agrees(match.name.form, text):
                found.setdefault(match.entry.id, match)
        return tuple(found.values())

    def role(self, text: str) -> Role | None:
        """The role noun ``text`` is, in the singular or the plural, in any case."""
        return self.roles.get(fold(text))

    def names(self) -> Iterator[Match]:
        """Every name of every entry, for building a matcher over running text."""
        return (Match(entry, name) for entry in self for name in entry.names)

    def now(self, id: str) -> Entry:
        """What the entry has become, followed to the end: itself where it was not renamed, merged or dissolved."""
        entry = self.entries[id]
        while entry.became:
            entry = self.entries[entry.became]
        return entry

    def members(self, id: str) -> tuple[Entry, ...]:
        """The parts, wings and territories of an entry: those whose ``parent`` it is."""
        return tuple(entry for entry in self if entry.parent == id)

    def check_aliases(self) -> list[Ambiguity]:
        """Every name that several entries bear, by name. All are marked as shared; a resolver needs context for them.

        Entries one of which is a part or a later form of the other count as several all the same.
        """
        found: list[Ambiguity] = []
        for key, matches in self._index.items():
            owners = {match.entry.id: match for match in matches}
            if len(owners) > 1:
                places = all(match.name.use in _PLACES for match in matches)
                found.append(Ambiguity(key, tuple(owners.values()), places))
        return sorted(found, key=lambda ambiguity: ambiguity.key)


def _apply(entries: dict[str, Entry], change: Change, entry: Entry) -> None:
    """Lays ``entry`` on top of ``entries``: added, or put in place of the one of its id, or that one taken out."""
    below = entries.get(entry.id)
    if change == "add":
        if below is not None:
            hint = "" if below.layer == entry.layer else "; write 'replace' in the column 'change' to override it"
            raise ConfigError(f"the id {entry.id!r} is already that of {below.where}{hint}", where=entry.where)
    elif below is None or below.layer == entry.layer:
        raise ConfigError(f"there is no entry {entry.id!r} below this file to {change}", where=entry.where)
    if change == "remove":
        del entries[entry.id]
    else:
        entries[entry.id] = entry


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
    for start in entries.values():
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


def _check_names(index: dict[str, list[Match]]) -> None:
    for matches in index.values():
        if len(matches) > 1:
            _check_owners(matches)


def _check_owners(matches: Sequence[Match]) -> None:
    """That of two entries with one name both mark it as shared; across layers, that the upper one does."""
    first = min(matches, key=lambda match: match.entry.layer)
    for match in matches:
        if match.entry.id == first.entry.id:
            continue
        upper, lower = (match, first) if match.entry.layer >= first.entry.layer else (first, match)
        same_layer = upper.entry.layer == lower.entry.layer
        if not upper.name.shared or (same_layer and not lower.name.shared):
            raise ConfigError(
                f"the name {upper.name.form!r} is also that of {lower.entry.id!r} ({lower.entry.where}); "
                "write * after it in both places, or in the upper file, to share it",
                where=upper.entry.where,
            )


def _add_roles(roles: dict[str, Role], fresh: Iterable[Role], source: Source) -> None:
    seen: dict[str, Role] = {}
    for role in fresh:
        for form in filter(None, (role.form, role.plural)):
            key = fold(form)
            if key in seen and seen[key] is not role:
                raise ConfigError(f"the role {form!r} is already at {seen[key].where}", where=role.where)
            seen[key] = role
    roles.update(seen)
