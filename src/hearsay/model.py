"""The records: what a reading of one article consists of.

Every record points at characters: a span is a half-open ``(start, end)`` pair of Unicode code points into
``document.text``, and ``document.text[start:end]`` is the quotation. Records are frozen; a stage takes
records and makes new ones. Their JSON form (``msgspec.json.encode``) is the public contract.

An id is a hash of what the record says, so the same input gives the same ids in any order and on any
number of workers.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Span = tuple[int, int]
Spans = tuple[Span, ...]

ZoneKind = Literal["title", "byline", "dateline", "caption", "credit", "boilerplate"]
MentionKind = Literal["name", "nominal", "pronoun"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "state", "assert", "claim", "confirm", "believe", "perceive", "show", "ask", "demand", "promise", "threaten",
    "want", "praise", "blame", "decide", "claim-responsibility", "withhold",
]  # fmt: skip
Stance = Literal["affirm", "deny", "doubt", "cannot-confirm", "not-said", "retract"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative", "unknown"]
Distance = Literal["accept", "neutral", "distanced"]
SourceType = Literal[
    "author", "named-official", "anonymous-official", "organization", "outlet", "agency", "document", "expert",
    "witness", "party-to-conflict", "public", "person", "unknown",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "future", "hypothetical", "negated"]
EvidenceKind = Literal[
    "eyewitness", "document", "recording", "data", "forensic", "hearsay", "inference", "expert-judgement", "lacking",
]  # fmt: skip


def content_id(prefix: str, *parts: object) -> str:
    """A stable id: the prefix and twelve hexadecimal digits of BLAKE2b over the parts' text forms."""
    digest = hashlib.blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{prefix}{digest.hexdigest()}"


class Zone(msgspec.Struct, frozen=True):
    """A stretch of the text that is not the author's prose: a title line, a byline, a dateline, ..."""

    span: Span
    kind: ZoneKind


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as read.

    ``text`` is what every span in a reading points into. For plain text it is the input itself: decoded, a
    byte-order mark dropped, line ends made ``\\n``, nothing else changed. For a page it is the article's
    text, one paragraph a block, blocks parted by an empty line.

    ``published`` is an ISO 8601 date; ``published_basis`` says what it rests on (``given``, ``metadata``,
    ``dateline``, ``inferred``). ``captions`` holds picture captions of a page, kept out of ``text``,
    and ``tables`` its tables of figures, one text each: a line a row, cells parted by tabs.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str = "en"
    zones: tuple[Zone, ...] = ()
    captions: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase that refers to somebody or something. ``chain`` is shared by mentions of the same one.

    ``head`` is the span of its syntactic head word. ``type`` is ``person``, ``organization``, ``place`` or
    another of GUM's entity types.
    """

    id: str
    span: Span
    head: Span
    kind: MentionKind
    type: str
    chain: str | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """A source, a cue and a content in one document, in PARC's and PolNeAR's sense.

    Each of the three is a list of spans, in text order: several where it is discontinuous, none where the
    text gives none (a passive cue with no source). ``parent`` is the attribution in whose content this one
    stands. ``source_name`` is the source's fullest mention, through coreference; ``source_mention`` the
    mention it was found at. ``confidence`` is the calibrated probability that the source, cue and content
    are all substantially right.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: AttributionKind
    parent: str | None = None
    source_name: str | None = None
    source_mention: str | None = None
    confidence: float = 0.0


