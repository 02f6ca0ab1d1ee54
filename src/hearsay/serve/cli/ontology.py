"""``hearsay ontology``: event types listed, and files of one's own checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import ConfigError
from hearsay.export.safe import for_terminal
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import opened

if TYPE_CHECKING:
    from hearsay.coding.ontology import Ontology

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILES = click.option("--file", "files", type=_FILE, multiple=True, help="Lay this file of types on top; repeatable.")
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(short_help="List event types and check your own.")
def ontology() -> None:
    """List the types of events that are coded, and check files of your own types."""


def _load(files: Sequence[Path]) -> Ontology:
    from hearsay.coding.ontology import load

    return load(tuple(files))


@ontology.command("list", short_help="List types, modes and contexts.")
@click.argument("types", nargs=-1)
@_FILES
@_JSON
def list_types(types: tuple[str, ...], files: tuple[Path, ...], as_json: bool) -> int:
    """List the types with their modes, quad class and triggers' words, or only TYPES; then the contexts.

    Exit status: 0, or 1 if a file of your own is refused or one of TYPES is none.
    """
    found = _load(files)
    unknown = [name for name in types if name.upper() not in found.types]
    wanted = [name.upper() for name in types] or list(found.types)
    kept = [_as_dict(found, name) for name in wanted if name in found.types]
    contexts = {} if types else {name: covers for name, (covers, _) in found.contexts.items()}
    _write(_json({"types": kept, "contexts": contexts}) if as_json else _text(_lines(kept, contexts)))
    for name in unknown:
        say(f"there is no type {name!r}")
    return 1 if unknown else 0


def _as_dict(found: Ontology, name: str) -> dict[str, Any]:
    kind = found.types[name]
    words: dict[str, list[str]] = {}
    for trigger in found.triggers:
        if trigger.type == name:
            for part in ("verbs", "nouns", "adjectives"):
                words.setdefault(part, []).extend(w for w in getattr(trigger, part) if w not in words.get(part, ()))
    return {
        "name": name,
        "quad": kind.quad,
        "score": kind.score,
        "cameo": list(kind.cameo),
        "recipient": kind.recipient,
        "covers": kind.covers,
        "modes": {mode.name: mode.covers for mode in kind.modes.values()},
        **{part: sorted(listed) for part, listed in words.items()},
    }


def _lines(types: Sequence[dict[str, Any]], contexts: dict[str, str]) -> Iterator[str]:
    for kind in types:
        yield f"{kind['name']:10} quad {kind['quad']}  {kind['covers']}"
        for mode, covers in kind["modes"].items():
            yield f"  {mode:16} {covers}"
        for part in ("verbs", "nouns", "adjectives"):
            if kind.get(part):
                yield f"  {part}: {', '.join(kind[part])}"
    for name, covers in contexts.items():
        yield f"context {name:24} {covers}"


@ontology.command("check", short_help="Check files of your own types.")
@click.argument("files", nargs=-1, type=_FILE)
def check(files: tuple[Path, ...]) -> int:
    """Check files of your own types, each laid on those before it; without FILES the package's own.

    Refused, with file, line and reason: what is malformed, unknown slots, types, modes, frames and classes, and two
    types that fire on one word where nothing says which wins. Exit status: 0 if every file is sound, 1 if one is
    refused.
    """
    sound: list[Path] = []
    status = 0
    for file in files or (None,):
        try:
            found = _load([*sound, *([file] if file is not None else [])])
        except ConfigError as error:
            say(f"{error} [{error.code}]")
            status = 1
            continue
        if file is not None:
            sound.append(file)
        _write(
            _text([f"{file or found.name}: sound ({len(found.types)} types, {len(found.triggers)} triggers in all)"])
        )
    return status


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _text(lines: Iterator[str] | Sequence[str]) -> bytes:
    return "".join(f"{for_terminal(line)}\n" for line in lines).encode("utf-8", "replace")


def _write(data: bytes) -> None:
    with opened(None) as sink:
        sink.write(data)
