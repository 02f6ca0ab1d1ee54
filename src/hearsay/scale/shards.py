"""A corpus cut into shards: the unit of work, named by what is in it and by who is to read it.

Where one shard ends and the next begins depends on the names of the articles there and on nothing before them, so
that a corpus with an article more has one shard that is new, and not all that follow.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from hearsay.corpus import Item, Raw
from hearsay.model import content_id

FEWEST, USUAL, MOST = 16, 32, 96
"""A shard ends after a name one in `USUAL` has, once it has `FEWEST` articles, and at `MOST` in any case."""

MOST_BYTES = 8_000_000


class Shard(msgspec.Struct, frozen=True):
    """Some articles to be read together. ``name`` is a hash of them and of the reader."""

    name: str
    items: tuple[Item, ...]


def record_id(item: Item) -> str:
    """The id of an input: its name and what it holds."""
    return content_id("r", item.name, item.digest())


def shards(items: Iterable[Item], reader: str) -> Iterator[Shard]:
    """The items in shards, in order; ``reader`` names the code and the model that are to read them."""
    held: list[Item] = []
    size = 0
    for item in items:
        held.append(item)
        size += len(item.data) if isinstance(item, Raw) else 0
        if len(held) >= MOST or size >= MOST_BYTES or (len(held) >= FEWEST and _ends(item.name)):
            yield _shard(held, reader)
            held, size = [], 0
    if held:
        yield _shard(held, reader)


def _ends(name: str) -> bool:
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % USUAL == 0


def _shard(items: list[Item], reader: str) -> Shard:
    made = hashlib.blake2b(reader.encode(), digest_size=12)
    for item in items:
        made.update(record_id(item).encode())
    return Shard(made.hexdigest(), tuple(items))
