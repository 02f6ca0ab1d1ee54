"""Coreference: GUM's chains, and MUC, B-cubed, CEAF-e and their mean as the reference scorer defines them.

Definitions after Pradhan et al. (ACL 2014): mentions that only one side has stay in, no singleton is
invented. Counts of documents are summed before precision and recall are taken.

A chain is any collection of hashable mentions: spans, heads, names. :func:`score` lets a mention that is in
two chains of one side count in the first, and one that is in a chain twice count once; the single measures
take chains as disjoint.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from hearsay.errors import DataError
from hearsay.evaluate.conllu import Prose, TreebankDocument, Word
from hearsay.evaluate.matching import assign
from hearsay.evaluate.scores import PRF, Table, set_prf
from hearsay.model import MentionKind, Span

Chains = Sequence[Collection[Hashable]]
_Chain = frozenset[Hashable]

METRICS = ("muc", "b-cubed", "ceaf-e")


def score(gold: Chains, predicted: Chains) -> Table:
    """``muc``, ``b-cubed`` and ``ceaf-e`` of one document. Singletons count unless dropped before."""
    key, response = _disjoint(gold), _disjoint(predicted)
    return {"muc": muc(key, response), "b-cubed": b_cubed(key, response), "ceaf-e": ceaf_e(key, response)}


def conll_f1(table: Mapping[str, PRF]) -> float:
    """The CoNLL score, 0 to 1: the mean of the three F1 of a table (of one document, or summed)."""
    return sum(table[name].f1 for name in METRICS) / len(METRICS)


def mentions(gold: Chains, predicted: Chains) -> PRF:
    """Exact matches of mentions, whatever chain they are in, singletons included if they are given."""
    return set_prf((m for chain in gold for m in chain), (m for chain in predicted for m in chain))


def drop_singletons(chains: Chains) -> list[Collection[Hashable]]:
    """The chains of two or more different mentions."""
    return [chain for chain in chains if len(set(chain)) > 1]


def muc(gold: Chains, predicted: Chains) -> PRF:
    """Links (Vilain et al. 1995): of a chain of n, n - 1 less one for each cut the other side makes."""
    found, golds = _links(gold, predicted)
    right, guesses = _links(predicted, gold)
    return PRF(right, guesses, found, golds)


def b_cubed(gold: Chains, predicted: Chains) -> PRF:
    """Each mention's share of its chain that the other side's chain holds too (Bagga and Baldwin 1998)."""
    found, golds = _shares(gold, predicted)
    right, guesses = _shares(predicted, gold)
    return PRF(right, guesses, found, golds)


def ceaf_e(gold: Chains, predicted: Chains) -> PRF:
    """Chains aligned one to one by the similarity 2|K ∩ R| / (|K| + |R|), called phi-4 (Luo 2005)."""
    keys, responses = [set(chain) for chain in gold], [set(chain) for chain in predicted]
    similarity = np.zeros((len(keys), len(responses)))
    where = _index(predicted)
    for i, key in enumerate(keys):
        for j in {where[m] for m in key if m in where}:
            similarity[i, j] = 2 * len(key & responses[j]) / (len(key) + len(responses[j]))
    total = float(sum(similarity[pair] for pair in assign(similarity)))
    return PRF.of(total, len(responses), len(keys))


def _disjoint(chains: Chains) -> list[_Chain]:
    seen: set[Hashable] = set()
    disjoint = []
    for chain in chains:
        fresh = frozenset(chain) - seen
        seen |= fresh
        if fresh:
            disjoint.append(fresh)
    return disjoint


def _index(chains: Chains) -> dict[Hashable, int]:
    index: dict[Hashable, int] = {}
    for i, chain in enumerate(chains):
        for mention in chain:
            index.setdefault(mention, i)
    return index


def _links(chains: Chains, others: Chains) -> tuple[int, int]:
    where = _index(others)
    kept = total = 0
    for chain in map(set, chains):
        known = [where[mention] for mention in chain if mention in where]
        # A mention the other side does not have is a part by itself.
        parts = len(set(known)) + len(chain) - len(known)
        kept += len(chain) - parts
        total += len(chain) - 1
    return kept, total


def _shares(chains: Chains, others: Chains) -> tuple[float, int]:
    where = _index(others)
    share, total = 0.0, 0
    for chain in map(set, chains):
        counts: defaultdict[int, int] = defaultdict(int)
        for mention in chain:
            if mention in where:
                counts[where[mention]] += 1
        share += sum(n * n for n in counts.values()) / len(chain)
        total += len(chain)
    return share, total


class GoldMention(msgspec.Struct, frozen=True):
    """A mention of GUM.

    ``words`` and ``head`` count the document's words from 0; the head is the word that depends on none
    inside the mention. ``chain`` is GUM's group, ``type`` its entity type, ``identity`` its Wikipedia title.
    """

    chain: str
    words: tuple[int, ...]
    head: int
    type: str
    kind: MentionKind
    identity: str | None

    def span(self, prose: Prose) -> Span:
        """The mention in the running text, from its first word to its last."""
        return prose.words[self.words[0]][0], prose.words[self.words[-1]][1]


class _Open(NamedTuple):
    key: str
    start: int
    attributes: Sequence[str]


class _Tree(NamedTuple):
    """A document's words, the place of each one's head, and the order of a mention's attributes."""

    words: Sequence[Word]
    heads: Sequence[int]
    attributes: Mapping[str, int]


