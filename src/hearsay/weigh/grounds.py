"""Reasons: what somebody concludes from, or holds because of."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.firsthand import Found
from hearsay.weigh.tables import cue_tables, evidence_tables
from hearsay.weigh.view import View


def grounds(view: View, frame: Frame, cue: Weighed) -> Found:
    """A reason given under a cue that puts reasons forward, or for what is a judgement."""
    yield from _led(view, frame)
    yield from _drawn(view, frame, cue)
    if not frame.content or cue.act == "withhold" or not _reasoning(view, frame):
        return
    tables = evidence_tables().words
    first = set(view.sentence(frame.content[0]))
    beyond = [i for i in view.sentence(frame.cue[0]) if i > max(frame.cue + frame.content)]
    for i in beyond:
        # ", because it is early": the reason may stand behind what was taken for the content.
        if view.form[i] in tables["grounds.marks"] and view.relation[i] == "mark" and _reason_of(view, frame, i):
            yield "inference", view.subtree(view.head[i])
            return
    inside = set(frame.content)
    for i in frame.content:
        if i not in first or view.form[i] not in tables["grounds.marks"]:
            continue
        reason = (
            view.relation[i] == "mark" and view.form[i - 1] not in ("just", "not", "only") and not _lasting(view, i)
        )
        if reason or _owing(view, i):
            yield "inference", [w for w in view.subtree(view.head[i]) if w in inside] or [i]
            return


def _led(view: View, frame: Frame) -> Found:
    """ "The marks lead them to believe": what makes somebody hold it."""
    for i in frame.cue:
        above = view.head[i]
        led = view.relation[i] in ("xcomp", "ccomp") and view.lemma[above] in evidence_tables().words["grounds.leading"]
        subject = view.child(above, "nsubj") if led and above not in frame.cue else None
        if subject is not None and view.upos[subject] == "NOUN" and subject not in frame.source:
            yield "inference", [subject, above]
            return


def _drawn(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "concluded from the tracks that …": what it is concluded from."""
    if cue.word is None or cue.negated or view.lemma[cue.word] not in evidence_tables().words["grounds.concluding"]:
        return
    for child in view.children[cue.word]:
        case = view.child(child, "case")
        thing = view.relation[child] == "obl" and view.upos[child] == "NOUN" and child not in frame.source
        if thing and case is not None and view.form[case] in ("from", "by"):
            yield "inference", view.subtree(child)
            return


def _lasting(view: View, mark: int) -> bool:
    """ "has been so since she came": since when, not for what reason."""
    above = view.head[view.head[mark]]
    perfect = any(view.lemma[c] == "have" and view.relation[c] == "aux" for c in view.children[above])
    return view.form[mark] == "since" and perfect


def _owing(view: View, mark: int) -> bool:
    """ "because of the cost", "given the cost", with a noun and no clause."""
    return view.relation[mark] == "case" and view.form[mark] in ("because", "given", "considering")


def _reasoning(view: View, frame: Frame) -> bool:
    """Whether a reason is one for holding it: an expert's, under a cue that puts reasons forward, for a judgement."""
    if _judgement(view, frame) or view.any(frame.cue, cue_tables().words["frames.calling"]) is not None:
        return True
    words = evidence_tables().words
    if view.any(frame.cue, words["grounds.believing"]) is not None:
        return True
    argued = frame.type == "expert" or view.any(frame.cue, words["grounds.verbs"]) is not None
    return argued and not _deed(view, frame)


def _deed(view: View, frame: Frame) -> bool:
    """Whether what is said is what somebody did: "he fled because he was afraid" tells why, not how one knows."""
    finding = evidence_tables().words["perception.finding"]
    for top in view.tops(frame.content):
        past = view.parsed.xpos[top] == "VBD" or any(
            view.relation[c].startswith("aux") and view.parsed.xpos[c] == "VBD" for c in view.children[top]
        )
        if view.upos[top] == "VERB" and past and view.lemma[top] not in finding and not is_negated(view, top):
            return True
    return False


def _reason_of(view: View, frame: Frame, mark: int) -> bool:
    """Whether a reason hangs on the cue or on what is said."""
    return view.head[view.head[mark]] in {*frame.cue, *frame.content}


def _seems(view: View, verb: int) -> bool:
    """ "seems impossible", "has become untenable", "have to stay": what is held of a state, or must be."""
    below = view.child(verb, "xcomp")
    if below is None:
        return False
    seeming = view.lemma[verb] in evidence_tables().words["grounds.seeming"] and view.upos[below] == "ADJ"
    return seeming or (view.lemma[verb] in ("have", "need") and view.upos[below] == "VERB")


def _held(view: View, frame: Frame) -> Iterator[int]:
    """The main predicates of what is said, and of what is said to be held: "agree that it is unfit"."""
    holding = evidence_tables().words["grounds.holding"]
    for top in view.tops(frame.content):
        yield top
        clause = view.child(top, "ccomp") if view.lemma[top] in holding else None
        if clause is not None:
            yield clause


def _felt(view: View, predicate: int) -> bool:
    """Whether a predicate is what somebody feels: "she was pleased because …" tells what pleased her."""
    return view.lemma[predicate] in evidence_tables().words["grounds.feeling"]


def _judgement(view: View, frame: Frame) -> bool:
    """Whether what is said is what somebody holds, not what happened: "it is unfit", "he cannot win"."""
    modals, having = (evidence_tables().words[f"grounds.{name}"] for name in ("modals", "having"))
    for top in _held(view, frame):
        below = view.children[top]
        if view.upos[top] in ("ADJ", "NOUN") and any(view.relation[c] == "cop" for c in below):
            if _felt(view, top):
                continue
            return True
        if any(view.relation[c] == "aux" and view.lemma[c] in modals for c in below):
            return True
        if any(view.form[c] in ("can", "cannot", "ca") for c in below) and is_negated(view, top):
            return True
        if _seems(view, top):
            return True
        thing = view.child(top, "obj") if view.parsed.xpos[top] != "VBD" else None
        if thing is not None and view.lemma[top] in ("have", "get", "lack") and view.lemma[thing] in having:
            return True
    return False
