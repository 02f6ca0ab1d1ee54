"""What a careful reader would stop at: a slip in a denial, a pronoun for one of two, a quotation left open, figures
that disagree, somebody quoted of whom nothing is said.

Each is a rule over the whole article that looks at form alone. None says that anybody is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hearsay.model import Actor, Attribution, Claim, Note, Quantity, Span
from hearsay.parsed import OPEN_ENDED, OPENS, RUNS_ON
from hearsay.weigh.cues import is_negated
from hearsay.weigh.doubts import Doubts
from hearsay.weigh.figures import disagreeing
from hearsay.weigh.sources import SourceTypes, first_piece
from hearsay.weigh.tables import demonyms, note_tables
from hearsay.weigh.view import View

_QUOTED = ("state", "assert", "claim", "confirm", "perceive")
# So many of the words of the shorter of two contents must be in the other for it to say the same.
_SAME = 0.6

Told = tuple[Claim, Attribution]


def notes(
    types: SourceTypes, told: Sequence[Told], actors: Sequence[Actor], quantities: Sequence[Quantity]
) -> tuple[Note, ...]:
    """The notes on one article, in text order; ``told`` are its claims, each with its attribution."""
    view = types.view
    found = [
        *_slips(view, told, actors),
        *_ambiguous(types, told),
        *_unclosed(view),
        *disagreeing(view, quantities),
        *_roleless(types, told),
    ]
    return tuple(sorted(found, key=lambda note: note.span or (0, 0)))


def _slips(view: View, told: Sequence[Told], actors: Sequence[Actor]) -> Iterator[Note]:
    """A sentence in which a source asserts what it is said to deny."""
    countries = {a.id: a.country for a in actors}
    by_sentence: dict[range, list[Told]] = {}
    for one in told:
        if cue := view.words(one[1].cue):
            by_sentence.setdefault(view.sentence(cue[0]), []).append(one)
    for denial, at in told:
        if denial.stance != "deny" or not view.words(at.cue):
            continue
        for other, beside in by_sentence[view.sentence(view.words(at.cue)[0])]:
            if other.stance != "affirm" or not _same_source(denial, other):
                continue
            if _repeats(view, at, beside) or _own_doing(view, beside, _itself(view, denial, countries)):
                yield Note(
                    code="denial-contradicted",
                    message="the source is said to deny this, and in the same sentence to say what supports it",
                    span=_whole(at, beside),
                )
                break


def _same_source(one: Claim, other: Claim) -> bool:
    if one.attribution == other.attribution or not (one.chain and other.chain):
        return False
    mine, theirs = one.chain[-1], other.chain[-1]
    return mine.span is not None and (
        mine.span == theirs.span
        or (mine.actor is not None and mine.actor == theirs.actor)
        or (mine.name is not None and mine.name == theirs.name)
    )


def _repeats(view: View, denial: Attribution, other: Attribution) -> bool:
    """Whether what is asserted is what is denied, in much the same words and negated or not alike."""
    denied, asserted = view.words(denial.content), view.words(other.content)
    if set(denied) & set(asserted):
        return False
    one, two = _content(view, denied), _content(view, asserted)
    verbs = {view.lemma[i] for i in denied if view.upos[i] == "VERB"}
    if min(len(one), len(two)) < 2 or not verbs & two:
        return False
    alike = len(one & two) >= _SAME * min(len(one), len(two))
    return alike and _negations(view, denied) == _negations(view, asserted)


def _content(view: View, words: Iterable[int]) -> set[str]:
    return {view.lemma[i] for i in words if view.upos[i] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")}


def _negations(view: View, words: Sequence[int]) -> bool:
    return any(is_negated(view, i) for i in words if view.upos[i] in ("VERB", "ADJ", "NOUN"))


def _itself(view: View, claim: Claim, countries: dict[str, str | None]) -> set[str]:
    """What the source is called in lower case, its country's adjectives where it acts for one."""
    link = claim.chain[-1]
    country = countries.get(link.actor or "")
    names = {link.name.lower()} if link.name else set()
    return names | set(demonyms().get(country or "", ()))


def _own_doing(view: View, other: Attribution, itself: set[str]) -> bool:
    """Whether a source puts what it tells of down to itself: "fled because of the ministry's raids", said by it."""
    words = view.words(other.content)
    for at, _ in view.all(words, note_tables().causes):
        after = [i for i in words if i > at[-1]][:4]
        if any(_is_itself(view, i, itself) for i in after) and not _denied_cause(view, at[0]):
            return True
    harm = note_tables().harm
    for i in words:
        if view.upos[i] == "VERB" and view.lemma[i] in harm and not is_negated(view, i):
            subject = view.child(i, "nsubj")
            if subject is not None and view.relation[subject] == "nsubj" and _is_itself(view, subject, itself):
                return True
    return False


def _is_itself(view: View, word: int, itself: set[str]) -> bool:
    return view.form[word] in itself


def _denied_cause(view: View, word: int) -> bool:
    return any(is_negated(view, at) for at in (word, *list(view.up(word))[:3]))


def _whole(*parts: Attribution) -> Span:
    spans = [s for a in parts for s in (*a.source, *a.cue, *a.content)]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _ambiguous(types: SourceTypes, told: Sequence[Told]) -> Iterator[Note]:
    """A "he" or "she" that speaks, where the article's mentions and its sentences point to two different people."""
    view, doubts, seen = types.view, Doubts(types), set[int]()
    for _, attribution in told:
        words = view.words(attribution.source)
        if len(words) != 1 or words[0] in seen or view.parsed.quote[words[0]] != 0:
            continue
        seen.add(words[0])
        rivals = doubts.rivals(words[0])
        if len(rivals) > 1:
            names = " or ".join(view.parsed.document.text[slice(*span)] for span in rivals[:2])
            yield Note(
                code="pronoun-ambiguous",
                message=f"whom “{view.parsed.words[words[0]]}” stands for is not plain: {' '.join(names.split())}",
                span=first_piece(attribution.source),
            )


def _unclosed(view: View) -> Iterator[Note]:
    """A quotation that its paragraph leaves open and the next does not take up."""
    parsed = view.parsed
    opened, quote, paragraph = 0, parsed.quote.tolist(), [*parsed.paragraph.tolist(), -1]
    for i, state in enumerate(quote):
        opened = i if state == OPENS else opened
        last = state in (RUNS_ON, OPEN_ENDED) and paragraph[i + 1] != paragraph[i]
        if last and quote[i + 1 : i + 2] != [OPENS] and not _inches(view, opened):
            yield Note(
                code="quotation-open",
                message="a quotation is opened and never closed: where it ends is not certain",
                span=parsed.span(opened, i + 1),
            )


def _inches(view: View, mark: int) -> bool:
    """Whether a mark right after a digit is one of measure: 6'3"."""
    start = int(view.parsed.starts[mark])
    return start > 0 and view.parsed.document.text[start - 1].isdigit()


def _roleless(types: SourceTypes, told: Sequence[Told]) -> Iterator[Note]:
    """A person named once, of whom the text says nothing but the name."""
    view, doubts = types.view, Doubts(types)
    for claim, attribution in told:
        words = view.words(attribution.source)
        quoted = claim.act in _QUOTED and not any(view.parsed.quote[i] for i in words)
        if quoted and claim.chain[-1].type in ("person", "unknown") and words and doubts.bare(words):
            name = " ".join((claim.chain[-1].name or "").split())
            yield Note(
                code="source-without-role",
                message=f"{name} is named here only, and the text does not say who that is",
                span=first_piece(attribution.source),
            )
