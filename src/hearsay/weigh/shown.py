"""What shows something: papers, figures, pictures and examinations, as sources or in what is told."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.firsthand import Found, kind, plain_reports, reported
from hearsay.weigh.tables import evidence_tables, source_tables
from hearsay.weigh.view import View

_ORDER = ("recording", "forensic", "data", "document", "inference")
_NOUNS = ("NOUN", "PROPN")
_RELATIVES = ("which", "that")


def shown(view: View, frame: Frame, cue: Weighed) -> Found:
    """By what something shows: the source, what stands beside the cue, what is told, what was examined."""
    yield from _source(view, frame, cue)
    yield from _registered(view, frame, cue)
    yield from _relative(view, frame, cue)
    yield from _polled(view, frame, cue)
    yield from _counted(view, frame)
    yield from pictured(view, frame)
    yield from _aside(view, frame)
    yield from _told_to_show(view, frame)
    yield from _inspected(view, frame)
    yield from _passed_on(view, frame, cue)
    yield from _examined(view, frame)
    yield from _autopsied(view, frame, cue)


def kind_of(view: View, word: int) -> str | None:
    """The kind of a noun, of what it was a look at ("a review of records"), or of what was tested by it."""
    words = evidence_tables().words
    if view.upos[word] not in _NOUNS:
        return None
    below = [c for c in view.children[word] if view.relation[c].split(":")[0] in ("compound", "amod")]
    if view.lemma[word] in words["source.results"] and any(view.lemma[c] in words["source.testing"] for c in below):
        return "forensic"
    if view.lemma[word] in words["source.looks"]:
        of = next((c for c in view.children[word] if view.relation[c] == "nmod" and kind(view, c)), None)
        if of is not None:
            return kind(view, of)
    return kind(view, word)


def _source(view: View, frame: Frame, cue: Weighed) -> Found:
    """A document, poll or study that shows something; a fact from which the author concludes it."""
    kinds = [(named, i) for i in frame.source if (named := kind_of(view, i))]
    fact = frame.type == "unknown" and cue.act == "confirm"
    if next(reported(view, frame), None) is not None:
        return
    if not frame.source or not (cue.act == "show" or fact or _displays(view, frame, kinds)):
        return
    if cue.word is not None and view.any(frame.source, evidence_tables().words["perception.unofficial"]) is not None:
        # "unofficial reports indicate": second hand, and no paper.
        yield "hearsay", frame.source
        return
    for wanted in _ORDER:
        if any(named == wanted for named, _ in kinds):
            yield wanted, frame.source
            return
    if frame.type == "document":
        yield "document", frame.source
    elif frame.type == "unknown" or any(view.upos[i] == "VERB" for i in view.tops(frame.source)):
        yield "inference", frame.source


def _displays(view: View, frame: Frame, kinds: Sequence[tuple[str, int]]) -> bool:
    """Whether a recording or figures are said to have something on them: "the video captured", "footage of"."""
    words = evidence_tables().words
    tops = set(view.tops(frame.source))
    first = next((k for k, i in kinds if i in tops or view.head[i] not in tops), None)
    verbs = [i for i in frame.cue if view.upos[i] in ("VERB", "AUX", "ADP")]
    if first == "recording":
        return all(view.lemma[i] in words["perception.picturing"] for i in verbs) and bool(verbs)
    return first == "data" and any(view.lemma[i] in words["perception.counting"] for i in verbs)


def _registered(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "According to a poll", "the register said": what does not speak but registers is a ground whatever the cue."""
    if frame.type != "document" or cue.stance != "affirm" or next(reported(view, frame), None) is not None:
        return
    kinds = {named for i in frame.source if (named := kind(view, i))}
    for i in view.tops(frame.source):
        named = kind_of(view, i)
        if named == "forensic" or (named is not None and _registers(view, frame, i, named)):
            # "the autopsy's results" are no figures
            yield "forensic" if "forensic" in kinds else named, frame.source
            return


