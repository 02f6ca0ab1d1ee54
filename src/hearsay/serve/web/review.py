"""The review queue: what people accept, correct, reject, join and part. The machine's output is never touched."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from hearsay.errors import ConfigError
from hearsay.export.safe import one_line
from hearsay.export.training import Judged, as_brat, as_jsonl, as_label_studio
from hearsay.model import Reading
from hearsay.serve import guard
from hearsay.serve.desk import Desk
from hearsay.serve.threads import threaded
from hearsay.serve.web.claims import Form
from hearsay.serve.web.front import none_such, suffixless
from hearsay.serve.web.narrowing import ORDERS, Narrowing
from hearsay.serve.web.reader import card_of, of_reading
from hearsay.serve.web.rendering import Asked, address, show, who_cookie
from hearsay.serve.web.views import claims
from hearsay.store.index import Index
from hearsay.store.judged import EVIDENCE, SPANS, VALUES, agreements, checked, judged, verdict_of
from hearsay.store.judgements import Judgement, Verdict, standing

_QUEUE = 25
_LOOKED_AT = 400
_AROUND = 600
_LONGEST = 80


@get(["/review", "/review.json"])
@threaded
def queue(request: Asked) -> Response[Any]:
    """What to look at next: the least sure first unless asked otherwise, less what this reviewer has judged."""
    desk: Desk = request.app.state.desk
    who = _who(request)
    narrowing = Narrowing.of([("sort", "doubtful"), *request.query_params.multi_items()])
    with desk.judgements() as book:
        standing = book.all()
        latest = book.latest(20)
    mine = {one.target for one in standing if one.who == who}
    with desk.index() as index:
        answer = desk.columns(index).ask(index, narrowing.question, limit=_LOOKED_AT, after=narrowing.after)
        found = zip(answer.numbers, index.numbered(answer.numbers), strict=True)
        left = [(number, hit) for number, hit in found if not {hit.claim, hit.attribution} & mine]
        rows = claims(index, [hit for _, hit in left[:_QUEUE]])
    more = str(left[_QUEUE - 1][0]) if len(left) > _QUEUE else answer.after
    view = {
        "claims": rows, "after": more, "total": answer.total, "judged": len({one.target for one in standing}),
        "reviewers": sorted({one.who for one in standing}), "latest": latest, "query": narrowing.query(),
        "chosen": narrowing.chosen({}), "sort": narrowing.question.order, "_orders": ORDERS,
        "_kept": narrowing.pairs(), "_gone": {one.withdraws for one in latest if one.withdraws},
    }  # fmt: skip
    return show(request, "queue.html.j2", view)


@get("/review/{name:str}")
@threaded
def item(request: Asked, name: str) -> Response[Any]:
    """One attribution to judge, in its article."""
    desk: Desk = request.app.state.desk
    with desk.index() as index:
        entry = desk.entry(index, suffixless(name))
    if entry.reading is None:
        raise none_such("claim", name)
    said = _said_of(desk, entry.reading, suffixless(name))
    stand = standing(said)
    view = _item(as_it_stands(entry.reading, stand), suffixless(name))
    view["judgements"] = said
    view["_correctors"] = sorted({one.who for one in stand if verdict_of(one) == "correct"})
    view["_gone"] = {one.withdraws for one in view["judgements"] if one.withdraws}
    view |= {"record": msgspec.to_builtins(entry.record), "_again": request.url.query}
    return show(request, "judge.html.j2", view)


def _said_of(desk: Desk, reading: Reading, name: str) -> list[Judgement]:
    """The judgements on a claim and on its attribution, those taken back among them."""
    claim = next((one for one in reading.claims if name in (one.id, one.attribution)), None)
    names = {name} if claim is None else {name, claim.id, claim.attribution}
    with desk.judgements() as book:
        return book.of(sorted(names), withdrawn=True)


def as_it_stands(reading: Reading, said: Sequence[Judgement]) -> Reading:
    """The reading with what was corrected in it; what was rejected stays, to be looked at again."""
    return judged(reading, [one for one in said if one.verdict != "reject"])


def _item(reading: Reading, name: str) -> dict[str, Any]:
    claim = next((one for one in reading.claims if one.id == name), None)
    wanted = claim.attribution if claim is not None else name
    attribution = next((one for one in reading.attributions if one.id == wanted), None)
    if attribution is None:
        raise none_such("attribution", name)
    claim = claim or next((one for one in reading.claims if one.attribution == wanted), None)
    spans = [*attribution.source, *attribution.cue, *attribution.content]
    text = reading.document.text
    begin, end = _window(text, min((s for s, _ in spans), default=0), max((e for _, e in spans), default=0))
    one_reading = msgspec.structs.replace(reading, attributions=(attribution,), claims=(claim,) if claim else ())
    values = {name: getattr(claim, name) for name in VALUES if claim is not None and hasattr(claim, name)}
    values |= {"kind": attribution.kind}
    if claim is not None and claim.chain:
        values["source_type"] = claim.chain[-1].type
    return {
        "document": reading.document, "attribution": msgspec.to_builtins(attribution), "claim": claim,
        "target": claim.id if claim is not None else attribution.id, "begin": begin, "end": end,
        "_text": text[begin:end], "_values": values, "_choices": VALUES, "_evidence": EVIDENCE,
        "_has_evidence": [e.kind for e in claim.evidence] if claim is not None else [],
        "_written": {role: ", ".join(f"{s}-{e}" for s, e in getattr(attribution, role)) for role in SPANS},
        "_words": {role: " … ".join(text[s:e] for s, e in getattr(attribution, role)) for role in SPANS},
        "_card": card_of(of_reading(one_reading)["_layout"], attribution.id),
        "_pieces": list(_pieces(text, begin, end, attribution)),
    }  # fmt: skip


def _window(text: str, first: int, last: int) -> tuple[int, int]:
    """What to show around an attribution: whole paragraphs, where they are not too long."""
    begin = text.rfind("\n", 0, max(0, first - 200)) + 1
    end = text.find("\n", min(len(text), last + 200))
    end = len(text) if end < 0 else end
    return max(begin, first - _AROUND), min(end, last + _AROUND)


def _pieces(text: str, begin: int, end: int, one: Any) -> Iterator[dict[str, Any]]:
    """The window cut where a role begins or ends."""
    marks = [(s, e, role) for role in SPANS for s, e in getattr(one, role)]
    cuts = sorted({begin, end, *(at for s, e, _ in marks for at in (s, e) if begin < at < end)})
    for left, right in pairwise(cuts):
        roles = [role for s, e, role in marks if s <= left and right <= e]
        yield {"text": text[left:right], "start": left, "roles": roles}


@post("/judgements", status_code=303)
@threaded
def judge(request: Asked, data: Form) -> Redirect:
    """Keep a judgement."""
    guard.check_form(request.headers, data, request.app.state.settings)
    desk: Desk = request.app.state.desk
    who = "".join(filter(str.isprintable, one_line(data.get("who", ""))))[:_LONGEST].strip()
    target, verdict = data.get("target", ""), data.get("verdict", "")
    with desk.index() as index:
        document, value = _judgement(desk, index, verdict, target, data)
    add(desk, document, target, verdict, who, value)
    return Redirect(_back(data.get("next", "")), status_code=303, cookies=[who_cookie(who)])


def add(desk: Desk, document: str, target: str, verdict: str, who: str, value: dict[str, Any]) -> Judgement:
    """Keep a judgement that has been checked. Raises ConfigError where nobody gives it."""
    if not who:
        raise ConfigError("a judgement needs the name of who gives it")
    verdicts: dict[str, Verdict] = {v: v for v in ("accept", "correct", "merge", "split", "reject")}
    if verdict not in verdicts:
        raise ConfigError(f"no such verdict: {verdict[:40]!r}; there are {', '.join(verdicts)}")
    with desk.judgements() as book:
        return book.add(document, target, verdicts[verdict], who=who, value=value)


def _judgement(desk: Desk, index: Index, verdict: str, target: str, data: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """The document a judgement is about, and its value. Raises `NotInLedger`, ConfigError."""
    note = {"note": data["note"].strip()[:1000]} if data.get("note", "").strip() else {}
    if verdict in ("merge", "split") or target[:1] in ("q", "h"):
        return _on_many(desk, verdict, target, data, note)
    entry = desk.entry(index, target)
    assert entry.reading is not None or verdict != "correct"  # an input that was not read has no statement
    reading = entry.reading
    if reading is None:
        raise none_such("claim", target)
    stand = standing(_said_of(desk, reading, target))
    if verdict != "correct":
        _is_statement(reading, target)
        corrections = [one.id for one in stand if verdict_of(one) == "correct"] if verdict == "accept" else []
        return reading.document.id, ({"of": corrections} if corrections else {}) | note
    given: dict[str, Any] = {name: data[name] for name in (*SPANS, *VALUES) if name in data}
    given["evidence"] = [kind for kind in EVIDENCE if data.get(f"evidence-{kind}")]
    was = _item(as_it_stands(reading, stand), target)
    spans = {role: [list(span) for span in was["attribution"][role]] for role in SPANS}
    before = was["_values"] | {"evidence": was["_has_evidence"]} | spans
    value = checked({k: v for k, v in given.items() if v != "" or k in SPANS}, len(reading.document.text))
    value = {name: given for name, given in value.items() if given != before.get(name)}
    if not value and not note:
        raise ConfigError("nothing was changed: accept it, or correct something")
    if not any({**spans, **value}[role] for role in ("cue", "content")):
        raise ConfigError("neither cue nor content is left: reject it, if it is no attribution")
    return reading.document.id, value | note


def _is_statement(reading: Reading, target: str) -> None:
    """Raises `NotInLedger` where a judgement is on something else than a claim or an attribution."""
    if target not in {one.id for one in reading.claims} | {one.id for one in reading.attributions}:
        raise none_such("claim", target)


def _on_many(
    desk: Desk, verdict: str, target: str, data: dict[str, str], note: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """A judgement on a proposition or a happening: it belongs to no one document."""
    ids = [one for one in data.get("ids", "").replace(",", " ").split() if one != target][:200]
    chosen = "join-" if verdict == "merge" else "id-"
    ids += [name.removeprefix(chosen) for name in data if name.startswith(chosen)]
    ids = list(dict.fromkeys(ids))
    if verdict == "merge" and any(one[:1] != target[:1] for one in ids):
        raise ConfigError("a proposition is joined with propositions, a happening with happenings")
    with desk.corroboration() as found:
        known = _known(found, target)
        if verdict == "merge":
            for other in ids:
                _known(found, other)
        elif verdict == "split" and not set(ids) <= known:
            raise ConfigError("what is to be parted from it is not in it")
    if verdict in ("merge", "split") and not ids:
        raise ConfigError(f"a {verdict} needs what to {'join' if verdict == 'merge' else 'part'}")
    return "", ({"ids": ids} if ids else {}) | note


def _known(found: Any, name: str) -> set[str]:
    """What a proposition or a happening is made of. Raises `NotInLedger`."""
    if name.startswith("h"):
        return {version.record for version in found.happening(name).versions}
    return {claim for one in found.proposition(name).positions for claim in (one.claim, *one.folded)}


@post("/judgements/{name:str}/withdraw", status_code=303)
@threaded
def withdraw(request: Asked, name: str, data: Form) -> Redirect:
    """Take a judgement back."""
    guard.check_form(request.headers, data, request.app.state.settings)
    desk: Desk = request.app.state.desk
    who = data.get("who", "").strip()[:_LONGEST] or _who(request)
    if not who:
        raise ConfigError("a judgement needs the name of who gives it")
    with desk.judgements() as book:
        book.withdraw(name, who=who)
    return Redirect(_back(data.get("next", "")), status_code=303)


@get(["/agreement", "/agreement.json"])
@threaded
def agreement(request: Asked) -> Response[Any]:
    """How far reviewers agree, and what they disagree on."""
    desk: Desk = request.app.state.desk
    with desk.judgements() as book:
        found = book.all()
    by_target: dict[str, dict[str, Judgement]] = {}
    for one in found:
        by_target.setdefault(one.target, {})[one.who] = one
    split = [list(by.values()) for by in by_target.values() if len({one.verdict for one in by.values()}) > 1]
    return show(request, "agreement.html.j2", {"pairs": agreements(found), "differ": split, "judgements": len(found)})


@get("/training/{form:str}")
@threaded
def training(request: Asked, form: str) -> Response[bytes]:
    """What was accepted and corrected, as training data."""
    desk: Desk = request.app.state.desk
    found = _left(desk)
    name = {"jsonl": "training.jsonl", "brat": "training-brat.zip", "labelstudio": "training-labelstudio.json"}.get(
        form
    )
    if name is None:
        raise none_such("format; there are jsonl, brat and labelstudio", form)
    if form == "jsonl":
        body, kind = b"".join(as_jsonl(found)), "application/x-ndjson"
    elif form == "brat":
        body, kind = as_brat(found), "application/zip"
    else:
        body, kind = as_label_studio(found), "application/json"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=kind, headers=headers)


def _left(desk: Desk) -> list[Judged]:
    """The readings as people left them, with what was accepted or corrected in each."""
    with desk.judgements() as book:
        found = [one for one in book.all() if one.document and one.verdict in ("accept", "correct", "reject")]
    by_document: dict[str, list[Judgement]] = {}
    for one in found:
        by_document.setdefault(one.document, []).append(one)
    made = []
    with desk.index() as index:
        for document, verdicts in sorted(by_document.items()):
            reading = desk.entry(index, document).reading
            if reading is not None:
                made.append((judged(reading, verdicts), _kept(reading, verdicts)))
    return made


def _kept(reading: Reading, verdicts: Sequence[Judgement]) -> frozenset[str]:
    of_claim = {claim.id: claim.attribution for claim in reading.claims}
    return frozenset(of_claim.get(one.target, one.target) for one in verdicts if one.verdict != "reject")


def _who(request: Asked) -> str:
    return urllib.parse.unquote(guard.cookie(request.headers, guard.WHO_COOKIE))


def _back(given: str) -> str:
    """Where to go after a change: a page of the room, never another's."""
    parts = urllib.parse.urlsplit(given)
    if parts.scheme or parts.netloc or not given.startswith("/") or given.startswith(("//", "/\\")):
        return address("review")
    return given
