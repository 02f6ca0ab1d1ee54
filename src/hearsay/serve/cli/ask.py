"""``hearsay search`` and ``hearsay show``: what a ledger holds."""

from __future__ import annotations

import contextlib
import datetime
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.errors import ConfigError, LedgerError
from hearsay.serve.cli.messages import say
from hearsay.serve.cli.output import opened, terminal_text

if TYPE_CHECKING:
    from hearsay.model import Entry
    from hearsay.store import Ledger
    from hearsay.store.index import Hit

_MARKS = "“”\"'`‘’«»„ "
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_FACETS = {
    "outlet": "Published by this outlet.",
    "agency": "Credited to this agency.",
    "stance": "The speaker's stance: affirm, deny, doubt, …",
    "act": "What is done in saying it: claim, demand, blame, …",
    "certainty": "certain, probable, possible or unknown.",
    "polarity": "positive, negative or unknown.",
    "distance": "The author's: accept, neutral or distanced.",
    "source_type": "What the source is: agency, named-official, witness, …",
    "kind": "direct, indirect or mixed.",
    "evidence": "What it rests on: eyewitness, document, lacking, …",
    "actor": "The id of an actor it comes through.",
}


def _faceted(command: Callable[..., int]) -> Callable[..., int]:
    for name, told in reversed(_FACETS.items()):
        option = click.option(f"--{name.replace('_', '-')}", name, metavar="VALUE", multiple=True, help=told)
        command = option(command)
    return command


