"""What a claim says of its attribution, in words for people: only what is out of the ordinary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hearsay.export.safe import one_line
from hearsay.model import Claim, Reading, Span, Spans

_STANCES = {
    "deny": "denies it",
    "doubt": "doubts it",
    "cannot-confirm": "cannot confirm it",
    "not-said": "does not say it",
    "retract": "takes it back",
}
_DISTANCES = {"distanced": "author keeps a distance", "accept": "author takes it for so"}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Gist:
    """One claim in words. An empty string says nothing out of the ordinary.

    ``act`` is left out where the source just says something, ``certainty`` where it is certain and so. ``against`` is
    whose claim is denied. ``through`` names the sources between author and speaker, the outermost first (an empty name:
    one that is not named). ``claim`` is the claim's id, ``rests_on`` the
    spans of the evidence. ``words`` has it all but the act and ``through`` as phrases in the order they are shown.
    """

    act: str
    type: str
    stance: str
    certainty: str
    distance: str
    evidence: tuple[tuple[str, str], ...]
    when: str
    to: str
    against: str
    through: tuple[str, ...]
    claim: str = ""
    rests_on: Spans = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is to be shown, phrase by phrase."""
        told = [
            self.stance,
            f"against the claim of {self.against}" if self.against else "",
            self.certainty,
            *(_rests(kind, words) for kind, words in self.evidence),
            self.distance,
            f"to {self.to}" if self.to else "",
            f"when: {self.when}" if self.when else "",
        ]
        return tuple(phrase for phrase in told if phrase)


def gists(reading: Reading) -> dict[str, Gist]:
    """The gist of each attribution's own claim, by the attribution's id."""
    by_id = {claim.id: claim for claim in reading.claims}
    times = {time.id: time.span for time in reading.times}
    found: dict[str, Gist] = {}
    for claim in reading.claims:
        # A claim that is denied follows the denial whose attribution it shares.
        if claim.attribution not in found:
            found[claim.attribution] = _gist(reading.document.text, claim, by_id, times)
    return found


def _gist(text: str, claim: Claim, by_id: Mapping[str, Claim], times: Mapping[str, Span]) -> Gist:
    other = by_id.get(claim.linked or "")
    when = times.get(claim.time or "")
    return Gist(
        act="" if claim.act == "state" else claim.act.replace("-", " "),
        type=claim.chain[-1].type.replace("-", " ") if claim.chain else "",
        stance=_STANCES.get(claim.stance, ""),
        certainty=_certainty(claim),
        distance=_DISTANCES.get(claim.distance, ""),
        evidence=tuple((e.kind.replace("-", " "), _words(text, e.span)) for e in claim.evidence),
        when=_words(text, when),
        to=_words(text, claim.addressee),
        against=one_line(other.chain[-1].name or "another") if other is not None and other.chain else "",
        through=tuple(one_line(link.name or "") for link in claim.chain[1:-1]),
        claim=claim.id,
        rests_on=tuple(e.span for e in claim.evidence),
    )


def _certainty(claim: Claim) -> str:
    """ "probable", "possibly not so", "not so"; nothing for what is said to be so and for what nobody commits to."""
    negative = claim.polarity == "negative"
    if claim.certainty in ("probable", "possible"):
        return f"{claim.certainty}, not so" if negative else claim.certainty
    return "not so" if negative and claim.certainty == "certain" and claim.stance == "affirm" else ""


def _rests(kind: str, words: str) -> str:
    return f"evidence lacking: “{words}”" if kind == "lacking" else f"by {kind}: “{words}”"


def _words(text: str, span: Span | None) -> str:
    if span is None:
        return ""
    words = one_line(text[max(0, span[0]) : max(0, span[1])])
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
