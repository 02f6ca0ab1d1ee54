"""A reader of CoNLL-U treebanks (https://universaldependencies.org/format.html), and their text as prose.

Syntactic words are kept; the lines of multiword tokens and of empty nodes are not words, but a multiword
token says how its words were written (``SpaceAfter``, a surface that is not their concatenation).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from hearsay.errors import DataError
from hearsay.evaluate.files import read_text
from hearsay.model import Span

COLUMNS = 10


class Word(msgspec.Struct, frozen=True, gc=False):
    """A syntactic word. ``head`` counts words of the sentence from 1; 0 is the root.

    ``surface`` is what the running text has for it: the form itself, or, in a multiword token that is not
    its words' concatenation, the whole token for the first of them and nothing for the others.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    surface: str
    space_after: bool


class Sentence(msgspec.Struct, frozen=True):
    """A sentence with its comments (``# key = value``; a key alone has the value "").

    ``new_paragraph`` is true of a sentence that opens a paragraph (``# newpar``).
    """

    words: tuple[Word, ...]
    comments: dict[str, str]
    new_paragraph: bool

    @property
    def id(self) -> str:
        """The sentence's ``sent_id``, or "" when it has none."""
        return self.comments.get("sent_id", "")


class TreebankDocument(msgspec.Struct, frozen=True):
    """The sentences under one ``# newdoc``, with the comments of the first of them."""

    id: str
    sentences: tuple[Sentence, ...]

    @property
    def comments(self) -> dict[str, str]:
        """The comments that stand at the document's head, its metadata among them."""
        return self.sentences[0].comments if self.sentences else {}

    @property
    def words(self) -> list[Word]:
        """All words in order."""
        return [word for sentence in self.sentences for word in sentence.words]


class Prose(msgspec.Struct, frozen=True):
    """Text made of words: spans into it of every word and of every sentence, in order."""

    text: str
    words: tuple[Span, ...]
    sentences: tuple[Span, ...]


def load(path: Path) -> list[TreebankDocument]:
    """The documents of a CoNLL-U file; one named after the file where it marks none.

    Raises DataError naming the file, and the line where one is malformed.
    """
    documents: list[TreebankDocument] = []
    current: list[Sentence] = []
    name = path.stem
    for sentence in _sentences(read_text(path).split("\n"), str(path)):
        newdoc = sentence.comments.get("newdoc id", sentence.comments.get("newdoc"))
        if newdoc is not None:
            if current:
                documents.append(TreebankDocument(name, tuple(current)))
            name, current = newdoc or f"{path.stem}-{len(documents) + 1}", []
        current.append(sentence)
    if current:
        documents.append(TreebankDocument(name, tuple(current)))
    return documents


def prose(sentences: Iterable[tuple[Sequence[Word], bool]]) -> Prose:
    """The running text of sentences, each given with whether it opens a paragraph.

    Paragraphs are parted by an empty line, sentences by a space unless the last word says ``SpaceAfter=No``.
    """
    parts: list[str] = []
    words: list[Span] = []
    spans: list[Span] = []
    position, gap = 0, ""
    for sentence, new_paragraph in sentences:
        if not sentence:
            continue
        gap = ("\n\n" if new_paragraph else gap) if words else ""
        first = len(words)
        for word in sentence:
            start = position + len(gap) if word.surface else position
            if word.surface:
                parts += gap, word.surface
                position = start + len(word.surface)
                gap = " " if word.space_after else ""
                words.append((start, position))
            else:
                # Unwritten: it stands where the multiword token it belongs to stands.
                words.append(words[-1])
                gap = " " if word.space_after else ""
        spans.append((words[first][0], words[-1][1]))
    return Prose("".join(parts), tuple(words), tuple(spans))


def document_prose(document: TreebankDocument) -> Prose:
    """The document's running text, by its own paragraph marks."""
    return prose((sentence.words, sentence.new_paragraph) for sentence in document.sentences)


def _sentences(lines: Iterable[str], where: str) -> Iterator[Sentence]:
    block: list[str] = []
    start = 1
    for number, line in enumerate(lines, start=1):
        if line.strip():
            if not block:
                start = number
            block.append(line.removesuffix("\r"))
        elif block:
            yield from _sentence(block, where, start)
            block = []
    if block:
        yield from _sentence(block, where, start)


def _sentence(block: Sequence[str], where: str, start: int) -> Iterator[Sentence]:
    comments: dict[str, str] = {}
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(block, start=start):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
            continue
        fields = line.split("\t")
        if len(fields) != COLUMNS:
            raise DataError(f"{len(fields)} columns, not {COLUMNS}", where=f"{where}:{number}")
        rows.append((number, fields))
    words = tuple(_words(rows, where))
    if words:
        yield Sentence(words, comments, "newpar" in comments or "newpar id" in comments)


def _words(rows: Sequence[tuple[int, list[str]]], where: str) -> Iterator[Word]:
    surfaces = _surfaces(rows, where)
    count = 0
    for number, fields in rows:
        if "-" in fields[0] or "." in fields[0]:
            continue
        count += 1
        head = fields[6]
        if fields[0] != str(count) or not head.isdecimal():
            raise DataError(f"word {fields[0]!r} with head {head!r}", where=f"{where}:{number}")
        surface, space_after = surfaces.get(count, (fields[1], _space_after(fields[9])))
        yield Word(
            form=fields[1],
            lemma=fields[2],
            upos=fields[3],
            xpos=fields[4],
            feats=fields[5],
            head=int(head),
            deprel=fields[7],
            misc=fields[9],
            surface=surface,
            space_after=space_after,
        )


def _surfaces(rows: Sequence[tuple[int, list[str]]], where: str) -> dict[int, tuple[str, bool]]:
    """How the words inside multiword tokens are written, and whether a space follows each."""
    forms = {fields[0]: fields[1] for _, fields in rows}
    written: dict[int, tuple[str, bool]] = {}
    for number, fields in rows:
        if "-" not in fields[0]:
            continue
        first, _, last = fields[0].partition("-")
        if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
            raise DataError(f"no range of words: {fields[0]!r}", where=f"{where}:{number}")
        members = range(int(first), int(last) + 1)
        parts = [forms.get(str(k), "") for k in members]
        if "".join(parts) != fields[1]:
            parts = [fields[1]] + [""] * (len(parts) - 1)
        spaces = [False] * (len(parts) - 1) + [_space_after(fields[9])]
        written.update(zip(members, zip(parts, spaces, strict=True), strict=True))
    return written


def _space_after(misc: str) -> bool:
    return "SpaceAfter=No" not in misc.split("|")
