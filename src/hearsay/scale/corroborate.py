"""A ledger corroborated: what its documents come to together, brought up to date with its shards.

Only documents that are new, and those that hang together with them, are looked at; what was made of the others stays.
What is made depends on the documents alone, not on the order in which they came.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from hearsay.corroborate import copies, stories
from hearsay.corroborate.copies import components
from hearsay.corroborate.grades import Reliability
from hearsay.corroborate.happenings import happenings, tellings
from hearsay.corroborate.links import linked
from hearsay.corroborate.origins import Root, passages, root_of
from hearsay.corroborate.propositions import propositions, said
from hearsay.corroborate.views import View, view
from hearsay.corroborate.words import name_key
from hearsay.corroborated import CopyGroup, Happening, Origin, Proposition
from hearsay.errors import NotInLedger
from hearsay.store import Ledger
from hearsay.store.corroborating import Corroborating
from hearsay.store.corroboration import FILE
from hearsay.store.ledger import require_arrow

_COPY, _STORY = "copy", "story"
MOST = 400
"""Documents with one key: what more have is boilerplate, or says nothing of what a text is about."""

Step = Callable[[str, int, int], None]
"""Is told how it goes: what is being done, how much of it, of how much."""


def corroborate(
    ledger: Ledger, *, anew: bool = False, reliability: Reliability | None = None, step: Step | None = None
) -> dict[str, int]:
    """Bring what a ledger's documents come to up to date, and give how many records of each kind there are.

    ``anew`` makes all of it again. ``reliability`` are the user's own ratings: they are kept in the ledger and laid
    over everything, now and whenever something is added, until others are given; None stands for those kept, an empty
    mapping for none. Raises `LedgerLocked` where somebody writes the ledger, `LedgerError`, `CannotWrite`.
    """
    require_arrow()
    with ledger.writing():
        return corroborate_locked(ledger, anew=anew, reliability=reliability, step=step)


def corroborate_locked(
    ledger: Ledger, *, anew: bool = False, reliability: Reliability | None = None, step: Step | None = None
) -> dict[str, int]:
    """`corroborate` for who has the ledger's lock already."""
    kept = ledger.ratings()
    ratings = kept if reliability is None else _keyed(reliability)
    changed = dict(ratings) != kept
    with contextlib.closing(Corroborating.writable(ledger.folder / FILE, anew=anew or changed)) as store:
        if changed:
            ledger.rate(ratings)  # all graded by the old ones is gone by now
        work = _Work(store, ratings, step or (lambda _what, _done, _of: None))
        work.take_in(ledger)
        work.bring_up_to_date()
        return store.counts()


def _keyed(ratings: Reliability) -> Reliability:
    """Ratings by names as they are compared; those that are already stay the object they are."""
    if all(name == name_key(name) for name in ratings):
        return ratings
    return {name_key(name): value for name, value in ratings.items()}


