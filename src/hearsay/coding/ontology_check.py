"""Files of an ontology made into one, and everything that can be wrong with them said with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import msgspec

from hearsay.coding.ontology import (
    BUILT_IN,
    PREPOSITIONS,
    SIGNS,
    SLOTS,
    WORD_KINDS,
    Condition,
    Frame,
    Mode,
    Sides,
    Take,
    Test,
    Trigger,
    Type,
)
from hearsay.coding.ontology_file import Raw
from hearsay.errors import ConfigError

_TABLES = ("ontology", "types", "contexts", "classes", "frames", "triggers")
_TYPE_KEYS = {
    "quad": int,
    "covers": str,
    "score": (int, float),
    "cameo": list,
    "recipient": str,
    "future": str,
    "refused": str,
    "absorbs": bool,
    "mutual": bool,
    "violent": bool,
    "modes": dict,
}
_MODE_KEYS = {"covers": str, "score": (int, float), "cameo": str, "words": list, "context": str}
_TRIGGER_KEYS = {"type": str, "mode": str, "frame": str, "alone": bool} | dict.fromkeys(
    (*WORD_KINDS, "needs", "refuses", "light", "over"), list
)
_PATH_SLOTS = (SLOTS - SIGNS) | PREPOSITIONS


@dataclass
class Made:
    """What the files hold together."""

    name: str = ""
    types: dict[str, Type] = field(default_factory=dict)
    contexts: dict[str, tuple[str, frozenset[tuple[str, ...]]]] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    triggers: tuple[Trigger, ...] = ()


def build(raws: Sequence[Raw]) -> Made:
    """One ontology out of files, each of which may build on those before it. Raises `ConfigError`."""
    made = Made()
    for raw in raws:
        _tables(raw)
        made.name = made.name or str(raw.tables.get("ontology", {}).get("name", raw.name))
        _types(raw, made)
        _contexts(raw, made)
        _classes(raw, made)
        _frames(raw, made)
        _triggers(raw, made)
    _references(raws, made)
    _collisions(made.triggers, made.classes)
    return made


def _tables(raw: Raw) -> None:
    for name, value in raw.tables.items():
        if name not in _TABLES:
            raise raw.error(f"unknown table {name!r}; there are {', '.join(_TABLES)}", name)
        wanted: type = list if name == "triggers" else dict
        if not isinstance(value, wanted):
            raise raw.error(f"{name} is written {'[[triggers]]' if name == 'triggers' else f'[{name}]'}", name)


def _checked(raw: Raw, table: str, number: int, given: object, known: Mapping[str, Any]) -> dict[str, Any]:
    """A table whose keys and kinds of values are right."""
    if not isinstance(given, dict):
        raise raw.error(f"{table} is no table", table.rpartition(".")[0], 0, table.rpartition(".")[2])
    for key, value in given.items():
        if key not in known:
            raise raw.error(f"unknown key {key!r}; there are {', '.join(known)}", table, number, key)
        if not isinstance(value, known[key]) or (isinstance(value, bool) and known[key] is not bool):
            raise raw.error(f"{key} has a value of the wrong kind: {value!r}", table, number, key)
        if isinstance(value, list) and not all(isinstance(v, str) and v.strip() for v in value):
            raise raw.error(f"{key} holds something that is no word: {value!r}", table, number, key)
    return given


def _types(raw: Raw, made: Made) -> None:
    for name, given in raw.tables.get("types", {}).items():
        table = f"types.{name}"
        values = dict(_checked(raw, table, 0, given, _TYPE_KEYS))
        modes = _modes(raw, table, values.pop("modes", {}))
        known = made.types.get(name)
        if known is not None:
            _extend(raw, made, known, values, modes)
            continue
        if values.get("quad") not in (1, 2, 3, 4):
            raise raw.error(
                "quad is one of 1, 2, 3, 4 (verbal and material cooperation and conflict)", table, 0, "quad"
            )
        if values.get("recipient", "optional") not in ("optional", "required"):
            raise raw.error("recipient is 'optional' or 'required'", table, 0, "recipient")
        values["cameo"] = tuple(values.get("cameo", ()))
        made.types[name] = Type(name=name, modes=modes, **values)


def _extend(raw: Raw, made: Made, known: Type, values: dict[str, Any], modes: dict[str, Mode]) -> None:
    """Modes added to a type that is there already; nothing else of it may change."""
    table = f"types.{known.name}"
    if values:
        raise raw.error(f"the type {known.name} is defined already; only modes can be added to it", table, 0)
    for mode in modes:
        if mode in known.modes:
            raise raw.error(f"the mode {mode} of {known.name} is defined already", table, 0, mode)
    made.types[known.name] = msgspec.structs.replace(known, modes={**known.modes, **modes})


def _modes(raw: Raw, table: str, given: dict[str, Any]) -> dict[str, Mode]:
    made = {}
    for name, mode in given.items():
        values = dict(_checked(raw, f"{table}.modes", 0, mode, _MODE_KEYS) if isinstance(mode, dict) else {})
        if not isinstance(mode, dict):
            raise raw.error(f"the mode {name} is no table", f"{table}.modes", 0, name)
        values["words"] = frozenset(w.lower() for w in values.get("words", ()))
        made[name] = Mode(name=name, **values)
    return made


def _contexts(raw: Raw, made: Made) -> None:
    for name, given in raw.tables.get("contexts", {}).items():
        if name in made.contexts:
            raise raw.error(f"the context {name} is defined already", "contexts", 0, name)
        if not isinstance(given, dict) or not given.get("words") or set(given) - {"covers", "words"}:
            raise raw.error(f"the context {name} has words, and may say what it covers", "contexts", 0, name)
        words = _words(raw, "contexts", name, given["words"])
        made.contexts[name] = (str(given.get("covers", "")), frozenset(tuple(w.lower().split()) for w in words))


def _classes(raw: Raw, made: Made) -> None:
    for name, given in raw.tables.get("classes", {}).items():
        if name in made.classes or name in BUILT_IN:
            raise raw.error(f"the class {name} is defined already", "classes", 0, name)
        made.classes[name] = frozenset(w.lower() for w in _words(raw, "classes", name, given))


def _words(raw: Raw, table: str, key: str, given: object) -> list[str]:
    if not isinstance(given, list) or not given or not all(isinstance(w, str) and w.strip() for w in given):
        raise raw.error(f"{key} is a list of words", table, 0, key)
    return given


def _frames(raw: Raw, made: Made) -> None:
    for name, given in raw.tables.get("frames", {}).items():
        table = f"frames.{name}"
        if name in made.frames:
            raise raw.error(f"the frame {name} is defined already", table)
        values = _checked(raw, table, 0, given, {"verb": dict, "noun": dict})
        sides = {key: _sides(raw, table, key, value) for key, value in values.items()}
        if not sides:
            raise raw.error(f"the frame {name} has neither verb nor noun", table)
        made.frames[name] = Frame(name, **sides)


def _sides(raw: Raw, table: str, key: str, given: dict[str, Any]) -> Sides:
    takes = {}
    for side, alternatives in given.items():
        if side not in ("actor", "recipient"):
            raise raw.error(f"unknown slot {side!r} in {key}; there are actor, recipient", table, 0, key)
        if not isinstance(alternatives, list) or not all(isinstance(a, str) for a in alternatives):
            raise raw.error(f"{side} is a list of slots", table, 0, key)
        takes[side] = tuple(_take(a, lambda reason: raw.error(reason, table, 0, key)) for a in alternatives)
    return Sides(**takes)


def _take(text: str, fail: Callable[[str], ConfigError]) -> Take:
    paths, classes = [], []
    for part in text.split("+"):
        path, _, kind = part.partition(":")
        paths.append(_path(path, fail, _PATH_SLOTS))
        classes.append(kind or None)
    return Take(tuple(paths), tuple(classes))


def _path(text: str, fail: Callable[[str], ConfigError], known: frozenset[str]) -> tuple[str, ...]:
    path = tuple(text.split("."))
    for slot in path:
        if slot not in known:
            raise fail(f"unknown slot {slot!r}; there are {', '.join(sorted(known - PREPOSITIONS))} and prepositions")
    return path


def _triggers(raw: Raw, made: Made) -> None:
    found = list(made.triggers)
    for number, given in enumerate(raw.tables.get("triggers", ())):
        values = dict(_checked(raw, "triggers", number, given, _TRIGGER_KEYS))
        for key in ("type", "frame"):
            if key not in values:
                raise raw.error(f"a trigger without {key}", "triggers", number)
        if not any(values.get(kind) for kind in WORD_KINDS):
            raise raw.error(f"a trigger without words; they stand in {', '.join(WORD_KINDS)}", "triggers", number)
        for key in ("needs", "refuses"):
            values[key] = tuple(_condition(raw, number, key, text) for text in values.get(key, ()))
        for key in (*WORD_KINDS, "light", "over"):
            values[key] = tuple(w.lower() if key in WORD_KINDS else w for w in values.get(key, ()))
        found.append(Trigger(**values, where=raw.where("triggers", number), order=len(found)))
    made.triggers = tuple(found)


def _condition(raw: Raw, number: int, key: str, text: str) -> Condition:
    """Alternatives parted by ``|``; a word after ``slot:word`` that is no slot is another word for the same slot."""
    tests: list[Test] = []
    for part in text.split("|"):
        head, colon, value = part.strip().partition(":")
        if not colon and tests and head not in SLOTS and "." not in head:
            tests.append(Test(tests[-1].path, head))
            continue
        path = _path(head, lambda reason: raw.error(f"{reason} (in {text!r})", "triggers", number, key), SLOTS)
        tests.append(Test(path, value or None))
    return tuple(tests)


def _references(raws: Sequence[Raw], made: Made) -> None:
    """Types, modes, frames, contexts and classes that are named must be there."""
    for raw in raws:
        for name, given in raw.tables.get("types", {}).items():
            for key in ("future", "refused"):
                if given.get(key, name) not in made.types:
                    raise raw.error(f"there is no type {given[key]!r}", f"types.{name}", 0, key)
            for mode in given.get("modes", {}).values():
                if mode.get("context") is not None and mode["context"] not in made.contexts:
                    raise raw.error(f"there is no context {mode['context']!r}", f"types.{name}.modes")
        for number, given in enumerate(raw.tables.get("triggers", ())):
            _trigger_references(raw, number, given, made)
        for name, given in raw.tables.get("frames", {}).items():
            _frame_references(raw, name, given, made)


def _trigger_references(raw: Raw, number: int, given: dict[str, Any], made: Made) -> None:
    def fail(reason: str, key: str) -> ConfigError:
        return raw.error(reason, "triggers", number, key)

    if given["type"] not in made.types:
        raise fail(f"there is no type {given['type']!r}", "type")
    if given.get("mode") is not None and given["mode"] not in made.types[given["type"]].modes:
        raise fail(f"{given['type']} has no mode {given['mode']!r}", "mode")
    if given["frame"] not in made.frames:
        raise fail(f"there is no frame {given['frame']!r}", "frame")
    for name in given.get("light", ()):
        if name not in made.classes:
            raise fail(f"there is no class {name!r}", "light")
    for name in given.get("over", ()):
        if name not in made.types:
            raise fail(f"there is no type {name!r} to win over", "over")


def _frame_references(raw: Raw, name: str, given: dict[str, Any], made: Made) -> None:
    for part, sides in given.items():
        for alternatives in sides.values():
            for text in alternatives:
                for one in text.split("+"):
                    kind = one.partition(":")[2]
                    if kind and kind not in made.classes and kind not in BUILT_IN:
                        raise raw.error(f"there is no class {kind!r}", f"frames.{name}", 0, part)


def _collisions(triggers: Sequence[Trigger], classes: Mapping[str, frozenset[str]]) -> None:
    """Two types that fire on one word in one sense, where nothing says which wins, are refused."""
    by_word: dict[tuple[str, str], list[Trigger]] = {}
    for trigger in triggers:
        for kind in WORD_KINDS:
            for word in getattr(trigger, kind):
                by_word.setdefault((kind, word), []).append(trigger)
    for (kind, word), found in by_word.items():
        for one, other in combinations(found, 2):
            if one.type != other.type and _undecided(one, other, classes):
                raise ConfigError(
                    f"{one.type} ({one.where}) and {other.type} both fire on the {kind[:-1]} {word!r} and neither says "
                    f"which wins: give one a condition the other lacks, or over = [...]",
                    where=other.where,
                )


def _undecided(one: Trigger, other: Trigger, classes: Mapping[str, frozenset[str]]) -> bool:
    if other.type in one.over or one.type in other.over:
        return other.type in one.over and one.type in other.over
    return len(one.needs) == len(other.needs) and not _excluded(one, other, classes)


def _excluded(one: Trigger, other: Trigger, classes: Mapping[str, frozenset[str]]) -> bool:
    """Whether what one needs the other refuses, or they need different words in one slot."""
    if any(c in other.refuses for c in one.needs) or any(c in one.refuses for c in other.needs):
        return True
    return any(_disjoint(a, b, classes) for a in one.needs for b in other.needs)


def _disjoint(one: Condition, other: Condition, classes: Mapping[str, frozenset[str]]) -> bool:
    """Whether two conditions ask for different words in the same single slot, or for a particle and another."""
    slots = {t.path for t in (*one, *other)}
    if len(slots) != 1 or next(iter(slots))[0] in ("nearby", "sentence", "vicinity"):
        return False
    words = [_expanded(c, classes) for c in (one, other)]
    return words[0] is not None and words[1] is not None and not words[0] & words[1]


def _expanded(condition: Condition, classes: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The words a condition lists; None where it is told from the parse, or any word will do."""
    found: set[str] = set()
    for test in condition:
        if test.value is None or test.value in BUILT_IN:
            return None
        found |= classes.get(test.value, frozenset((test.value.lower(),)))
    return frozenset(found)
