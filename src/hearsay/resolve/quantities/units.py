"""What a number counts."""

from __future__ import annotations

from hearsay.resolve.quantities.bounds import Figure
from hearsay.resolve.quantities.context import NOUNS, Context
from hearsay.resolve.quantities.tables import Tables

YEARS_OLD = "years old"
PEOPLE = "people"
_COUNTING = frozenset({"nummod", "det", "amod", "nmod", "compound", "advmod"})
_OF = frozenset({"nmod", "obl", "nmod:part", "dep"})


class Units:
    """Finds units: signs and names of measures by the text, nouns by the parse, people by what is said of them."""

    def __init__(self, context: Context, tables: Tables) -> None:
        self.context, self.tables = context, tables
        self.lexemes = context.lexemes

    def of(self, figure: Figure) -> str | None:
        """The unit as the text has it; ``people`` where the verb or state tells ("31 were killed"); else None."""
        number = figure.number
        if number.money:
            return self._text(*number.money)
        if number.percent:
            return self._text(*number.percent)
        end = max(number.end, figure.end)
        return self._measure(number.end) or self._noun(number.start, end) or self._by_state(number.start, end)

    def _text(self, start: int, end: int) -> str:
        text = self.context.parsed.document.text
        return " ".join(text[self.lexemes[start].start : self.lexemes[end - 1].end].split())

    def _measure(self, end: int) -> str | None:
        """A short unit right after the figure, or the noun in "100-member"."""
        if end >= len(self.lexemes):
            return None
        lexeme = self.lexemes[end]
        if lexeme.key in ("square", "cubic") and end + 1 < len(self.lexemes):
            return self._text(end, end + 2)
        if lexeme.key in self.tables.words["measures.words"] and (lexeme.glued or len(lexeme.key) > 1):
            return lexeme.text
        if lexeme.key == "-" and end + 1 < len(self.lexemes) and self.lexemes[end + 1].kind == "word":
            return self.lexemes[end + 1].text if self.context.upos(end + 1) in NOUNS else None
        return None

    def _noun(self, start: int, end: int) -> str | None:
        inside = self.context.words(start, end)
        for word in inside:
            noun = self._partitive(word, inside)
            if noun is not None:
                return self._countable(noun)
        outer = self.context.outer(start, end)
        if outer is None:
            return self._next_noun(end)
        word, head = outer
        parsed = self.context.parsed
        if head > word and parsed.upos[head] in NOUNS and parsed.relation[word] in _COUNTING:
            return self._countable(head)
        return self._next_noun(end)

    def _partitive(self, word: int, inside: list[int]) -> int | None:
        """The noun in "three of the men", "dozens of villages"."""
        parsed = self.context.parsed
        for child in self.context.children(word):
            if child > word and child not in inside and parsed.relation[child] in _OF:
                marks = [parsed.lemma[c].lower() for c in self.context.children(child) if parsed.relation[c] == "case"]
                if "of" in marks:
                    return child
        return None

    def _countable(self, word: int) -> str | None:
        parsed = self.context.parsed
        for _ in range(3):  # "two tax haven subsidiaries": from a compound's first noun to its last.
            head = self.context.head[word]
            if not parsed.relation[word].startswith("compound") or head <= word or parsed.upos[head] not in NOUNS:
                break
            word = head
        return None if parsed.upos[word] in ("PRON", "DET") else parsed.words[word]

    def _next_noun(self, end: int) -> str | None:
        """Where the parse gives no noun, the last of the nouns that follow, past adjectives."""
        at, found = end, None
        at += self.context.lexemes[at].key == "of" if at < len(self.lexemes) else 0
        for i in range(at, min(at + 6, len(self.lexemes))):
            upos = self.context.upos(i)
            if upos in NOUNS and self.lexemes[i].kind == "word":
                found = self.lexemes[i].text
            elif found or upos not in ("ADJ", "DET", "ADV"):
                break
        return found

    def _by_state(self, start: int, end: int) -> str | None:
        """``people`` for what only people suffer or do: the head verb, or the state that follows."""
        states, verbs = self.tables.words["people.states"], self.tables.words["people.verbs"]
        following = self.lexemes[end].key if end < len(self.lexemes) else ""
        if following in states:
            return PEOPLE
        outer = self.context.outer(start, end)
        if outer is None:
            return None
        lemma = self.context.parsed.lemma[outer[1]].lower()
        return PEOPLE if lemma in verbs or lemma in states else None
