"""The benchmark suites: public data, a reader, and a table of figures.

A suite is a function of the data folder, the split and the reader. It raises DataError, naming the file,
where data is missing. An article the reader refuses is scored as read with nothing found, and is named
under ``failed``. Figures are percentages unless their suite says otherwise.

The data folder holds ``polnear/SPLIT.jsonl``, ``gum-attribution/SPLIT.jsonl``, ``ud/{ewt,gum}-SPLIT.conllu``,
``ner/uner-ewt-SPLIT.iob2``, ``ner/worldwide-SPLIT.jsonl`` and ``factuality/uds-dev.jsonl``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from hearsay.errors import ConfigError, DataError, HearsayError
from hearsay.evaluate import (
    across,
    actors,
    attribution,
    conllu,
    coref,
    corpus,
    events,
    factuality,
    muc4,
    muc4_score,
    ner,
    nested,
    places,
    plover,
    polnear,
    quantities,
    roles,
    speaker,
    speed,
    syntax,
    times,
    weigh,
)
from hearsay.evaluate.calibration import brier, expected_calibration_error, reliability
from hearsay.evaluate.scores import PRF, Table, add_tables, percent, table_figures
from hearsay.evaluate.spans import trim
from hearsay.export import muc4 as muc4_export
from hearsay.model import Attribution, Claim, Mention, Quantity, Reading, Span
from hearsay.parsed import Parsed
from hearsay.resolve.registry import Registry

Figures = dict[str, Any]
Emit = Callable[[Mapping[str, Any]], None]
"""Takes one document's predictions as something JSON can hold."""


