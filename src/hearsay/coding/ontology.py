"""The ontology of events: types, modes, contexts, triggers by sense and argument patterns, out of data files.

The package's own file is PLOVER 2.0 (``data/ontology/plover.toml``); a user's files, of the same schema, are laid on
top, and a type in them works without a line of Python. The schema is described in ``docs/ontology.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from hearsay.coding.ontology_file import Raw, read
from hearsay.errors import ConfigError

BUILT_IN = (
    "actor",
    "source",
    "public",
    "person",
    "living",
    "concrete",
    "abstract",
    "name",
    "plural",
    "organization",
    "place_or_public",
)
"""Classes that are told from the parse, not from a list."""
PREPOSITIONS = frozenset((
    "about", "across", "after", "against", "ahead", "along", "among", "around", "as", "at", "before", "behind",
    "between", "by", "concerning", "during", "for", "from", "in", "inside", "into", "like", "near", "of", "off",
    "on", "onto", "out", "outside", "over", "regarding", "through", "to", "toward", "towards", "under", "upon",
    "via", "with", "within", "without",
))  # fmt: skip
ARGUMENTS = frozenset(("subject", "object", "indirect", "possessor", "compound", "adjective", "clause", "governor"))
SIGNS = frozenset(
    (
        "particle",
        "light",
        "passive",
        "nearby",
        "vicinity",
        "sentence",
        "governed",
        "complement",
        "infinitive",
        "finite",
        "that",
        "whether",
    )
)
SLOTS = PREPOSITIONS | ARGUMENTS | SIGNS
WORD_KINDS = ("verbs", "nouns", "adjectives")


class Mode(msgspec.Struct, frozen=True, kw_only=True):
    """How an event is done. ``words`` in its clause show the mode where the trigger does not; ``context`` it brings."""

    name: str
    covers: str = ""
    score: float | None = None
    cameo: str | None = None
    words: frozenset[str] = frozenset()
    context: str | None = None


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event. ``quad`` is PLOVER's class, 1 to 4; ``cameo`` the prefixes of CAMEO codes that become it.

    ``future`` is the type that a future event of this one is coded as, ``refused`` that of somebody's not being willing
    to; ``absorbs`` says that what is agreed, asked or
    threatened is no event beside it; ``mutual`` that those who take part in it are all actors.
    """

    name: str
    quad: int
    covers: str = ""
    score: float | None = None
    cameo: tuple[str, ...] = ()
    recipient: str = "optional"
    future: str | None = None
    refused: str | None = None
    absorbs: bool = False
    mutual: bool = False
    violent: bool = False
    modes: Mapping[str, Mode] = {}


class Take(msgspec.Struct, frozen=True):
    """Where a participant stands: paths of slots taken together, and the class it must be of, if any."""

    paths: tuple[tuple[str, ...], ...]
    classes: tuple[str | None, ...]


class Sides(msgspec.Struct, frozen=True):
    """Alternatives for the actor and the recipient, the first filled wins."""

    actor: tuple[Take, ...] = ()
    recipient: tuple[Take, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """Who is who, where the trigger is a verb (or adjective) and where it is a noun."""

    name: str
    verb: Sides = Sides()
    noun: Sides = Sides()


class Test(msgspec.Struct, frozen=True):
    """One alternative of a condition: the slot is filled, by what is of the class or the word where one is given."""

    path: tuple[str, ...]
    value: str | None = None


Condition = tuple[Test, ...]
"""Alternatives, one of which must hold."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """Words that tell an event of a type in one sense.

    ``where`` is the file and line, ``order`` its place in the files; ``alone`` says that the event may be told with
    nobody who takes part.
    """

    type: str
    frame: str
    where: str
    order: int
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: tuple[Condition, ...] = ()
    refuses: tuple[Condition, ...] = ()
    light: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    alone: bool = False


class Ontology:
    """Types, contexts, classes, frames and triggers. Look-ups are by lemma or form, in lower case."""

    def __init__(self, raws: Sequence[Raw]) -> None:
        """Out of files' contents. Raises `ConfigError` with file, line and reason."""
        from hearsay.coding.ontology_check import build

        made = build(raws)
        self.name = made.name
        self.types: Mapping[str, Type] = made.types
        self.contexts: Mapping[str, tuple[str, frozenset[tuple[str, ...]]]] = made.contexts
        self.classes: Mapping[str, frozenset[str]] = made.classes
        self.frames: Mapping[str, Frame] = made.frames
        self.triggers: tuple[Trigger, ...] = made.triggers
        self._index: dict[tuple[str, str], list[Trigger]] = {}
        for trigger in self.triggers:
            for kind in WORD_KINDS:
                for word in getattr(trigger, kind):
                    self._index.setdefault((kind, word), []).append(trigger)
        for found in self._index.values():
            found[:] = _ranked(found)

    def candidates(self, kind: str, lemma: str, form: str) -> list[Trigger]:
        """The triggers of a word, the likeliest to win first; ``kind`` is one of `WORD_KINDS`."""
        found = self._index.get((kind, lemma), ())
        return list(found or self._index.get((kind, form), ()))

    def words(self) -> Iterator[tuple[str, str, list[Trigger]]]:
        """Every kind and word with its triggers."""
        for (kind, word), found in self._index.items():
            yield kind, word, found

    def merge(self, paths: Iterable[Path]) -> Ontology:
        """The package's ontology with users' files on top. Raises `ConfigError`."""
        return load(tuple(paths))

    def of_cameo(self, code: str) -> str | None:
        """The type of a CAMEO code, by its longest prefix; None for CAMEO's statements and appeals (01, 02)."""
        best: tuple[int, str] | None = None
        for name, kind in self.types.items():
            for prefix in kind.cameo:
                if code.startswith(prefix) and (best is None or len(prefix) > best[0]):
                    best = (len(prefix), name)
        return best[1] if best else None

    def cameo_root(self, name: str, mode: str | None) -> str | None:
        """The two digits that old series have for a type and mode; None for a type that has none."""
        kind = self.types[name]
        found = kind.modes.get(mode or "")
        code = (found.cameo if found else None) or (kind.cameo[0] if kind.cameo else None)
        return code[:2] if code else None


def _ranked(triggers: Sequence[Trigger]) -> list[Trigger]:
    """The likeliest to win first: those that need more, then those that say they win over others, then the earlier."""
    out: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (-len(t.needs), t.order)):
        at = len(out)
        for i, other in enumerate(out):
            if len(other.needs) == len(trigger.needs) and other.type in trigger.over:
                at = i
                break
        out.insert(at, trigger)
    return out


def packaged() -> Raw:
    """PLOVER 2.0 as it lies in the package. Raises `ConfigError` where the file is damaged."""
    try:
        text = files("hearsay").joinpath("data", "ontology", "plover.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"the data file ontology/plover.toml cannot be read: {error!r}") from error
    return read(text, "ontology/plover.toml")


@lru_cache(maxsize=8)
def load(paths: tuple[Path, ...] = ()) -> Ontology:
    """The package's ontology with users' files on top. Raises `ConfigError` with file, line and reason."""
    return Ontology([packaged(), *map(read_path, paths)])


def read_path(path: Path) -> Raw:
    """A user's file, not yet checked against what it builds on. Raises `ConfigError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", where=str(path)) from error
    try:
        return read(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError("is not UTF-8", where=f"{path}:{line}") from error