def _date(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    if given is not None and not (_DATE.fullmatch(given) and _is_day(given)):
        raise click.BadParameter(f"{given!r} is not a date: write 2024, 2024-03 or 2024-03-14")
    return given


def _is_day(given: str) -> bool:
    try:
        datetime.date.fromisoformat(f"{given}-01-01"[:10])
    except ValueError:
        return False
    return True


@click.command(short_help="Search a ledger: who said what.")
@click.argument("folder", metavar="LEDGER", type=click.Path(path_type=Path))
@click.argument("query", nargs=-1)
@click.option("--source", metavar="WORDS", help="Words of the source's name.")
@_faceted
@click.option("--since", callback=_date, metavar="DATE", help="Published then or later.")
@click.option("--until", callback=_date, metavar="DATE", help="Published then or earlier.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True)
def search(
    *, folder: Path, query: tuple[str, ...], source: str | None, since: str | None, until: str | None, sort: str,
    limit: int, offset: int, form: str, **facets: tuple[str, ...],
) -> int:  # fmt: skip
    """Search the statements of LEDGER: all words of QUERY must be in what is said, in who says it or how.

    "Words in quotation marks" stand together, a word that ends in * is the beginning of one. `-- -word` leaves out
    what has it. Without QUERY all statements with the facets asked for are found. Exit status: 0, also if nothing is
    found.
    """
    from hearsay.store import Ledger

    asked = [(name, value) for name, values in facets.items() for value in values]
    _check_values(asked)
    ledger = Ledger.open(folder)
    with contextlib.closing(ledger.index()) as index:
        try:
            hits = index.search(
                " ".join(query), source=source, facets=asked, since=since, until=until, order=sort, limit=limit,
                offset=offset,
            )  # fmt: skip
        except ConfigError as error:
            raise click.UsageError(error.message) from error
    _write(_rendered(hits, form))
    if not hits and form == "text":
        say("nothing was found")
    _say_unfinished(ledger)
    return 0


def _say_unfinished(ledger: Ledger) -> None:
    """Say so where a run has not come to its end: what it has read is indexed then."""
    reports = ledger.reports()
    if reports and reports[-1].state == "running":
        say(f"run {reports[-1].run} over this ledger has not ended; what it has read since can be searched when it has")


def _check_values(asked: Sequence[tuple[str, str]]) -> None:
    """Raises UsageError where a facet has another set of values."""
    from hearsay.store.judged import EVIDENCE, VALUES

    known = {**VALUES, "evidence": EVIDENCE}
    for name, value in asked:
        if name in known and value not in known[name]:
            option = name.replace("_", "-")
            raise click.UsageError(f"--{option} is never {value[:40]!r}; it is one of {', '.join(known[name])}")


def _rendered(hits: Sequence[Hit], form: str) -> bytes:
    import msgspec

    if form == "json":
        return _json(hits)
    if form == "jsonl":
        return b"".join(msgspec.json.encode(hit) + b"\n" for hit in hits)
    return terminal_text(line for hit in hits for line in (*_hit_lines(hit), ""))


def _hit_lines(hit: Hit) -> Iterator[str]:
    who = hit.source_name or hit.source or "(no source named)"
    yield f"{who}  {hit.cue}".rstrip()
    yield f"    {hit.content}" if hit.kind != "direct" else f"    “{hit.content.strip(_MARKS)}”"
    weighed = [hit.act, hit.stance, hit.certainty, hit.polarity, hit.distance, hit.source_type]
    if any(weighed):
        yield f"    {' · '.join(filter(None, weighed))}"
    where = " · ".join(filter(None, (hit.published, hit.outlet, hit.title or hit.name)))
    yield f"    {where}  [{hit.claim or hit.attribution}]"


@click.command(short_help="Show a ledger, or one record of it.")
@click.argument("folder", metavar="LEDGER", type=click.Path(path_type=Path))
@click.argument("name", metavar="[ID]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(*, folder: Path, name: str | None, form: str) -> int:
    """Show what LEDGER holds, or the record with that ID: an input's, a document's, an attribution's or a claim's,
    or what documents come to together: a proposition's, a happening's, a group of copies'.

    The first characters of an id will do. A document is shown with its attributions; an attribution and a claim with
    the words around it.
    """
    from hearsay.store import Ledger

    ledger = Ledger.open(folder)
    if name is None:
        _write(_overview(ledger, form))
        return 0
    together = _together(ledger, name)
    if together is not None:
        from hearsay.serve.cli.together import lines

        _write(_json(together) if form == "json" else terminal_text(lines(together)))
        return 0
    entries = _found(ledger, name)
    as_json = form == "json"
    _write(_record_json(ledger, entries, name) if as_json else terminal_text(_record_lines(ledger, entries, name)))
    return 0


def _overview(ledger: Ledger, form: str) -> bytes:
    reports = ledger.reports()
    with contextlib.closing(ledger.index()) as index:
        counts, outlets = index.counts(), index.facet("outlet", 10)
    if form == "json":
        return _json({"counts": counts, "runs": reports})
    lines = [f"{count:>12,} {what}" for what, count in counts.items()]
    for report in reports:
        told = f"{report.read:,} read = {report.processed:,} + {report.skipped:,} skipped + {report.failed:,} failed"
        lines.append(f"run {report.run}, {report.started}, {report.state}: {told}")
    if outlets:
        lines.append("statements by outlet: " + ", ".join(f"{name} {count:,}" for name, count in outlets))
    return terminal_text(lines)


def _found(ledger: Ledger, name: str) -> list[Entry]:
    """The entries that have a record of that id: several where several inputs have the same text."""
    from hearsay.store.ledger import require_arrow

    require_arrow()
    from hearsay.store.shards import read_shard

    with contextlib.closing(ledger.index()) as index:
        places = index.find(name)
    made = []
    for place in places:
        entry = read_shard(ledger.shard(place.shard))[place.row]
        if entry.record.id != place.record:
            message = "the index is not of these shards; `hearsay index` makes it anew"
            raise LedgerError(message, where=str(ledger.folder))
        made.append(entry)
    return made


def _together(ledger: Ledger, name: str) -> Any:
    """The proposition, happening or group of copies of an id, None where it is none of theirs."""
    if name[:1] not in ("q", "h", "g"):
        return None
    with contextlib.closing(ledger.corroboration()) as found:
        return found.named(name)


def _record_json(ledger: Ledger, entries: Sequence[Entry], name: str) -> bytes:
    import msgspec

    entry = entries[0]
    shown: dict[str, Any] = {"record": entry.record}
    target = _statement(entry, name)
    if target is not None:
        shown |= target
        assert entry.reading is not None  # it has the statement
        shown["document"] = entry.reading.document
    else:
        shown["reading"] = entry.reading
    if len(entries) > 1:
        shown["also"] = [other.record for other in entries[1:]]
    shown["judgements"] = _judgements(ledger, entry, target)
    return _json(msgspec.to_builtins(shown))


def _statement(entry: Entry, name: str) -> dict[str, Any] | None:
    """The attribution and the claims that an id means, None where it means the whole input."""
    if entry.reading is None or entry.record.id.startswith(name) or entry.reading.document.id.startswith(name):
        return None
    claims = [claim for claim in getattr(entry.reading, "claims", ()) if claim.id.startswith(name)]
    wanted = {claim.attribution for claim in claims}
    for attribution in entry.reading.attributions:
        if attribution.id in wanted or attribution.id.startswith(name):
            of_it = [c for c in getattr(entry.reading, "claims", ()) if c.attribution == attribution.id]
            return {"attribution": attribution, "claims": claims or of_it}
    return None


def _judgements(ledger: Ledger, entry: Entry, target: dict[str, Any] | None) -> list[Any]:
    if not (ledger.folder / "judgements.sqlite").exists():
        return []
    names = [target["attribution"].id, *(claim.id for claim in target["claims"])] if target else []
    if entry.reading is not None and not names:
        names = [entry.reading.document.id, *(one.id for one in entry.reading.attributions)]
    with ledger.judgements() as judgements:
        return list(judgements.of(names))


def _record_lines(ledger: Ledger, entries: Sequence[Entry], name: str) -> Iterator[str]:
    entry = entries[0]
    target = _statement(entry, name)
    if entry.reading is None:
        yield f"{entry.record.name}: {entry.record.status}: {entry.record.message} [{entry.record.code}]"
    elif target is not None:
        yield from _statement_lines(entry, target)
    else:
        from hearsay.export import table

        yield from table.render(entry.reading, width=table.console(sys.stdout, styled=False).width).splitlines()
    yield f"from {entry.record.name}  [{entry.record.id}]"
    for other in entries[1:]:
        named = " · ".join(filter(None, (other.record.outlet, other.record.name)))
        yield f"the same text is {named}  [{other.record.id}]"
    for judgement in _judgements(ledger, entry, target):
        said = f"{judgement.verdict} by {judgement.who}, {judgement.at}: {judgement.target}"
        yield f"{said} {judgement.value}" if judgement.value else said


def _statement_lines(entry: Entry, target: dict[str, Any]) -> Iterator[str]:
    from hearsay.store.statements import quotation

    assert entry.reading is not None  # it has the statement
    document, attribution = entry.reading.document, target["attribution"]
    for what in ("source", "cue", "content"):
        spans = getattr(attribution, what)
        at = ", ".join(f"{start}–{end}" for start, end in spans)
        yield f"{what:8} {quotation(document.text, spans) or '(none)'}  [{at}]"
    if attribution.source_name:
        yield f"{'named':8} {attribution.source_name}"
    yield f"{'kind':8} {attribution.kind}, confidence {attribution.confidence:.0%}"
    for claim in target["claims"]:
        weighed = (claim.act, claim.stance, claim.certainty, claim.polarity, claim.distance)
        through = " → ".join(link.name or link.type for link in claim.chain)
        yield f"{'claim':8} {' · '.join(weighed)}; through {through}  [{claim.id}]"
    yield f"{'in':8} {' · '.join(filter(None, (document.published, document.outlet, document.title)))}  [{document.id}]"
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    if spans:
        yield ""
        yield f"… {' '.join(document.text[max(0, min(spans)[0] - 200) : max(end for _, end in spans) + 200].split())} …"


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _write(data: bytes) -> None:
    with opened(None) as sink:
        sink.write(data)
