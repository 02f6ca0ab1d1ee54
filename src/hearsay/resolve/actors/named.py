"""Names that the register has, or that the article has introduced: the bodies they are of."""

from __future__ import annotations

from collections import defaultdict

from hearsay.resolve.actors.article import Article, nation_before, whole_name
from hearsay.resolve.actors.bodies import Body, of_entry
from hearsay.resolve.actors.lists import SMALL
from hearsay.resolve.actors.unlisted import is_thing, outside
from hearsay.resolve.entries import Entry
from hearsay.resolve.names import fold

_LONGEST = 8  # words by which a name cut off is tried to be made whole
_SHORTEST = 6  # letters of a noun in capitals, which may be an acronym otherwise
_PRESS = frozenset(
    ("chronicle", "globe", "guardian", "herald", "journal", "observer", "post", "star", "times", "tribune")
)


class Shortened:
    """The names of the text by the word that it may go on to use alone."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.parsed, self.syntax = article.parsed, article.syntax
        self.known, self.lists = article.known, article.lists
        self.short: dict[str, set[Body]] = defaultdict(set)

    def remember(self, number: int, body: Body | None) -> None:
        """Notes the last and the first word of a name for which the text may go on to use the word alone."""
        name = self.syntax.name(self.syntax.heads[number])
        if body is None or name is None or name.type != "ORG" or body.kind == "office":
            return
        start, stop = whole_name(self.article, name, self.parsed.mention_words[number][1])
        words = [self.syntax.lower(word) for word in range(start, stop)]
        if len(words) > 1:
            self.short[words[-1]].add(body)
            self.short[words[0]].add(body)

    def body(self, number: int) -> Body | None:
        """The body that the text has called by a longer name: "the Tribunal", after "the Lakes Tribunal"."""
        head = self.syntax.heads[number]
        name = self.syntax.name(head)
        bare = name is not None and name.end - name.start - (self.syntax.lower(name.start) == "the") == 1
        one = name is not None and bare and name.end == head + 1 and name.type == "ORG"
        word = self.parsed.words[head]
        if not one or not word[:1].isupper() or (word.isupper() and len(word) < _SHORTEST):
            return None
        bodies = self.short.get(word.lower(), set())
        nouns = _PRESS | self.lists.antecedents.keys()
        noun = word.lower() in nouns or self.known.registry.role(word) is not None
        return next(iter(bodies)) if noun and len(bodies) == 1 else None


def named(article: Article, number: int) -> Body | None:
    """The body whose name holds the mention's head."""
    first, head, end = article.syntax.window(number)
    return body_in(article, first, end, head)


def body_in(article: Article, first: int, end: int, around: int) -> Body | None:
    """The body whose name, within the words ``first`` to ``end``, holds the word ``around``."""
    syntax = article.syntax
    people: Entry | None = None
    asked = False
    for start, stop in syntax.spans(first, end, around):
        text = syntax.text(start, stop)
        introduced = article.introduced.get(fold(text)) if text else None
        # Most ranges of words name nothing.
        if introduced is None and not article.known.find(text):
            continue
        if _is_part_of_person(article, start, stop):
            continue
        if not asked:
            people, asked = nation_before(article, first, around), True
        entry = article.known.body(introduced or text, people)
        if entry is not None and people is None and _is_shared_tail(article, start, stop):
            continue
        if entry is not None:
            return of_entry(entry)
        if introduced is not None and not is_thing(article, introduced):
            return outside(article, introduced)
        if introduced is None and article.known.metonym(text) is not None:
            # "House" is no house of parliament in "White House".
            return None
    return None


def beyond(article: Article, number: int) -> Body | None:
    """The body whose name the model has cut off: "Organization" and four words, of a name of six."""
    syntax = article.syntax
    first, head, end = syntax.window(number)
    name = syntax.name(head)
    if article.parsed.mentions[number].kind != "name" or name is None or name.type == "LOC":
        return None
    start, stop = first, end
    while start > 0 and first - start < _LONGEST and _goes_on(article, start - 1):
        start -= 1
    while stop < len(article.parsed.words) and stop - end < _LONGEST and _goes_on(article, stop):
        stop += 1
    for a, b in syntax.spans(start, stop, head):
        if (a < first or b > end) and not _is_part_of_person(article, a, b):
            text = syntax.text(a, b)
            entry = article.known.body(text) if text and article.known.find(text) else None
            if entry is not None:
                return of_entry(entry)
    return None


def _goes_on(article: Article, word: int) -> bool:
    """Whether a word may belong to a name beside it."""
    form = article.parsed.words[word]
    return form[:1].isupper() or form in SMALL


def _is_shared_tail(article: Article, start: int, stop: int) -> bool:
    """Whether a name that several bear is but the end of a longer one: "House", of "Example House"."""
    syntax = article.syntax
    name = syntax.name(start)
    if name is None or name.start >= start or name.type == "PER":
        return False
    before = article.parsed.words[start - 1]
    shared = any(match.name.shared for match in article.known.find(syntax.text(start, stop)))
    return shared and before[:1].isupper() and not syntax.is_person(start - 1, start)


def _is_part_of_person(article: Article, start: int, stop: int) -> bool:
    """Whether the words are but a part of what the model takes for a person's name."""
    name = article.syntax.name(start)
    return name is not None and name.type == "PER" and (name.end - name.start) > stop - start


def classed(article: Article, number: int) -> Body | None:
    """The body named beside a noun that says what it is: "the state-run Xinhua news agency"."""
    syntax = article.syntax
    first, head, end = syntax.window(number)
    if syntax.lower(head) not in article.lists.classes and syntax.lemma(head) not in article.lists.classes:
        return None
    for word in syntax.children[head]:
        beside = syntax.relation(word).startswith(("compound", "appos", "flat", "nmod:desc"))
        if beside and first <= word < end:
            return body_in(article, first, min(end, word + 6), word)
    return None
