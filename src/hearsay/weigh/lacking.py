"""Evidence that the text says is thin, absent or not to be had, and which claim that is said of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.weigh.cues import Frame, Weighed, is_negated
from hearsay.weigh.tables import cue_tables, evidence_tables
from hearsay.weigh.view import View

_STEM = 5  # letters by which "citizen" and "citizenship" are of one matter


def lacking(view: View, frame: Frame, cue: Weighed) -> Iterator[tuple[str, list[int]]]:
    """No evidence for the claim, by grammar: beside it, in the sentence after, or as what it adds itself."""
    tables = evidence_tables().words
    wanted = tables["lacking.nouns"] | tables["lacking.verbs"] | tables["lacking.showing"] | tables["lacking.backing"]
    lemma = view.lemma
    beside = [i for i in view.sentence(frame.cue[0]) if lemma[i] in wanted]
    beside += [i for i in view.sentence(max(frame.cue + frame.content), 1) if lemma[i] in wanted]
    inside = set(frame.content)
    aside = asides(view, frame) if beside else set()
    for i in beside:
        found = _without(view, i) if i not in inside or i in aside else None
        if found is not None and not _described(view, frame, found) and of_this(view, frame, cue, found):
            yield "lacking", found
            return
    for top in view.tops(frame.content) if cue.stance == "affirm" else ():
        # "repeated his unproven claim that …"
        thin = [c for c in view.children[top] if lemma[c] in tables["perception.lacking"] and c in inside]
        if thin and lemma[top] in cue_tables().words["frames.allegations"] and view.relation[thin[0]] == "amod":
            yield "lacking", thin[:1]
            return
    for i in frame.content:
        if lemma[i] in wanted and (found := _added(view, i)) is not None and cue.stance == "affirm":
            yield "lacking", found
            return


def _described(view: View, frame: Frame, found: Sequence[int]) -> bool:
    """Whether it is said of a thing in a clause that describes it: "a shot whose origin is yet to be established"."""
    claim = {*frame.cue, *view.tops(frame.content)}
    for at in (found[0], *view.up(found[0])):
        if at in claim:
            return False
        if view.relation[at] == "acl:relcl":
            return (
                view.head[at] not in claim
                and view.lemma[view.head[at]] not in (cue_tables().words["frames.allegations"])
            )
    return False


def _without(view: View, word: int) -> list[int] | None:
    """The words by which evidence is said to be none, little, or not to be had; None where they are not."""
    words = evidence_tables().words
    if view.upos[word] == "VERB" and (found := _no_backing(view, word)) is not None:
        return found
    if view.upos[word] == "NOUN" and view.lemma[word] in words["lacking.nouns"]:
        return _no_noun(view, word)
    if view.upos[word] == "VERB" and view.lemma[word] in words["lacking.verbs"]:
        return _no_verb(view, word)
    return None


def _no_noun(view: View, noun: int) -> list[int] | None:
    """ "no evidence", "without proof", "lack of evidence", "offered hardly any proof", "the evidence is thin"."""
    words = evidence_tables().words
    of = next((c for c in view.children[noun] if view.relation[c] in ("det", "amod", "case", "advmod")
               and view.lemma[c] in words["lacking.little"]), None)  # fmt: skip
    if of is not None:
        return sorted([of, noun])
    head, relation = view.head[noun], view.relation[noun]
    if relation == "nmod" and view.lemma[head] in words["lacking.absence"]:
        return sorted([head, noun])
    if relation == "obj" and view.lemma[head] in words["lacking.missing"]:
        return sorted([head, noun])
    if relation == "obj" and view.lemma[head] in words["perception.giving"]:
        if is_negated(view, head) or _yet_to(view, head):
            return sorted([head, noun])
        refused = view.head[head] if view.relation[head] == "xcomp" else None
        if refused is not None and view.lemma[refused] in words["lacking.refusing"]:
            return sorted([refused, noun])
    if relation.startswith("obl") and view.lemma[head] in words["lacking.backing"] and is_negated(view, head):
        return sorted([head, noun])
    if relation.startswith("nsubj") and view.lemma[head] in words["lacking.thin"]:
        return sorted([noun, head])
    return None


def _yet_to(view: View, verb: int) -> bool:
    """ "has yet to provide", "have yet to be shown"."""
    above = view.head[verb]
    if view.lemma[above] != "have":
        return False
    return any(view.form[c] == "yet" for c in view.children[above]) or "yet" in view.form[above + 1 : above + 2]


def _no_backing(view: View, word: int) -> list[int] | None:
    """ "no details to support it", "nothing to suggest that", "a charge not supported by the facts"."""
    words = evidence_tables().words
    if view.lemma[word] in words["lacking.showing"] and view.relation[word].startswith(("acl", "advcl")):
        noun = view.head[word]
        if view.upos[noun] == "VERB":
            noun = view.child(noun, "obj") or noun
        little = any(view.lemma[c] in words["lacking.little"] for c in view.children[noun])
        if (little and view.lemma[noun] in words["lacking.details"]) or view.form[noun] in ("nothing", "little"):
            return sorted([noun, word])
    if view.lemma[word] in words["lacking.backing"] and is_negated(view, word):
        by = next((c for c in view.children[word] if view.relation[c].startswith("obl")), None)
        if by is not None and view.lemma[by] in words["lacking.backers"]:
            return sorted([word, by])
    return None


def _no_verb(view: View, verb: int) -> list[int] | None:
    """ "not been confirmed", "impossible to verify", "yet to be proven"; not "would not confirm", which is silence."""
    words = evidence_tables().words
    top = verb
    while view.relation[top] == "conj" and view.head[top] != top:
        top = view.head[top]
    passive = any(view.relation[c] == "aux:pass" for at in (verb, top) for c in view.children[at])
    pair = any(view.lemma[i] == "deny" for i in (top, *view.children[top]) if i != verb)
    if pair and any(view.form[m] == "by" for at in (verb, top) for c in view.children[at] for m in view.children[c]):
        # "neither denied nor confirmed by the ministry": who does not say is silent.
        return None
    said_no = is_negated(view, verb) or is_negated(view, top)
    unable = any(view.lemma[c] in ("can", "could") for at in (verb, top) for c in view.children[at])
    if said_no and (passive or (unable and view.lemma[verb] in words["lacking.checking"])):
        return sorted({top, verb})
    above = view.head[top]
    waiting = any(view.form[c] in ("yet", "still") for at in (verb, top, above) for c in view.children[at])
    if passive and waiting and any(view.form[c] == "to" for c in view.children[top]):
        return [verb]
    if view.relation[top] in ("xcomp", "advcl", "csubj", "ccomp", "acl") and above != top:
        if view.lemma[above] in words["lacking.unable"]:
            return sorted([above, verb])
        if view.lemma[above] in words["lacking.refusing"] and view.lemma[verb] in words["lacking.proving"]:
            # "failed to substantiate it"; but who "declined to confirm it" is silent.
            return sorted([above, verb])
        if view.lemma[above] in ("able", "possible") and is_negated(view, above):
            return sorted([above, verb])
        if view.lemma[above] == "have" and any(view.form[c] == "yet" for c in view.children[above]) and passive:
            return sorted([above, verb])
    return None


def _added(view: View, word: int) -> list[int] | None:
    """ "…, but this was not confirmed": said with the claim, of the claim."""
    if view.upos[word] != "VERB" or view.relation[word] != "conj":
        return None
    subject = view.child(word, "nsubj")
    if subject is None or view.form[subject] not in ("this", "that", "it"):
        return None
    return _without(view, word)


def of_this(view: View, frame: Frame, cue: Weighed, lacking: Sequence[int]) -> bool:
    """Whether it is this claim that evidence is said to lack for, and not another beside it."""
    if set(lacking) & set(frame.cue):
        return True
    if cue.stance in ("deny", "doubt") and set(lacking) & set(frame.content):
        # "dismissed as baseless": that is what the denial says.
        return False
    if _judged(view, frame, lacking):
        return False
    own = set(lacking)
    if not _of_claim(view, frame, lacking):
        return False
    if _anothers(view, frame, lacking):
        return not own <= set(view.sentence(frame.cue[0])) and _found_wanting(view, lacking)
    above = {at for cue in frame.cue for at in view.up(cue)}
    here = set(view.sentence(frame.cue[0]))
    if own & above and own <= here:
        # "offered no evidence that what the court ruled …": the ruling stands under it.
        return False
    if not _of_matter(view, frame, lacking):
        return False
    inside = set(frame.content)
    if not own <= here and _by_pronoun(view, lacking) and _same_matter(view, frame, lacking):
        return True
    for word in lacking:
        for child in view.children[word]:
            if view.relation[child].split(":")[0] in ("acl", "ccomp") and child not in own:
                return bool(inside & set(view.subtree(child))) or (not own <= here and _said_again(view, child))
    return own <= here or _takes_up(view, frame, lacking)


def _said_again(view: View, clause: int) -> bool:
    """ "There is no proof that this happened": what evidence lacks for is the sentence before."""
    subject = view.child(clause, "nsubj")
    return subject is not None and view.form[subject] in ("this", "that", "it", "they", "these", "those")


def _anothers(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether it is what somebody says in a clause of its own: "He added that no one is held without evidence"."""
    cue, told = set(frame.cue), cue_tables().verbs
    below = lacking[0]
    for at in view.up(lacking[0]):
        if view.relation[below].split(":")[0] == "ccomp" and view.lemma[at] in told and at not in cue:
            return True
        if at in cue:
            return False
        if view.relation[below] == "conj" and view.lemma[at] in told and below not in cue:
            # "He also claimed it, but offered no proof": that is about the other claim.
            return True
        below = at
    return False


