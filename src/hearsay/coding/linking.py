"""Which actor a mention means: its own, or the one that its chain's names do."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.model import Actor, Mention, Span


class Linker:
    """Finds the actors of one document's mentions and phrases."""

    def __init__(self, mentions: Sequence[Mention], actors: Sequence[Actor]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.span[0] - m.span[1])
        self._of = {m: actor.id for actor in actors for m in actor.mentions}
        self._named: dict[str, str] = {}
        for mention in mentions:
            if mention.chain is not None and mention.kind == "name" and mention.id in self._of:
                self._named.setdefault(mention.chain, self._of[mention.id])

    def linked(self, mention: Mention) -> bool:
        """Whether the mention itself is one of an actor's."""
        return mention.id in self._of

    def actor(self, mention: Mention | None) -> str | None:
        """The id of the actor that a mention means, None where it means none we know."""
        if mention is None:
            return None
        if mention.id in self._of or mention.chain is None:
            return self._of.get(mention.id)
        return self._named.get(mention.chain)

    def phrase(self, span: Span, head: Span) -> str | None:
        """The actor of a phrase: of a mention with its head, or of a name that covers it; the widest first.

        A name inside the phrase that is not its head ("the U.S.-backed rebels") says nothing of who the phrase means.
        """
        same = [m for m in self._mentions if m.head == head]
        about = [m for m in self._mentions if m.kind == "name" and m.span[0] <= span[0] and span[1] <= m.span[1]]
        return next((actor for m in (*same, *about) if (actor := self.actor(m)) is not None), None)