class Evidence(msgspec.Struct, frozen=True):
    """What the text says a claim rests on, and the words that say so.

    ``kind`` is ``lacking`` where the text says that evidence is thin or absent.
    """

    kind: EvidenceKind
    span: Span


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One source in the chain a claim came through.

    ``span`` is None for the author, who stands nowhere in the text, and where the text gives no source. ``name`` is
    the fullest mention. ``actor`` is the id of an actor record, None where the source was not resolved to one.
    ``certainty`` and ``polarity`` are FactBank's values for the claim's main event as this source puts it: who only
    passes on what another said commits to nothing (``unknown``), unless the words used of it take it for so.
    """

    span: Span | None = None
    type: SourceType
    name: str | None = None
    actor: str | None = None
    certainty: Certainty = "unknown"
    polarity: Polarity = "unknown"


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution weighed.

    ``chain`` runs from the author of the article, the outermost source, to the speaker. ``stance`` is the speaker's to
    the content; ``certainty`` and ``polarity`` are FactBank's values (Saurí and Pustejovsky 2009) for the content's
    main event as the speaker puts it; ``distance`` is the author's to what is put forward. ``linked`` is the claim of
    another party that this one is about: the allegation that is denied. ``time`` is the id of a time record: when it
    was said. ``confidence`` is the attribution's, times how often claims with such a cue are weighed right.
    """

    id: str
    attribution: str
    chain: tuple[Link, ...]
    act: Act
    stance: Stance
    certainty: Certainty
    polarity: Polarity
    distance: Distance
    addressee: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    time: str | None = None
    linked: str | None = None
    confidence: float = 0.0


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym and where it is. ``span`` is the name alone, without what qualifies it.

    ``country`` is ISO 3166-1 alpha-2, ``admin1`` the GeoNames code of the first-level division, ``lat`` and ``lon``
    WGS 84 degrees, ``geonames`` the GeoNames id; each is None where it is not known. ``precision`` says what the
    point stands for: ``country``, ``admin1``, ``city``, ``feature``, or ``near`` where the text gives a distance or
    a direction from it.
    """

    id: str
    name: str
    span: Span
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: str | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A temporal expression in TIMEX3's terms (ISO 24617-1).

    ``type`` is ``DATE``, ``TIME``, ``DURATION`` or ``SET`` and ``value`` TIMEX3's value, both as TempEval-3 has them.
    ``begin`` and ``end`` are ISO 8601 dates (or date-times), half-open: what the value covers, None where it is not
    known or endless. ``granularity`` is the unit it is given in (``year``, ``month``, ``day``, ...), ``modifier``
    TIMEX3's ``mod`` in lower case (``before``, ``start``, ``approx``, ``less-than``, ...).
    """

    id: str
    span: Span
    type: str
    value: str
    begin: str | None = None
    end: str | None = None
    granularity: str | None = None
    modifier: str | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number or vague count, with the bounds the text supports.

    ``low`` and ``high`` are the numbers the text names, or those a survey supports for vague words, None where there
    is no bound; whether they are included ``comparator`` says ("more than 24": low 24, ``>``), which is ``=``, ``>=``,
    ``>``, ``<=``, ``<``, ``~`` or ``range``; ``hedge`` the span of the words that make it vague ("at least",
    "hundreds, maybe"), ``unit`` what is counted, as a span's text ("people", "dollars").
    """

    id: str
    span: Span
    low: float | None = None
    high: float | None = None
    comparator: str = "="
    hedge: Span | None = None
    unit: str | None = None


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A public body that an article names, with the mentions that mean it.

    ``kind`` is a kind of the register of actors (``country``, ``institution``, ``group``, ...) or ``office``: one who
    holds an office is known by the office alone. ``country`` is the id of the country it belongs to (ISO 3166-1
    alpha-3 where there is one), ``code`` and ``sector`` PLOVER's country-level code and primary sector, ``wikidata``
    its item, ``entry`` its id in the register; each None where it is not known. ``mentions`` are mentions' ids in text
    order. The ``id`` is made of what the body is, not of the document: one body has one id everywhere.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    code: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    entry: str | None = None
    mentions: tuple[str, ...] = ()


PerpetratorConfidence = Literal[
    "reported-as-fact", "suspected-or-accused", "suspected-or-accused-by-authorities", "claimed-or-admitted",
    "possible", "acquitted",
]  # fmt: skip


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes part in an event: the phrase, and the actor it means where it means one.

    ``stands_for`` is, of a pronoun, the phrase that its chain calls them by; of a description, the name set beside it.
    """

    span: Span
    actor: str | None = None
    stands_for: Span | None = None


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds an event, and how: ``by`` is ``author`` or a claim's id.

    A holding of negative polarity is a denial; one of unknown polarity neither affirms nor denies. Where claims were
    not weighed, ``by`` is the attribution's id.
    """

    by: str
    certainty: Certainty
    polarity: Polarity


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, may happen or is said to have happened, in PLOVER 2.0's terms.

    ``anchor`` is the word that tells it, ``tellings`` all words that do, the anchor among them, in text order.
    ``type``, ``mode`` and ``contexts`` are the ontology's names; ``actors`` are those who do it (all of them where it
    is mutual) and ``recipients`` those it is done to. ``time`` and ``place`` are ids of records, ``toll`` ids of
    quantities by measure (``killed``, ``injured``, ``arrested``, ``abducted``, ``displaced``). ``status`` is PLOVER's
    auxiliary mode. ``holdings`` say on whose word it stands: one that nobody holds with positive polarity is held by
    nobody.
    ``confidence`` is the share of events so found that were right, see docs/events.md. ``quad`` (1 to 4: verbal and
    material cooperation and conflict), ``score`` (-10 to 10) and ``cameo`` (the root code of old series) are the type's
    and mode's.
    """

    id: str
    anchor: Span
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    time: str | None = None
    place: str | None = None
    toll: dict[str, str] = {}
    status: Status = "occurred"
    holdings: tuple[Holding, ...] = ()
    confidence: float = 0.0
    tellings: Spans = ()
    quad: int = 0
    score: float | None = None
    cameo: str | None = None


