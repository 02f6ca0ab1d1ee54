"""Is the speaker named right, where the text at the cue says only "she" or "the minister"?

The set is built from GUM. A case is an attribution

1. whose source words have one syntactic head, and that head is not a proper noun;
2. which heads a gold mention (of several, the one that shares most with the source);
3. whose coreference chain holds a *named* mention, one whose head is a proper noun, anywhere in the article.

The answer wanted is the name. A predicted name is right when, letters compared without case and without
articles and possessive endings, one of the chain's named mentions has exactly its words; or the two share a
word of the name proper (the head and what is flat or compounded with it), and one holds the other: every word
of the prediction stands in the mention, or every word of the name proper in the prediction. A prediction that
is word for word a name of another chain of the article, and of this one only in part, is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

import msgspec

from hearsay.evaluate.attribution import Attributed
from hearsay.evaluate.conllu import Prose, TreebankDocument, Word, document_prose
from hearsay.evaluate.coref import GoldMention, gum_mentions
from hearsay.evaluate.nested import GoldDocument
from hearsay.evaluate.scores import PRF, Table
from hearsay.evaluate.spans import overlap
from hearsay.model import Spans

SourceForm = Literal["first-person", "second-person", "third-person", "other-pronoun", "common-noun"]

_WORD = re.compile(r"\w+(?:[-.’'&]\w+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_ARTICLES = frozenset({"the", "a", "an", "s"})
_NAME_PARTS = frozenset({"flat", "compound", "goeswith"})


class Name(msgspec.Struct, frozen=True):
    """A named mention as words without case: all of them, and those of the name proper."""

    words: frozenset[str]
    proper: frozenset[str]


class Case(msgspec.Struct, frozen=True):
    """One attribution whose speaker has to be found, and the names that answer it."""

    attribution: str
    form: SourceForm
    source: Spans
    cue: Spans
    content: Spans
    names: tuple[Name, ...]
    rivals: frozenset[frozenset[str]]


class Spoken(Attributed, Protocol):
    """What the score needs of a predicted attribution."""

    @property
    def source_name(self) -> str | None: ...


def cases(document: GoldDocument, treebank: TreebankDocument) -> list[Case]:
    """The cases of one document. Its text must be :func:`document_prose` of ``treebank``."""
    prose, words = document_prose(treebank), treebank.words
    heads = _heads(treebank)
    found = gum_mentions(treebank)
    named = [(m.chain, _name(m, words, heads)) for m in found if m.kind == "name"]
    result = []
    for attribution in document.attributions:
        mention = _source_mention(attribution.source, found, prose, heads)
        if mention is None or mention.kind == "name":
            continue
        names = tuple(name for chain, name in named if chain == mention.chain)
        if not names:
            continue
        rivals = frozenset(name.words for chain, name in named if chain != mention.chain)
        result.append(
            Case(
                attribution=attribution.id,
                form=_form(mention, words),
                source=attribution.source,
                cue=attribution.cue,
                content=attribution.content,
                names=names,
                rivals=rivals - {name.words for name in names},
            )
        )
    return result


def score(gold: Sequence[Case], predicted: Sequence[Spoken]) -> Table:
    """``speaker``, ``speaker FORM`` for each form of source, and ``speaker reported``.

    *Reported* leaves out the first and second person, which news has within quotations only.
    Recall is over all cases; precision over those for which an attribution was found at the source (it
    overlaps the source, and the cue or the content) and given a name.
    """
    table: Table = {}
    for case in gold:
        attribution = find(case, predicted)
        name = attribution.source_name if attribution else None
        right = name is not None and is_right(case, name)
        counts = PRF.of(int(right), int(name is not None), 1)
        keys = ["speaker", f"speaker {case.form}"]
        if case.form not in ("first-person", "second-person"):
            keys.append("speaker reported")
        for key in keys:
            table[key] = table.get(key, PRF()) + counts
    return table


def find(case: Case, predicted: Sequence[Spoken]) -> Spoken | None:
    """The predicted attribution that shares most with the case, of those at its source."""

    def shared(a: Spoken) -> int:
        rest = overlap(a.cue, case.cue) + overlap(a.content, case.content)
        return overlap(a.source, case.source) and rest

    best = max(predicted, key=shared, default=None)
    return best if best is not None and shared(best) else None


def is_right(case: Case, name: str) -> bool:
    """Whether a predicted name is one of the case's, as the module's text defines it."""
    words = name_words(name)
    if any(words == known.words for known in case.names):
        return bool(words)
    if words in case.rivals:
        return False
    return any(words & known.proper and (words <= known.words or known.proper <= words) for known in case.names)


def name_words(name: str) -> frozenset[str]:
    """The words of a name without case, articles and possessive endings."""
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(name.casefold()))
    return frozenset(word for word in found if word not in _ARTICLES)


def _heads(treebank: TreebankDocument) -> list[int]:
    heads: list[int] = []
    for sentence in treebank.sentences:
        base = len(heads)
        heads += [base + word.head - 1 if word.head else -1 for word in sentence.words]
    return heads


def _source_mention(
    source: Spans, found: Sequence[GoldMention], prose: Prose, heads: Sequence[int]
) -> GoldMention | None:
    inside = {i for i, span in enumerate(prose.words) if overlap((span,), source)}
    tops = [i for i in inside if heads[i] not in inside]
    if len(tops) != 1:
        return None
    headed = [mention for mention in found if mention.head == tops[0]]
    return max(headed, key=lambda m: _likeness(inside, set(m.words)), default=None)


def _likeness(left: set[int], right: set[int]) -> float:
    return len(left & right) / len(left | right)


def _name(mention: GoldMention, words: Sequence[Word], heads: Sequence[int]) -> Name:
    inside = set(mention.words)
    proper = {mention.head}
    # Breadth first: a part of a part (a middle name under a surname) is a part.
    queue = [mention.head]
    while queue:
        top = queue.pop()
        parts = [i for i in inside - proper if heads[i] == top and _is_name_part(words[i])]
        proper.update(parts)
        queue += parts
    everything = " ".join(words[i].form for i in mention.words)
    return Name(name_words(everything), name_words(" ".join(words[i].form for i in sorted(proper))))


def _is_name_part(word: Word) -> bool:
    return word.deprel.partition(":")[0] in _NAME_PARTS and word.upos in ("PROPN", "X")


def _form(mention: GoldMention, words: Sequence[Word]) -> SourceForm:
    if mention.kind == "nominal":
        return "common-noun"
    feats = words[mention.head].feats.split("|")
    if "Person=1" in feats:
        return "first-person"
    if "Person=2" in feats:
        return "second-person"
    return "third-person" if "Person=3" in feats else "other-pronoun"