def _found_wanting(view: View, lacking: Sequence[int]) -> bool:
    """Whether others found that nothing is behind what was alleged: "Police said the claims proved unfounded"."""
    taken = cue_tables().words["frames.allegations"] - {view.lemma[i] for i in lacking}
    for at in (lacking[0], *view.up(lacking[0])):
        subject = view.child(at, "nsubj")
        if subject is not None and view.upos[subject] == "NOUN":
            return view.lemma[subject] in taken
    return False


def _of_claim(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether "unfounded" and its like stand with the claim, where they stand with a noun: not "unfounded hopes"."""
    if len(lacking) > 1 or view.relation[lacking[0]] != "amod":
        return True
    noun = view.head[lacking[0]]
    return noun in {*frame.cue, *view.tops(frame.content)}


def _judged(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether it is what another calls the claim: "Iran called that baseless" is a denial, no word of the author's."""
    calling = cue_tables().words["frames.calling"]
    return any(view.lemma[at] in calling and at not in frame.cue for at in view.up(lacking[0]))


def _takes_up(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether the sentence after speaks of the claim or its source: "He gave no proof", "The claim is unverified"."""
    words = view.sentence(lacking[0])
    at = (lacking[0], *view.up(lacking[0]))
    subject = next((child for i in at if (child := view.child(i, "nsubj")) is not None and child in words), None)
    if subject is None or view.upos[subject] == "PRON" or subject in lacking:
        return True
    taken = cue_tables().words["frames.allegations"] | {view.lemma[i] for i in frame.source}
    if view.lemma[subject] in taken or _of_claimant(view, frame, subject, lacking):
        return True
    if view.lemma[subject] in evidence_tables().words["lacking.truth"]:
        # "The authenticity of the statement could not be established."
        of = [c for c in view.children[subject] if view.relation[c] in ("nmod", "nmod:poss")]
        return any(view.lemma[c] in taken or view.upos[c] == "PRON" for c in of)
    thing = next((c for i in lacking if (c := view.child(i, "obj")) is not None), None)
    return thing is not None and thing not in lacking and (view.upos[thing] == "PRON" or view.lemma[thing] in taken)


def _of_claimant(view: View, frame: Frame, subject: int, lacking: Sequence[int]) -> bool:
    """Whether a subject is of whoever made the claim ("His campaign offered no proof") or the figures it gave."""
    words = evidence_tables().words
    if view.lemma[subject] in words["lacking.figures"]:
        return any(view.upos[i] == "NUM" for i in frame.content)
    poss = [c for c in view.children[subject] if view.relation[c] == "nmod:poss"]
    giving = any(view.lemma[i] in words["lacking.nouns"] for i in lacking)
    return giving and any(view.form[c] in ("his", "her", "their", "its") for c in poss)


def _of_matter(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether what it is evidence *of* is spoken of in the claim, where that is named: "no proof of fraud"."""
    nouns = evidence_tables().words["lacking.nouns"]
    taken = cue_tables().words["frames.allegations"]
    claim = {view.lemma[i][:_STEM] for i in (*frame.content, *frame.cue)}
    for word in lacking:
        of = next((c for c in view.children[word] if view.relation[c] == "nmod"), None)
        if view.lemma[word] in nouns and of is not None and view.upos[of] == "NOUN" and of not in lacking:
            named = {of, *view.subtree(of)}
            return view.lemma[of] in taken or any(
                view.lemma[i][:_STEM] in claim for i in named if view.upos[i] in ("NOUN", "PROPN", "VERB")
            )
    return True


def _by_pronoun(view: View, lacking: Sequence[int]) -> bool:
    """ "He offered no proof that …" in the sentence after: it is the claim before that is said once more."""
    subject = next((c for i in (lacking[0], *view.up(lacking[0])) if (c := view.child(i, "nsubj")) is not None), None)
    return subject is not None and view.form[subject] in ("he", "she", "they")


def _same_matter(view: View, frame: Frame, lacking: Sequence[int]) -> bool:
    """Whether what evidence lacks for shares a noun's stem with the claim: "a citizen", "her citizenship"."""
    nouns = ("NOUN", "PROPN")
    claim = {view.lemma[i][:_STEM] for i in frame.content if view.upos[i] in nouns}
    return any(
        view.lemma[i][:_STEM] in claim for i in view.sentence(lacking[0]) if view.upos[i] in nouns and i not in lacking
    )


def _set_against(view: View, verb: int) -> bool:
    """Whether a clause sets against what is told what the author says of who tells it: "though he has no proof"."""
    relation, below = view.relation[verb].split(":")[0], view.children[verb]
    marked = relation == "advcl" and any(view.form[c] in ("although", "though", "while", "but") for c in below)
    marked = marked or (relation == "conj" and any(view.form[c] in ("but", "yet") for c in below))
    subject = view.child(verb, "nsubj") if marked else None
    return subject is not None and view.form[subject] in ("he", "she", "they", "nobody", "none", "no", "it", "there")


def asides(view: View, frame: Frame) -> set[int]:
    """What is said of the saying, also where a content was taken to hold it: ", without giving evidence, "."""
    found: set[int] = set()
    for cue in frame.cue:
        for child in view.children[cue]:
            if view.relation[child].split(":")[0] in ("advcl", "obl", "advmod"):
                found.update(view.subtree(child))
    words = evidence_tables().words
    giving = words["perception.giving"] | words["lacking.refusing"]
    claims = cue_tables().words["frames.allegations"] | words["lacking.theories"]
    for i in frame.content:
        # "said it was unsafe but offered no evidence": what the parser hangs on the content is said of the source.
        if view.lemma[i] in giving and view.relation[i] == "conj" and view.child(i, "nsubj") is None:
            found.update(view.subtree(i))
        if view.relation[i] in ("appos", "parataxis") and view.lemma[i] in claims:
            # "…, an assertion for which there is no evidence"
            found.update(view.subtree(i))
        if _set_against(view, i):
            found.update(view.subtree(i))
    # "claimed, without giving evidence, that ...": parsers hang the aside on what follows.
    that = next((n for n, i in enumerate(frame.content) if view.form[i] == "that" and view.relation[i] == "mark"), 0)
    opened = frame.content[:1]
    aside = any(view.upos[i] in ("PUNCT", "ADP", "SCONJ") for i in opened)
    if aside and set(opened) & set(view.sentence(frame.cue[0])):
        found.update(frame.content[:that])
    return found
