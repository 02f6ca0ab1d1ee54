"""What the text says that a claim rests on, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from hearsay.model import Evidence, EvidenceKind, Span
from hearsay.weigh.cues import Frame, Weighed
from hearsay.weigh.tables import evidence_tables
from hearsay.weigh.view import View

# How far behind "according to" the noun may stand.
_NEAR = 8


def evidence(view: View, frame: Frame, cue: Weighed) -> tuple[Evidence, ...]:
    """The kinds of evidence, each once, in the order they are found."""
    found: dict[str, Span] = {}
    for kind, words in _all(view, frame, cue):
        if words:
            found.setdefault(kind, view.span(words))
    return tuple(Evidence(cast(EvidenceKind, kind), span) for kind, span in found.items())


def _all(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    if not frame.cue:
        return
    if cue.act in ("want", "demand", "promise", "ask", "praise") and cue.act != "praise":
        yield from _patterns(view, frame, ("lacking",))
        return
    yield from _patterns(view, frame, ())
    yield from _source(view, frame, cue)
    yield from _perceived(view, frame, cue)
    yield from _introduced(view, frame)
    yield from _grounds(view, frame)


def _patterns(view: View, frame: Frame, only: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    inside = set(frame.content)
    aside = _asides(view, frame)
    here = [i for i in view.sentence(frame.cue[0]) if i not in inside or i in aside]
    after = [i for i in view.sentence(max(frame.cue + frame.content), 1) if i not in inside]
    first = set(view.sentence(frame.content[0])) if frame.content else set()
    content = [i for i in frame.content if i in first]
    places = {"content": content, "near": here, "source": frame.source, "after": after}
    tables = evidence_tables().patterns
    found = [(p, words) for place, among in places.items() for words, p in view.all(among, tables[place])]
    for pattern, words in sorted(found, key=lambda one: one[0].number):
        if not only or pattern.kind in only:
            yield pattern.kind, words


def _asides(view: View, frame: Frame) -> set[int]:
    """What is said of the saying, also where a content was taken to hold it: ", without giving evidence, "."""
    found: set[int] = set()
    for cue in frame.cue:
        for child in view.children[cue]:
            if view.relation[child].split(":")[0] in ("advcl", "obl", "advmod"):
                found.update(view.subtree(child))
    # "claimed, without giving evidence, that ...": parsers hang the aside on what follows.
    that = next((n for n, i in enumerate(frame.content) if view.form[i] == "that" and view.relation[i] == "mark"), 0)
    if set(frame.content[:1]) & set(view.sentence(frame.cue[0])):
        found.update(frame.content[:that])
    return found


def _kind(view: View, word: int) -> str | None:
    nouns = evidence_tables().nouns
    return (nouns.get(view.lemma[word]) or nouns.get(view.form[word])) if view.upos[word] in ("NOUN", "PROPN") else None


def _source(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """A document, poll or study that shows something; a fact from which the author concludes it."""
    if cue.act != "show" or not frame.source:
        return
    kinds = [(kind, i) for i in frame.source if (kind := _kind(view, i))]
    for wanted in ("recording", "forensic", "data", "document", "inference"):
        hit = next((i for kind, i in kinds if kind == wanted), None)
        if hit is not None:
            yield wanted, frame.source
            return
    if frame.type == "document":
        yield "document", frame.source
    elif frame.type == "unknown":
        yield "inference", frame.source


def _perceived(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """ "heard the shots", "saw them leave"; a reporter who observed it."""
    words = evidence_tables().words
    if cue.act != "perceive" or cue.word is None:
        return
    listed = words["perception.reporters"] if frame.type == "outlet" else words["perception.cues"]
    if view.lemma[cue.word] in listed and not (view.lemma[cue.word] == "hear" and _of_hearsay(view, frame)):
        yield "eyewitness", [cue.word]


def _of_hearsay(view: View, frame: Frame) -> bool:
    return any(view.form[i] in ("that", "about", "of") for i in frame.content[:1])


def _introduced(view: View, frame: Frame) -> Iterator[tuple[str, list[int]]]:
    """ "according to an internet posting", "citing a letter", "released a letter that says"."""
    tables = evidence_tables()
    inside = set(frame.content)
    for i in frame.cue:
        if (kind := _kind(view, i)) and any(
            c in frame.cue and view.relation[c] == "acl:relcl" for c in view.children[i]
        ):
            yield kind, [w for w in frame.cue if w <= i and view.upos[w] not in ("VERB", "AUX")][-1:]
    outside = [i for i in view.sentence(frame.cue[0]) if i not in inside and i not in frame.source]
    for words in (outside, frame.content[:12]):
        for at, phrase in view.all(words, tables.introducing):
            if words is outside and set(at) & set(frame.cue) and phrase == ("accord", "to"):
                continue
            noun = next((i for i in range(at[-1] + 1, min(at[-1] + _NEAR, len(view.form))) if _kind(view, i)), None)
            if noun is not None and (noun not in inside or words is not outside):
                yield cast(str, _kind(view, noun)), view.subtree(noun, inside - set(words))[:_NEAR]
            elif phrase in tables.reasons and words is outside and not set(at) & set(frame.cue):
                yield "inference", view.subtree(at[0], inside)


def _grounds(view: View, frame: Frame) -> Iterator[tuple[str, list[int]]]:
    """A reason given under a cue that puts reasons forward."""
    tables = evidence_tables().words
    if view.any(frame.cue, tables["grounds.verbs"]) is None or not frame.content:
        return
    first = set(view.sentence(frame.content[0]))
    for i in frame.content:
        if i in first and view.form[i] in tables["grounds.marks"] and view.relation[i] == "mark":
            yield "inference", [w for w in view.subtree(view.head[i]) if w in set(frame.content)] or [i]
            return
