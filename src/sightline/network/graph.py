"""The network: entities of several datasets, joined by their links.

Entities of different datasets that bear the same name are one node, so
that a link from one dataset reaches a listing in another. Only the same
spelling joins (case, width, script and punctuation aside): a likeness
is for a person to judge, not for a graph.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sightline.entities import Dataset, Entity, Link, Listing, Record
from sightline.entities.model import STANCES, WEAK
from sightline.network.model import Standing, Step, Tie, weakest
from sightline.network.rules import Rules
from sightline.text.fold import fold

MAX_HOPS = 4
"""How many exposure links a path may have; a longer one says little about anybody."""
NODES = frozenset({"Company", "Organization", "PublicBody", "LegalEntity", "Asset", "Person"})
"""Schemas that paths run through: a place or programme that two share is no dealing of theirs."""
SHORTEST_KEY = 4
"""Letters that a name must have to join entities; shorter ones are borne by many."""

Anchor = tuple[str, str]


class Network:
    """Who is listed, tied to the scheme, in the region, or reaches one that is."""

    def __init__(
        self,
        datasets: Sequence[Dataset],
        *,
        in_region: Mapping[str, tuple[Record, ...]] | None = None,
        rules: Rules | None = None,
    ) -> None:
        """Join the datasets.

        `in_region` names the entities that a dataset places in the region, with the rows that
        do; which places are in it is not for this room to know.
        """
        self.rules = rules or Rules.load()
        self.entities: dict[str, Entity] = {e.id: e for d in datasets for e in d.entities}
        self._records = {e.id: d.records_of(e.id) for d in datasets for e in d.entities}
        self._node, self._members = _join(self.entities.values())
        self._listings = _listings(datasets)
        links = [link for d in datasets for link in d.links if link.stance != "denied"]
        self._ties = _ties(links, self.entities, self._records, self.rules)
        self._in_region = dict(in_region or {})
        self._edges = self._expose(links)

    def same_as(self, entity: str) -> tuple[str, ...]:
        """Give the entities that are one with this one, itself among them."""
        return self._members[self._node[entity]]

    def ties(self, entity: str) -> tuple[Tie, ...]:
        """Give what ties an entity to the scheme itself."""
        return self._ties.get(entity, ())

    def standing(self, entity: str) -> Standing | None:
        """Give the strongest tier of an entity, or None if nothing is known against it."""
        found = [self._listed(entity), self._tied(entity)]
        reached = self._reach(entity)
        if reached and reached.tier == "linked":
            found.append(reached)
        found += [self._placed(entity), reached]
        return next((each for each in found if each), None)

    def _listed(self, entity: str) -> Standing | None:
        listing = self._listings.get(entity)
        if listing is None:
            return None
        why = f"named by the list, section {listing.section}" if listing.section else "listed"
        return Standing(entity, "listed", why, (), self._records[entity], STANCES[0])

    def _tied(self, entity: str) -> Standing | None:
        ties = self._ties.get(entity)
        if not ties:
            return None
        path = tuple(self._step(tie.link) for tie in ties[:1] if tie.link)
        rows = dict.fromkeys(row for tie in ties for row in tie.citations)
        return Standing(entity, "linked", ties[0].reason, path, tuple(rows), ties[0].stance)

    def _placed(self, entity: str) -> Standing | None:
        rows = self._in_region.get(entity)
        if not rows:
            return None
        return Standing(entity, "region", "a dataset places it there", (), rows, STANCES[0])

    def _reach(self, entity: str) -> Standing | None:
        """Find the best path over exposure links to an anchor: short, then well stated."""
        start = self._node[entity]
        count = itertools.count()
        heap: list[tuple[int, int, tuple[str, ...], int, str, tuple[Link, ...]]] = []
        heapq.heappush(heap, (0, 0, (), next(count), start, ()))
        seen: set[str] = set()
        while heap:
            hops, rank, ids, _, node, path = heapq.heappop(heap)
            if node in seen:
                continue
            seen.add(node)
            anchor = self._anchor(node) if path else None
            if anchor:
                return self._reached(entity, path, anchor)
            if hops < MAX_HOPS:
                for link, other in self._edges.get(node, ()):
                    worse = max(rank, STANCES.index(link.stance))
                    longer = (*ids, link.id)
                    entry = (hops + 1, worse, longer, next(count), other, (*path, link))
                    heapq.heappush(heap, entry)
        return None

    def _reached(self, entity: str, path: tuple[Link, ...], anchor: Anchor) -> Standing:
        key, what = anchor
        end = self._listed(key) or self._tied(key) or self._placed(key)
        rows = dict.fromkeys(row for link in path for row in link.citations)
        rows.update(dict.fromkeys(end.citations if end else ()))
        count = "one link" if len(path) == 1 else f"{len(path)} links"
        caption = self.entities[key].caption
        stances = (*(link.stance for link in path), end.stance if end else STANCES[0])
        return Standing(
            entity,
            "linked" if len(path) == 1 else "upstream",
            f"{count} away from {caption}, which is {what}",
            tuple(map(self._step, path)),
            tuple(rows),
            weakest(stances),
            reaches=key,
        )

    def _step(self, link: Link) -> Step:
        origin, target = self.entities.get(link.subject), self.entities.get(link.object or "")
        return Step(
            link,
            origin.caption if origin else link.subject,
            target.caption if target else link.literal or link.object or "",
        )

    def _anchor(self, node: str) -> Anchor | None:
        """Give the member of a node that a path may end at, and what that member is."""
        members = self._members[node]
        for known, what in (
            (self._listings, "listed"),
            (self._ties, "tied to the scheme"),
            (self._in_region, "in the region"),
        ):
            for member in members:
                if member in known:
                    return member, what
        return None

    def _may_end(self, key: str) -> bool:
        """Tell whether a path may hold this entity: a place only in the region, where it ends."""
        entity = self.entities.get(key)
        return entity is not None and (entity.schema in NODES or key in self._in_region)

    def _expose(self, links: Iterable[Link]) -> dict[str, list[tuple[Link, str]]]:
        """Lay the exposure links out in both directions, in a fixed order."""
        edges: dict[str, list[tuple[Link, str]]] = {}
        for link in sorted(links, key=lambda each: (STANCES.index(each.stance), each.id)):
            if link.predicate not in self.rules.exposing or link.object is None:
                continue
            if not (self._may_end(link.subject) and self._may_end(link.object)):
                continue
            one, other = self._node[link.subject], self._node[link.object]
            if one != other:
                edges.setdefault(one, []).append((link, other))
                edges.setdefault(other, []).append((link, one))
        return edges


def _join(entities: Iterable[Entity]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Name the node of each entity (its first member's id) and the members of each node."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    by_name: dict[str, str] = {}
    for entity in entities:
        parent[entity.id] = entity.id
        for name in _joining_names(entity):
            first = by_name.setdefault(name, entity.id)
            one, other = root(first), root(entity.id)
            parent[max(one, other)] = min(one, other)
    node = {key: root(key) for key in parent}
    members: dict[str, tuple[str, ...]] = {}
    for key in sorted(node):
        members[node[key]] = (*members.get(node[key], ()), key)
    return node, members


def _joining_names(entity: Entity) -> Iterator[str]:
    if entity.schema not in NODES:
        return
    weak = set(entity.properties.get(WEAK, ()))
    for name in entity.names:
        key = "".join(char for char in fold(name) if char.isalnum())
        if len(key) >= SHORTEST_KEY and name not in weak:
            yield key


def _listings(datasets: Iterable[Dataset]) -> dict[str, Listing]:
    return {each.entity: each for dataset in datasets for each in dataset.listings}


def _ties(
    links: Iterable[Link],
    entities: Mapping[str, Entity],
    records: Mapping[str, tuple[Record, ...]],
    rules: Rules,
) -> dict[str, tuple[Tie, ...]]:
    """Find what ties each entity to the scheme, the best stated first."""
    found: dict[str, list[Tie]] = {}
    for entity in entities.values():
        reason = rules.of_the_scheme.get(entity.kind)
        if reason:
            found[entity.id] = [Tie(entity.id, reason, None, records[entity.id])]
    for link in links:
        other = entities.get(link.object or "")
        for rule in rules.ties:
            if rule.holds(link, other.kind if other else None):
                for end in rule.ends:
                    key = link.subject if end == "subject" else link.object
                    if key:
                        tie = Tie(key, rule.reason, link, link.citations)
                        found.setdefault(key, []).append(tie)
                break
    return {
        key: tuple(sorted(ties, key=lambda tie: STANCES.index(tie.stance)))
        for key, ties in found.items()
    }
