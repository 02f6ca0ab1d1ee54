"""A reading as a STIX 2.1 bundle, made by OASIS's own library: one JSON line a reading.

A ``report`` for the article, an ``identity`` for each public actor, a ``note`` for each claim (its author is the
speaker), and an ``opinion`` where a claim answers another: ``strongly-disagree`` for a denial, ``disagree`` for doubt.
Confidence is STIX's 0 to 100. Ids are UUID version 5 of ours, so the same reading gives the same bundle.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from hearsay.errors import ConfigError
from hearsay.export.rows import joined, speaker_of
from hearsay.model import Actor, Attribution, Claim, Reading

_SPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # STIX 2.1's namespace for deterministic ids
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_ANSWERS = {"deny": "strongly-disagree", "doubt": "disagree", "affirm": "agree", "retract": "disagree"}


def dumps(reading: Reading) -> bytes:
    """The bundle as one line. Raises ConfigError where stix2 is not installed."""
    try:
        import stix2
    except ImportError as error:
        raise ConfigError("this format needs stix2: pip install 'hearsay[export]'") from error
    objects = _Objects(reading, stix2).all()
    bundle = stix2.Bundle(objects=objects, id=f"bundle--{_uuid('bundle', reading.document.id)}", allow_custom=False)
    return str(bundle.serialize()).replace("\n", " ").encode("utf-8", "replace") + b"\n"


def _uuid(*parts: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, " ".join(parts))


class _Objects:
    """The objects of one reading."""

    def __init__(self, reading: Reading, stix2: Any) -> None:
        self.reading = reading
        self.stix2 = stix2
        self.when = _moment(reading.document.published)
        self.bodies = {actor.id: self._identity(actor) for actor in reading.actors}

    def all(self) -> list[Any]:
        """Identities, notes and opinions, and the report that holds them together."""
        attributions = {one.id: one for one in self.reading.attributions}
        notes = {claim.id: self._note(claim, attributions[claim.attribution]) for claim in self.reading.claims}
        opinions = [self._opinion(claim, notes) for claim in self.reading.claims if claim.linked in notes]
        inner = [*self.bodies.values(), *notes.values(), *opinions]
        return [*inner, self._report(inner)] if inner else [self._report([self._outlet()]), self._outlet()]

    def _stamped(self) -> dict[str, object]:
        return {"created": self.when, "modified": self.when}

    def _identity(self, actor: Actor) -> Any:
        kind = "organization" if actor.kind not in ("country", "office") else "class"
        return self.stix2.Identity(
            id=f"identity--{_uuid('actor', actor.id)}", name=actor.name, identity_class=kind, **self._stamped()
        )

    def _outlet(self) -> Any:
        name = self.reading.document.outlet or "unnamed outlet"
        return self.stix2.Identity(
            id=f"identity--{_uuid('outlet', name)}", name=name, identity_class="organization", **self._stamped()
        )

    def _report(self, inner: list[Any]) -> Any:
        document = self.reading.document
        return self.stix2.Report(
            id=f"report--{_uuid('report', document.id)}", name=document.title or document.id, published=self.when,
            report_types=["observed-data"], object_refs=[one.id for one in inner], **self._stamped(),
        )  # fmt: skip

    def _note(self, claim: Claim, attribution: Attribution) -> Any:
        text = self.reading.document.text
        speaker = claim.chain[-1]
        who = speaker_of(text, attribution, speaker) or "unnamed"
        about = (
            self.bodies[speaker.actor].id
            if speaker.actor in self.bodies
            else f"report--{_uuid('report', self.reading.document.id)}"
        )
        return self.stix2.Note(
            id=f"note--{_uuid('claim', claim.id)}", authors=[who],
            abstract=f"{claim.act}, {claim.stance}, {claim.certainty} {claim.polarity}",
            content=f"{who} {joined(text, attribution.cue)}: {joined(text, attribution.content)}", object_refs=[about],
            confidence=max(0, min(100, round(claim.confidence * 100))), **self._stamped(),
        )  # fmt: skip

    def _opinion(self, claim: Claim, notes: dict[str, Any]) -> Any:
        return self.stix2.Opinion(
            id=f"opinion--{_uuid('opinion', claim.id)}", opinion=_ANSWERS.get(claim.stance, "neutral"),
            explanation=notes[claim.id].content, authors=list(notes[claim.id].authors),
            object_refs=[notes[str(claim.linked)].id], **self._stamped(),
        )  # fmt: skip


def _moment(date: str | None) -> datetime.datetime:
    """The day of publication; STIX must have a time, and the epoch stands for one that is not known."""
    try:
        return datetime.datetime.fromisoformat((date or "")[:10]).replace(tzinfo=datetime.UTC)
    except ValueError:
        return _EPOCH