class Reader(Protocol):
    """What is put to the test."""

    def read(self, text: str, published: str | None = None) -> Reading:
        """The reading of one plain text, whose ``document.text`` is that text."""

    def weigh(self, text: str, attributions: Sequence[Attribution]) -> Sequence[Claim]:
        """The claims of attributions in a plain text."""

    def parsed(self, text: str) -> tuple[Parsed, Reading]:
        """The parse of one plain text, and its reading."""

    def parse_words(
        self, sentences: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], paragraphs: Sequence[bool]
    ) -> Sequence[Sequence[syntax.Analysis]]:
        """The analyses of one document's words, sentence by sentence, as they are given.

        ``spaced`` tells which words a space follows, ``paragraphs`` which sentences open a paragraph.
        """

    def entities(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Named entities as (start, end, type): names alone, without articles, types as in ``ner.TYPES``."""

    def happened(self, text: str, spans: Sequence[Span]) -> Sequence[tuple[float, str]]:
        """How far the predicates at spans of a text happened, -3 to 3, and their status."""

    def negative(self, text: str, attributions: Sequence[Attribution]) -> Sequence[bool]:
        """Which of a text's attributions say that their source did not say or think the content."""


class Source(msgspec.Struct, frozen=True):
    """Where a suite's data lies, and where its predictions go."""

    data: Path
    split: str
    emit: Emit

    def path(self, template: str) -> Path:
        """A file of the data folder; ``{split}`` in its name is filled in."""
        return self.data / template.format(split=self.split)


Suite = Callable[[Source, Reader], Figures]


def run(name: str, data: Path, split: str, reader: Reader, predictions: Path | None = None) -> Figures:
    """Runs a suite; its predictions go to a JSON Lines file when ``predictions`` names one.

    Raises ConfigError for a suite there is not, DataError for data that is missing or malformed.
    """
    if name not in SUITES:
        raise ConfigError(f"no suite {name!r}; there are {', '.join(SUITES)}")
    if not data.is_dir():
        raise DataError("no such data folder", where=str(data))
    head: Figures = {"suite": name, "split": split}
    if predictions is None:
        return head | SUITES[name](Source(data, split, lambda _record: None), reader)
    with predictions.open("wb") as file:

        def emit(record: Mapping[str, Any]) -> None:
            file.write(msgspec.json.encode(record) + b"\n")

        return head | SUITES[name](Source(data, split, emit), reader)


def polnear_suite(source: Source, reader: Reader) -> Figures:
    """Outermost attributions of PolNeAR, unlinked and linked, and how far confidences can be trusted."""
    articles = polnear.load(source.path("polnear/{split}.jsonl"))
    failed: dict[str, str] = {}
    tables: list[Table] = []
    sure: list[float] = []
    came_true: list[bool] = []
    readings = _read(((article.id, article.text) for article in articles), reader, failed)
    for article, reading in zip(articles, readings, strict=True):
        # PolNeAR marks no nested attributions, so those read are neither right nor wrong by it.
        found = [a for a in _attributions(reading) if a.parent is None]
        tables.append(attribution.score(article.text, article.attributions, found))
        sure += [a.confidence for a in found]
        came_true += attribution.outcomes(article.attributions, found)
        source.emit({"id": article.id, "attributions": found})
    return {
        "documents": len(articles),
        "failed": failed,
        **table_figures(add_tables(tables)),
        "confidence": _confidence_figures(sure, came_true),
    }


def annotators_suite(source: Source, _reader: Reader) -> Figures:
    """How well PolNeAR's annotators agree on the articles that several read. The reader is not asked."""
    articles = [a for a in polnear.load(source.path("polnear/{split}.jsonl")) if a.alt_annotations]
    return {"documents": len(articles), **table_figures(polnear.between_annotators(articles))}


def nested_suite(source: Source, reader: Reader) -> Figures:
    """Nested pairs and cues on GUM as natural text: all, by genre, and news with interviews."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {"all": [], "news and interview": []}
    documents, _ = _gum(source)
    readings = _read(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        found = _attributions(reading)
        table = nested.score(document.attributions, found)
        for polarity, negative in (("negative", True), ("positive", False)):
            gold = [a for a in document.attributions if a.negative is negative]
            table[f"cues of {polarity} polarity"] = _recall(nested.score(gold, found)["cues"])
        groups = ["all", document.genre]
        if document.genre in ("news", "interview"):
            groups.append("news and interview")
        for group in groups:
            tables.setdefault(group, []).append(table)
        source.emit({"id": document.id, "attributions": found})
    figures = {group: table_figures(add_tables(parts)) for group, parts in tables.items()}
    return {"documents": len(documents), "failed": failed, **figures}


def speaker_suite(source: Source, reader: Reader) -> Figures:
    """Speakers that the text names by a pronoun or a common noun, on GUM: all and by genre."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {"all": []}
    documents, treebank = _gum(source)
    readings = _read(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        cases, found = speaker.cases(document, treebank[document.id]), _attributions(reading)
        table = speaker.score(cases, found)
        for group in ("all", document.genre):
            tables.setdefault(group, []).append(table)
        source.emit({"id": document.id, "speakers": [_speaker(case, found, document.text) for case in cases]})
    figures = {group: table_figures(add_tables(parts)) for group, parts in tables.items()}
    return {"documents": len(documents), "failed": failed, **figures}


def syntax_suite(source: Source, reader: Reader) -> Figures:
    """Tags, lemmas and trees on gold words, and sentence boundaries on raw text, of EWT and of GUM."""
    failed: dict[str, str] = {}
    figures: Figures = {"failed": failed}
    for treebank in ("ewt", "gum"):
        documents = conllu.load(source.path(f"ud/{treebank}-{{split}}.conllu"))
        tables: list[Table] = []
        for document in documents:
            gold = [sentence.words for sentence in document.sentences]
            parsed = reader.parse_words(
                [[word.form for word in sentence] for sentence in gold],
                [[word.space_after for word in sentence] for sentence in gold],
                [sentence.new_paragraph for sentence in document.sentences],
            )
            tables.append(syntax.score(gold, parsed))
            source.emit({"id": document.id, "words": [[_analysis(w) for w in sentence] for sentence in parsed]})
        texts = [(document.id, conllu.document_prose(document)) for document in documents]
        readings = _read(((name, prose.text) for name, prose in texts), reader, failed)
        for (_, prose), reading in zip(texts, readings, strict=True):
            spans = reading.sentences if reading else ()
            tables.append({"sentences": syntax.sentence_boundaries(prose.text, prose.sentences, spans)})
        figures[treebank] = {"documents": len(documents), **table_figures(add_tables(tables))}
    return figures


def ner_suite(source: Source, reader: Reader) -> Figures:
    """Named entities of UNER's EWT and of Worldwide Newswire, typed and untyped."""
    treebank = conllu.load(source.path("ud/ewt-{split}.conllu"))
    uner = ner.load_uner(source.path("ner/uner-ewt-{split}.iob2"), ner.treebank_layout(treebank))
    worldwide = ner.load_worldwide(source.path("ner/worldwide-{split}.jsonl"))
    figures: Figures = {"failed": {}}
    for name, articles in (("uner ewt", uner), ("worldwide", worldwide)):
        tables: list[Table] = []
        for article in articles:
            found = _entities(reader, article, figures["failed"])
            tables.append(ner.score(article, found))
            source.emit({"id": article.id, "entities": found})
        figures[name] = {"documents": len(articles), **table_figures(add_tables(tables))}
    return figures


def coref_suite(source: Source, reader: Reader) -> Figures:
    """Coreference on GUM as natural text: by spans and by heads, with and without singletons, by genre."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {}
    documents = conllu.load(source.path("ud/gum-{split}.conllu"))
    texts = [conllu.document_prose(document) for document in documents]
    readings = _read(((d.id, p.text) for d, p in zip(documents, texts, strict=True)), reader, failed)
    for document, prose, reading in zip(documents, texts, readings, strict=True):
        mentions = coref.gum_mentions(document)
        found = reading.mentions if reading else ()
        for by_head in (False, True):
            key = coref.chains_of(mentions, prose, by_head=by_head)
            response = _chains(found, prose.text, by_head=by_head)
            table = coref.score(coref.drop_singletons(key), coref.drop_singletons(response))
            name = "heads" if by_head else "spans"
            tables.setdefault(name, []).append(table)
            genre = document.comments.get("meta::genre", "unknown")
            tables.setdefault(f"{name} {genre}", []).append(table)
            with_singletons = coref.score(key, response) | {"mentions": coref.mentions(key, response)}
            tables.setdefault(f"{name} with singletons", []).append(with_singletons)
        source.emit({"id": document.id, "mentions": found})
    figures = {name: _coref_figures(add_tables(parts)) for name, parts in tables.items()}
    return {"documents": len(documents), "failed": failed, **figures}


def times_suite(source: Source, reader: Reader) -> Figures:
    """Temporal expressions of TimeBank and AQUAINT. Split ``test`` is the third held back, any other the rest."""
    failed: dict[str, str] = {}
    tables: list[Table] = []
    documents = times.load(source.data / "timebank", "test" if source.split == "test" else "train")
    for document in documents:
        found: list[times.Expression] = []
        try:
            reading = reader.read(document.text, document.published)
        except HearsayError as error:
            failed[document.id] = error.code
        else:
            found = [times.Expression(*t.span, t.type, t.value) for t in reading.times]
        tables.append(times.score(document, found))
        source.emit({"id": document.id, "times": found})
    return {"documents": len(documents), "failed": failed, **table_figures(add_tables(tables))}


def places_suite(source: Source, reader: Reader) -> Figures:
    """Toponyms of the Local-Global Lexicon, found and put within 161 km of where they are; shares, not percentages.

    Split ``test`` is the third held back, any other the rest.
    """
    failed: dict[str, str] = {}
    scored: list[tuple[places.Article, list[places.Guess]]] = []
    for article in places.load_lgl(source.data / "places" / "lgl.xml"):
        if places.held_back(article.id) != (source.split == "test"):
            continue
        found: list[places.Guess] = []
        try:
            found = [places.Guess(*p.span, p.lat, p.lon) for p in reader.read(article.text).places]
        except HearsayError as error:
            failed[article.id] = error.code
        scored.append((article, found))
        source.emit({"id": article.id, "places": found})
    return {"documents": len(scored), "failed": failed, **msgspec.structs.asdict(places.score(scored))}


def quantities_suite(source: Source, reader: Reader) -> Figures:
    """Quantities of our own gold, in texts of the data folder."""
    failed: dict[str, str] = {}

    def read(text: str) -> Sequence[Quantity]:
        try:
            return reader.read(text).quantities
        except HearsayError as error:
            failed[text[:40]] = error.code
            return ()

    return {"failed": failed, **table_figures(quantities.measure(source.data, gold("quantities"), source.split, read))}


def factuality_suite(source: Source, reader: Reader) -> Figures:
    """How far UDS's predicates happened, and which of GUM's attributions are negative.

    Of UDS's dev set split ``test`` is the two fifths held back, any other the rest, which the weights are fitted on; of
    GUM, split ``train`` is its train part and any other its dev part. Correlations and errors are no percentages. A
    part whose data is not there is skipped and says so. Raises DataError where neither is.
    """
    gum = msgspec.structs.replace(source, split="train" if source.split == "train" else "dev")
    parts = (
        ("uds", _uds, source, ["factuality/uds-dev.jsonl"]),
        ("gum", _gum_polarity, gum, ["gum-attribution/{split}.jsonl", "ud/gum-{split}.conllu"]),
    )
    figures: Figures = {}
    for name, part, its, needed in parts:
        missing = next((path for path in map(its.path, needed) if not path.is_file()), None)
        figures[name] = part(its, reader) if missing is None else {"skipped": f"no such benchmark file: {missing}"}
    if all("skipped" in part for part in figures.values()):
        raise DataError("there is neither UDS's file nor GUM's", where=str(source.data))
    return figures


def _uds(source: Source, reader: Reader) -> Figures:
    test = source.split == "test"
    sentences = factuality.load(source.data / "factuality" / "uds-dev.jsonl", "test" if test else "train")
    wanted: list[float] = []
    found: list[tuple[float, str]] = []
    for sentence in sentences:
        places = factuality.spans(sentence)
        guesses = reader.happened(sentence.text, [places[p.index] for p in sentence.predicates])
        wanted += [p.factuality for p in sentence.predicates]
        found += guesses
        source.emit({"id": sentence.uds_id, "happened": guesses})
    fit = factuality.score(wanted, [value for value, _ in found])
    agreed = percent(factuality.agreement(wanted, [status for _, status in found]))
    head: Figures = {"part": "held back" if test else "fitted on", "sentences": len(sentences)}
    return head | msgspec.structs.asdict(fit) | {"status agrees": agreed}


def _gum_polarity(source: Source, reader: Reader) -> Figures:
    """Negative attributions: those of given attributions, and of those read, with and without what GUM has not."""
    failed: dict[str, str] = {}
    tables: list[Table] = []
    documents, _ = _gum(source)
    readings = _read(((d.id, d.text) for d in documents), reader, failed)
    for document, reading in zip(documents, readings, strict=True):
        read = _attributions(reading)
        gold = document.attributions
        asked = [*map(factuality.given_attribution, gold), *read]
        negative = reader.negative(document.text, asked) if reading else [False] * len(asked)
        of_gold, of_read = negative[: len(gold)], negative[len(gold) :]
        tables.append(
            {
                "given": factuality.given(gold, of_gold),
                "read": factuality.read(gold, read, of_read),
                "read, of those marked": factuality.read_known(gold, read, of_read),
            }
        )
        source.emit({"id": document.id, "negative": of_gold, "read": of_read})
    return {"documents": len(documents), "failed": failed, **table_figures(add_tables(tables))}


def actors_suite(source: Source, reader: Reader) -> Figures:
    """Mentions of our own gold linked to public bodies, and metonymy, in texts of the data folder."""
    failed: dict[str, str] = {}
    read = _reading(reader, failed)
    figures, outcomes = actors.measure(source.data, gold("actors"), source.split, Registry(), read)
    for outcome in outcomes:
        source.emit(msgspec.to_builtins(outcome))
    return {"failed": failed, **figures.table()}


def _reading(reader: Reader, failed: dict[str, str]) -> Callable[[str], Reading | None]:
    """A text's reading, or None, and the error's code in ``failed``."""

    def read(text: str) -> Reading | None:
        try:
            return reader.read(text)
        except HearsayError as error:
            failed[text[:40]] = error.code
            return None

    return read


def weigh_suite(source: Source, reader: Reader) -> Figures:
    """Claims of our own gold's attributions: each field beside the agreement of its labellers and simple baselines."""
    emitted: list[weigh.Pair] = []
    found = weigh.measure(source.data, gold("weighing"), source.split, reader.weigh, emitted.extend)
    for item, claim in emitted:
        source.emit({"id": item.document, "cue": item.cue, "claim": claim})
    return found.table()


LATER_PARTS = ("dev", "test", "held", "last", "sixth", "seventh")
"""The parts of the later sample for evidence: read, scored once, then read, and scored last."""


def later_suite(source: Source, reader: Reader) -> Figures:
    """Our later samples, each of one thing and labelled before it was scored: sources, evidence, actors, part by part.

    A thousand articles are read for them, so no floor in CI rests on them. The split is not asked.
    """
    failed: dict[str, str] = {}
    sources = weigh.source_types(source.data, gold("sources-later"), reader.weigh)
    evidence = {
        part: weigh.measure(source.data, gold("evidence-fresh"), part, reader.weigh, partly=())
        for part in ("dev", "test")
    }
    evidence |= {
        f"later {part}": weigh.measure(source.data, gold("evidence-later"), part, reader.weigh, partly=())
        for part in LATER_PARTS
    }
    _, found = actors.measure(source.data, gold("actors-fresh"), None, Registry(), _reading(reader, failed))
    return {
        "failed": failed,
        "sources": sources,
        "evidence": {part: {"items": one.items, **one.evidence_table()} for part, one in evidence.items()},
        "actors": actors.by_sample(found),
    }


def plover_suite(source: Source, reader: Reader) -> Figures:
    """PLOVER roots of plv-train: source and target marked, by five-fold cross-validation, and unmarked.

    There is one part; the split is not asked.
    """
    rows = plover.load(source.data / "plover" / "plv-train.jsonl")
    made, records = plover.measure(rows, reader.parsed)
    for record in records:
        source.emit(record)
    return {"sentences": len(rows), **made}


def events_suite(source: Source, reader: Reader) -> Figures:
    """Events of our own gold, and false violent events in peaceful sentences of GUM and EWT dev.

    Split ``dev`` or ``test`` is a half of the gold's documents, ``all`` both. The later golds are of dev alone: rules
    were written on ``second``, and on the half ``first`` of ``third``.
    """
    failed: dict[str, str] = {}

    def read(text: str) -> Reading | None:
        try:
            reading = reader.read(text)
        except HearsayError as error:
            failed[text[:40]] = error.code
            return None
        source.emit({"text": text[:60], "events": reading.events})
        return reading

    groups = events.measure(source.data, gold("events"), source.split, read)
    later: dict[str, dict[str, Table]] = {"second": {}, "third": {}}
    if source.split != "test":
        later = {name: events.measure(source.data, gold(f"events-{name}"), "all", read) for name in later}
    calm = events.peaceful(source.data, read)
    return {
        "failed": failed,
        **{group: table_figures(table) for group, table in groups.items()},
        **{name: {g: table_figures(table) for g, table in found.items()} for name, found in later.items()},
        "peaceful": msgspec.to_builtins(calm) | {"rate": percent(calm.violent / max(1, calm.sentences))},
    }


def muc4_suite(source: Source, reader: Reader) -> Figures:
    """MUC-4's templates by its scoring guidelines. Splits: ``dev`` (trained on), ``tst1``, ``tst2``."""
    failed: dict[str, str] = {}
    scored, sure = muc4_score.Scored(), []
    articles, keys = _muc4(source.data / "muc4" / source.split)
    for (name, _), reading in zip(articles, _read(articles, reader, failed), strict=True):
        found = _templates(reading, name)
        scored += muc4_score.score(keys.get(name, []), found)
        sure += muc4_score.confidence(keys.get(name, []), found)
        source.emit({"id": name, "templates": found})
    right = [ours.alternatives[0] in theirs.alternatives for theirs, ours in sure]
    fact = ["REPORTED AS FACT" in theirs.alternatives for theirs, _ in sure]
    return {
        "documents": len(articles),
        "failed": failed,
        **muc4_score.summary(scored),
        "confidence": {"organizations": len(sure), "accuracy": _share(right), "always as fact": _share(fact)},
    }


def _muc4(folder: Path) -> tuple[list[tuple[str, str]], dict[str, list[muc4.Template]]]:
    """The texts and the keys of a folder. Raises DataError where there is none."""
    if not folder.is_dir():
        raise DataError("no such folder", where=str(folder))
    articles: list[tuple[str, str]] = []
    keys: dict[str, list[muc4.Template]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("key"):
            keys |= muc4.load(path)
        elif re.match(r"(?:dev|tst)", path.name):
            articles += muc4.texts(path)
    return articles, keys


def _templates(reading: Reading | None, name: str) -> list[muc4.Template]:
    return muc4.parse(muc4_export.dumps(reading, name).decode(), where=name)[name] if reading else []


def _share(outcomes: Sequence[bool]) -> float:
    return percent(sum(outcomes) / len(outcomes)) if outcomes else 0.0


def roles_suite(source: Source, reader: Reader) -> Figures:
    """The five-role projection of MUC-4, ``roles-SPLIT.json``: GTT's entity micro-F1 and CEAF-RME.

    ``train`` are the articles the coder is trained on, ``dev`` those of ``tst1`` and ``tst2``. What is read is the
    article as MUC-4 has it, with its dateline.
    """
    failed: dict[str, str] = {}
    tables: list[Table] = []
    gold_articles = roles.load(source.path("muc4/roles-{split}.json"))
    parts = ("dev",) if source.split == "train" else ("tst1", "tst2")
    texts = {name: text for part in parts for name, text in _muc4(source.data / "muc4" / part)[0]}
    named = [(article.id, texts[article.id]) for article in gold_articles]
    for article, reading in zip(gold_articles, _read(named, reader, failed), strict=True):
        found = [] if reading is None else roles.project(reading)
        tables.append(roles.score(article.templates, found) | roles.ceaf(article.templates, found))
        source.emit({"docid": article.id, "templates": found})
    return {"documents": len(named), "failed": failed, **table_figures(add_tables(tables))}


def gold(name: str) -> Path:
    """A file of our own gold. Raises DataError where the package is not read from a checkout, which alone has it."""
    path = Path(__file__).resolve().parents[3] / "tests" / "gold" / f"{name}.jsonl"
    if not path.is_file():
        raise DataError("our own gold is part of a checkout, not of an installed package", where=str(path))
    return path


def speed_suite(source: Source, reader: Reader) -> Figures:
    """Words a second of the whole reading on one core, against spaCy's default CNN in turn.

    The texts are PolNeAR's articles of 300 to 900 words. Not percentages.
    """
    texts = speed.between([article.text for article in polnear.load(source.path("polnear/{split}.jsonl"))])

    def hearsay(articles: Sequence[str]) -> object:
        return [reader.read(article) for article in articles]

    with speed.one_core():
        paces = speed.compare({"hearsay": hearsay, "spacy cnn": speed.spacy_cnn()}, texts)
    figures: Figures = msgspec.to_builtins(paces)
    return figures


def corpus_suite(source: Source, reader: Reader) -> Figures:
    """Every article at hand read once, whatever the split: refusals by code, and spans that are not exact."""
    figures: Figures = {}
    for name, identifier, text in corpus.articles(source.data):
        counts = figures.setdefault(name, {"articles": 0, "words": 0, "attributions": 0, "refused": {}, "faults": []})
        counts["articles"] += 1
        try:
            reading = reader.read(text)
        except HearsayError as error:
            counts["refused"].setdefault(error.code, []).append(identifier)
            continue
        counts["words"] += len(text.split())
        counts["attributions"] += len(reading.attributions)
        counts["faults"] += [f"{identifier}: {fault}" for fault in corpus.faults(reading)]
    return figures


SUITES: Mapping[str, Suite] = {
    "polnear": polnear_suite,
    "annotators": annotators_suite,
    "nested": nested_suite,
    "speaker": speaker_suite,
    "syntax": syntax_suite,
    "ner": ner_suite,
    "coref": coref_suite,
    "times": times_suite,
    "places": places_suite,
    "quantities": quantities_suite,
    "actors": actors_suite,
    "factuality": factuality_suite,
    "plover": plover_suite,
    "events": events_suite,
    "muc4": muc4_suite,
    "roles": roles_suite,
    "weigh": weigh_suite,
    "later": later_suite,
    "copies": lambda source, _reader: across.copies_suite(source, gold("copies")),
    "happenings": lambda source, _reader: across.happenings_suite(source),
    "tolls": lambda source, _reader: across.tolls_suite(source, gold("tolls")),
    "propositions": lambda source, reader: across.propositions_suite(source, reader, gold("propositions")),
    "speed": speed_suite,
    "corpus": corpus_suite,
}
"""Every suite by the name it is asked for."""


def _read(texts: Iterable[tuple[str, str]], reader: Reader, failed: dict[str, str]) -> Iterator[Reading | None]:
    """The reading of each text, or None for one the reader refused, whose code goes to ``failed``."""
    for name, text in texts:
        try:
            reading = reader.read(text)
        except HearsayError as error:
            failed[name] = error.code
            yield None
            continue
        if reading.document.text != text:
            raise DataError("the reader changed the text, so no span can be compared", where=name)
        yield reading


def _entities(reader: Reader, article: ner.Article, failed: dict[str, str]) -> list[ner.Entity]:
    try:
        return [ner.Entity(*entity) for entity in reader.entities(article.text)]
    except HearsayError as error:
        failed[article.id] = error.code
        return []


def _gum(source: Source) -> tuple[list[nested.GoldDocument], dict[str, conllu.TreebankDocument]]:
    treebank = conllu.load(source.path("ud/gum-{split}.conllu"))
    documents = nested.load_prose(source.path("gum-attribution/{split}.jsonl"), treebank)
    return documents, {document.id: document for document in treebank}


def _attributions(reading: Reading | None) -> tuple[Attribution, ...]:
    return reading.attributions if reading else ()


def _recall(score: PRF) -> PRF:
    """The recall side alone: what was predicted has no polarity to count it by."""
    return PRF(0, 0, score.found, score.gold)


def _confidence_figures(sure: Sequence[float], came_true: Sequence[bool]) -> Figures:
    """Confidence against outcome; not percentages."""
    return {
        "attributions": len(sure),
        "expected calibration error": round(expected_calibration_error(sure, came_true), 4),
        "brier": round(brier(sure, came_true), 4),
        "reliability": [msgspec.to_builtins(b) for b in reliability(sure, came_true)],
    }


def _speaker(case: speaker.Case, found: Sequence[Attribution], text: str) -> Figures:
    match = speaker.find(case, found)
    name = match.source_name if match else None
    return {
        "attribution": case.attribution,
        "source": [text[start:end] for start, end in case.source],
        "name": name,
        "right": name is not None and speaker.is_right(case, name),
    }


def _analysis(word: syntax.Analysis) -> tuple[str, str, int, str]:
    return word.upos, word.lemma, word.head, word.deprel


def _chains(mentions: Iterable[Mention], text: str, *, by_head: bool) -> list[list[Span]]:
    """Predicted chains of spans or of heads; a mention without a chain is a singleton."""
    chains: dict[str, list[Span]] = {}
    seen: set[Span] = set()
    for mention in sorted(mentions, key=lambda m: m.span[0] - m.span[1]):
        span = trim(text, mention.head if by_head else mention.span)
        if span not in seen:
            seen.add(span)
            # An id cannot be a chain's name too: the prefix keeps the two apart.
            key = f"chain {mention.chain}" if mention.chain else f"alone {mention.id}"
            chains.setdefault(key, []).append(span)
    return list(chains.values())


def _coref_figures(table: Table) -> Figures:
    return {"conll f1": percent(coref.conll_f1(table)), **table_figures(table)}
