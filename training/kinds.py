"""Makes ``data/names/kinds.txt``: the kinds of the bodies in the package's lists of actors.

    python -m training.kinds

A line is the kinds, parted with commas, a tab, and a name in lower case. What a body is called tells of all its names:
an alias has the kinds of the nouns in the entry's full name, and those that ``kinds.toml`` gives for the list.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "data"
_QUALIFIER = re.compile(r"\s*\([^)]*\)")


def main() -> None:
    """Write the file."""
    with (DATA / "names" / "kinds.toml").open("rb") as file:
        tables = tomllib.load(file)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for name in {key.partition(".")[0] for key in tables["register"]}:
        for row in _rows(DATA / "actors" / f"{name}.csv"):
            own = set(tables["register"].get(f"{name}.{row.get('type')}", tables["register"].get(name, ())))
            full = set(_plain(row["name"]).lower().split())
            own |= {kind for kind, nouns in tables["nouns"].items() if full & set(nouns)}
            for form in _forms(row):
                kinds[form] |= own
    lines = [f"{','.join(sorted(found))}\t{form}\n" for form, found in sorted(kinds.items()) if form and found]
    (DATA / "names" / "kinds.txt").write_text("".join(lines), encoding="utf-8")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _forms(row: Mapping[str, str]) -> Iterator[str]:
    """The names of an entry in lower case, without the mark of those that are shared."""
    for form in (row["name"], *row["aliases"].split("|")):
        yield _plain(form.removesuffix("*")).lower().removeprefix("the ")


def _plain(name: str) -> str:
    return _QUALIFIER.sub("", name).strip()


if __name__ == "__main__":
    main()
