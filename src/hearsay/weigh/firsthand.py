"""Who was there, and who was told: what the text says was seen, heard or passed on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.tables import evidence_tables
from hearsay.weigh.view import View

Found = Iterator[tuple[str, list[int]]]

_NOUNS = ("NOUN", "PROPN")
_FIRST = ("i", "we")
_OTHERS = ("he", "she", "they")
# What witnesses do who tell of what they saw.
_TELLING = ("state", "assert", "claim", "confirm", "show", "blame")


def kind(view: View, word: int) -> str | None:
    """The kind of evidence that a noun is. What somebody has done ("his record as mayor") is none."""
    if view.upos[word] not in _NOUNS:
        return None
    if view.upos[word] == "PROPN" and any(n.type == "ORG" and n.start <= word < n.end for n in view.parsed.names):
        # "the Geological Survey" is a body
        return None
    if view.form[word] == "record" and any(view.relation[c] == "nmod:poss" for c in view.children[word]):
        return None
    if view.form[word] == "number" and any(view.relation[c] == "nmod" for c in view.children[word]):
        # "a number of groups"
        return None
    nouns = evidence_tables().nouns
    own = nouns.get(view.lemma[word]) or nouns.get(view.form[word])
    if own == "document" or view.lemma[word] in ("account", "version"):
        # "witness statements", "the accounts of bystanders"
        below = [c for c in view.children[word] if view.relation[c] in ("compound", "nmod", "nmod:poss")]
        if any(nouns.get(view.lemma[c]) == "eyewitness" for c in below):
            return "eyewitness"
    return own


def firsthand(view: View, frame: Frame, cue: Weighed) -> Found:
    """Those who were there: by the cue, by what is told of the source, by what is told."""
    if frame.witness and cue.act in _TELLING:
        yield "eyewitness", list(frame.witness)
    yield from _seen_by(view, frame)
    yield from _perceived(view, frame, cue)
    yield from _present(view, frame, cue)
    yield from _watching(view, frame)
    yield from _done_beside(view, frame)
    yield from _described(view, frame, cue)
    yield from _seen_before(view, frame, cue)
    yield from _recounted(view, frame)


def _seen_by(view: View, frame: Frame) -> Found:
    """ "Police said witnesses saw it": those who were there tell it, or tell what is passed on."""
    there = evidence_tables().words["perception.there"]
    for top in view.tops(frame.content):
        for at in (top, *view.up(top)):
            subject = view.child(at, "nsubj")
            if view.upos[at] == "VERB" and subject is not None and view.lemma[subject] in there:
                yield "eyewitness", [subject]
                return
            if at in frame.cue:
                break


def _perceived(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "heard the shots", "saw them leave"; a reporter who observed it; "heard that": second hand."""
    words = evidence_tables().words
    if cue.act != "perceive" or cue.word is None or cue.negated:
        return
    if any(view.form[c] == "to" for c in view.children[cue.word]):
        # "is to hear arguments", "tuned in to see it": nothing that is told of as seen.
        return
    lemma = view.lemma[cue.word]
    if lemma == "hear" and of_hearsay(view, frame):
        # What a court hears is said to it under oath.
        if frame.type != "organization" and not _rumoured(view, frame):
            yield "hearsay", [cue.word]
        return
    listed = words["perception.reporters"] if frame.type == "outlet" else words["perception.cues"]
    if lemma in listed and not _unseen(view, frame):
        yield "eyewitness", [cue.word]


def _unseen(view: View, frame: Frame) -> bool:
    """Whether what is "seen" is nothing for the eyes: "see how", "see that", "see the need"."""
    opened = [view.form[i] for i in frame.content[:1]]
    if opened and opened[0] in ("how", "why", "that", "whether", "what", "if"):
        return True
    return any(_abstract(view, i) for i in view.tops(frame.content) if view.upos[i] == "NOUN")


