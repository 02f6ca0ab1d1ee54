"""Suites of what the parse has: syntax, names, chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hearsay.errors import HearsayError
from hearsay.evaluate import conllu, coref, ner, syntax
from hearsay.evaluate.scores import Table, add_tables, percent, table_figures
from hearsay.evaluate.spans import trim
from hearsay.evaluate.suites.base import Figures, Reader, Source, Suite, read_each
from hearsay.model import Mention, Span


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
        readings = read_each(((name, prose.text) for name, prose in texts), reader, failed)
        for (_, prose), reading in zip(texts, readings, strict=True):
            spans = reading.sentences if reading else ()
            tables.append({"sentences": syntax.sentence_boundaries(prose.text, prose.sentences, spans)})
        figures[treebank] = {"documents": len(documents), **table_figures(add_tables(tables))}
    return figures


def _analysis(word: syntax.Analysis) -> tuple[str, str, int, str]:
    return word.upos, word.lemma, word.head, word.deprel


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


def _entities(reader: Reader, article: ner.Article, failed: dict[str, str]) -> list[ner.Entity]:
    try:
        return [ner.Entity(*entity) for entity in reader.entities(article.text)]
    except HearsayError as error:
        failed[article.id] = error.code
        return []


def coref_suite(source: Source, reader: Reader) -> Figures:
    """Coreference on GUM as natural text: by spans and by heads, with and without singletons, by genre."""
    failed: dict[str, str] = {}
    tables: dict[str, list[Table]] = {}
    documents = conllu.load(source.path("ud/gum-{split}.conllu"))
    texts = [conllu.document_prose(document) for document in documents]
    readings = read_each(((d.id, p.text) for d, p in zip(documents, texts, strict=True)), reader, failed)
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


SUITES: Mapping[str, Suite] = {
    "syntax": syntax_suite,
    "ner": ner_suite,
    "coref": coref_suite,
}
