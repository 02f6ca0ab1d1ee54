"""Who is one voice: a person under several names, a body in short and in full, its head and those who speak for it.

What is counted when it is asked how many independently say a thing. A minister and a spokesman of the ministry are not
two who confirm each other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from hearsay.corroborate.origins import Root
from hearsay.corroborate.predicates import shipped
from hearsay.corroborate.told import AUTHOR, Voice
from hearsay.corroborate.words import name_key, words
from hearsay.errors import ConfigError
from hearsay.model import SourceType

PERSONS: frozenset[SourceType] = frozenset({"named-official", "expert", "witness", "person", "public", "unknown"})
"""Types of sources that may be one person under several names."""

_NAMED: frozenset[SourceType] = frozenset({"named-official", "expert", "witness", "person"})
_DESCRIBED: frozenset[SourceType] = _NAMED | {"anonymous-official", "public"}
"""Types of sources that may be somebody without a name: two reports' "residents" are not known to be the same."""
BODIES: frozenset[SourceType] = frozenset({"organization", "anonymous-official", "unknown"})
"""Types of sources that a text may name in short and in full."""

_NAME = "data/corroborate/voices.toml"
_APART = "\x1f"
_ORIGIN = "origin "
_ROLE = "\x1e"  # parts an unnamed source's description from the origin of its report
_TELLING = 2  # words that name a body in any text; fewer do so only within one


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who says something in a text, and the voice that it is by itself; ``named`` if it is not just its report's."""

    key: str
    text: str
    source: str
    type: SourceType
    actor: str | None
    voice: str
    named: bool

    @property
    def node(self) -> str:
        """What is joined with others: all that has the voice, but a short name only within its text."""
        if not self.named:
            return f"{self.voice}{_APART}{self.key}"
        telling = self.voice.startswith("actor ") or len(words(self.source)) >= _TELLING
        return self.voice if telling else f"{self.voice}{_APART}{self.text}"


class _Body(msgspec.Struct, frozen=True):
    """The words that name the body somebody is or speaks for; ``exact`` if these are all, as no person's are."""

    words: frozenset[str]
    exact: bool


class _Nouns(msgspec.Struct, frozen=True):
    speakers: frozenset[str]
    people: frozenset[str]
    bodies: frozenset[str]
    heads: dict[str, str]
    unlike: frozenset[str]
    passed_over: frozenset[str]


@cache
def _nouns() -> _Nouns:
    given = tomllib.loads(resources.files("hearsay").joinpath(_NAME).read_text(encoding="utf-8"))
    try:
        lists = {name: frozenset(word for line in given[name] for word in line.split()) for name in given}
        heads = dict(pair.split() for pair in given["heads"])
        return _Nouns(lists["speakers"], lists["people"], lists["bodies"], heads, lists["unlike"], lists["passed_over"])
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise ConfigError(f"not of the form that its head tells: {error}", where=_NAME) from error


def voice_key(voice: Voice, root: Root) -> str:
    """What makes a voice one by itself: who speaks, where that is told, or else where the report comes from.

    Somebody with a name is that person and not the office or the party they are known by: two senators are two voices.
    """
    if voice.type in _NAMED and _person(voice.source, voice.type):
        return f"name {name_key(voice.source)}"
    if voice.actor is not None:
        return f"actor {voice.actor}"
    if _is_named(voice):
        return f"name {name_key(voice.source)}"
    described = voice.source != AUTHOR and voice.claim is not None
    return f"{_ORIGIN}{root.id}" + (f"{_ROLE}{name_key(voice.source)}" if described else "")


def _is_named(voice: Voice) -> bool:
    """Whether a source is known outside its report: it has a name, or names the body it speaks for."""
    if voice.source == AUTHOR or voice.claim is None or voice.type == "unknown":
        return False
    if voice.type not in _DESCRIBED or _person(voice.source, voice.type):
        return True
    return len(body_of(voice.source, voice.type).words) >= _TELLING


def is_proper(source: str) -> bool:
    """Whether a source has a name of its own: "police" and "the ministry" are somebody else's elsewhere."""
    return any(word[:1].isupper() and word.strip(".’'\"").casefold() not in _plain() for word in source.split())


@cache
def _plain() -> frozenset[str]:
    return _no_names() | _nouns().bodies | _nouns().passed_over | shipped().determiners


@cache
def _no_names() -> frozenset[str]:
    """Words that are no part of a person's name, however they are written."""
    return _nouns().people | shipped().titles


def counted(voice: str) -> str:
    """The voice that one counts as: the unnamed sources of a report are one, where its text comes from."""
    return voice.partition(_ROLE)[0]


def authority(voice: str) -> str:
    """Whose figures a voice's are: unnamed sources' by what they are called, so rescuers revise what rescuers told."""
    origin, _, described = voice.partition(_ROLE)
    return f"name {described}" if described else origin


def is_named(voice: str) -> bool:
    """Whether a voice is somebody, and not just where a report comes from."""
    return not voice.startswith(_ORIGIN)


def speaker_in(key: str, text: str, voice: Voice, root: Root) -> Speaker:
    """Whose claim ``key`` is in a text of that origin."""
    return Speaker(
        key=key, text=text, source=voice.source, type=voice.type, actor=voice.actor, voice=voice_key(voice, root),
        named=voice.actor is not None or _is_named(voice),
    )  # fmt: skip


def joined(speakers: Sequence[Speaker]) -> dict[str, str]:
    """The voice of each speaker, by its key."""
    voices = _Voices()
    _join_same(speakers, voices)
    _join_persons(speakers, voices)
    _join_bodies(speakers, voices)
    return {one.key: voices.of(one.node).partition(_APART)[0] for one in speakers}


