"""Words a second on one core, two systems in turn, so that a busy machine slows both alike."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import truediv
from pathlib import Path
from typing import Any

import msgspec

from hearsay.errors import ConfigError

System = Callable[[Sequence[str]], object]
"""Something that reads a list of texts, all of them before it returns."""

# A model of the size people train: Penn's tags, ClearNLP's relations and OntoNotes' types.
_TAGS, _RELATIONS, _ENTITIES = 50, 45, 18


class Pace(msgspec.Struct, frozen=True):
    """One system's pace: median words a second over the rounds, by the clock and by processor time."""

    words_per_second: float
    words_per_cpu_second: float
    rounds: tuple[float, ...]


class Comparison(msgspec.Struct, frozen=True):
    """Paces by system. ``ratios``: for each but the last, the median of its pace over the last's."""

    texts: int
    words: int
    paces: dict[str, Pace]
    ratios: dict[str, float]


def count_words(text: str) -> int:
    """Words as white space parts them; punctuation is not counted."""
    return len(text.split())


def between(texts: Sequence[str], low: int = 300, high: int = 900) -> list[str]:
    """The texts of ``low`` to ``high`` words."""
    return [text for text in texts if low <= count_words(text) <= high]


def compare(
    systems: Mapping[str, System],
    texts: Sequence[str],
    *,
    rounds: int = 5,
    clock: Callable[[], float] = time.perf_counter,
    cpu_clock: Callable[[], float] = time.process_time,
) -> Comparison:
    """Times every system over all texts, in turn, ``rounds`` times after one round that is not counted.

    Raises ConfigError when there is nothing to time.
    """
    if not texts or not systems or rounds < 1:
        raise ConfigError("nothing to time: no texts of the length asked for, no system or no round")
    words = sum(map(count_words, texts))
    wall: dict[str, list[float]] = {name: [] for name in systems}
    cpu: dict[str, list[float]] = {name: [] for name in systems}
    for turn in range(rounds + 1):
        for name, system in systems.items():
            start, cpu_start = clock(), cpu_clock()
            system(texts)
            if turn:
                # A clock too coarse to see the work must not divide by zero.
                wall[name].append(words / max(clock() - start, 1e-9))
                cpu[name].append(words / max(cpu_clock() - cpu_start, 1e-9))
    *others, last = systems
    return Comparison(
        texts=len(texts),
        words=words,
        paces={name: _pace(wall[name], cpu[name]) for name in systems},
        ratios={name: round(statistics.median(map(truediv, wall[name], wall[last])), 3) for name in others},
    )


def spacy_cnn() -> System:
    """A spaCy pipeline as ``spacy init config`` makes it for the CPU: one CNN for tagger, parser and NER.

    Width 96, depth 4, hash embeddings; weights are random, which the pace does not depend on. Raises
    ConfigError when spaCy is not installed.
    """
    try:
        import spacy
    except ImportError:
        raise ConfigError("the comparison needs spaCy: pip install 'hearsay[bench]'") from None
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name in ("tagger", "parser", "ner"):
        nlp.add_pipe(name, config={"model": {"tok2vec": listener}})
    _label(nlp)
    nlp.initialize()
    return lambda texts: list(nlp.pipe(texts))


@contextmanager
def one_core() -> Iterator[None]:
    """Holds every thread of this process on one processor, where the system lets it (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = {thread: os.sched_getaffinity(thread) for thread in _threads()}
    core = min(os.sched_getaffinity(0))
    try:
        _hold({thread: {core} for thread in before})
        yield
    finally:
        # Threads begun meanwhile were born on that core: they get what the main thread had.
        home = before[os.getpid()]
        _hold({thread: before.get(thread, home) for thread in _threads()})


def _label(nlp: Any) -> None:
    for i in range(_TAGS):
        nlp.get_pipe("tagger").add_label(f"TAG{i}")
    for i in range(_RELATIONS):
        nlp.get_pipe("parser").add_label(f"relation{i}")
    for i in range(_ENTITIES):
        nlp.get_pipe("ner").add_label(f"ENTITY{i}")


def _threads() -> list[int]:
    folder = Path("/proc/self/task")
    return [int(entry.name) for entry in folder.iterdir()] if folder.is_dir() else [os.getpid()]


def _hold(cores: Mapping[int, set[int]]) -> None:
    for thread, allowed in cores.items():
        try:
            os.sched_setaffinity(thread, allowed)
        except ProcessLookupError:
            continue  # it ended meanwhile


def _pace(wall: Sequence[float], cpu: Sequence[float]) -> Pace:
    return Pace(
        words_per_second=round(statistics.median(wall), 1),
        words_per_cpu_second=round(statistics.median(cpu), 1),
        rounds=tuple(round(value, 1) for value in wall),
    )