class _Work:
    """One time of bringing up to date."""

    def __init__(self, store: Corroborating, reliability: Reliability | None, step: Step) -> None:
        self._store = store
        self._reliability = reliability
        self._step = step
        self._views: dict[str, View] = {}

    def take_in(self, ledger: Ledger) -> None:
        """Take in the shards that are new. What is taken in stays pending until it has been joined to the rest."""
        from hearsay.store.shards import read_shard

        known = self._store.shards()
        names = [name for name, _ in ledger.shard_names() if name not in known]
        with contextlib.closing(ledger.index()) as index:
            for number, name in enumerate(names):
                self._step("taking in", number, len(names))
                kept = [entry for entry in read_shard(ledger.shard(name)) if index.holds(entry.record.id, name)]
                with self._store.transaction():
                    for made in filter(None, map(view, kept)):
                        self._add(made, name)
                    self._store.add_shard(name)

    def _take_out(self, old: View) -> None:
        """Take out a reading that another takes the place of; what hung together with it is looked at again."""
        store = self._store
        group = store.copies_of(old.document)
        told = store.happenings_of(old.document)
        stated = [found for claim in old.claims for found in store.propositions_of(claim.claim)]
        beside = {copied.document for copied in group.documents} if group is not None else set()
        beside |= {version.document for found in told for version in found.versions}
        beside |= {position.document for found in stated for position in found.positions}
        store.drop(CopyGroup, [group.id] if group is not None else [])
        store.drop(Happening, [found.id for found in told])
        store.drop(Proposition, [found.id for found in stated])
        store.put_passages([old.document], [])
        store.settle(store.rest_on_none(old.document), {})
        store.forget([old.record])
        store.mark_pending(sorted({old.document, *beside}))

    def _touched(self) -> set[str]:
        """What is pending, and what was found by a key that has come to be too common."""
        pending = self._store.pending()
        touched = set(pending)
        for kind in (_COPY, _STORY):
            added = Counter(value for record in sorted(pending) for value in self._keys(kind, record))
            touched |= self._store.crossing(kind, added, MOST)
        return touched

    def _add(self, made: View, shard: str) -> None:
        keys = [(_COPY, f"{value:x}") for value in copies.sample(made.hashes())]
        keys += [(_STORY, word) for word in stories.story_keys(made)]
        for packed in self._store.views([made.record]).values():
            self._take_out(msgspec.msgpack.decode(packed, type=View))
        self._store.add_document(
            made.record, shard, made.document, msgspec.msgpack.encode(made), keys, title=made.title,
            outlet=made.outlet, published=made.published,
        )  # fmt: skip

    def bring_up_to_date(self) -> None:
        """Make anew what the documents that are pending are part of."""
        touched = self._touched()
        folds = self._groups(touched, self._copies_near)
        self._step("folding copies", 0, len(folds))
        with self._store.transaction():
            self._fold(folds)
        hanging = self._groups({record for fold in folds for record in fold}, self._stories_near)
        for number, records in enumerate(hanging):
            self._step("joining reports", number, len(hanging))
            with self._store.transaction():
                self._join(records)
        with self._store.transaction():
            self._store.clear_pending()

    # Copies and origins

    def _fold(self, folds: Sequence[Sequence[str]]) -> None:
        changed: set[str] = set()
        known: dict[str, Origin] = {}
        for fold in folds:
            views = self._of(fold)
            old = {group.id for one in views if (group := self._store.copies_of(one.document)) is not None}
            self._store.drop(CopyGroup, sorted(old))
            for star in copies.stars(views):
                root = root_of(star)
                known[root.id] = Origin(id=root.id, kind=root.kind, name=root.name, actor=root.actor)
                changed |= self._rest(star, root)
            self._forget_views()
        self._store.settle(changed, known)

    def _rest(self, views: Sequence[View], root: Root) -> set[str]:
        """Note that some copies, or one document, come from an origin; gives the origins that this changes."""
        if len(views) > 1:
            self._store.put([copies.group(views, root.id)])
        there = {view.document for view in views}
        self._store.put_passages(there, passages(views, {view.record: root for view in views}))
        return {root.id, *self._store.rest_on(root.id, sorted(there))}

    # Stories and happenings

    def _join(self, records: Sequence[str]) -> None:
        views = self._of(records)
        roots = {one.record: self._root(one) for one in views}
        folds = {one.record: fold for one in views if (fold := self._fold_of(one)) is not None}
        folded = frozenset(record for record, (_, is_folded) in folds.items() if is_folded)
        self._drop_old(views)
        told = [
            found
            for story in stories.stories(views)
            for found in happenings(tellings(story, roots, folded), self._reliability)
        ]
        stated = propositions(said(views, roots, folds), self._reliability)
        for records_made in linked(told, stated, views):
            self._store.put(records_made)
        self._forget_views()

    def _drop_old(self, views: Sequence[View]) -> None:
        """Take out what these documents were part of."""
        told = {found.id for one in views for found in self._store.happenings_of(one.document)}
        self._store.drop(Happening, sorted(told))
        stated = {
            found for one in views for claim in one.claims for found in self._store.ids_of(Proposition, claim.claim)
        }
        self._store.drop(Proposition, sorted(stated))

    def _root(self, one: View) -> Root:
        found = self._store.origin_of(one.document)
        if found is None:  # folding has given each document one
            raise NotInLedger("it rests on no origin", where=one.document)
        return Root(id=found.id, kind=found.kind, name=found.name, actor=found.actor)

    def _fold_of(self, one: View) -> tuple[str, bool] | None:
        """The text a document carries, by its group, and whether it is folded into another; None if it is alone."""
        group = self._store.copies_of(one.document)
        if group is None:
            return None
        return group.id, any(c.record == one.record and c.role != "fullest" for c in group.documents)

    # What is near what

    def _groups(
        self, touched: Iterable[str], near: Callable[[Sequence[str]], Mapping[str, list[str]]]
    ) -> list[list[str]]:
        found = components(touched, near)
        self._forget_views()
        return found

    def _copies_near(self, records: Sequence[str]) -> dict[str, list[str]]:
        return {
            record: [other for other in found if copies.folds(self._view(record), self._view(other))]
            for record, found in self._candidates(_COPY, records, copies.SHARED)
        }

    def _stories_near(self, records: Sequence[str]) -> dict[str, list[str]]:
        return {
            record: [
                other for other in found if stories.likeness(self._view(record), self._view(other)) >= stories.NEAR
            ]
            for record, found in self._candidates(_STORY, records, stories.SHARED)
        }

    def _candidates(self, kind: str, records: Sequence[str], shared: int) -> Iterator[tuple[str, list[str]]]:
        """The records that share so many keys with each."""
        self._load(records)
        for record in records:
            counts: dict[str, int] = {}
            for others in self._store.sharing(kind, self._keys(kind, record), MOST).values():
                for other in others:
                    counts[other] = counts.get(other, 0) + 1
            found = sorted(other for other, count in counts.items() if count >= shared and other != record)
            self._load(found)
            yield record, found

    def _keys(self, kind: str, record: str) -> list[str]:
        return self._store.keys_of(record, kind)

    def _of(self, records: Iterable[str]) -> list[View]:
        chosen = sorted(set(records))
        self._load(chosen)
        return [self._views[record] for record in chosen]

    def _view(self, record: str) -> View:
        return self._views[record]

    def _load(self, records: Iterable[str]) -> None:
        missing = [record for record in records if record not in self._views]
        for record, packed in self._store.views(missing).items():
            self._views[record] = msgspec.msgpack.decode(packed, type=View)

    def _forget_views(self) -> None:
        """Memory does not grow with the ledger."""
        if len(self._views) > _HELD:
            self._views.clear()


_HELD = 4000
