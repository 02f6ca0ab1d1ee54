"""What the model gets wrong in ways that its words alone show: cues that cannot be cues, sources taken for cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from hearsay.attribute.tagging import Cue, Frame, Range
from hearsay.model import Mention, Span
from hearsay.parsed import Name, Parsed

# "They did not confirm": the auxiliary says nothing by itself. An outermost cue may be one ("Poll: …" has a colon).
_EMPTY = frozenset(("AUX", "PART", "PUNCT", "PRON", "DET", "CCONJ"))
_SPEAKERS = frozenset(("PER", "ORG"))
_WHO = frozenset(("person", "organization"))
_FAR = 40  # words
_NEAR = 12  # words between who speaks and the cue
_ADDRESSING = frozenset(("to", "dear"))
# Verbs of holding something: "I don't think that …" is an attribution, though the model is taught on news.
_HELD = frozenset(("think", "know", "believe"))
_NOT = frozenset(("not", "n't", "n’t", "never"))
_OPEN = frozenset(("if", "unless", "whether", "though"))
_UNSURE = (0.5, 0.5, 0.5, 0.5, 0.5, 1.0, 0.0)  # signs of a frame that no model has judged
_LINKS = frozenset(("and", "but", "while", "yet"))


def speaking(parsed: Parsed, found: Iterable[Cue]) -> list[Cue]:
    """The cues without nested ones that hold no word by which anything could be said."""
    return [c for c in found if not c.nested or any(parsed.upos[i] not in _EMPTY for i in range(c.start, c.end))]


def addressed(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames without those whose source a letter is addressed to: "To the editor: …"."""
    return [frame for frame in found if not _addressed(parsed, frame)]


def _addressed(parsed: Parsed, frame: Frame) -> bool:
    if not frame.source or any(c.isalnum() for w in parsed.words[frame.cue.start : frame.cue.end] for c in w):
        return False
    start, end = frame.source[0]
    start -= start > 0 and parsed.words[start - 1].lower() in _ADDRESSING
    first = start == 0 or parsed.paragraph[start - 1] != parsed.paragraph[start]
    return first and parsed.words[start].lower() in _ADDRESSING and frame.cue.start == end