class Perpetrator(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to have done it.

    ``kind`` is ``individual`` or ``organization``. ``confidence`` is MUC-4's fill for how the article regards the
    responsibility, and ``by`` tells on whose word: ``author``, or ids of claims (of attributions where none was
    weighed).
    """

    span: Span
    kind: Literal["individual", "organization"]
    confidence: PerpetratorConfidence
    name: str
    actor: str | None = None
    by: tuple[str, ...] = ("author",)


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A device used. ``type`` is MUC-4's (``bomb``, ``machine-gun``, ...), None where it is none of those.

    ``named`` is False where the span is no phrase for the device but a word that shows it ("was shot").
    """

    span: Span
    type: str | None = None
    named: bool = True


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what was attacked or came to harm.

    ``span`` is the fullest name where there is one, else the description; ``description`` the role or title of someone
    named. ``type`` and ``effect`` are MUC-4's fills. ``count`` is the number in MUC-4's form (``1``, ``~10``, ``6-``,
    ``plural``), ``number`` the id of the quantity it was read from. ``nation`` is the country (ISO 3166-1 alpha-2)
    where the article gives one other than that of the place.
    """

    span: Span
    kind: Literal["physical", "human"]
    name: str
    type: str
    description: Span | None = None
    named: bool = False
    count: str = "1"
    number: str | None = None
    nation: str | None = None
    effect: str | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """A violent incident with its slots, in the sense of MUC-4's templates.

    ``anchor`` is the phrase it is most surely told by. ``time`` and ``place`` are ids of time and place records,
    ``places`` the ids of the places that lie about each other, the widest first, and ``country`` ISO 3166-1 alpha-2.
    ``day`` is the date in MUC-4's sense: ISO 8601 days, first and last, the first None for "on or before". ``toll``
    holds ids of quantities by measure (``killed``, ``injured``, ``abducted``). ``holdings`` say who holds that it
    happened: an incident the article discredits is held by its author with polarity ``negative``.
    """

    id: str
    anchor: Span
    type: str
    stage: str
    category: str | None = None
    time: str | None = None
    day: tuple[str | None, str] | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    perpetrators: tuple[Perpetrator, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    targets: tuple[Target, ...] = ()
    toll: dict[str, str] = {}
    events: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    confidence: float = 0.0


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reading is unsure of, or found odd."""

    code: str
    message: str
    span: Span | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read out of one article: the object ``hearsay read --format json`` prints."""

    hearsay: str
    model: str
    document: Document
    sentences: Spans = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    incidents: tuple[Incident, ...] = ()
    notes: tuple[Note, ...] = ()

    def _repr_html_(self) -> str:
        """The article with its attributions, for notebooks."""
        from hearsay.export.html import fragment

        return fragment(self)


RecordStatus = Literal["processed", "skipped", "failed"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One input of a run over a corpus, and what became of it.

    ``id`` is made of the input's ``name`` and of its ``digest``, a hash of its bytes and of what its file says of it.
    ``code`` and ``message`` are those of the error where it was skipped or failed (or ``unread-date``, where it was
    read and its date was left out), ``key`` what its file calls it;
    ``url``, ``outlet``, ``title`` and ``published`` stand here too for inputs that became no document. ``language`` is
    an ISO 639 code, or a name where only that is known. ``size`` is in bytes, ``words`` are those of the text.
    """

    id: str
    name: str
    digest: str
    status: RecordStatus
    code: str | None = None
    message: str | None = None
    key: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    size: int = 0
    words: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a ledger: the record of an input, and its reading if it has one."""

    record: Record
    reading: Reading | None = None
