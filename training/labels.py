"""The label sets of the model's heads. Their order is part of a checkpoint and of the shipped model."""

from __future__ import annotations

from hearsay.coding.incidents.scores import ROLES, TYPES

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
ENTITY = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
# The flat layer: every outermost source, cue and content, whoever they belong to.
FLAT = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
# The cue layer: cues at any depth.
CUE = ("O", "B", "I")
# What a word is to one given cue.
ROLE = ("O", "B-source", "I-source", "B-content", "I-content")
MENTION = (
    "none", "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip
# What a word's phrase is in an incident: the roles of MUC-4's five string slots, then the incidents' types.
FILLS, INCIDENTS = ROLES, TYPES
# What a word tells: no event, or one of PLOVER's types.
EVENT = (
    "O", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
IGNORE = -100
# Of an entity tag: no person's, organisation's or place's name, whatever else it may be.
UNTYPED = -101