def signed(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames, with the name as source where a cue is nothing but a dash and a name: "… — Jane Doe"."""
    ends = {name.end: name for name in parsed.names if name.type in _SPEAKERS}
    return [_signed(parsed, frame, ends.get(frame.cue.end)) for frame in found]


def by_the_subject(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; a participle that was given no source ("…, saying that …") has its clause's subject.

    Only where that is somebody: a person, a body, or a pronoun for one, and as much within quotation marks as the cue.
    """
    mentions = {m.head: m for m in parsed.mentions}
    return [_by_the_subject(parsed, frame, mentions) for frame in found]


def kept_together(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames without what cannot be theirs.

    A source in pieces is of one sentence, the cue's where a piece is there: "The palace … A western diplomat" is two.
    What a headline reports ends with the headline, and what the article says does not begin in it.
    """
    sentence_of = {i: n for n, (a, b) in enumerate(parsed.sentences) for i in range(a, b)}
    titles = [zone.span for zone in parsed.document.zones if zone.kind == "title"]

    def titled(word: int) -> bool:
        return any(a <= parsed.starts[word] < b for a, b in titles)

    out = []
    for frame in found:
        own = sentence_of.get(frame.cue.start)
        source = frame.source
        if len(source) > 1:
            near = tuple(piece for piece in source if sentence_of.get(piece[0]) == own)
            source = near or source
        content = frame.content
        if titles:
            content = _of_one_part(content, titled, titled(frame.cue.start))
            source = _of_one_part(source, titled, titled(frame.cue.start))
        if content:
            out.append(Frame(frame.cue, source, content, frame.signs))
    return out


def one_source(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames, each with a source in one piece: its cue's subject, or else the last one before the cue.

    Pieces with a comma between are one: "Another critic, Ana Ruiz, …".
    """
    return [frame if len(frame.source) < 2 else replace(frame, source=_one(parsed, frame)) for frame in found]


def without_stops(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; the full stop after what is said outside quotation marks is the article's, not the speaker's."""
    out = []
    for frame in found:
        a, b = frame.content[-1]
        stops = b - a > 1 and parsed.words[b - 1] == "." and not parsed.quote[b - 1]
        out.append(replace(frame, content=(*frame.content[:-1], (a, b - 1))) if stops else frame)
    return out


def _one(parsed: Parsed, frame: Frame) -> tuple[Range]:
    pieces = [frame.source[0]]
    for a, b in frame.source[1:]:
        last = pieces[-1]
        if not any(map(str.isalnum, "".join(parsed.words[last[1] : a]))):
            pieces[-1] = (last[0], b)
        else:
            pieces.append((a, b))
    cue = range(frame.cue.start, frame.cue.end)
    subjects = [piece for piece in pieces if any(_is_subject(parsed, i, cue) for i in range(*piece))]
    before = [piece for piece in pieces if piece[1] <= cue.start]
    return (subjects[0] if len(subjects) == 1 else before[-1] if before else pieces[0],)


def _is_subject(parsed: Parsed, word: int, cue: range) -> bool:
    return int(parsed.head[word]) in cue and parsed.relation[word] in ("nsubj", "obl:agent")


def own_clauses(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; what is said ends where, after a semicolon, somebody else begins to say something.

    "Police said two were hurt; a doctor said one had died": the doctor does not speak on the word of the police.
    """
    found = list(found)
    speaks = {frame.source[0][0]: n for n, frame in enumerate(found) if _in_order(frame)}
    out, freed = [], set()
    for frame in found:
        content: list[Range] = []
        for a, b in frame.content:
            stop = next((i for i in range(a + 1, b) if _begins_anew(parsed, i, frame, speaks)), b)
            content.append((a, stop))
            if stop < b:
                freed.add(next(speaks[i] for i in (stop + 1, stop + 2) if i in speaks))
                break
        else:
            out.append(frame)
            continue
        out.append(replace(frame, content=tuple(content)))
    return [replace(f, cue=replace(f.cue, nested=False)) if n in freed else f for n, f in enumerate(out)]


def each_its_own(parsed: Parsed, found: Iterable[Frame]) -> list[Frame]:
    """The frames; a sentence that another reports by a cue of its own is not also a piece of what was said elsewhere.

    "The agency quoted the minister as saying … . It cited an officer as saying …": each has what stands beside its cue.
    """
    found = list(found)
    sentence_of = {i: n for n, (a, b) in enumerate(parsed.sentences) for i in range(a, b)}
    owned = {(p, sentence_of.get(p[0])) for f in found for p in f.content if _beside(sentence_of, f, p)}
    out = []
    for frame in found:
        own = tuple(p for p in frame.content if _beside(sentence_of, frame, p))
        kept = tuple(p for p in frame.content if p in own or (p, sentence_of.get(p[0])) not in owned)
        out.append(replace(frame, content=kept) if own else frame)
    return out


def not_held(parsed: Parsed, found: Sequence[Frame]) -> list[Frame]:
    """The frames, with those of thought denied that were passed over: "I don't think that …", "who do not know why".

    Only with a subject before the negation, the auxiliary "do" and a clause below: nothing asked, bidden or supposed.
    """
    taken = {i for frame in found for i in range(frame.cue.start, frame.cue.end)}
    verbs = [i for i, lemma in enumerate(parsed.lemma) if lemma in _HELD and parsed.upos[i] == "VERB"]
    return [*found, *(frame for i in verbs if i not in taken and (frame := _not_held(parsed, i)) is not None)]


def _not_held(parsed: Parsed, verb: int) -> Frame | None:
    number, row = _number(parsed.sentences, verb), _number(parsed.rows, verb)
    if number is None or row is None:
        return None
    sentence = parsed.sentences[number]
    below = [i for i in range(*sentence) if parsed.head[i] == verb and i != verb]
    relation = {i: parsed.relation[i].split(":")[0] for i in below}
    negation = [i for i in below if i < verb and parsed.words[i].lower() in _NOT]
    helper = [i for i in below if i < verb and relation[i] == "aux" and parsed.lemma[i] == "do"]
    subject = [i for i in below if relation[i] == "nsubj"]
    clause = [i for i in below if relation[i] == "ccomp" and i > verb]
    supposed = any(relation[i] == "mark" and parsed.words[i].lower() in _OPEN for i in below)
    if not (negation and helper and subject and clause) or supposed or subject[0] > helper[0]:
        return None
    content = _hull(parsed, clause[0], sentence, verb + 1)
    source = _hull(parsed, subject[0], (sentence[0], helper[0]), sentence[0])
    return Frame(Cue(helper[0], verb + 1, row, False, _UNSURE[0]), (source,), (content,), _UNSURE)


def _number(ranges: Sequence[Range], word: int) -> int | None:
    """Which of some ranges in order, none over another, a word is in."""
    at = bisect_right(ranges, word, key=lambda one: one[0]) - 1
    return at if at >= 0 and word < ranges[at][1] else None


def _hull(parsed: Parsed, top: int, within: Range, start: int) -> Range:
    """From the first to the last word below a word, its closing marks left out, no further back than ``start``."""
    under = {top}
    size = 0
    while size != len(under):
        size = len(under)
        under |= {i for i in range(*within) if int(parsed.head[i]) in under}
    end = max(under) + 1
    while end - 1 > top and parsed.upos[end - 1] == "PUNCT":
        end -= 1
    return max(start, min(under)), end


def _beside(sentence_of: Mapping[int, int], frame: Frame, piece: Range) -> bool:
    return sentence_of.get(frame.cue.start) in (sentence_of.get(piece[0]), sentence_of.get(piece[1] - 1))


def _in_order(frame: Frame) -> bool:
    return bool(frame.source) and frame.source[0][1] <= frame.cue.start <= frame.source[0][1] + _NEAR


def _begins_anew(parsed: Parsed, i: int, frame: Frame, speaks: Mapping[int, int]) -> bool:
    mark = parsed.words[i] == ";" and not parsed.quote[i] and frame.cue.end <= i
    link = i + 1 < len(parsed) and parsed.words[i + 1].lower() in _LINKS
    return mark and (i + 1 in speaks or (link and i + 2 in speaks))


def _by_the_subject(parsed: Parsed, frame: Frame, mentions: Mapping[Span, Mention]) -> Frame:
    if frame.source:
        return frame
    own = range(frame.cue.start, frame.cue.end)
    top = next((i for i in own if parsed.head[i] not in own), own.start)
    verb = int(parsed.head[top])
    relation = parsed.relation[top]
    if parsed.xpos[top] == "VBG" and relation.startswith("advcl") and verb != top:
        clause, sides = verb, range(max(0, top - _FAR), min(len(parsed), verb + 1))
    elif parsed.upos[top] == "VERB" and not _passive(parsed, top):
        clause, sides = top, range(max(0, top - _FAR), own.start)
    else:
        return frame
    said = {i for a, b in frame.content for i in range(a, b)}
    for i in sides:
        if parsed.head[i] == clause and parsed.relation[i] == "nsubj" and i not in said:
            mention = mentions.get((int(parsed.starts[i]), int(parsed.ends[i])))
            quoted = bool(parsed.quote[i]) == bool(parsed.quote[frame.cue.start])
            if mention is not None and mention.type in _WHO and quoted:
                span = _words_of(parsed, mention)
                apart = span[1] <= own.start or span[0] >= own.stop
                if apart and span[1] - span[0] <= _FAR and not said & set(range(*span)):
                    return Frame(frame.cue, (span,), frame.content, frame.signs)
    return frame


def _passive(parsed: Parsed, verb: int) -> bool:
    near = range(max(0, verb - _FAR), verb)
    return any(parsed.head[i] == verb and parsed.relation[i].endswith(":pass") for i in near)


def _words_of(parsed: Parsed, mention: Mention) -> Range:
    start, end = (bisect_left(parsed.starts, at) for at in mention.span)
    while end - 1 > start and parsed.words[end - 1] in (",", ";", ":"):
        end -= 1
    return start, end


def _of_one_part(pieces: tuple[Range, ...], titled: Callable[[int], bool], wanted: bool) -> tuple[Range, ...]:
    """The pieces, or parts of them, that are in the title (or that are not)."""
    out: list[Range] = []
    for a, b in pieces:
        inside = [i for i in range(a, b) if titled(i) == wanted]
        if inside:
            out.append((inside[0], inside[-1] + 1))
    return tuple(out)


def _signed(parsed: Parsed, frame: Frame, name: Name | None) -> Frame:
    cue = frame.cue
    if frame.source or name is None or not cue.start < name.start:
        return frame
    if any(c.isalnum() for word in parsed.words[cue.start : name.start] for c in word):
        return frame
    sure, _, _, *content, _, nested = frame.signs
    signs = (sure, name.probability, name.probability, *content, 1.0, nested)
    return Frame(replace(cue, end=name.start), ((name.start, name.end),), frame.content, signs)
