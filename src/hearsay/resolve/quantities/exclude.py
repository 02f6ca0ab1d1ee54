"""Numbers that count nothing: dates, times of day, durations, names, results. Ages are counts of their own kind."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.resolve.quantities.context import NOUNS, Context
from hearsay.resolve.quantities.lexer import Lexeme
from hearsay.resolve.quantities.numbers import Number
from hearsay.resolve.quantities.tables import Tables

_YEARS = range(1000, 2101)
_NAMING = frozenset({"nummod", "nmod", "nmod:unmarked", "compound", "flat", "appos", "dep", "nmod:desc"})
_CLOSING = frozenset({".", ",", ";", "and", "or", "but", "when", "then", "at", "before", "\u201d", '"', ""})


class Excluder:
    """Says of a number whether it is no count, from what stands around it. Every look is a bounded way."""

    def __init__(self, lexemes: Sequence[Lexeme], tables: Tables, context: Context) -> None:
        self.lexemes, self.tables, self.context = lexemes, tables, context
        self.words = tables.words
        self._labelled_end = -1

    def key(self, i: int) -> str:
        return self.lexemes[i].key if 0 <= i < len(self.lexemes) else ""

    def age(self, number: Number) -> bool:
        """Whether it is somebody's age: "12 years old", "a 12-year-old", "aged 12", "Smith, 12,", "she was twelve"."""
        if number.form == "share" or number.money or number.percent or not 0 <= number.low < 130:
            return False
        after = self._skip(number.end, ("-",))
        if self.key(after) in ("year", "years") and self.key(self._skip(after + 1, ("-",))) in ("old", "olds"):
            return True
        if self.key(after) in ("or", "and", "to") and self.key(after + 1).isdigit():
            later = self._skip(after + 2, ("-",))
            return self.key(later) in ("year", "years") and self.key(self._skip(later + 1, ("-",))) in ("old", "olds")
        if self.key(after) in self.words["time.units"] or number.form == "vague":
            return False
        return self._told_age(number)

    def _told_age(self, number: Number) -> bool:
        before = number.start - 1
        if self.key(before) in self.words["age.nouns"] or (self.key(before) == "of" and self.key(before - 1) == "age"):
            return True
        if number.form == "digits" and number.low == int(number.low) and self.key(before) == ",":
            named = (
                self.context.upos(before - 1) in NOUNS
                or self.key(before - 1) == "'s"
                or self.key(before - 1).endswith("'s")
            )
            return named and self.key(number.end) == "," and not self._month_near(number)
        return (
            self.key(before) in self.words["age.verbs"]
            and self.key(before - 1) in self.words["age.subjects"]
            and self.key(number.end) in _CLOSING
        )

    def no_count(self, number: Number) -> bool:
        """Whether it is a date, a time of day, a duration, a name or a result."""
        if number.money or number.percent:
            return False
        found = self._glued(number) or self._time(number) or self._duration(number.end) or self._name(number)
        return found or self._idle_one(number) or self._idiom(number)

    def result(self, first: Number, second: Number) -> bool:
        """Whether two figures parted by a hyphen are a result, a date or a number plate rather than a range."""
        if second.money or second.percent or second.scaled:
            return first.low >= second.low
        following = self.context.upos(second.end)
        noun = following in NOUNS or following == "ADJ" or self.key(second.end) in self.words["measures.words"]
        phone = len(self.key(first.start)) == 3 and len(self.key(second.start)) == 4
        return first.low >= second.low or not noun or self.key(second.end) in self.words["scores.words"] or phone

    def duration(self, end: int) -> bool:
        """Whether a number that ends at lexeme ``end`` measures time."""
        return self._duration(end)

    def _skip(self, i: int, keys: tuple[str, ...]) -> int:
        return i + 1 if self.key(i) in keys else i

    def _glued(self, number: Number) -> bool:
        """As in "G20", "M-16", "16th", "1990s", "4chan", "first-3-letters": part of a word."""
        first, last = self.lexemes[number.start], self.key(number.end)
        if number.form != "digits":
            return self.key(number.start - 1) == "-" and self._is_word(number.start - 2) and first.glued
        if first.glued and self._is_word(number.start - 1):
            return True
        if (
            self.key(number.start - 1) == "-"
            and (first.glued or self._is_word(number.start - 2))
            and self._is_word(number.start - 2)
        ):
            acronym = self.lexemes[number.start - 2].text.isupper() and len(self.key(number.start - 2)) < 4
            return self.lexemes[number.start - 1].glued or acronym or not self._mid_sentence(number.start)
        follows = number.end < len(self.lexemes) and self.lexemes[number.end].glued
        if self.key(number.end) == "'s":
            return True
        glued_word = follows and self._is_word(number.end) and last not in self.words["measures.words"]
        power = (follows and last == "^") or self.key(number.start - 1) == "^"
        return power or glued_word or (first.text.startswith("0") and first.text[1:2].isdigit())

    def _mid_sentence(self, i: int) -> bool:
        """Whether the dash before lexeme ``i`` parts phrases: "the rebels - 300 of them"."""
        return self.context.upos(i + 1) in NOUNS or self.key(i + 1) in ("of", "or", "and", "people")

    def _is_word(self, i: int) -> bool:
        return 0 <= i < len(self.lexemes) and self.lexemes[i].kind == "word"

    def _time(self, number: Number) -> bool:
        if self._month_near(number):
            return True
        if number.form != "digits" or number.scaled:
            return False
        if self.key(number.end).rstrip(".") in self.words["time.clock"] and number.low < 2400:
            return True
        return self._year(number)

    def _month(self, i: int) -> bool:
        key = self.key(i).rstrip(".")
        text = self.lexemes[i].text if 0 <= i < len(self.lexemes) else ""
        return key in self.words["time.months"] and text[:1].isupper()

    def _month_near(self, number: Number) -> bool:
        if number.scaled or number.low != int(number.low) or number.form not in ("digits", "words"):
            return False
        before = number.start - 1 - (self.key(number.start - 1) in (".", ",", "the"))
        if self._month(number.end) or (self._month(before) and (number.low <= 31 or self._yearlike(number))):
            return True
        if number.low > 31 and not self._yearlike(number):
            return False
        joined = self.key(number.end) in ("and", "to", "-", ",", "or", "through") and self.key(number.end + 1).isdigit()
        if joined and self._month(number.end + 2):
            return True
        back = (
            self.key(number.start - 1) in ("and", "to", "-", ",", "or", "through")
            and self.key(number.start - 2).isdigit()
        )
        month = number.start - 3 - (self.key(number.start - 3) == ".")
        bound_to_date = self.key(number.start - 1) != "and" or self.context.upos(number.end) not in NOUNS
        return back and self._month(month) and bound_to_date

    def _yearlike(self, number: Number) -> bool:
        text = self.lexemes[number.start].text  # "1 000" is no year.
        return number.end == number.start + 1 and len(text) == 4 and text.isdecimal() and int(text) in _YEARS

    def _year(self, number: Number) -> bool:
        """A bare figure of four digits is a year, unless it stands before a plural and nothing makes it a date."""
        if not self._yearlike(number):
            return False
        if self.key(number.end) == "-" and self._yearlike_at(number.end + 1):
            return True
        before = self.key(number.start - 1)
        if before in ("than", "least", "to", "some", "about", "nearly", "almost", "over"):
            return not self._plural_next(number.end)
        free = self.context.upos(number.start - 1) in ("VERB", "CCONJ", "PUNCT", "SCONJ", "AUX", "")
        return not (free and self._plural_next(number.end))

    def _yearlike_at(self, i: int) -> bool:
        return len(self.key(i)) in (2, 4) and self.key(i).isdigit()

    def _plural_next(self, end: int) -> bool:
        tags = [self.context.xpos(end), self.context.xpos(end + 1)]
        return (
            tags[0] in ("NNS", "NNPS")
            or (tags[0] in ("JJ", "NN", "VBN") and tags[1] == "NNS")
            or (self.key(end) in self.words["measures.words"])
        )

    def _duration(self, end: int) -> bool:
        for _ in range(4):
            if self.key(end) in self.words["time.units"]:
                return True
            if self.key(end) not in self.words["time.between"]:
                return False
            end += 1
        return False

    def _name(self, number: Number) -> bool:
        """As in "Article 370", "Boeing 727", "posts 542 and 543", "version 6", "12-gauge"."""
        if self._average(number):
            return True
        if (
            number.form == "digits"
            and self._labelled_end == number.start - 1
            and self.key(number.start - 1) in ("and", "or", ",", "-", "to")
        ):
            self._labelled_end = number.end
            return True
        at = self._skip(number.end, ("-",))
        at += (
            self._is_word(at) and self.lexemes[at].text[:1].isupper() and self.key(at) not in self.words["labels.after"]
        )
        named = self._label_before(number) or self.key(at) in self.words["labels.after"]
        if named:
            self._labelled_end = number.end
        return named

    def _average(self, number: Number) -> bool:
        """As in ".454": a point with nothing before it is a rate in a table of results."""
        return self.key(number.start).startswith(".") and not number.scaled

    def _label_before(self, number: Number) -> bool:
        if number.form not in ("digits", "words") or number.scaled:
            return False
        before = number.start - 1 - (self.key(number.start - 1) == ".")
        if not self._modifies_after(number) and self.key(before) in self.words["labels.words"]:
            return self.key(before) != "no" or self.key(number.start - 1) == "." or number.form == "digits"
        return self._named_by_parse(number)

    def _modifies_after(self, number: Number) -> bool:
        """Whether the parse gives the number to a noun after it."""
        outer = self.context.outer(number.start, number.end)
        return outer is not None and outer[1] > outer[0] and self.context.parsed.relation[outer[0]] == "nummod"

    def _named_by_parse(self, number: Number) -> bool:
        """A figure that hangs on the noun straight before it ("Boeing 727"), or stands behind a noun of its own phrase.

        English counts before it names ("six AK 47 rifles"): behind a compound's first noun a number is a name.
        """
        outer, before = self.context.outer(number.start, number.end), self.context.word(number.start - 1)
        if outer is None or before is None or not self._is_word(number.start - 1):
            return False
        word, head = outer
        parsed = self.context.parsed
        adjacent = head == before or (
            self.context.head[before] == head and head < word and parsed.upos[before] == "PROPN"
        )
        inner = head == self.context.head[before] > word and parsed.relation[before] == "compound"
        if inner and parsed.upos[before] in NOUNS:
            return True
        return adjacent and parsed.upos[before] in NOUNS and parsed.relation[word] in _NAMING

    def _idle_one(self, number: Number) -> bool:
        """As in "one" where it is a pronoun or part of an idiom."""
        if self.key(number.start) != "one" or number.end != number.start + 1 or number.form == "share":
            return False
        if self.key(number.start - 1) in self.words["one.before"] or self.key(number.end) in self.words["one.after"]:
            return True
        if self.key(number.end) == "of":
            return any(self.context.xpos(i) in ("JJS", "RBS") or self.key(i) in ("first", "second", "most")
                       for i in range(number.end + 1, number.end + 6))  # fmt: skip
        outer = self.context.outer(number.start, number.end)
        counts = outer is not None and outer[1] > outer[0] and self.context.parsed.relation[outer[0]] == "nummod"
        return not counts and self.context.upos(number.end) not in NOUNS

    def _idiom(self, number: Number) -> bool:
        """A fixed phrase such as "at one point" around the number."""
        for phrase in self.tables.idioms:
            for start in range(number.start - len(phrase) + 1, number.start + 1):
                if all(self.key(start + k) == word for k, word in enumerate(phrase)):
                    return True
        return self._crossed(number.end, 1) or self._crossed(number.start - 1, -1)

    def _crossed(self, i: int, step: int) -> bool:
        """As in "four-by-four": a hyphen, "by" and a hyphen on that side."""
        return [self.key(i + k * step) for k in range(3)] == ["-", "by", "-"]
