"""PETRARCH2's dictionaries: actors with their codes, agents as role nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from hearsay.errors import ConfigError
from hearsay.resolve.importers.common import Ids, Imported, Skipped, cell, clean, counted, rules, text
from hearsay.resolve.names import fold, is_name
from hearsay.resolve.registry import Registry

_CODES = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SUBSTITUTION = re.compile(r"!(\w+)!")
_LONGEST_ACRONYM = 5
_LONGEST_SURE_ACRONYM = 3
_MOST_FORMS = 64


class _Block(msgspec.Struct):
    """One entry of a PETRARCH2 dictionary: the headword and its synonyms, and the codes given for them."""

    line: int
    names: list[str]
    codes: list[str] = []


def read_petrarch(path: Path, registry: Registry) -> Imported:
    """A PETRARCH2 dictionary of actors or of agents.

    Taken are entries with a role ("[AFGMIL]", "[IMGMUSALQ]") and, of an agents' file, the nouns ("[~REB]") as role
    nouns. Passed over, each with its line: entries coded as a country alone, since they mix its names with its cities'
    ("capital" would always mean government); entries with dates or a former official's code, and those that begin or
    end with a title, since they are persons'; codes of no country or kind PLOVER knows. The format does not mark
    persons otherwise: look the result over.

    A line with a bracket left open is passed over too: the published dictionaries hold two.

    Raises `ConfigError` with the line where a synonym or a code stands before any name or a substitution is not
    defined, and where the file holds no entry at all.
    """
    blocks, sets, skipped = _blocks(path)
    rows: list[dict[str, str]] = []
    roles: list[dict[str, str]] = []
    ids, seen = Ids("petrarch"), set[str]()
    for block in blocks:
        where = f"{path}:{block.line}"
        if any(code.startswith("~") for code in block.codes):
            roles += _agents(block, sets, where, seen)
            continue
        taken = _petrarch_row(block, registry, where)
        if isinstance(taken, str):
            skipped.append(Skipped(where, taken))
        else:
            rows.append({"id": ids.make(taken["name"]), **taken})
    note = "PETRARCH2's format marks no persons: entries with dates or titles were taken for persons; check the rest"
    return Imported(tuple(rows), tuple(roles), tuple(skipped), (*counted(skipped), note))


def _blocks(path: Path) -> tuple[list[_Block], dict[str, list[str]], list[Skipped]]:
    blocks: list[_Block] = []
    skipped: list[Skipped] = []
    sets: dict[str, list[str]] = {}
    for number, raw in enumerate(text(path, latin=True).split("\n"), 1):
        line = raw.split("#")[0].rstrip()
        if not line.strip():
            continue
        where = f"{path}:{number}"
        if line.startswith("!") and "=" in line:
            key, _, values = line.partition("=")
            sets[key.strip().strip("!")] = [value.strip() for value in values.split(",") if value.strip()]
            continue
        brackets = len(_CODES.findall(line))
        if line.count("[") != brackets or line.count("]") != brackets:
            skipped.append(Skipped(where, "a line with a bracket left open"))
        else:
            _read_line(line, number, blocks, where)
    if not blocks:
        raise ConfigError("no entry of a PETRARCH2 dictionary", where=str(path))
    return blocks, sets, skipped


def _read_line(line: str, number: int, blocks: list[_Block], where: str) -> None:
    codes = [code.strip() for code in _CODES.findall(line)]
    name = _CODES.sub("", line).strip()
    if name.startswith("+") or not name:
        if not blocks:
            raise ConfigError("a synonym or a code stands before any name", where=where)
        blocks[-1].codes += codes
        if name.strip("+_ "):
            blocks[-1].names.append(name[1:].strip())
    else:
        blocks.append(_Block(number, [name], codes))


def _spelled(name: str) -> list[str]:
    """The forms texts write for a dictionary's ``NAME_IN_CAPITALS_``, which says nothing of case.

    Up to three letters stay capitals; four or five may be an acronym or a word, so both; more are words.
    """
    words = name.replace("_", " ").split()
    plain = " ".join(words)
    if not plain.isupper():
        return [plain]
    if len(words) == 1 and plain.isalpha() and len(plain) <= _LONGEST_ACRONYM:
        return [plain] if len(plain) <= _LONGEST_SURE_ACRONYM else [plain, plain.capitalize()]
    small = rules()["small"]["words"]
    spelled = [word.lower() if word.lower() in small else _WORD.sub(_capitalised, word) for word in words]
    return [" ".join(spelled)]


def _capitalised(word: re.Match[str]) -> str:
    return word[0].capitalize()


def _petrarch_row(block: _Block, registry: Registry, where: str) -> dict[str, str] | str:
    """The row of one entry, or why there is none."""
    if not block.codes:
        return "no code"
    code = block.codes[0].split()[0] if block.codes[0].split() else ""
    if len(code) == 3 and code in registry:
        return "a country's names and cities"
    if _is_person(block):
        return "a person, by its dates, code or title"
    names = [form for name in block.names for form in _spelled(name) if is_name(form)]
    base = _petrarch_code(code, registry)
    if base is None:
        return f"a code of no country or kind of body: {code}"
    if not names:
        return "no name"
    return {
        "name": clean(names[0]),
        "aliases": cell(names[1:], besides=names[0]),
        **base,
        "basis": f"PETRARCH2 dictionary, {where}",
    }


def _is_person(block: _Block) -> bool:
    marks = rules()["persons"]
    if any(len(code.split()) > 1 for code in block.codes):
        return True
    if any(code[3:6] in marks["codes"] for code in block.codes):
        return True
    titles = [f" {title} " for title in marks["titles"]]
    heads = [f" {fold(name.replace('_', ' '))} " for name in block.names]
    return any(head.startswith(title) or head.endswith(title) for head in heads for title in titles)


def _petrarch_code(code: str, registry: Registry) -> dict[str, str] | None:
    known = rules()
    head, roles = code[:3], re.findall("...", code[3:])
    sectors = [known["cameo"][role] for role in roles if role in known["cameo"]]
    if head in known["prefixes"]:
        plover, kind = known["prefixes"][head]
        if roles and roles[0] in ("UNO", "EUR"):
            plover = roles[0]
        country = ""
    elif (entry := registry.get(head)) is not None and entry.kind in ("country", "territory"):
        plover, country = entry.code or "", entry.id
        kind = known["kinds"].get(sectors[0], "other") if sectors else "other"
    else:
        return None
    also = "|".join(dict.fromkeys(sectors[1:]))
    return {"kind": kind, "code": plover, "sector": sectors[0] if sectors else "", "also": also, "country": country}


def _agents(block: _Block, sets: Mapping[str, list[str]], where: str, seen: set[str]) -> Iterator[dict[str, str]]:
    """The role nouns of an agents' entry. A noun that an earlier entry gave is not given again."""
    roles = re.findall("...", block.codes[0].removeprefix("~"))
    sectors = [rules()["cameo"][role] for role in roles if role in rules()["cameo"]]
    if not sectors:
        return
    for name in block.names:
        for form in _expand(name, sets, where):
            if is_name(form) and fold(form) not in seen:
                seen.add(fold(form))
                cells = ("form", form), ("sector", sectors[0]), ("also", "|".join(dict.fromkeys(sectors[1:])))
                yield dict(cells) | {"kind": "people", "scope": "any", "basis": f"PETRARCH2 dictionary, {where}"}


def _expand(name: str, sets: Mapping[str, list[str]], where: str) -> list[str]:
    """``CATTLE!PERSON!`` with each member of the set in place of its name, in lower case."""
    forms = [name]
    while (found := _SUBSTITUTION.search(forms[0])) is not None:
        if found[1] not in sets or not sets[found[1]]:
            raise ConfigError(f"the substitution !{found[1]}! is not defined", where=where)
        forms = [form.replace(found[0], value, 1) for form in forms for value in sets[found[1]]]
        if len(forms) > _MOST_FORMS:
            raise ConfigError(f"{name!r} stands for more than {_MOST_FORMS} forms", where=where)
    return [clean(form.replace("_", " ").lower()) for form in forms]
