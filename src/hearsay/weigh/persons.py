"""What a document says, anywhere, of the people it names: by the words around their names, not only by its trees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from hearsay.weigh.tables import SourceTables
from hearsay.weigh.view import View

_BEFORE = 10
# Words after a name and its comma within which kin is told: ", 35, the daughter of".
_KIN = 8
_AFTER = 14
# "(R-Fla.)", "D-S.D.": how papers give a legislator's party and state.
_PARTY = re.compile(r"[\s,]*\(?\s*(?:R|D|I)\s?[-–—]\s?[A-Z]")
_OPENS = (",", "(", "-", "--", "–", "—")
_QUOTES = ('"', "“", "”", "''", "``", "‘", "’s", "'s", "-", "&")
_WHO = ("who", "whose")
# How a body follows one who is of it.
_MEMBER = ("of", "from", "with")
_CLAUSES = ("outlet", "expert", "witness", "named-official")


class Persons:
    """The people named in one document, by the last words of their names."""

    def __init__(
        self,
        view: View,
        tables: SourceTables,
        names: Mapping[str, Sequence[tuple[int, int]]],
        name_type: Mapping[int, str],
    ) -> None:
        self._view, self._tables, self._names, self._type = view, tables, names, name_type
        self._titles = tables.titled
        # "The fighter Lind" may be one for anything.
        self._sides = tables.nouns["party-to-conflict"] - tables.words["conflict.figures"]
        self._ranks = tables.words["titles.ranks"]
        # "Democrat Mara Lind" is one in politics; "a Democrat" after a name may be any voter.
        self._partisans = tables.words["public.partisans"]
        # Monitors of broadcasts, who write in capitals, explain in brackets: "[REBEL COMMANDER] X".
        capitals = not any(c.islower() for c in view.parsed.document.text)
        self._joins = (*_QUOTES, "]") if capitals else _QUOTES
        self._told: dict[tuple[str, str | None], Counter[str]] = {}

    def told(self, last: str, first: str | None = None) -> Counter[str]:
        """How often the document gives each kind to the people of this last name.

        Where ``first`` is given, not to those of another first name.
        """
        known = self._told.get((last, first))
        if known is None:
            places = [(a, b) for a, b in self._names.get(last, ()) if b - a == 1 or first in (None, self._view.form[a])]
            known = self._told[last, first] = Counter(kind for a, b in places for kind in self._kinds(a, b))
        return known

    def kin(self, last: str, first: str | None = None) -> bool:
        """Whether somebody of this name is told beside it to be another's kin."""
        kin, view = self._tables.words["calls.kin"], self._view
        for a, b in self._names.get(last, ()):
            if b - a > 1 and first not in (None, view.form[a]):
                continue
            if a and view.lemma[a - 1] in kin and view.upos[a - 1] == "NOUN":
                return True
            after = [i for i in view.sentence(b - 1) if i >= b][:_KIN]
            opened = bool(after) and view.form[after[0]] in _OPENS
            noun = next((i for i in after[1:] if view.upos[i] == "NOUN"), None) if opened else None
            if noun is not None and view.lemma[noun] in kin:
                return True
        return False

    def _kinds(self, start: int, end: int) -> Iterator[str]:
        text, at = self._view.parsed.document.text, int(self._view.parsed.ends[end - 1])
        if _PARTY.match(text, at):
            yield "named-official"
        for kind in (self._before(start), self._after(end)):
            if kind:
                yield kind

    def _before(self, start: int) -> str | None:
        """By the run of nouns before the name, the nearest first: "Fox News host X", "CNN's X"."""
        run: list[int] = []
        if start > 1 and self._view.form[start - 1] == "." and f"{self._view.form[start - 2]}." in self._titles:
            # "Capt." ends no sentence before a name.
            start -= 1
        first = self._view.sentence(start - 1 if start else 0).start
        for i in range(start - 1, max(first, start - _BEFORE) - 1, -1):
            if self._view.form[i] == "." and f"{self._view.form[i - 1]}." in self._titles:
                # "Cpl. X", where the full stop is a word
                continue
            if self._type.get(i) == "PER" or not self._runs_on(i):
                break
            run.insert(0, i)
        last = run[-1] if run else None
        if last is not None and self._view.any([last], self._ranks | self._partisans) is not None:
            return self._sided(run) or "named-official"
        return self._sided(run) or self._nearest(run[::-1]) or self._of_outlet(run)

    def _runs_on(self, word: int) -> bool:
        view = self._view
        return view.upos[word] in ("NOUN", "PROPN", "ADJ") or view.form[word] in self._joins

    def _sided(self, words: Sequence[int]) -> str | None:
        tables = self._tables
        hit = self._view.any(words, self._sides) is not None or any(
            self._view.form[i] in tables.names["party-to-conflict"] for i in words
        )
        return "party-to-conflict" if hit else None

    def _nearest(self, words: Sequence[int]) -> str | None:
        """By the first of the words that says what somebody is."""
        return next((kind for i in words if (kind := self._kind(i)) is not None), None)

    def _kind(self, word: int) -> str | None:
        view, tables = self._view, self._tables
        if view.upos[word] not in ("NOUN", "PROPN", "ADJ"):
            return None
        if view.form[word + 1 : word + 2] in (["'s"], ["’s"], ["'"], ["’"]):
            # "the deputy's wife" is no deputy.
            return None
        if view.any([word], self._titles) is not None or self.paired(word):
            return "named-official"
        calls = ("outlet", "expert", "witness", "person")
        return next((k for k in calls if view.any([word], tables.words[f"calls.{k}"]) is not None), None)

    def paired(self, word: int) -> bool:
        """Whether a word is part of an office in two words: "district attorney"."""
        form = self._view.form
        pairs = self._tables.words["titles.pairs"]
        before, after = form[max(0, word - 1) : word], form[word + 1 : word + 2]
        if " ".join([*before, form[word]]) in pairs or " ".join([form[word], *after]) in pairs:
            return True
        return form[max(0, word - 1) : word] == ["-"] and f"{form[word - 2]}-{self._view.lemma[word]}" in self._titles

    def _of_outlet(self, run: Sequence[int]) -> str | None:
        """ "CNN's X", "ABC News' X": only an outlet's own people are called so."""
        view = self._view
        if not run or view.form[run[-1]] not in ("'s", "’s", "'", "’"):
            return None
        forms = [view.form[i] for i in run[:-1]]
        if self._view.any(run[-2:], self._tables.words["calls.houses"]) is not None:
            return "expert"
        tails = [" ".join(forms[n:]) for n in range(len(forms))]
        first = forms[0] if forms else ""
        if first in self._tables.words["outlet.stations"] or (
            len(forms) == 2 and first in self._tables.names["outlet"]
        ):
            # "Fox's X", "the Herald London's X"
            return "outlet"
        tails += [f"the {tail}" for tail in tails]
        if any(t in self._tables.names[k] for t in tails for k in ("agency", "outlet")):
            return "outlet"
        # "Tarvo Telecom's X" speaks for it.
        return "named-official" if len(run) > 1 and self._type.get(run[-2]) == "ORG" else None

    def _after(self, end: int) -> str | None:
        """By what follows the name: an apposition, a clause with "who", "of the ruling party"."""
        view = self._view
        rest = [i for i in view.sentence(end - 1) if i >= end][:_AFTER]
        if not rest:
            return None
        if view.form[rest[0]] in _MEMBER:
            return self._member(rest[1:]) if view.form[rest[0]] == "of" else self._body(rest[1:])
        if view.form[rest[0]] in ("'s", "’s"):
            wrote = self._tables.words["calls.written"]
            named = next((i for i in rest[1:4] if view.upos[i] == "NOUN"), None)
            return "expert" if named is not None and view.lemma[named] in wrote else None
        opened = view.form[rest[0]] in _OPENS
        if opened and len(rest) > 1 and view.form[rest[1]] in _MEMBER:
            return self._body(rest[2:])
        if opened and [view.form[i] for i in rest[2:3]] == [","] and view.form[rest[1]].isdecimal():
            # "X, 59,": of whom an age is told, and no office beside it, is quoted as anybody is.
            return self._after_age(rest[3:])
        rest = rest[1:] if opened else rest
        if rest and view.form[rest[0]] in _WHO:
            return self._clause(rest[1:])
        if opened and rest and view.parsed.xpos[rest[0]] == "VBG":
            # "X, reporting for the Post"
            return next((k for k in _CLAUSES if view.lemma[rest[0]] in self._tables.words[f"clauses.{k}"]), None)
        return self._apposition(rest) if opened else None

    def _member(self, rest: Sequence[int]) -> str | None:
        """ "X of the ruling Liberal Party" speaks for it, "X of the law school" is asked."""
        run = self._run(rest)
        if self._view.any(run, self._tables.words["calls.houses"]) is not None:
            return "expert"
        body = self._view.any(run, self._tables.words["titles.bodies"]) is not None
        return "named-official" if body or self._named_body(run) else None

    def _named_body(self, run: Sequence[int]) -> bool:
        """Whether words begin with a body's name, be it after an article."""
        return any(self._type.get(i) == "ORG" for i in run[:1]) or (
            len(run) > 1 and self._view.upos[run[0]] == "DET" and self._type.get(run[1]) == "ORG"
        )

    def _after_age(self, rest: Sequence[int]) -> str:
        found = None
        if rest:
            who = self._view.form[rest[0]] in _WHO
            found = self._clause(rest[1:]) if who else self._apposition(rest)
        return found or "person"

    def _body(self, rest: Sequence[int]) -> str | None:
        """ "X, of the Institute for Y", "X from the ministry": but "X, of Oslet" says nothing."""
        run = self._run(rest)
        if self._named_body(run) and self._view.any(run, self._tables.words["calls.houses"]) is not None:
            return "expert"
        ministry = self._view.any(run[:3], self._tables.words["titles.bodies"]) is not None
        return "named-official" if ministry or self._named_body(run) else None

    def _apposition(self, rest: Sequence[int]) -> str | None:
        view = self._view
        if not rest or view.upos[rest[0]] not in ("DET", "ADJ", "NOUN", "PROPN"):
            return None
        run = self._run(rest)
        if self._type.get(rest[0]) == "PER":
            # "X, Lind's daughter,": but a name is nothing said of another.
            owned = next((n for n, i in enumerate(run) if view.form[i] in ("'s", "’s", "'", "’")), None)
            kin = run[owned + 1 : owned + 4] if owned is not None else []
            return "person" if view.any(kin, self._tables.words["calls.kin"]) is not None else None
        cut = next((n for n, i in enumerate(run) if view.upos[i] == "ADP"), len(run))
        return self._sided(run[:cut]) or self._led(run, cut) or self._writes(run, cut) or self._nearest(run)

    def _writes(self, run: Sequence[int], cut: int) -> str | None:
        """ "X, a writer for the Atlantic": whoever writes for an outlet is one of it."""
        forms = [self._view.form[i] for i in run[cut + 1 :]]
        tails = {" ".join(forms[:n]).removeprefix("the ") for n in range(1, len(forms) + 1)}
        if self._view.any(run[:cut], self._tables.words["calls.writers"]) is None:
            return None
        return "outlet" if any(t in self._tables.names[k] for t in tails for k in ("agency", "outlet")) else None

    def _led(self, run: Sequence[int], cut: int) -> str | None:
        """ "X, a commander of the FMLN": not whoever writes on an armed group, but who is called one of it."""
        if cut == len(run) or self._view.form[run[cut]] != "of" or self._view.any(run[:cut], self._titles) is None:
            return None
        names = self._tables.names["party-to-conflict"]
        return "party-to-conflict" if any(self._view.form[i] in names for i in run[cut:]) else None

    def _run(self, rest: Sequence[int]) -> list[int]:
        """The words up to a verb, a conjunction or a punctuation mark other than a hyphen."""
        out: list[int] = []
        for i in rest:
            verb = self._view.upos[i] == "VERB" and self._view.relation[i] != "amod"
            if verb or self._view.upos[i] in ("AUX", "PRON", "CCONJ", "SCONJ") or self._stops(i):
                break
            out.append(i)
        return out

    def _stops(self, word: int) -> bool:
        return self._view.upos[word] == "PUNCT" and self._view.form[word] not in _QUOTES

    def _clause(self, rest: Sequence[int]) -> str | None:
        """By the verb of "who …", and what it is that they were."""
        view, words = self._view, self._tables.words
        verb = next((i for i in rest if view.upos[i] == "VERB"), None)
        copula = next((i for i in rest if view.lemma[i] == "be" and view.upos[i] == "AUX"), None)
        if verb is not None and (copula is None or copula > verb):
            lemma = view.lemma[verb]
            return next((k for k in _CLAUSES if lemma in words[f"clauses.{k}"]), None)
        return None if copula is None else self._nearest(self._run([i for i in rest if i > copula]))
