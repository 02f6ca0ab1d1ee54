"""The cue: what the source does, how it stands to the content, how far off the author keeps, who is spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from hearsay.model import Act, Distance, Span, Stance
from hearsay.weigh.phrases import Phrases
from hearsay.weigh.tables import CueTables, cue_tables
from hearsay.weigh.view import View

_IN_OFFICE = ("organization", "named-official", "anonymous-official", "document", "unknown")
_REACH = 6  # words before a cue in which "neither" is looked for


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in words (their numbers), with its source's type.

    ``witness`` is where the text calls the source one who saw it, if not in the source's own words.
    """

    source: list[int]
    cue: list[int]
    content: list[int]
    type: str
    witness: Sequence[int] = ()

    @property
    def printed(self) -> bool:
        """Whether the source is something printed, or no speaker at all."""
        return self.type in ("document", "unknown")


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a cue says. ``word`` is the word that decided, None where none is listed; ``negated`` whether it is."""

    act: Act
    stance: Stance
    distance: Distance
    word: int | None
    negated: bool
    listed: bool


def weigh(view: View, frame: Frame) -> Weighed:
    """The cue weighed, by its lexicon and its frame."""
    tables = cue_tables()
    act, word, listed = _act(view, frame, tables)
    negated = word is not None and is_negated(view, word, frame.cue)
    stance = _unsaid(view, frame, word) or _stance(view, frame, act, word, negated)
    if act == "withhold" or (stance in ("not-said", "cannot-confirm") and act in ("state", "confirm", "show")):
        act = "withhold"
        stance = stance if stance in ("cannot-confirm", "deny") else "not-said"
    return Weighed(act, stance, _distance(view, frame, tables, act), word, negated, listed)


def _act(view: View, frame: Frame, tables: CueTables) -> tuple[Act, int | None, bool]:
    """The act, the deciding word, and whether the lexicon knew it."""
    reach = frame.cue + [i for i in frame.content if frame.cue and frame.cue[-1] < i][:4]
    cue = set(frame.cue)
    for at, act in view.all(reach, tables.phrases):
        if at[0] in cue and (len(set(at) & cue) > 1 or len(at) > 2 or act != "state"):
            word = next((i for i in at if view.upos[i] in ("VERB", "NOUN")), at[0])
            return cast(Act, _by_frame(view, frame, tables, word, (act,))), word, True
    hits = [(i, acts) for i in frame.cue if (acts := _listed(view, i, tables))]
    governor = _governor(view, frame) if not hits else None
    if governor is not None and (acts := _listed(view, governor, tables)):
        hits = [(governor, acts)]
    if not hits:
        return "state", _verb(view, frame.cue), False
    finite = [hit for hit in hits if view.relation[hit[0]] != "acl" or view.parsed.xpos[hit[0]] != "VBN"]
    hits = finite or hits
    strong = [hit for hit in hits if hit[1] != ("state",)] or hits
    verbs = [hit for hit in strong if view.upos[hit[0]] in ("VERB", "AUX")] or strong
    word, acts = verbs[-1]
    return cast(Act, _by_frame(view, frame, tables, word, acts)), word, True


def _governor(view: View, frame: Frame) -> int | None:
    """For a cue that is a mere preposition ("blamed by X on Y") the verb whose subject or agent the source is."""
    if not frame.cue or any(view.upos[i] not in ("ADP", "SCONJ", "PART") for i in frame.cue):
        return None
    subjects = ("nsubj", "obl:agent")
    return next((view.head[i] for i in view.tops(frame.source) if view.relation[i] in subjects), None)


def _listed(view: View, word: int, tables: CueTables) -> tuple[str, ...]:
    verb = tables.verbs.get(view.lemma[word]) or tables.verbs.get(view.form[word], ())
    noun = tables.nouns.get(view.lemma[word])
    if noun and (view.upos[word] in ("NOUN", "PROPN") or not verb):
        return (noun,)
    return verb


def _verb(view: View, cue: Sequence[int]) -> int | None:
    verbs = [i for i in cue if view.upos[i] == "VERB"]
    return verbs[-1] if verbs else None


def _by_frame(view: View, frame: Frame, tables: CueTables, word: int, acts: tuple[str, ...]) -> str:
    """One of a cue's acts, by what follows it and who its source is."""
    words, lemma, act = tables.words, view.lemma[word], acts[0]
    infinitive = _infinitive(view, frame)
    if "ask" in acts and "demand" in acts:
        return "demand" if infinitive or view.has(frame.cue, ("for",)) or _subjunctive(view, frame) else "ask"
    if "want" in acts and "believe" in acts:
        return "want" if infinitive else "believe"
    if lemma == "suggest":
        return "show" if frame.printed else "state" if _clause(view, frame) else "want"
    if "perceive" in acts:
        if lemma in words["frames.shown"] and frame.type == "document":
            return "show"
        act = "believe" if lemma == "see" and view.any(frame.cue, ("as",)) is not None else "perceive"
    if infinitive and lemma in words["frames.ordering"] and lemma not in ("want", "call"):
        return "demand"
    if infinitive and lemma in words["frames.undertaking"]:
        return "promise"
    if lemma == "attribute" and view.any([*frame.content, *frame.cue], words["frames.harming"]) is None:
        # Success is attributed, too: only of harm is it blame.
        return "state" if act == "blame" else act
    if lemma in words["frames.judging"]:
        return "decide" if frame.type in _IN_OFFICE else "believe"
    if lemma in words["frames.calling"]:
        return _calling(view, frame, tables, act)
    put = [*view.tops(frame.content), *frame.cue]
    if (
        act == "decide"
        and view.any([i for i in put if view.upos[i] == "NOUN"], words["frames.allegations"]) is not None
    ):
        # An accusation is not decided on by whom it is made of: they deny it.
        return act if view.any(frame.content, ("proposal", "appeal")) is not None else "state"
    if act == "state" and frame.type == "party-to-conflict" and _would(view, frame, words["frames.harming"]):
        return "threaten"
    if act == "state" and view.any(frame.cue, words["frames.pressing"]) is not None:
        return "assert"
    if lemma == "answer" and _would(view, frame, words["frames.promising"]):
        return "promise"
    return act


