"""Claims as linked data: schema.org's Claim and Quotation, PROV-O for where each comes from.

One JSON-LD 1.1 document a line. The context is written out in each, so nothing is fetched to read it. A claim is
*attributed to* its speaker and *derived from* the article; those it came through are listed, outermost first. A denial
is a ``schema:Claim`` whose ``hearsay:stance`` is ``deny``. Private persons appear by the words of the text alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.export.json import encode
from hearsay.export.rows import joined
from hearsay.model import Actor, Attribution, Claim, Link, Reading

CONTEXT: Mapping[str, object] = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
    "hearsay": "urn:hearsay:",
}
_KIND = {"country": "schema:Country", "person": "schema:Person"}


def dumps(reading: Reading) -> bytes:
    """The reading's article, claims and public actors as one line of JSON-LD."""
    actors = {actor.id: actor for actor in reading.actors}
    attributions = {one.id: one for one in reading.attributions}
    graph = [_article(reading), *(_actor(actor) for actor in reading.actors)]
    graph += [_claim(claim, attributions[claim.attribution], reading, actors) for claim in reading.claims]
    return encode({"@context": CONTEXT, "@graph": graph}) + b"\n"


def _article(reading: Reading) -> dict[str, object]:
    document = reading.document
    return _filled(
        {
            "@id": _id(document.id),
            "@type": ["schema:NewsArticle", "prov:Entity"],
            "schema:headline": document.title,
            "schema:url": document.url,
            "schema:datePublished": document.published,
            "schema:inLanguage": document.language,
            "schema:publisher": {"@type": "schema:Organization", "schema:name": document.outlet}
            if document.outlet
            else None,
            "schema:sourceOrganization": {"@type": "schema:NewsMediaOrganization", "schema:name": document.agency}
            if document.agency
            else None,
        }
    )


def _actor(actor: Actor) -> dict[str, object]:
    return _filled(
        {
            "@id": _id(actor.id),
            "@type": [_KIND.get(actor.kind, "schema:Organization"), "prov:Agent"],
            "schema:name": actor.name,
            "schema:sameAs": {"@id": f"wd:{actor.wikidata}"} if actor.wikidata else None,
        }
    )


def _claim(claim: Claim, attribution: Attribution, reading: Reading, actors: Mapping[str, Actor]) -> dict[str, object]:
    text = reading.document.text
    what = joined(text, attribution.content)
    direct = attribution.kind == "direct"
    spans = [{"hearsay:start": start, "hearsay:end": end} for start, end in attribution.content]
    return _filled(
        {
            "@id": _id(claim.id),
            "@type": ["schema:Claim", "prov:Entity", *(["schema:Quotation"] if direct else [])],
            "schema:text": what,
            "schema:appearance": {"@id": _id(reading.document.id)},
            "schema:claimInterpreter": _agent(claim.chain[-1], actors),
            "prov:wasAttributedTo": _agent(claim.chain[-1], actors),
            "prov:wasDerivedFrom": {"@id": _id(reading.document.id)},
            "hearsay:through": [_agent(link, actors) for link in claim.chain[1:-1]] or None,
            "hearsay:cue": joined(text, attribution.cue),
            "hearsay:act": claim.act,
            "hearsay:stance": claim.stance,
            "hearsay:certainty": claim.certainty,
            "hearsay:polarity": claim.polarity,
            "hearsay:distance": claim.distance,
            "hearsay:evidence": [one.kind for one in claim.evidence] or None,
            "hearsay:answers": {"@id": _id(claim.linked)} if claim.linked else None,
            "hearsay:span": spans or None,
            "hearsay:confidence": claim.confidence,
        }
    )


def _agent(link: Link, actors: Mapping[str, Actor]) -> dict[str, object]:
    if link.actor in actors:
        return {"@id": _id(str(link.actor))}
    return _filled({"@type": "prov:Agent", "schema:name": link.name, "hearsay:sourceType": link.type})


def _id(id: str) -> str:
    return f"urn:hearsay:{id}"


def _filled(node: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in node.items() if value is not None}
