"""What the text says that a claim rests on, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from hearsay.model import Evidence, EvidenceKind, Span
from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.firsthand import firsthand, plain_reports, reported, told
from hearsay.weigh.firsthand import kind as _kind
from hearsay.weigh.grounds import grounds
from hearsay.weigh.lacking import asides, lacking, of_this
from hearsay.weigh.shown import pictured, shown
from hearsay.weigh.tables import Pattern, evidence_tables, source_tables
from hearsay.weigh.view import View

# How far behind "according to" the noun may stand.
_NEAR = 8
# By these people are put forward as the ground, and not only things.
_QUOTING = ("accord", "cite", "quote", "base")
# What they do who tell of what they saw; wanting and praising rest on nothing seen.
_TELLING = ("state", "assert", "claim", "confirm", "perceive", "show", "blame", "believe")
_FINDERS = ("expert", "organization", "outlet")
# How many heads above a phrase the cue may stand.
_FAR = 3
_VERSE = re.compile(r"\d+:\d+(-\d+)?")


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
    if cue.act in ("want", "demand", "promise", "ask"):
        yield from _patterns(view, frame, cue, ("lacking",))
        yield from lacking(view, frame, cue)
        yield from told(view, frame, cue)
        yield from pictured(view, frame)
        return
    yield from _patterns(view, frame, cue, ())
    yield from lacking(view, frame, cue)
    yield from shown(view, frame, cue)
    yield from reported(view, frame)
    yield from told(view, frame, cue)
    yield from firsthand(view, frame, cue)
    yield from _studied(view, frame, cue)
    yield from _cited(view, frame, cue)
    yield from _rumoured(view, frame, cue)
    yield from _introduced(view, frame, cue)
    yield from _as_expert(view, frame)
    yield from grounds(view, frame, cue)


def _patterns(view: View, frame: Frame, cue: Weighed, only: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    inside = set(frame.content)
    aside = asides(view, frame)
    here = [i for i in view.sentence(frame.cue[0]) if i not in inside or i in aside]
    after = [i for i in view.sentence(max(frame.cue + frame.content), 1) if i not in inside]
    first = set(view.sentence(frame.content[0])) if frame.content else set()
    content = [i for i in frame.content if i in first]
    places = {"content": content, "near": here, "source": frame.source, "after": after, "whole": frame.content}
    tables = evidence_tables().patterns
    found = [(p, words) for place, among in places.items() for words, p in view.all(among, tables[place])]
    for pattern, words in sorted(found, key=lambda one: one[0].number):
        if (not only or pattern.kind in only) and _fits(view, frame, cue, pattern, words):
            yield pattern.kind, words


def _fits(view: View, frame: Frame, cue: Weighed, pattern: Pattern, words: Sequence[int]) -> bool:
    """Whether a phrase that was found says what *this* claim rests on."""
    if pattern.kind == "lacking":
        # "not completely unfounded"
        turned = len(words) == 1 and is_negated(view, words[0])
        return not turned and of_this(view, frame, cue, words)
    if pattern.kind == "expert-judgement":
        # "In my view" is anybody's; "as a doctor" is an expert's own word.
        own = view.form[words[0]] == "as" and view.any(frame.content, ("i", "my", "we", "our")) is not None
        return frame.type == "expert" or own
    if pattern.kind == "inference":
        return _concludes(view, pattern, words)
    if pattern.kind == "eyewitness" and pattern.where == "source":
        # Of a sickness, or an age, one is a survivor without having seen what one speaks of.
        named = [c for c in view.children[words[0]] if view.relation[c] in ("compound", "amod")]
        lived = view.lemma[words[0]] == "survivor" and any(view.upos[c] == "PROPN" for c in named)
        return cue.act in _TELLING and not lived
    if pattern.kind == "eyewitness" and pattern.phrase[0] == "who":
        return any(i in frame.source for i in (words[0], *view.up(words[0])))
    if pattern.kind == "hearsay" and pattern.where == "near":
        return _put_forward(frame, cue, words)
    if pattern.kind == "forensic" and pattern.where == "source" and pattern.phrase[-1] in ("coroner", "examiner"):
        # Who examines the dead speaks of other things too.
        return view.any(frame.content, evidence_tables().words["perception.examined"]) is not None
    return True


def _concludes(view: View, pattern: Pattern, words: Sequence[int]) -> bool:
    """Whether a phrase of concluding is not negated, and opens its clause where it must: not "is therefore absent"."""
    little = evidence_tables().words["lacking.little"]
    if any(view.lemma[i] == "not" or view.lemma[i] in little for i in range(words[0], words[-1])):
        return False
    if pattern.phrase[0] not in evidence_tables().words["grounds.opening"]:
        return True
    first = words[0]
    return first == view.sentence(first)[0] or view.upos[first - 1] in ("PUNCT", "CCONJ")


def _put_forward(frame: Frame, cue: Weighed, words: Sequence[int]) -> bool:
    """Whether rumours are what the claim comes from or consists of, not what is denied or stands beside it."""
    inside = {*frame.cue, *frame.source}
    return cue.stance == "affirm" and bool(inside & set(words))


def _studied(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """ "The team found that …": where a study is spoken of in the same sentence or the one before."""
    tables = evidence_tables().words
    if cue.word is None or view.lemma[cue.word] not in tables["perception.finding"] or frame.type not in _FINDERS:
        return
    inside = {*frame.content, *frame.source}
    for offset in (0, -1):
        for i in view.sentence(frame.cue[0], offset):
            if i not in inside and view.lemma[i] in tables["perception.studies"] and view.upos[i] == "NOUN":
                yield _kind(view, i) or "document", [i]
                return


def _cited(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """ "cited reports that …", "quoted from a letter": the cue itself names what it rests on."""
    if cue.word is None or view.lemma[cue.word] not in ("cite", "quote", "reference"):
        return
    unfounded_words = evidence_tables().words["perception.lacking"]
    if any(_VERSE.fullmatch(view.form[i]) for i in frame.content[:3]):
        yield "document", list(frame.content[:3])
        return
    for i in view.tops(frame.content):
        if view.upos[i] == "NOUN" and (kind := _kind(view, i)):
            if not any(view.form[c] in ("no", "little") for c in view.children[i]):
                yield kind, [i]
            return
    for i in view.tops(frame.content):
        if view.upos[i] == "NOUN" and (view.lemma[i] == "source" or view.any([i], source_tables().nouns["witness"])):
            yield ("hearsay" if view.lemma[i] == "source" else "eyewitness"), [i]
            return
    if view.form[cue.word] in ("citing", "quoting") and _second_hand(view, max(frame.cue)) is not None:
        yield _second_hand(view, max(frame.cue)) or "hearsay", list(frame.content[:_NEAR])
        return
    if view.form[cue.word] == "citing" and frame.content:
        unfounded = [
            i for i in frame.content[:_NEAR] if view.lemma[i] in unfounded_words and view.relation[i] == "amod"
        ]
        yield ("lacking", unfounded) if unfounded else ("inference", list(frame.content[:_NEAR]))


def _as_expert(view: View, frame: Frame) -> Iterator[tuple[str, list[int]]]:
    """ "As a psychologist, I think": the speaker's own learning, by whatever calling the source's types know."""
    experts = source_tables().nouns["expert"]
    if view.any(frame.content, ("i", "my")) is None:
        return
    for i in frame.content:
        if view.parsed.xpos[i] == "NN" and view.lemma[i] in experts:
            case = next((c for c in view.children[i] if view.relation[c] == "case" and view.form[c] == "as"), None)
            if case is not None:
                yield "expert-judgement", [case, i]
                return


def _rumoured(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """ "Spoke of rumours that …": the content is called so."""
    rumours = evidence_tables().nouns
    for i in view.tops(frame.content):
        if cue.stance == "affirm" and view.upos[i] == "NOUN" and rumours.get(view.lemma[i]) == "hearsay":
            yield "hearsay", [i]
            return


def _introduced(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
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
            if words is outside and not set(at) & set(frame.cue) and not _beside(view, frame, at[0]):
                continue
            if phrase[0] == "accord" and cue.act == "decide":
                # "cancelled the loan, according to reports": the reports tell of a deed, the deed rests on none.
                continue
            if words is not outside and phrase[0] == "base" and at[0] > frame.content[0] + 1:
                # "a raid based on a letter": what the deed rested on, not the claim.
                continue
            noun = next((i for i in range(at[-1] + 1, min(at[-1] + _NEAR, len(view.form))) if _kind(view, i)), None)
            if noun is not None and (noun not in inside or words is not outside):
                named = "hearsay" if plain_reports(view, noun) else cast(str, _kind(view, noun))
                if any(view.lemma[c] in tables.words["lacking.little"] for c in view.children[noun]):
                    # "citing no evidence"
                    continue
                if named != "eyewitness" or phrase[0] in _QUOTING:
                    yield named, view.subtree(noun, inside - set(words))[:_NEAR]
            elif phrase in tables.reasons and words is outside and _beside(view, frame, at[0]):
                second = _second_hand(view, at[-1]) if phrase[0] in ("cite", "quote") else None
                if phrase[0] != "quote" or (second is not None and view.form[at[0]] == "quoting"):
                    yield second or "inference", view.subtree(at[0], inside)


_TELLERS = ("outlet", "agency", "expert", "public", "organization", "anonymous-official")
"""Types of sources whose nouns are people or bodies that tell: who cites them was told."""


def _second_hand(view: View, after: int) -> str | None:
    """What "citing" somebody makes of a claim: told by others, or by who was there; None where it cites a thing."""
    tables = source_tables()
    names = {i for n in view.parsed.names if n.type in ("PER", "ORG") for i in range(n.start, n.end)}
    for i in range(after + 1, min(after + _NEAR, len(view.form))):
        if view.upos[i] in ("VERB", "PUNCT"):
            return None
        follows = i + 1 < len(view.form) and view.relation[i] == "compound"
        owner = view.relation[i] == "nmod:poss" or view.relation[view.head[i]] == "nmod:poss"
        if view.upos[i] not in ("NOUN", "PROPN") or follows or owner:
            continue
        if view.any([i], tables.nouns["witness"]) is not None:
            return "eyewitness"
        tellers = evidence_tables().words["passing.tellers"]
        told = view.any([i], tables.titled.union(tellers, *(tables.nouns[name] for name in _TELLERS)))
        possessed = view.upos[i] == "NOUN" and any(view.relation[c] == "nmod:poss" for c in view.children[i])
        return "hearsay" if told is not None or (i in names and not possessed) else None
    return None


def _beside(view: View, frame: Frame, word: int) -> bool:
    """Whether a phrase goes with the cue: near it in the tree, and in no other's mouth."""
    if word in frame.cue:
        return False
    cue = set(frame.cue)
    ups = [word, *view.up(word)][: _FAR + 1]
    if any(i in cue for i in ups):
        return True
    return any(view.head[i] in ups[:2] for i in cue)