def _infinitive(view: View, frame: Frame) -> bool:
    """Whether the content is what somebody is to do: "(them) to leave"."""
    first = [i for i in frame.content[:8] if view.form[i] == "to"]
    return any(
        view.upos[i] == "PART" and view.upos[view.head[i]] in ("VERB", "AUX") and _opens(view, frame, i) for i in first
    )


def _subjunctive(view: View, frame: Frame) -> bool:
    """Whether the content is a "that" with a bare verb: "asked that the court hear them"."""
    opened = [i for i in frame.content if view.upos[i] != "PUNCT"][:1]
    return any(view.form[i] == "that" and view.relation[i] == "mark" for i in opened)


def _opens(view: View, frame: Frame, to: int) -> bool:
    """Whether nothing but who is to do it stands before the infinitive."""
    before = [i for i in frame.content if i < to]
    return all(view.upos[i] not in ("VERB", "AUX", "SCONJ", "PUNCT") for i in before)


def _clause(view: View, frame: Frame) -> bool:
    """Whether the content is a clause, not a thing or a doing."""
    tops = [i for i in view.tops(frame.content) if view.upos[i] not in ("PUNCT", "SCONJ", "PART")]
    return any(view.child(i, "nsubj", "cop") is not None for i in tops)


def _calling(view: View, frame: Frame, tables: CueTables, act: str) -> str:
    if view.any(frame.content, tables.words["frames.blaming"]) is not None:
        return "blame"
    if view.any([*frame.cue, *frame.content], tables.words["frames.praising"]) is not None:
        return "praise"
    return act


def _would(view: View, frame: Frame, verbs: frozenset[str]) -> bool:
    """Whether the content says that its own side would do one of these."""
    for i in frame.content:
        if view.lemma[i] in verbs and view.upos[i] == "VERB":
            subject = view.child(i, "nsubj")
            willed = any(view.form[c] in ("would", "will", "'ll") for c in view.children[i])
            return willed and (subject is None or view.form[subject] in ("i", "we", "it", "he", "she", "they"))
    return False


