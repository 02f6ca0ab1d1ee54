"""``hearsay actors``: the register of public bodies listed and checked, and others' lists made into our files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import ConfigError
from hearsay.export.safe import for_terminal
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import opened

if TYPE_CHECKING:
    from hearsay.resolve.importers import Imported
    from hearsay.resolve.registry import Ambiguity, Entry, Registry

KINDS = ("country", "territory", "institution", "igo", "group", "ngo", "media", "party", "business", "other")
FORMATS = ("csv", "petrarch", "ucdp", "ftm")

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FILES = click.option("--file", "files", type=_FILE, multiple=True, help="Lay this file of actors on top; repeatable.")
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(short_help="List, check and import actors.")
def actors() -> None:
    """List the public bodies that are known, check files of your own, and import other people's lists."""


def load_registry(files: Sequence[Path] = ()) -> Registry:
    """The register with the user's files on top, imported only now."""
    from hearsay.resolve.registry import Registry

    return Registry(files)


@actors.command("list", short_help="List the actors that are known.")
@click.argument("names", nargs=-1)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; repeatable.")
@click.option("--country", metavar="ID", help="Only those of this country, by its id (CHN).")
@_FILES
@_JSON
def list_actors(
    names: tuple[str, ...], kinds: tuple[str, ...], country: str | None, files: tuple[Path, ...], as_json: bool
) -> int:
    """List the actors, or those whose name or id is one of NAMES, in any case.

    Exit status: 0, or 1 if a file of your own is refused or one of NAMES is nobody's.
    """
    registry = load_registry(files)
    if country is not None and country not in registry:
        raise click.UsageError(f"there is no country {country!r}; see `hearsay actors list --kind country`")
    entries, unknown = _asked(registry, names)
    kept = [e for e in entries if (not kinds or e.kind in kinds) and (country is None or country in (e.id, *e.country))]
    _write(_json([_as_dict(entry) for entry in kept]) if as_json else _text(map(_line, kept)))
    for name in unknown:
        say(f"{name!r} is nobody's name or id")
    return 1 if unknown else 0


def _asked(registry: Registry, names: Sequence[str]) -> tuple[list[Entry], list[str]]:
    """The entries of those names or ids, all without any, in order and once; and the names that are nobody's."""
    from hearsay.resolve.names import is_name

    if not names:
        return list(registry), []
    found: dict[str, Entry] = {}
    unknown = []
    for name in names:
        matches = [match.entry for match in registry.find(name, any_case=True)] if is_name(name) else []
        entry = registry.get(name)
        matches += [entry] if entry is not None else []
        found.update({match.id: match for match in matches})
        if not matches:
            unknown.append(name)
    return list(found.values()), unknown


def _as_dict(entry: Entry) -> dict[str, Any]:
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(entry)
    made.pop("layer")
    return made


def _line(entry: Entry) -> str:
    codes = f"{entry.code or '-'} {entry.sector or '-'}"
    return f"{entry.id:28} {entry.kind:12} {codes:8} {entry.name}"


@actors.command("check", short_help="Check files of actors and find ambiguous aliases.")
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--all", "everything", is_flag=True, help="With FILES, the ambiguous names of the package's too.")
@click.option("--places", is_flag=True, help="Also names that are no more than a city's in each of their entries.")
@_JSON
def check(files: tuple[Path, ...], everything: bool, places: bool, as_json: bool) -> int:
    """Check files of your own, laid one on the other, and list the names that several actors bear.

    Without FILES the package's own register is checked. A name on the list is marked as shared, and context must
    decide in each text whom it means. Exit status: 0 if every file is sound, 1 if one is refused.
    """
    registry, refused = _merged(files)
    found = [a for a in registry.check_aliases() if (places or not a.places) and (everything or _concerns(a, files))]
    _write(_json([_ambiguity(one) for one in found]) if as_json else _text(map(_shared, found)))
    for error in refused:
        say(f"{error} [{error.code}]")
    return 1 if refused else 0


def _merged(files: Iterable[Path]) -> tuple[Registry, list[ConfigError]]:
    """The register with every sound file on top, each of which may build on those before; and why others are not."""
    registry, refused = load_registry(), []
    registry.check()
    for file in files:
        upper = registry.merge([file])
        try:
            upper.check()
        except ConfigError as error:
            refused.append(error)
        else:
            registry = upper
    return registry, refused


def _concerns(ambiguity: Ambiguity, files: Sequence[Path]) -> bool:
    return not files or any(match.entry.layer for match in ambiguity.matches)


def _ambiguity(ambiguity: Ambiguity) -> dict[str, Any]:
    bearers = [
        {"id": match.entry.id, "name": match.entry.name, "form": match.name.form, "use": match.name.use}
        | {"where": match.entry.where}
        for match in ambiguity.matches
    ]
    return {"name": ambiguity.key, "places": ambiguity.places, "actors": bearers}


def _shared(ambiguity: Ambiguity) -> str:
    bearers = "; ".join(f"{match.entry.id} ({match.name.use})" for match in ambiguity.matches)
    return f"{ambiguity.matches[0].name.form}: {bearers}"


