"""A parsed document as CoNLL-U (Universal Dependencies v2), attributions in the last column.

A reading keeps no words, so this is made of the parse, which the reader makes again from the text. ``MISC`` holds the
offsets into ``document.text`` (``start``, ``end``), ``SpaceAfter=No``, and ``Attribution=ID:role`` for each attribution
that a word is part of, parted by commas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hearsay.model import Reading
from hearsay.parsed import Parsed


def dumps(parsed: Parsed, reading: Reading) -> bytes:
    """The sentences of one document."""
    roles = _roles(parsed, reading)
    text = parsed.document.text
    lines = [f"# newdoc id = {parsed.document.id}"]
    for number, (first, last) in enumerate(parsed.sentences, 1):
        lines.append(f"# sent_id = {parsed.document.id}-{number}")
        lines.append(f"# text = {' '.join(text[int(parsed.starts[first]) : int(parsed.ends[last - 1])].split())}")
        lines += ("\t".join(_columns(parsed, word, first, roles)) for word in range(first, last))
        lines.append("")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _columns(parsed: Parsed, word: int, first: int, roles: Mapping[int, list[str]]) -> Iterator[str]:
    start, end = int(parsed.starts[word]), int(parsed.ends[word])
    head, relation = int(parsed.head[word]), parsed.relation[word]
    root = head == word
    misc = [f"start={start}", f"end={end}"]
    following = parsed.document.text[end : end + 1]
    misc += [] if not following or following.isspace() else ["SpaceAfter=No"]
    misc += [f"Attribution={','.join(roles[word])}"] if word in roles else []
    yield str(word - first + 1)
    yield _whole(parsed.words[word])
    yield _whole(parsed.lemma[word])
    yield parsed.upos[word]
    yield parsed.xpos[word] or "_"
    yield "_"
    yield "0" if root else str(head - first + 1)
    yield "root" if root else relation
    yield "_"
    yield "|".join(misc)


def _whole(form: str) -> str:
    """A form without tabs and line ends, which part columns and rows."""
    return " ".join(form.split()) or "_"


def _roles(parsed: Parsed, reading: Reading) -> dict[int, list[str]]:
    """For each word the attributions that it is part of, with its role."""
    found: dict[int, list[str]] = {}
    starts = parsed.starts.tolist()
    for attribution in reading.attributions:
        for role in ("source", "cue", "content"):
            for start, end in getattr(attribution, role):
                for word, at in enumerate(starts):
                    if start <= at < end:
                        found.setdefault(word, []).append(f"{attribution.id}:{role}")
    return found