_BRACKET = re.compile(r"(\()?([^()]+)(\))?")
_PART = re.compile(r"(.*)\[(\d+)/(\d+)\]")


def gum_mentions(document: TreebankDocument) -> list[GoldMention]:
    """The mentions of a document, from the ``Entity`` field of its words, in order of their first words.

    A chain is GUM's group: identity, apposition and predication alike; bridging and split antecedents do
    not make chains. The parts of a discontinuous mention (``4[1/2]``) are one mention. Raises DataError
    when the brackets do not match.
    """
    tree = _Tree(document.words, _document_heads(document), _attribute_order(document))
    pieces: dict[tuple[str, int], list[int]] = {}
    attributes: dict[tuple[str, int], Sequence[str]] = {}
    for number, opened, end in _brackets(tree.words, document.id):
        part = _PART.fullmatch(opened.key)
        key = f"{part[1]}[{part[3]}]" if part else opened.key
        # Parts of one mention share a slot; a later mention of the chain cut in the same way opens another.
        earlier = [slot for slot in pieces if slot[0] == key] if part and part[2] != "1" else []
        slot = earlier[-1] if earlier else (key, number)
        attributes.setdefault(slot, opened.attributes)
        pieces.setdefault(slot, []).extend(range(opened.start, end + 1))
    found = [
        _mention(key.partition("[")[0], sorted(set(members)), attributes[key, number], tree)
        for (key, number), members in pieces.items()
    ]
    return sorted(found, key=lambda mention: (mention.words[0], -mention.words[-1]))


def chains_of(found: Sequence[GoldMention], prose: Prose, *, by_head: bool = False) -> list[list[Span]]:
    """Mentions as chains of spans, or of their head words' spans, in the running text.

    By head, a mention nested in another with the same head (a name and its title) is left out: the wider
    one stands for both.
    """
    chains: dict[str, list[Span]] = {}
    seen: set[Span] = set()
    for mention in sorted(found, key=lambda m: -len(m.words)):
        span = prose.words[mention.head] if by_head else mention.span(prose)
        if span not in seen:
            seen.add(span)
            chains.setdefault(mention.chain, []).append(span)
    return list(chains.values())


def _brackets(words: Sequence[Word], where: str) -> Iterator[tuple[int, _Open, int]]:
    """Each bracketed span as (its number, what opened it, its last word), in the order of their opening."""
    stacks: defaultdict[str, list[tuple[int, _Open]]] = defaultdict(list)
    spans: list[tuple[int, _Open, int]] = []
    count = 0
    for i, word in enumerate(words):
        for opens, body, closes in _BRACKET.findall(_field(word.misc, "Entity")):
            key, *rest = body.split("-")
            if opens:
                stacks[key].append((count, _Open(key, i, rest)))
                count += 1
            if closes:
                if not stacks[key]:
                    raise DataError(f"word {i + 1} closes {key!r}, which is not open", where=where)
                number, opened = stacks[key].pop()
                spans.append((number, opened, i))
    if left := [key for key, stack in stacks.items() if stack]:
        raise DataError(f"never closed: {', '.join(left)}", where=where)
    yield from sorted(spans, key=lambda span: span[0])


def _field(misc: str, name: str) -> str:
    for field in misc.split("|"):
        if field.startswith(f"{name}="):
            return field[len(name) + 1 :]
    return ""


def _attribute_order(document: TreebankDocument) -> dict[str, int]:
    names = document.comments.get("global.Entity", "GRP-etype-infstat-salience-centering-minspan-link-identity")
    return {name: i for i, name in enumerate(names.split("-")[1:])}


def _document_heads(document: TreebankDocument) -> list[int]:
    """For each word, its head's place in the document; a root's is its own."""
    heads: list[int] = []
    for sentence in document.sentences:
        base = len(heads)
        heads += [base + (word.head or i) - 1 for i, word in enumerate(sentence.words, start=1)]
    return heads


def _mention(
    chain: str,
    members: Sequence[int],
    attributes: Sequence[str],
    tree: _Tree,
) -> GoldMention:
    def value(name: str) -> str:
        place = tree.attributes.get(name, len(attributes))
        return attributes[place] if place < len(attributes) else ""

    inside = set(members)
    # Where several words depend on words outside, or a root is inside, the first of them is the head.
    tops = (i for i in members if tree.heads[i] not in inside or tree.heads[i] == i)
    head = next(tops, members[0])
    return GoldMention(
        chain=chain,
        words=tuple(members),
        head=head,
        type=value("etype"),
        kind=_kind(tree.words[head]),
        identity=value("identity") or None,
    )


def _kind(head: Word) -> MentionKind:
    if head.upos == "PROPN":
        return "name"
    pronominal = "PronType=" in head.feats and "PronType=Art" not in head.feats
    return "pronoun" if head.upos == "PRON" or pronominal else "nominal"
