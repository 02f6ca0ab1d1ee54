"""The formats that readings are exported in, by name. Each takes readings one by one and gives bytes as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from hearsay.export import brat, jsonl, muc4, plover
from hearsay.model import Reading

Format = Callable[[Iterable[Reading]], Iterator[bytes]]


def each(dumps: Callable[[Reading], bytes]) -> Format:
    """The format that puts one reading after another."""

    def made(readings: Iterable[Reading]) -> Iterator[bytes]:
        return (dumps(reading) for reading in readings)

    return made


FORMATS: Mapping[str, Format] = {
    "brat": each(brat.dumps),
    "jsonl": each(jsonl.line),
    "muc4": muc4.templates,
    "plover": plover.rows,
}