@actors.command("import", short_help="Make other people's lists into a file of actors.")
@click.argument("file", type=_FILE)
@click.option("--from", "form", type=click.Choice(("auto", *FORMATS)), default="auto", show_default=True)
@click.option("--column", "columns", metavar="OURS=THEIRS", multiple=True, help="Of a CSV: which column is which.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--roles", type=click.Path(dir_okay=False, path_type=Path), help="Write role nouns to this file.")
@_JSON
def import_actors(
    *, file: Path, form: str, columns: tuple[str, ...], output: Path | None, roles: Path | None, as_json: bool
) -> int:
    """Read a CSV, a PETRARCH2 dictionary, UCDP's actors or FollowTheMoney's JSON lines, and write a file of ours.

    Persons are passed over. What is passed over is counted on standard error, and listed one by one with --json.
    Exit status: 0, or 1 if the file is malformed: its line and the reason are said, and nothing is written.
    """
    given = _columns(columns)
    form = _detected(file) if form == "auto" else form
    if given and form != "csv":
        raise click.UsageError(f"--column is for a CSV; {file} is read as {form}")
    if as_json and roles is not None:
        raise click.UsageError("--json holds the role nouns; it needs no --roles")
    _check_targets(file, output, roles)
    registry = load_registry()
    made = _checked(_reader(form, given)(file, registry), registry)
    for note in made.notes:
        say(note)
    if as_json:
        _write(_json(_imported(made)), output)
    else:
        _write_files(made, file, output, roles)
    return 0


def _columns(given: Sequence[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in given:
        ours, equals, theirs = pair.partition("=")
        if not (ours and equals and theirs):
            raise click.UsageError(f"--column {pair!r} is not OURS=THEIRS")
        columns[ours.strip()] = theirs.strip()
    return columns


def _check_targets(file: Path, output: Path | None, roles: Path | None) -> None:
    targets = [path.resolve() for path in (output, roles) if path is not None and str(path) != "-"]
    if file.resolve() in targets:
        raise click.UsageError(f"the output would write over the input {file}")
    if len(set(targets)) != len(targets):
        raise click.UsageError("actors and role nouns cannot be written to one file")


_FTM = re.compile(rb"\s*\{")
_UCDP = re.compile(rb"[^\n]*\bActorId\b", re.IGNORECASE)
_PETRARCH = re.compile(rb"^[^,\n#]*\[~?[A-Z0-9]{2,}\]?", re.MULTILINE)


def _detected(file: Path) -> str:
    """The format of a file by how it begins: an object, UCDP's header, a code in brackets; else a CSV."""
    try:
        with file.open("rb") as opened_file:
            head = opened_file.read(1 << 16).removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=str(file)) from error
    for form, pattern in (("ftm", _FTM), ("ucdp", _UCDP)):
        if pattern.match(head):
            return form
    return "petrarch" if _PETRARCH.search(head) else "csv"


def _reader(form: str, columns: dict[str, str]) -> Callable[[Path, Registry], Imported]:
    from hearsay.resolve import importers

    if form == "csv":
        return lambda path, registry: importers.read_list(path, registry, columns=columns)
    readers = {
        "petrarch": importers.read_petrarch,
        "ucdp": importers.read_ucdp,
        "ftm": importers.read_followthemoney,
    }
    return readers[form]


def _checked(made: Imported, registry: Registry) -> Imported:
    """What was read, with shared names marked, once the register accepts it; else ConfigError with the list's line."""
    import tempfile

    import msgspec

    from hearsay.resolve.importers import format_rows, share_names

    rows = share_names(made.rows, registry)
    with tempfile.TemporaryDirectory() as folder:
        for part in filter(None, (rows, made.roles)):
            trial = Path(folder) / "trial.csv"
            trial.write_text(format_rows(part), encoding="utf-8", errors="replace")
            try:
                registry.merge([trial]).check()
            except ConfigError as error:
                raise ConfigError(error.message, where=_origin(error, part)) from error
    return msgspec.structs.replace(made, rows=tuple(rows))


def _origin(error: ConfigError, rows: Sequence[dict[str, str]]) -> str | None:
    """Where in the user's list a row stands that was refused: every row's basis ends with its file and line."""
    at = re.search(r":([0-9]+)\Z", error.where or "")
    number = int(at[1]) - 2 if at else -1
    return rows[number]["basis"].rpartition(", ")[2] if 0 <= number < len(rows) else None


def _imported(made: Imported) -> dict[str, Any]:
    skipped = [{"where": skip.where, "reason": skip.reason} for skip in made.skipped]
    return {"entries": made.rows, "roles": made.roles, "skipped": skipped, "notes": made.notes}


def _write_files(made: Imported, file: Path, output: Path | None, roles: Path | None) -> None:
    """The entries to ``output`` and the role nouns to ``roles``; what is alone goes to ``output`` in any case."""
    from hearsay.resolve.importers import format_rows

    head = f"Imported from {file.name} by hearsay actors import; described in docs/actors.md."
    only_roles = bool(made.roles) and not made.rows and roles is None
    main = made.roles if only_roles else made.rows
    _write(format_rows(main, head=head).encode("utf-8", "replace"), output)
    if made.roles and roles is not None:
        _write(format_rows(made.roles, head=head).encode("utf-8", "replace"), roles)
    elif made.roles and not only_roles:
        say(f"{len(made.roles)} role nouns were left out; --roles FILE writes them")
    say(f"{len(made.rows)} actors and {len(made.roles)} role nouns read from {file}")


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _text(lines: Iterable[str]) -> bytes:
    encoding = sys.stdout.encoding or "utf-8"
    return "".join(f"{line}\n" for line in _clean(lines)).encode(encoding, "replace")


def _clean(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield for_terminal(line)


def _write(data: bytes, path: Path | None = None) -> None:
    with opened(path) as sink:
        sink.write(data)