def _registers(view: View, frame: Frame, noun: int, named: str) -> bool:
    """Whether a noun is of what registers, and here does: an analysis that measures, a picture that is no speaker."""
    words = evidence_tables().words
    if view.lemma[noun] not in words["source.registers"]:
        return False
    according = view.any(frame.cue, ("accord", "per", "in")) is not None
    if named == "recording":
        return according
    if view.lemma[noun] in words["source.measuring"]:
        return according or any(view.upos[w] == "NUM" for w in frame.content)
    of = view.child(noun, "nmod")
    return view.lemma[noun] != "result" or of is None or kind(view, of) is not None


def _relative(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "footage, which confirmed", "they talked, which showed": by what the relative pronoun stands for."""
    if cue.act not in ("show", "confirm") or len(frame.source) != 1 or view.form[frame.source[0]] not in _RELATIVES:
        return
    verb = view.head[frame.source[0]]
    if not view.relation[verb].startswith("acl") and view.relation[verb] != "advcl":
        return
    before = view.head[verb]
    if (named := kind_of(view, before)) is not None:
        yield named, [before]
    elif view.upos[before] == "VERB" and cue.act == "show":
        yield "inference", [frame.source[0], verb]


def pictured(view: View, frame: Frame) -> Found:
    """ "can be heard asking in the video": what is seen or heard where a recording is spoken of."""
    words = evidence_tables().words
    verbs = [i for i in frame.cue if view.lemma[i] in words["source.visible"]]
    if not any(view.relation[c] == "aux:pass" for i in verbs for c in view.children[i]):
        return
    for i in view.sentence(frame.cue[0]):
        if (
            i not in frame.content
            and kind(view, i) == "recording"
            and view.relation[i].split(":")[0] in ("obl", "nmod")
        ):
            yield "recording", [i]
            return


def _aside(view: View, frame: Frame) -> Found:
    """ ", the video shows": a clause beside the claim that says what shows it."""
    showing = evidence_tables().words["source.showing"]
    inside = {*frame.cue, *frame.source, *frame.content}
    for i in view.sentence(frame.cue[0]):
        if i in inside or view.lemma[i] not in showing or view.upos[i] != "VERB" or is_negated(view, i):
            continue
        subject = view.child(i, "nsubj")
        if subject is None or subject in inside or set(view.subtree(subject)) & set(frame.cue):
            continue
        named = kind_of(view, subject)
        below = set(view.subtree(view.child(i, "ccomp", "parataxis") or i))
        if named is not None and (
            below & set(frame.cue) or (view.relation[i] == "parataxis" and view.head[i] in inside)
        ):
            yield named, [subject, i]
            return


def _told_to_show(view: View, frame: Frame) -> Found:
    """ "Said the tests showed that", "that the verdict means": the content is itself what a thing shows."""
    words = evidence_tables().words
    for top in view.tops(frame.content):
        subject = view.child(top, "nsubj")
        clause = view.child(top, "ccomp")
        if subject is not None and _points(view, top) and _thing(view, subject):
            yield "inference", [subject, top]
            return
        showing = view.lemma[top] in words["source.showing"] or view.lemma[top] in words["source.meaning"]
        if subject is None or not showing or is_negated(view, top):
            continue
        if clause is None and not (view.lemma[top] in words["source.betraying"] and _own(view, top)):
            continue
        if view.upos[subject] == "NOUN":
            if plain_reports(view, subject):
                yield "hearsay", [subject]
                return
            if (named := kind_of(view, subject)) is not None:
                yield named, [subject]
                return
        if view.form[subject] in ("this", "that", "which") or _thing(view, subject):
            yield "inference", [subject, top]
            return


def _points(view: View, verb: int) -> bool:
    """ "The purchase points to a shortage"."""
    if view.lemma[verb] not in ("point", "attest", "testify") or is_negated(view, verb):
        return False
    return any(view.relation[c] == "obl" and any(view.form[m] == "to" for m in view.children[c])
               for c in view.children[verb])  # fmt: skip


def _own(view: View, verb: int) -> bool:
    """Whether what is shown is a trait of what shows it: "showed its determination"."""
    thing = view.child(verb, "obj")
    return thing is not None and any(view.relation[c] == "nmod:poss" for c in view.children[thing])


def _thing(view: View, word: int) -> bool:
    """Whether a noun is no person nor body, who show things by showing them."""
    if view.upos[word] != "NOUN" or view.lemma[word] in evidence_tables().words["perception.studies"]:
        return False
    people = ("person", "organization")
    spans = zip(view.parsed.mentions, view.parsed.mention_words, strict=True)
    return not any(m.type in people and a <= word < b and not _inner(view, word, a, b) for m, (a, b) in spans)


def _inner(view: View, word: int, start: int, end: int) -> bool:
    """Whether a mention is of something inside a word's phrase or around it, not headed by it."""
    return start <= view.head[word] < end and view.head[word] != word


def _polled(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "Six in ten of those surveyed", "a majority say", where a poll is spoken of beside: it was counted."""
    words = evidence_tables().words
    if cue.stance != "affirm" or cue.act in ("ask", "demand"):
        return
    for i in view.tops(frame.source):
        asked = view.lemma[i] in words["source.asked"]
        asked = asked or any(view.form[c] in ("surveyed", "polled") for c in view.children[i])
        whose = view.child(i, "nmod") is not None or view.lemma[i] in ("percent", "%") or "%" in view.form[i]
        share = (view.lemma[i] in words["source.shares"] or "%" in view.form[i]) and whose
        near = (w for n in (0, -1, 1) for w in view.sentence(frame.cue[0], n))
        polls = (w for w in near if view.lemma[w] in words["source.polls"] or view.form[w] in words["source.polls"])
        if asked:
            yield "data", frame.source
        elif share and (poll := next(polls, None)) is not None:
            yield "data", [poll]


def _counted(view: View, frame: Frame) -> Found:
    """ "After surveying sixty towns, they say": counting that is told beside the claim or of the source."""
    counting = evidence_tables().words["source.counting"]
    for i in frame.source:
        if view.lemma[i] in evidence_tables().words["source.studying"] and view.relation[i].startswith("acl"):
            thing = view.child(i, "obj")
            if thing is not None and any(view.upos[c] == "NUM" for c in view.children[thing]):
                yield "data", [i, thing]
                return
    for i in view.sentence(frame.cue[0]):
        if i in frame.content or view.upos[i] != "VERB" or view.lemma[i] not in counting:
            continue
        marked = any(view.form[c] in ("after", "by", "having") for c in view.children[i])
        if marked and view.parsed.xpos[i] in ("VBG", "VBN") and view.child(i, "obj") is not None:
            yield "data", [i]
            return


def _inspected(view: View, frame: Frame) -> Found:
    """ "who had read the file", "after viewing the footage": looked over by those who tell it."""
    words = evidence_tables().words
    inside = set(frame.content)
    mine = {*frame.cue, *frame.source}
    for i in view.sentence(frame.cue[0]):
        if i in inside or view.upos[i] != "VERB" or view.lemma[i] not in words["perception.inspecting"]:
            continue
        relation = view.relation[i].split(":")[0]
        beside = relation in ("acl", "advcl", "conj") and view.head[i] in mine
        # "reviewed the letters and said that …"
        beside = beside or any(view.relation[c] == "conj" and view.head[c] == i for c in frame.cue)
        if not beside or is_negated(view, i):
            continue
        thing = view.child(i, "obj")
        to = any(view.form[c] == "to" for c in view.children[i])
        present = view.parsed.xpos[i] not in ("VBD", "VBN", "VBG")
        if thing is None or thing in inside or to or present:
            continue
        named = kind_of(view, thing)
        if named is None and view.lemma[thing] in words["perception.remains"] and view.lemma[i] != "see":
            named = "forensic"
        if named is not None:
            yield named, [i, thing]
            return


def _passed_on(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "She said the contract states that": a person passes on what a paper says, which is then the ground."""
    wording = evidence_tables().words["perception.wording"]
    if frame.type == "document" or not frame.source or cue.stance != "affirm":
        return
    for top in view.tops(frame.content):
        subject = view.child(top, "nsubj")
        if subject is not None and _experts_hold(view, top, subject):
            yield "expert-judgement", [subject, top]
            return
        if subject is None or view.lemma[top] not in wording or is_negated(view, top):
            continue
        if frame.type == "unknown":
            continue
        told = view.child(top, "ccomp") is not None or view.child(top, "obj") is not None
        present = view.parsed.xpos[top] in ("VBZ", "VBP", "VBD")
        if told and present and view.upos[subject] == "NOUN" and kind(view, subject) in ("document", "data"):
            if plain_reports(view, subject):
                yield "hearsay", [subject]
            else:
                yield kind(view, subject) or "document", [subject]
            return


def _experts_hold(view: View, verb: int, subject: int) -> bool:
    """ "Said that engineers believe": what is passed on is what those hold who know."""
    experts = view.upos[subject] == "NOUN" and view.lemma[subject] in source_tables().nouns["expert"]
    holding = view.lemma[verb] in evidence_tables().words["grounds.holding"]
    return experts and holding and view.child(verb, "ccomp") is not None and not is_negated(view, verb)


def _examined(view: View, frame: Frame) -> Found:
    """ "We sampled the trees", "it was diagnosed as": an examination is itself told of."""
    words = evidence_tables().words
    first = set(view.sentence(frame.content[0])) if frame.content else set()
    for i in frame.content:
        if i not in first or view.upos[i] != "VERB" or view.parsed.xpos[i] not in ("VBD", "VBN"):
            continue
        subject = view.child(i, "nsubj")
        ours = subject is not None and view.form[subject] in ("i", "we")
        passive = any(view.relation[c] == "aux:pass" for c in view.children[i])
        testing = view.lemma[i] in words["source.tested"] and (ours or passive)
        if (testing or view.lemma[i] in words["source.diagnosed"]) and not is_negated(view, i) and _real(view, i):
            yield "forensic", [i]
            return


def _real(view: View, verb: int) -> bool:
    """Whether it is done: neither to come nor wished, and not of a paper."""
    helpers = {view.form[c] for c in view.children[verb] if view.relation[c] == "aux"}
    thing = view.child(verb, "obj", "nsubj")
    paper = thing is not None and kind(view, thing) in ("document", "data", "recording")
    return not paper and not helpers & {"will", "would", "should", "could", "may", "might", "must"}


def _autopsied(view: View, frame: Frame, cue: Weighed) -> Found:
    """An examination told of in the sentence or the one before, where wounds or a cause of death are claimed."""
    words = evidence_tables().words
    if cue.act not in ("state", "confirm", "believe") or view.any(frame.content, words["perception.examined"]) is None:
        return
    for offset in (0, -1):
        for i in view.sentence(frame.cue[0], offset):
            if view.lemma[i] in words["source.autopsies"] and _carried_out(view, frame, i):
                yield "forensic", [i]
                return


def _carried_out(view: View, frame: Frame, noun: int) -> bool:
    """Whether an examination has been made, or has shown something: not "will await an autopsy"."""
    words = evidence_tables().words
    at = noun
    while view.relation[at] in ("compound", "nmod", "nmod:poss", "conj") and view.head[at] != at:
        at = view.head[at]
    verb = view.head[at]
    if view.upos[verb] != "VERB" or view.parsed.xpos[verb] not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    if noun in frame.content and not {verb, view.head[verb]} & set(view.tops(frame.content)):
        return False
    telling = (*words["source.showing"], *words["perception.finding"])
    if view.relation[at].startswith("nsubj"):
        return view.lemma[verb] in telling or view.lemma[verb] in words["source.performed"]
    return view.relation[at] == "obj" and view.lemma[verb] in words["source.performed"]
