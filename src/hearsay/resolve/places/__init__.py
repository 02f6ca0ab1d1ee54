"""Where: the place names of an article, and where on earth they are. Described in ``docs/places.md``."""

from hearsay.resolve.places.gazetteer import Gazetteer, gazetteer
from hearsay.resolve.places.records import PlaceReading, literal, places, read_places

__all__ = ["Gazetteer", "PlaceReading", "gazetteer", "literal", "places", "read_places"]