class _Voices:
    """Voices that have been found to be one: the first stands for all, or else one with a name."""

    def __init__(self) -> None:
        self._same: dict[str, str] = {}

    def of(self, voice: str) -> str:
        while voice in self._same:
            voice = self._same[voice]
        return voice

    def join(self, kept: str, other: str) -> None:
        kept, other = self.of(kept), self.of(other)
        if kept.startswith(_ORIGIN) and not other.startswith(_ORIGIN):
            kept, other = other, kept
        if kept != other:
            self._same[other] = kept


def _join_same(speakers: Sequence[Speaker], voices: _Voices) -> None:
    """Who has one name and is one actor is one, whatever each text takes them for."""
    known: dict[tuple[str, str], str] = {}
    for one in speakers:
        if one.actor is not None:
            voices.join(known.setdefault((one.actor, name_key(one.source)), one.node), one.node)


def _join_persons(speakers: Sequence[Speaker], voices: _Voices) -> None:
    """ "Inspector Ana Brom", "Brom" and "Ms Brom, who led the team" are one.

    Two are one person where the last names are the same and the names before them do not differ; a title is no name,
    and differs from nothing.
    """
    known: dict[str, list[tuple[set[str], str]]] = {}
    for one in speakers:
        parts = _person(one.source, one.type)
        if not parts:
            continue
        *given, last = parts
        there = known.setdefault(last, [])
        same = next((node for names, node in there if not names or not given or names & set(given)), None)
        if same is None:
            there.append((set(given), one.node))
        else:
            voices.join(same, one.node)


def _person(source: str, kind: SourceType) -> list[str]:
    """A person's names, the last name last, without titles; empty for what is none or has none."""
    if kind not in PERSONS:
        return []
    first, *rest = source.split(",")
    described = first.split()[:1] and first.split()[0].casefold() in shipped().determiners
    named = (rest[0] if rest and described and rest[0].strip()[:1].isupper() else first).split()
    capital = [word.strip(".’'\"").casefold() for word in named if word[:1].isupper()]
    return [word for word in capital if word not in _no_names() and len(word) > 1]


def _join_bodies(speakers: Sequence[Speaker], voices: _Voices) -> None:
    """A body in short and in full within one text, its head, and those who speak for it, are one.

    In any text a body must be named by two words or more ("the transport ministry", "Transport Minister Mara Olt"); a
    short name ("the ministry") is a body's only beside its full one, and only where one has that name.
    """
    named = [(one, body) for one in speakers if (body := body_of(one.source, one.type)).words]
    by_word: dict[str, list[tuple[Speaker, _Body]]] = {}
    for one, body in named:
        for word in body.words:
            by_word.setdefault(word, []).append((one, body))
    for one, body in named:
        if body.exact:
            rarest = min((by_word[word] for word in body.words), key=len)
            of = [(other, its) for other, its in rarest if other.key != one.key and _is_of(one, body, other, its)]
            _join_one(one, body, of, voices)


def _join_one(one: Speaker, body: _Body, of: Sequence[tuple[Speaker, _Body]], voices: _Voices) -> None:
    """Join a body with who is or speaks for it; with a fuller name only where all of those can be one's."""
    fuller = [its.words for _, its in of if its.exact and its.words > body.words]
    known = all(words <= max(fuller, key=len) for words in fuller)
    for other, its in of:
        if its.exact and its.words > body.words:
            if known:
                voices.join(other.node, one.node)
        elif known or its.words == body.words:
            voices.join(one.node, other.node)


def _is_of(one: Speaker, body: _Body, other: Speaker, its: _Body) -> bool:
    """Whether the first is the body that the second is or speaks for, as far as their words tell."""
    if its.exact and None not in (one.actor, other.actor) and one.actor != other.actor:
        return False
    if one.text != other.text:
        return len(body.words) >= _TELLING and (body.words == its.words if its.exact else body.words <= its.words)
    return body.words <= its.words and (its.exact or len(body.words) >= _TELLING)


def body_of(source: str, kind: SourceType) -> _Body:
    """The body that a source is or speaks for, by its own words; no words where they name none."""
    parts = [words(part) for part in source.split(",")]
    if _nouns().unlike & {*parts[0], *(parts[1] if len(parts) > 1 else ())}:
        return _NOBODY
    for number, part in enumerate(parts[:2]):
        found = _spoken_for(part) or _headed(part, kind, alone=number > 0)
        if found is not None:
            return found
    return _Body(frozenset(parts[0]) - _nouns().passed_over, True) if kind in BODIES else _NOBODY


_NOBODY = _Body(frozenset(), True)


def _spoken_for(said: Sequence[str]) -> _Body | None:
    """The body in "a spokesman for the port authority", "a port authority spokesman"."""
    at = next((number for number, word in enumerate(said) if word in _nouns().speakers), None)
    if at is None:
        return None
    after = said[at + 1 :]
    beside = after[1:] if after[:1] and after[0] in ("for", "of", "at", "from", "by", "in") else said[:at]
    return _Body(frozenset(beside) - _nouns().passed_over, True)


def _headed(said: Sequence[str], kind: SourceType, *, alone: bool) -> _Body | None:
    """The body in "Transport Minister Mara Olt"; ``alone`` where the name stands elsewhere."""
    heads = _nouns().heads
    if kind not in PERSONS or not any(word in heads for word in said):
        return None
    return _Body(frozenset(heads.get(word, word) for word in said) - _nouns().passed_over, alone)
