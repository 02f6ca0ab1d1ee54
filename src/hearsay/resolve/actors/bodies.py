"""What a mention may be linked to: a public body, of the register or made of a country and a role noun."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from hearsay.model import Actor, content_id
from hearsay.resolve.actors.known import STATES
from hearsay.resolve.actors.lists import Linking, linking
from hearsay.resolve.registry import Entry, Registry, Role


@dataclass(frozen=True, slots=True)
class Body:
    """A body. ``entry`` is its id in the register, ``type`` finer than ``kind``; fields as in `hearsay.model.Actor`."""

    name: str
    kind: str
    country: str | None = None
    code: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    entry: str | None = None
    type: str | None = None

    def actor(self, mentions: tuple[str, ...]) -> Actor:
        """The record. The id is made of what the body is, so that it is the same in every document."""
        return Actor(
            id=content_id("a", self.name, self.kind, self.country, self.code, self.sector, self.entry),
            name=self.name,
            kind=self.kind,
            country=self.country,
            code=self.code,
            sector=self.sector,
            wikidata=self.wikidata,
            entry=self.entry,
            mentions=mentions,
        )


def of_entry(entry: Entry) -> Body:
    """The body an entry of the register describes."""
    return Body(
        name=entry.name,
        kind=entry.kind,
        country=entry.country[0] if entry.country else None,
        code=entry.code,
        sector=entry.sector,
        wikidata=entry.wikidata,
        entry=entry.id,
        type=entry.type,
    )


def said(country: Entry) -> str:
    """A country's name as it stands behind "of"."""
    return f"the {country.name}" if linking().articled & set(country.name.split()) else country.name


def government(country: Entry) -> Body:
    """A country's government. It has no Wikidata item of its own here: the country's would be another thing."""
    return Body(
        name=f"Government of {said(country)}",
        kind="institution",
        country=country.id,
        code=country.code or country.id,
        sector="GOV",
        type="government",
    )


def of_territory(territory: Entry) -> Body:
    """Who governs a state; or the body that is called by another seat's name."""
    return government(territory) if territory.kind in STATES else of_entry(territory)


def of_town(
    role: Role, town: str, country: Entry, registry: Registry, lists: Linking, *, plural: bool, past: bool = False
) -> Body | None:
    """What a role noun with a city or a province names: its mayor, council or court; police is the state's."""
    if role.scope == "nonstate" or role.kind == "people":
        return of_role(role, country, registry, lists, plural=plural, past=False)
    if role.kind == "organ" and (role.scope != "state" or role.sector in _STATE_WIDE):
        return of_role(role, country, registry, lists, plural=plural, past=False)
    form = role.form if role.form not in lists.government else "government"
    kind = "office" if role.kind == "office" else "institution"
    sector = role.sector
    if past and kind == "office":
        form, sector = f"former {form}", "ELI"
    return Body(f"{_sentence(form)} of {town}", kind, country.id, country.code or country.id, sector)


def of_role(role: Role, country: Entry, registry: Registry, lists: Linking, *, plural: bool, past: bool) -> Body | None:
    """What a role noun with a nationality names, or None where it may be any of many, or a private person."""
    if plural and (chamber := registry.role(lists.chambers.get(role.form, ""))) is not None:
        return _organ(chamber, country, registry, lists)
    if role.kind == "office":
        return _office(role, country, past=past)
    if role.form in lists.government and role.sector == "GOV":
        return government(country)
    if role.scope == "state" and role.kind == "people":
        return _people(role, country, registry, lists)
    if role.scope == "state":
        return _organ(role, country, registry, lists)
    if role.sector == "LEG" and role.kind == "organ":
        return _organ(role, country, registry, lists)
    return _collective(role, country) if role.sector != "UNK" and (plural or role.sector == "OPP") else None


_STATE_WIDE = frozenset(("COP", "MIL", "SPY"))


def _office(role: Role, country: Entry, *, past: bool) -> Body | None:
    if role.scope == "nonstate" or (role.scope == "any" and role.sector == "MIL"):
        return None
    form, sector = (f"former {role.form}", "ELI") if past else (role.form, role.sector)
    return Body(f"{_sentence(form)} of {said(country)}", "office", country.id, country.code or country.id, sector)


def _people(role: Role, country: Entry, registry: Registry, lists: Linking) -> Body:
    name = lists.bodies.get(role.sector)
    if name is None:
        return _collective(role, country)
    if role.sector == "GOV":
        return government(country)
    organ = registry.role(name)
    return _organ(organ, country, registry, lists) if organ is not None else _state(name, role.sector, country)


def _organ(role: Role, country: Entry, registry: Registry, lists: Linking) -> Body:
    for name in (*country.forms("demonym"), country.name, *country.forms("alias")):
        for match in registry.find(f"{name} {role.form}", any_case=True):
            if country.id in match.entry.country:
                return of_entry(match.entry)
    there = _by_type(registry).get((country.id, lists.types.get(role.form, "")), [])
    return of_entry(there[0]) if len(there) == 1 else _state(_sentence(role.form), role.sector, country)


@lru_cache(maxsize=4)
def _by_type(registry: Registry) -> dict[tuple[str, str], list[Entry]]:
    """The institutions there are, by country and type."""
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in registry.kind("institution"):
        if entry.country and entry.type and not entry.ended:
            found[entry.country[0], entry.type].append(entry)
    return dict(found)


def _state(name: str, sector: str, country: Entry) -> Body:
    return Body(f"{name} of {said(country)}", "institution", country.id, country.code or country.id, sector)


def _collective(role: Role, country: Entry) -> Body:
    demonyms = country.forms("demonym")
    noun = role.plural or role.form
    name = f"{demonyms[0]} {noun}" if demonyms else f"{_sentence(noun)} of {said(country)}"
    return Body(name, "other", country.id, country.code or country.id, role.sector)


def _sentence(form: str) -> str:
    return form[:1].upper() + form[1:]
