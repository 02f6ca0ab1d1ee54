"""Signs of how an article regards an organisation's responsibility, for the model of MUC-4's confidence.

They are read from the sentences that name the organisation: whether it is called alleged, whether its verb is hedged,
whether it stands under a verb of accusing or of claiming responsibility, and whose report the sentence is: its own,
an authority's or somebody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hearsay.coding.incidents.features import Describer
from hearsay.coding.incidents.lexicon import words
from hearsay.coding.incidents.tree import Tree
from hearsay.reporting import reporting_verbs

_BEFORE = 3  # words before a phrase that may call it alleged


def signs(describer: Describer, numbers: Collection[int]) -> set[str]:
    """The signs for the organisation that the phrases of these numbers name, each once."""
    heads = {describer.phrases[n].head for n in describer.same(numbers)}
    out = {sign for n in numbers for sign in _of_phrase(describer, n, heads)}
    whole = set(describer.whole)
    if not whole.isdisjoint({"accuse", "blame"}):
        out.add("R somebody is accused")
    if "responsibility" in whole and not words("claiming").isdisjoint(whole):
        out.add("R somebody claims responsibility")
    return out


def _of_phrase(describer: Describer, number: int, heads: Collection[int]) -> Iterator[str]:
    tree, phrase = describer.tree, describer.phrases[number]
    above = list(tree.up(phrase.head))
    sentence = range(*describer.parsed.sentences[tree.sentence_of[phrase.head]])
    told = {tree.lemma[w] for w in sentence}
    violent = not told.isdisjoint(words("violent") | words("harm"))
    if not words("alleged").isdisjoint(_beside(tree, phrase.head, phrase.start, phrase.end)):
        yield "R alleged"
    verb = next((w for w in above if tree.upos[w] in ("VERB", "AUX")), None)
    if verb is not None:
        if not words("hedges").isdisjoint({tree.lemma[verb], *(tree.lemma[c] for c in tree.children[verb])}):
            yield "R hedged"
        if tree.lemma[verb] in words("blame"):
            yield "R under a verb of blame"
    if not told.isdisjoint(words("responsibility")) and not told.isdisjoint(words("claiming")):
        yield "R beside a claim of responsibility"
    yield from _claims(tree, phrase.head, above)
    if not told.isdisjoint(words("blame")):
        yield "R beside blame"
    if violent and not told.isdisjoint(words("denying")):
        yield "R beside a denial"
    if violent:
        yield from _reporters(tree, phrase.head, above, heads)


def _beside(tree: Tree, head: int, start: int, end: int) -> set[str]:
    """What modifies a phrase, or the noun that it is said of ("alleged members of the group")."""
    near = {tree.lemma[w] for w in range(max(0, start - _BEFORE), end)} | {tree.lemma[c] for c in tree.children[head]}
    above = tree.head[head]
    if above != head and tree.upos[above] == "NOUN":
        near |= {tree.lemma[c] for c in tree.children[above]}
    return near


def _claims(tree: Tree, head: int, above: list[int]) -> Iterator[str]:
    for word in above:
        objects = {tree.lemma[c] for c in tree.children[word]}
        if tree.lemma[word] in words("claiming") and not objects.isdisjoint(words("responsibility")):
            yield f"R claims responsibility {tree.place(head)[1]}"


def _reporters(tree: Tree, head: int, above: list[int], heads: Collection[int]) -> Iterator[str]:
    """Whose report the phrase stands in, by the subjects of the verbs of reporting above it."""
    path = {head, *above}
    for word in above:
        if tree.lemma[word] not in reporting_verbs():
            continue
        subject = tree.child(word, "nsubj", "nsubj:pass")
        if subject is None:
            continue
        if subject in path:
            yield "R reports"
        elif subject in heads:
            yield "R told by itself"
        else:
            yield f"R told by {'an authority' if tree.lemma[subject] in words('authorities') else 'another'}"
