"""Every article at hand, read once: does reading ever fail, and is every span exact?

Not an accuracy measure. It reads PolNeAR, Worldwide Newswire, MUC-4 and ECB+ whole, all parts, and checks each
reading against its own text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from hearsay.errors import DataError
from hearsay.evaluate import conllu
from hearsay.model import Reading, Span

_MUC_HEAD = re.compile(r"^(?:DEV|TST\d)-MUC\d-\d{4}.*\n", re.MULTILINE)
_JSONL = {
    "polnear": ("polnear/train.jsonl", "polnear/dev.jsonl"),
    "worldwide": ("ner/worldwide-train.jsonl", "ner/worldwide-dev.jsonl"),
    "ecbplus": ("ecbplus/topics-1-35.jsonl",),
}
_MUC = ("muc4/dev", "muc4/tst1", "muc4/tst2")


def articles(data: Path) -> Iterator[tuple[str, str, str]]:
    """``(set, id, text)`` of every article. Raises DataError naming what is missing."""
    for name, files in _JSONL.items():
        for file in files:
            yield from _jsonl(name, data / file)
    for folder in _MUC:
        yield from _muc(data / folder)


def texts(data: Path, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The texts of documents by set and id, GUM's (``gum``) as running text. Raises DataError where one is missing."""
    found = {(name, key): text for name, key, text in _with_gum(data) if (name, key) in wanted}
    missing = sorted(set(wanted) - found.keys())
    if missing:
        raise DataError(f"no such document: {'/'.join(missing[0])}", where=str(data))
    return found


def _with_gum(data: Path) -> Iterator[tuple[str, str, str]]:
    yield from articles(data)
    for part in ("train", "dev"):
        for document in conllu.load(data / f"ud/gum-{part}.conllu"):
            yield "gum", document.id, conllu.document_prose(document).text


def _jsonl(name: str, path: Path) -> Iterator[tuple[str, str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error
    for line in lines:
        if line.strip():
            record = json.loads(line)
            yield name, record["id"], record["text"]


def _muc(folder: Path) -> Iterator[tuple[str, str, str]]:
    if not folder.is_dir():
        raise DataError("no such folder", where=str(folder))
    for path in sorted(folder.iterdir()):
        if path.name.startswith("key"):
            continue
        text = path.read_text(encoding="latin-1")
        heads = list(_MUC_HEAD.finditer(text))
        if not heads:
            # Notes lie among the articles.
            continue
        ends = [*(m.start() for m in heads[1:]), len(text)]
        for head, end in zip(heads, ends, strict=True):
            yield "muc4", head[0].split()[0], text[head.end() : end]


def faults(reading: Reading) -> list[str]:
    """What is wrong with a reading's spans; nothing should be."""
    size = len(reading.document.text)
    text = reading.document.text
    groups: dict[str, tuple[Span, ...]] = {"sentences": reading.sentences}
    for mention in reading.mentions:
        groups[f"mention {mention.id} at {mention.span}"] = (mention.span,)
        groups[f"head of {mention.id} at {mention.span}"] = (mention.head,)
    for a in reading.attributions:
        for role in ("source", "cue", "content"):
            groups[f"{role} of {a.id}"] = getattr(a, role)
    out = []
    for name, spans in groups.items():
        ends = [0, *(e for _, e in spans)]
        if any(not 0 <= s < e <= size or s < before for (s, e), before in zip(spans, ends, strict=False)):
            out.append(f"{name}: {spans}")
        elif any(text[s].isspace() or text[e - 1].isspace() for s, e in spans):
            out.append(f"{name}: white space at an edge")
    ids = {a.id for a in reading.attributions}
    if len(ids) != len(reading.attributions):
        out.append("two attributions with one id")
    out += [f"no such parent: {a.parent}" for a in reading.attributions if a.parent and a.parent not in ids]
    return out