def of_hearsay(view: View, frame: Frame) -> bool:
    """Whether what is heard is what others tell: "heard that", "heard of", "heard rumours", "heard she had left"."""
    if _rumoured(view, frame) or any(view.form[i] in ("that", "about", "of") for i in frame.content[:1]):
        return True
    return any(
        view.relation[i].split(":")[0] in ("ccomp", "root") and view.parsed.xpos[i] in ("VBD", "VBZ", "VBP")
        for i in view.tops(frame.content)
    )


def _rumoured(view: View, frame: Frame) -> bool:
    return any(evidence_tables().nouns.get(view.lemma[i]) == "hearsay" for i in view.tops(frame.content))


def _present(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "An attendee", "a person in the room": an unnamed source known by nothing but that it was there."""
    words = evidence_tables().words
    heads = [i for i in view.tops(frame.source) if view.upos[i] in ("NOUN", "PRON")]
    if not heads or any(view.upos[i] == "PROPN" for i in frame.source[:1]) or cue.act not in _TELLING:
        return
    head = heads[0]
    took_part = view.lemma[head] in words["presence.taking_part"]
    if took_part and view.any(frame.content, words["presence.gatherings"]) is None:
        took_part = False
    if took_part or view.lemma[head] in words["presence.attending"]:
        yield "eyewitness", frame.source
        return
    for at in (head, *_taken_up(view, head)):
        found = next(_known_by(view, at), None)
        if found is not None:
            yield found
            return


def _taken_up(view: View, noun: int) -> Iterator[int]:
    """What "those people" takes up: the same noun in the sentences before."""
    if any(view.form[c] in ("those", "these", "same") for c in view.children[noun]):
        for offset in (0, -1, -2):
            for i in reversed(view.sentence(noun, offset)):
                if i < noun and view.lemma[i] == view.lemma[noun] and view.upos[i] == view.upos[noun]:
                    yield i


def _known_by(view: View, noun: int) -> Found:
    """By what some people are known: that they were in the room, or were told."""
    words = evidence_tables().words
    for child in view.children[noun]:
        relation = view.relation[child]
        if relation == "nmod" and view.lemma[child] in words["presence.gatherings"] and _placed(view, child):
            yield "eyewitness", view.subtree(child)
        if relation == "acl:relcl" and view.lemma[child] in words["presence.told"] and _second_hand(view, child):
            yield "hearsay", view.subtree(child)
        if relation in ("acl:relcl", "amod", "acl") and _attended(view, child):
            yield "eyewitness", view.subtree(child)


def _attended(view: View, word: int) -> bool:
    """ "who attended the meeting", "who were in the room", "present at the talks"."""
    words = evidence_tables().words
    if view.lemma[word] == "present" and view.upos[word] == "ADJ":
        return True
    if view.lemma[word] in words["presence.going"]:
        thing = view.child(word, "obj")
        return thing is not None and not is_negated(view, word) and view.lemma[thing] in words["presence.gatherings"]
    been = any(view.relation[c] == "cop" for c in view.children[word])
    return been and view.lemma[word] in words["presence.gatherings"] and _placed(view, word)


def _watching(view: View, frame: Frame) -> Found:
    """ "Neighbours who saw the fire": what a source is said to have seen, where it is nothing on a screen or a page."""
    verbs = evidence_tables().words["perception.verbs"]
    outside = (c for top in view.tops(frame.source) for c in view.children[top] if c not in frame.source)
    for i in (*frame.source, *(c for c in outside if c not in frame.content)):
        if view.relation[i] == "acl:relcl" and view.lemma[i] in verbs and view.child(i, "nsubj") is not None:
            who = view.child(i, "nsubj")
            if who is not None and view.form[who] in ("who", "that") and _happened(view, i, who):
                found = _by_what(view, i, described=True)
                if found is not None:
                    yield found, view.subtree(i)
                    return


def _seen_before(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "Lund saw the crash from the window. It was going fast, she said": what the speaker is told to have seen."""
    verbs = evidence_tables().words["perception.reporters"]
    if cue.act not in _TELLING or not any(view.form[i] in ("he", "she", "they") for i in view.tops(frame.source)):
        return
    for i in view.sentence(frame.cue[0], -1):
        if view.lemma[i] not in verbs or view.relation[i] not in ("root", "conj") or i in frame.content:
            continue
        subject = _subject(view, i)
        if subject is None or view.upos[subject] not in (*_NOUNS, "PRON") or view.form[subject] in _FIRST:
            continue
        seen = _happened(view, i, subject) and _by_what(view, i) == "eyewitness"
        # Asked last: it goes through all of the article's mentions.
        if seen and not _another(view, subject, view.tops(frame.source)):
            yield "eyewitness", [i]
            return


def _another(view: View, word: int, pronouns: Sequence[int]) -> bool:
    """Whether coreference has the pronouns stand for somebody named who is not the one at a word."""
    chains: dict[int, str] = {}
    named: set[str] = set()
    for mention in view.parsed.mentions:
        if mention.chain is not None:
            chains[mention.head[0]] = mention.chain
            if mention.kind == "name":
                named.add(mention.chain)
    found = {chains.get(int(view.parsed.starts[i])) for i in pronouns} & named
    return bool(found) and chains.get(int(view.parsed.starts[word])) not in found


def _described(view: View, frame: Frame, cue: Weighed) -> Found:
    """Villagers who "described how they burned it": those who were there tell what was done."""
    recalling = evidence_tables().words["perception.recalling"]
    if frame.type != "witness" or cue.word is None or cue.negated or view.lemma[cue.word] not in recalling:
        return
    for top in view.tops(frame.content):
        how = view.upos[top] == "VERB" and any(view.form[c] == "how" for c in view.children[top])
        if how and view.parsed.xpos[top] == "VBD":
            yield "eyewitness", [cue.word, top]
            return


def _done_beside(view: View, frame: Frame) -> Found:
    """ "A reporter spotted her and wrote that …": what the source is told to have seen beside saying it."""
    verbs = evidence_tables().words["perception.reporters"]
    for cue in frame.cue:
        joined = [view.head[cue]] if view.relation[cue] == "conj" else []
        joined += [c for c in view.children[cue] if view.relation[c] == "conj"]
        for i in joined:
            subject = _subject(view, i)
            own = subject in frame.source and i not in frame.cue and i not in frame.content
            if own and subject is not None and view.lemma[i] in verbs and _happened(view, i, subject):
                found = _by_what(view, i)
                if found is not None:
                    yield found, [i]
                    return


def _placed(view: View, noun: int) -> bool:
    """Whether a noun says where somebody was: "in the room", "at the meeting", "on the call"."""
    return any(
        view.relation[c] == "case" and view.form[c] in ("in", "at", "on", "inside", "during")
        for c in view.children[noun]
    )


def _second_hand(view: View, verb: int) -> bool:
    """Whether somebody was told, by a verb that says so: "who was briefed", "who have heard from the team"."""
    if view.lemma[verb] == "hear":
        return any(
            view.relation[c] == "obl" and _has_case(view, c, ("from", "about", "of")) for c in view.children[verb]
        )
    return any(view.relation[c] == "aux:pass" for c in view.children[verb])


def _has_case(view: View, word: int, cases: Sequence[str]) -> bool:
    return any(view.relation[c] == "case" and view.form[c] in cases for c in view.children[word])


def _recounted(view: View, frame: Frame) -> Found:
    """ "Said she had seen the boat", "I have watched him work", "we were told that": what was seen or heard is told.

    In the first person anywhere in what is quoted, in the third in its first sentence, where "he" is the speaker.
    """
    tables = evidence_tables().words
    first = set(view.sentence(frame.content[0])) if frame.content else set()
    for i in frame.content:
        if view.upos[i] in _NOUNS and i in first and _there_when(view, frame, i):
            yield "eyewitness", [i]
            return
        if view.upos[i] != "VERB":
            continue
        if _recalled(view, i) and (found := _by_what(view, i)) is not None:
            yield found, [view.head[i], i]
            return
        if _told_me(view, i) or (i in first and _told_of(view, frame, i) and _told_them(view, i)):
            yield "hearsay", [i]
            return
        passive = any(view.relation[c] == "aux:pass" for c in view.children[i])
        heard = passive and view.lemma[i] in tables["passing.hearers"]
        if not heard and (passive or view.lemma[i] not in tables["perception.verbs"]):
            continue
        subject = _subject(view, i)
        if subject is None or not _happened(view, i, subject):
            continue
        own = i in first and view.form[subject] in _OTHERS and _told_of(view, frame, i)
        if own or view.form[subject] in _FIRST:
            found = ("hearsay" if _clause(view, i) else None) if heard else _by_what(view, i)
            if found is not None:
                yield found, [subject, i]
                return


def _there_when(view: View, frame: Frame, place: int) -> bool:
    """ "She said she was in the shop when they came in": where the speaker was when it happened."""
    below = view.children[place]
    cop = next((c for c in below if view.relation[c] == "cop"), None)
    subject = view.child(place, "nsubj")
    if cop is None or subject is None or view.parsed.xpos[cop] != "VBD":
        return False
    if is_negated(view, place):
        return False
    own = view.form[subject] in _FIRST or (view.form[subject] in _OTHERS and _told_of(view, frame, place))
    here = _has_case(view, place, ("in", "at", "on", "inside", "near", "outside"))
    when = any(
        view.relation[c] == "advcl"
        and view.parsed.xpos[c] == "VBD"
        and any(view.form[m] == "when" for m in view.children[c])
        for c in below
    )
    return own and here and when


def _recalled(view: View, verb: int) -> bool:
    """ "recalled seeing the flames": a gerund under a verb of remembering."""
    words = evidence_tables().words
    seeing = view.lemma[verb] in words["perception.verbs"] and view.parsed.xpos[verb] == "VBG"
    return seeing and view.head[verb] != verb and view.lemma[view.head[verb]] in words["perception.recalling"]


def _told(view: View, verb: int, whom: Collection[str], by: Collection[str]) -> int | None:
    """Who tells something to one of some pronouns: "a friend had told her that". Words of other classes than ``by`` are
    nobody."""
    if view.lemma[verb] != "tell" or view.child(verb, "ccomp") is None or is_negated(view, verb):
        return None
    subject = view.child(verb, "nsubj")
    told = any(view.form[c] in whom for c in view.children[verb] if view.relation[c] in ("obj", "iobj"))
    return subject if told and subject is not None and view.upos[subject] in by else None


def _told_me(view: View, verb: int) -> bool:
    """ "A neighbour told me that": somebody else's word, to the speaker."""
    who = _told(view, verb, ("me", "us"), ("NOUN", "PROPN", "PRON"))
    return who is not None and view.form[who] not in (*_FIRST, "you", "that", "it", "this", "which", "what")


def _told_them(view: View, verb: int) -> bool:
    """ "She said a friend had told her that": the same in the third person, by somebody else."""
    return _told(view, verb, ("him", "her", "them"), ("NOUN", "PROPN")) is not None


def _clause(view: View, verb: int) -> bool:
    """Whether it is a statement that was passed on, not an order ("we were told to leave")."""
    return view.child(verb, "ccomp") is not None


def _subject(view: View, verb: int) -> int | None:
    """The subject of a verb, or of the verb it is joined to."""
    while (found := view.child(verb, "nsubj")) is None and view.relation[verb] == "conj":
        verb = view.head[verb]
    return found


def _told_of(view: View, frame: Frame, verb: int) -> bool:
    """Whether a clause is what is told, or hangs on it as a clause of its own, not a description of a thing."""
    inside = set(frame.content)
    for at in (verb, *view.up(verb)):
        if at not in inside:
            return True
        if view.relation[at].split(":")[0] not in ("ccomp", "parataxis", "conj", "root", "xcomp", "acl"):
            return view.head[at] not in inside
    return True


def _happened(view: View, verb: int, subject: int) -> bool:
    """Whether it is past, not asked or wished, and not of people at large ("we have seen that before")."""
    helpers = {view.form[c] for c in view.children[verb] if view.relation[c].split(":")[0] == "aux"}
    past = view.parsed.xpos[verb] in ("VBD", "VBN") and not helpers & {"will", "would", "should", "might", "may"}
    able = view.parsed.xpos[verb] == "VB" and "could" in helpers
    negative = is_negated(view, verb)
    none = negative and any(view.form[c] == "any" for o in view.children[verb] for c in view.children[o])
    at_large = view.form[subject] == "we" and view.parsed.xpos[verb] == "VBN" and not none
    passive = any(view.relation[c] == "aux:pass" for c in view.children[verb])
    return (past or able) and (not negative or none) and (passive or not at_large)


def _by_what(view: View, verb: int, described: bool = False) -> str | None:
    """What having seen or heard something makes of a claim: the kind of the thing, else being there; None for none."""
    relative = view.relation[verb] == "acl:relcl" and view.form[view.head[verb]] != "what"
    marks = {view.form[c] for c in view.children[verb] if view.relation[c] in ("mark", "advmod")}
    if (relative and not described) or marks & {"as", "if", "when", "until", "unless"}:
        return None
    clause = view.child(verb, "ccomp")
    thing = view.child(verb, "obj")
    if clause is not None and thing is None:
        opened = {view.form[c] for c in view.children[clause] if view.relation[c] in ("mark", "advmod")}
        finite = view.parsed.xpos[clause] in ("VBD", "VBZ", "VBP")
        if opened & {"that", "how", "why", "whether"} or (finite and view.lemma[verb] == "hear"):
            return "hearsay" if view.lemma[verb] == "hear" else None
    obliques = [c for c in view.children[verb] if view.relation[c] == "obl"]
    if any(_has_case(view, c, ("as",)) for c in obliques):
        return None
    if view.lemma[verb] == "hear" and any(_has_case(view, c, ("from",)) for c in obliques):
        return "hearsay"
    if thing is None and clause is None and view.child(verb, "xcomp") is None:
        return "eyewitness" if _looked_on(view, verb, described) else None
    if thing is not None:
        return _by_thing(view, verb, thing)
    return None if view.lemma[verb] == "feel" else "eyewitness"


def _looked_on(view: View, verb: int, described: bool) -> bool:
    """ "watched as they fired"; of somebody described, "who watched from her window"."""
    if view.lemma[verb] not in ("watch", "look"):
        return False
    while_ = any(
        view.relation[c] == "advcl" and any(view.form[m] in ("as", "while") for m in view.children[c])
        for c in view.children[verb]
    )
    return while_ or (described and any(_has_case(view, c, ("from",)) for c in view.children[verb]))


def _by_thing(view: View, verb: int, thing: int) -> str | None:
    words = evidence_tables().words
    if view.lemma[verb] == "feel" and view.lemma[thing] not in words["perception.felt"]:
        return None
    if (named := kind(view, thing)) is not None and view.parsed.xpos[thing] != "NNP":
        return named
    return None if view.upos[thing] == "NOUN" and _abstract(view, thing) else "eyewitness"


def _abstract(view: View, noun: int) -> bool:
    """Whether a noun stands for nothing that eyes could see, by a list or by its ending."""
    words, lemma = evidence_tables().words, view.lemma[noun]
    ending = any(lemma.endswith(end) for end in words["perception.endings"])
    return lemma in words["perception.abstract"] or (ending and lemma not in words["perception.visible"])


def told(view: View, frame: Frame, cue: Weighed) -> Found:
    """ "It was reported", "he is said to have", "we were told", "there was talk of": nobody is named who says so."""
    if cue.stance != "affirm":
        return
    words = evidence_tables().words
    for i in frame.cue:
        if view.form[i] in words["passing.adverbs"]:
            yield "hearsay", [i]
            return
    for top in view.tops(frame.content):
        if (
            hedge := next((c for c in view.children[top] if view.form[c] in words["passing.adverbs"]), None)
        ) is not None:
            yield "hearsay", [hedge]
            return
    source = set(frame.source)
    for i in frame.cue:
        if view.upos[i] == "VERB" and any(view.relation[c] == "aux:pass" for c in view.children[i]):
            hearer = view.lemma[i] in words["passing.hearers"] and _pronoun(view, frame)
            nobody = view.lemma[i] in words["passing.nobody"] and frame.type == "unknown"
            agent = any(view.relation[c] == "obl:agent" or _has_case(view, c, ("by",)) for c in view.children[i])
            if (hearer or nobody) and not agent and not is_negated(view, i):
                yield "hearsay", [i]
                return
        talk = view.upos[i] == "NOUN" and view.lemma[i] in words["passing.talk"]
        if talk and i not in source and not frame.source and _tells(view, frame, i):
            yield "hearsay", [i]
            return


def _pronoun(view: View, frame: Frame) -> bool:
    """Whether who was told is who tells it now: "we were told", not "residents were told"."""
    return any(view.form[i] in (*_FIRST, *_OTHERS) for i in view.tops(frame.source))


def _tells(view: View, frame: Frame, noun: int) -> bool:
    """Whether talk or reports are *of* the content, and nobody's: not "her report of it"."""
    owned = any(view.relation[c] in ("nmod:poss", "compound") and not _press(view, c) for c in view.children[noun])
    single = view.lemma[noun] == "report" and view.parsed.xpos[noun] == "NN"
    after = [i for i in (*frame.cue, *frame.content) if i > noun][:1]
    return not owned and not single and any(view.form[i] in ("of", "that", "about", "from") for i in after)


def _press(view: View, word: int) -> bool:
    """ "media reports", "press reports" are as much nobody's as reports are."""
    return view.lemma[word] in evidence_tables().words["passing.press"]


def reported(view: View, frame: Frame) -> Found:
    """ "According to reports", "amid reports that", "said media reports show it": several, and nobody's paper."""
    for i in (*frame.source, *frame.cue):
        if view.form[i] == "reports" and view.upos[i] in _NOUNS and _nobodys(view, frame, i):
            told = i in frame.source or (len(frame.cue) > 1 and any(view.form[w] == "that" for w in frame.content[:1]))
            if told:
                yield "hearsay", [i]
                return


def _nobodys(view: View, frame: Frame, reports: int) -> bool:
    return not _owned(view, reports, set(frame.content))


def _owned(view: View, reports: int, without: Collection[int] = ()) -> bool:
    """Whether the text says whose reports are, here or, for "the same reports", where it spoke of them before."""
    if any(_owns(view, c) for c in view.children[reports] if c not in without):
        return True
    if view.form[reports + 1 : reports + 2] == ["by"]:
        # Parsers hang "by the authorities" on what is reported.
        return True
    if not any(view.form[c] in ("same", "these", "those", "such") for c in view.children[reports]):
        return False
    back = (i for n in (0, -1, -2) for i in reversed(view.sentence(reports, n)) if i < reports)
    before = next((i for i in back if view.form[i] == "reports" and view.upos[i] in _NOUNS), None)
    return before is not None and _owned(view, before)


def _owns(view: View, word: int) -> bool:
    """Whether a word says whose a report is: not that it is the press's, nor that it is from the scene."""
    relation = view.relation[word].split(":")[0]
    if relation == "amod":
        # "military reports" are the military's.
        return view.lemma[word] in evidence_tables().words["passing.bodies"]
    if relation not in ("compound", "nmod"):
        return False
    if _press(view, word):
        # "reports in the press" are anybody's, "in a paper" that one's.
        return relation == "nmod" and any(view.form[c] in ("a", "an", "one") for c in view.children[word])
    places = evidence_tables().words["presence.gatherings"]
    return not (_has_case(view, word, ("from",)) and view.lemma[word] in places)


def plain_reports(view: View, word: int) -> bool:
    """Whether a noun is "reports" of nobody's, wherever it stands."""
    return view.form[word] == "reports" and not _owned(view, word)