def is_negated(view: View, word: int, within: Sequence[int] | None = None) -> bool:
    """Whether a predicate is negated: by an adverb, or by a subject or object that is none."""
    for child in view.children[word]:
        relation = view.relation[child].split(":")[0]
        if relation in ("advmod", "aux", "cc", "dep") and _negates(view, child):
            return True
        if relation in ("nsubj", "obj", "det") and (within is None or child in within) and _none(view, child):
            return True
    if within is not None:
        return any(_negates(view, i) for i in within if i < word)
    return False


def _negates(view: View, word: int) -> bool:
    """Whether a word is a negation, and not that of "not only"."""
    words = cue_tables().words
    after = view.form[word + 1] if word + 1 < len(view.form) else ""
    return view.form[word] in words["negation.words"] and after not in words["negation.not_by"]


def _none(view: View, word: int) -> bool:
    """ "nobody", "no soldiers", "few if any"."""
    if view.form[word] == "few" or any(view.form[c] == "few" for c in view.children[word]):
        return any(view.form[i : i + 2] == ["if", "any"] for i in view.sentence(word))
    listed = cue_tables().words["negation.determiners"]
    return view.form[word] in listed or any(
        view.form[c] in listed and view.relation[c].split(":")[0] in ("det", "amod", "advmod", "cc")
        for c in view.children[word]
    )


def _stance(view: View, frame: Frame, act: str, word: int | None, negated: bool) -> Stance:
    tables = cue_tables()
    helped = _helped(view, frame.cue)
    if act == "withhold":
        hit = any(stance == "cannot-confirm" for _, stance in view.all(helped, tables.stances))
        return "cannot-confirm" if hit else "not-said"
    found = _first(view, frame.cue, tables.stances)
    if found is None and negated:
        found = _first(view, helped, tables.stances)
    if found == "doubt" and _asks_openly(view, frame, negated):
        return "affirm"
    if found == "deny" and _as_what(view, frame):
        # "dismissed him as an actor": what he is called is the source's own view of him.
        return "affirm"
    if found == "deny" and negated:
        # Who did not deny it has not said it either.
        return "not-said"
    if found == "deny" and word is not None and _neither(view, word):
        return "cannot-confirm"
    if found:
        return cast(Stance, found)
    if word is not None and not negated and _called_false(view, frame, word):
        return "deny"
    if negated and word is not None:
        # "would not accept": a modal refusal is a denial, too.
        return "deny" if view.lemma[word] in tables.words["negation.state"] else "not-said"
    return "affirm"


def _helped(view: View, cue: Sequence[int]) -> list[int]:
    """The cue with the auxiliaries and negations of its verbs, where only the verb was taken for it."""
    below = (c for i in cue for c in view.children[i] if view.relation[c].split(":")[0] in ("aux", "advmod"))
    return sorted({*cue, *(c for c in below if view.upos[c] in ("AUX", "PART") or _negates(view, c))})


def _asks_openly(view: View, frame: Frame, negated: bool) -> bool:
    """Whether a question is only asked ("a question about his taxes", "questioning why"), or a doubt is denied."""
    doubts = [i for i in frame.cue if view.lemma[i] in ("doubt", "question")]
    if any(_none(view, i) or view.form[c] == "no" for i in doubts for c in view.children[i]):
        return True
    if not any(view.lemma[i] == "question" for i in doubts):
        return negated and any(view.lemma[i] == "doubt" for i in doubts)
    noun = all(view.upos[i] == "NOUN" for i in doubts)
    opened = next((view.form[i] for i in frame.content if view.upos[i] != "PUNCT"), "")
    return noun or opened in ("why", "how", "who", "what", "where", "when")


def _as_what(view: View, frame: Frame) -> bool:
    """Whether a person is dismissed "as" something."""
    if not any(view.lemma[i] in ("dismiss", "reject") for i in frame.cue) or not frame.content:
        return False
    people = {i for n in view.parsed.names if n.type == "PER" for i in range(n.start, n.end)}
    first = next((i for i in frame.content if view.upos[i] != "PUNCT"), frame.content[0])
    person = first in people or view.form[first] in ("him", "her", "them", "me", "us")
    return person and any(view.form[i] == "as" for i in frame.content[:_REACH])


