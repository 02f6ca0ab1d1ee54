"""Names for the pages of several inputs in one folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from pathlib import PurePath

from hearsay.serve.cli.inputs import Input

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 80


def page_names(inputs: Iterable[Input]) -> dict[Input, str]:
    """A file name for each input's page: after its own name, numbered where two would be the same.

    Names are compared without regard to case, as some file systems do.
    """
    taken: set[str] = set()
    names: dict[Input, str] = {}
    for given in inputs:
        stem = _stem(given)
        name = next(
            name
            for name in (f"{stem}{f'-{n}' if n > 1 else ''}.html" for n in count(1))
            if name.casefold() not in taken
        )
        taken.add(name.casefold())
        names[given] = name
    return names


def _stem(given: Input) -> str:
    if given.is_stdin:
        return "stdin"
    if given.is_address:
        from urllib.parse import urlsplit

        try:
            parts = urlsplit(given.shown)
            raw = f"{parts.hostname or ''}-{PurePath(parts.path).stem}"
        except ValueError:
            raw = given.shown
    else:
        raw = PurePath(given.shown).stem
    return _UNSAFE.sub("-", raw)[:_LONGEST].strip("-.") or "page"