def _neither(view: View, word: int) -> bool:
    """Whether a cue is the second half of "neither confirms nor denies", of which it may be all that was marked."""
    before = [i for i in view.sentence(word) if word - _REACH <= i < word]
    forms = {view.form[i] for i in before}
    return "nor" in forms and "neither" in forms and any(view.lemma[i] == "confirm" for i in before)


def _called_false(view: View, frame: Frame, word: int) -> bool:
    """Whether the cue calls what another put forward untrue: "called the charges baseless", "described it as a lie"."""
    words = cue_tables().words
    if view.lemma[word] not in words["frames.calling"] or view.any(frame.content, words["frames.untrue"]) is None:
        return False
    told = words["frames.allegations"]
    return any(
        view.lemma[i] in told or view.form[i] in ("it", "that", "this", "them", "those", "these")
        for i in frame.content[:8]
        if view.upos[i] in ("NOUN", "PRON", "DET")
    )


def _unsaid(view: View, frame: Frame, word: int | None) -> Stance | None:
    """ "Nobody said so", "no one knows": what has no speaker is not said, what nobody knows not confirmed."""
    heads = [i for i in view.tops(frame.source) if _none(view, i)]
    if not heads or word is None:
        return None
    return "cannot-confirm" if view.lemma[word] == "know" else "not-said"


def _first(view: View, words: Sequence[int], table: Phrases[str]) -> str | None:
    found = view.first(words, table)
    return found and found[1]


def _distance(view: View, frame: Frame, tables: CueTables, act: str) -> Distance:
    if act in ("claim-responsibility", "withhold", "want", "demand", "ask"):
        return "neutral"
    found = _first(view, frame.cue, tables.distances)
    things = frame.printed and view.any(frame.cue, tables.words["distance.accept_of_things"]) is not None
    if found is None and things:
        found = "accept"
    if found == "accept" and view.any(frame.cue, ("may", "might", "could", "would")) is not None:
        return "neutral"
    return cast(Distance, found or "neutral")


def addressee(view: View, frame: Frame) -> Span | None:
    """Whom the source speaks to: what the cue's verb is told to, or the subject of "have been told"."""
    stop = set(frame.content) | set(frame.cue) | set(frame.source)
    for verb in frame.cue:
        for child in view.children[verb]:
            if child in frame.source or (child in frame.content and view.relation[child] != "iobj"):
                continue
            if _spoken_to(view, verb, child, frame):
                return _phrase(view, child, stop - {child})
    return view.span(frame.source) if frame.source and hears(view, frame.cue) else None


def hears(view: View, cue: Sequence[int]) -> bool:
    """Whether the subject of a cue is told, not telling: "have been told", "was informed"."""
    told = view.any(cue, cue_tables().words["frames.hearing_passives"])
    return told is not None and view.parsed.xpos[told] == "VBN" and any(view.lemma[i] == "be" for i in cue if i < told)


def _spoken_to(view: View, verb: int, child: int, frame: Frame) -> bool:
    words = cue_tables().words
    relation, lemma = view.relation[child].split(":")[0], view.lemma[verb]
    if view.lemma[child] in words["relations.never"] or view.upos[child] not in ("NOUN", "PROPN", "PRON"):
        return False
    if relation in words["relations.addressees"] and lemma in words["relations.told"]:
        return True
    if relation not in ("obl", "nmod") or view.relation[child] == "obl:agent":
        return False
    prepositions = {view.form[c] for c in view.children[child] if view.relation[c] == "case"}
    if lemma in words["relations.with_nouns"]:
        return bool(prepositions & words["relations.prepositions"])
    return "to" in prepositions and lemma in words["relations.to_verbs"]


def _phrase(view: View, word: int, stop: set[int]) -> Span:
    """The phrase of a word without its preposition, what is said, and clauses and appositions on it."""
    cut = {
        c
        for c in view.children[word]
        if view.relation[c].split(":")[0] in ("case", "punct", "acl", "appos", "parataxis")
    }
    kept = view.subtree(word, cut | stop)
    return view.span([i for i in kept if abs(i - word) <= 12])
