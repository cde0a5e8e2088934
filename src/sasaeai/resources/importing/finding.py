"""Which record of the register a row is about: by its number, by another list's, by name and place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sasaeai.people.rules import match_key
from sasaeai.resources.importing.said import Said
from sasaeai.resources.models import Resource, ResourceCode
from sasaeai.resources.rules.keys import address_key
from sasaeai.towns.models import Town

REMOVED = "取り消された資源の番号です。載せるときは「資源番号」を空欄にしてください。"


@dataclass
class Register:
    """Keys of the town's resources, read once a file (three queries); each is found at most once.

    :param elsewhere: numbers that other towns of the same database use
    """

    public_ids: dict[UUID, int] = field(default_factory=dict)
    removed: set[UUID] = field(default_factory=set)
    elsewhere: set[UUID] = field(default_factory=set)
    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    numbered: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    taken: set[int] = field(default_factory=set)

    def find(self, said: Said) -> int | None:
        """The record's key; None: it is new."""
        key = self._by_number(said)
        if key is None:
            key = self._by_place(said)
        if key is None or key in self.taken:
            return None
        self.taken.add(key)
        return key

    def _by_number(self, said: Said) -> int | None:
        known = self.public_ids.get(said.public_id) if said.public_id else None
        if known is not None:
            return known
        pairs = [(said.system, said.number), *said.codes.items()]
        return next((self.codes[p] for p in pairs if p in self.codes and p[1]), None)

    def _by_place(self, said: Said) -> int | None:
        """Same name and same address, if it is not known under another number of the same list."""
        place = address_key(str(said.facts.get("address", "")))
        if len(place) < 5:
            return None
        for key in self.places.get((match_key(said.name)[:240], place[:200]), ()):
            if key not in self.taken and said.system not in self.numbered[key]:
                return key
        return None


def register_of(town: Town) -> Register:
    """The keys of everything the town has in its register."""
    found = Register()
    rows = Resource.objects.filter(town=town).values_list(
        "pk", "public_id", "name_key", "address_key", "merged_into_id", "removed_at"
    )
    for key, public_id, name, place, merged, removed in rows.iterator(5000):
        if removed is not None:
            found.removed.add(public_id)
            continue
        found.public_ids[public_id] = merged or key
        if place and not merged:
            found.places[name, place].append(key)
    codes = ResourceCode.objects.filter(town=town, resource__removed_at__isnull=True)
    merged_to = dict(
        Resource.objects.filter(town=town, merged_into__isnull=False).values_list(
            "pk", "merged_into_id"
        )
    )
    for system, code, key in codes.values_list("system", "code", "resource_id").iterator(5000):
        target = merged_to.get(key, key)
        found.codes[system, code] = target
        found.numbered[target].add(system)
    others = Resource.objects.exclude(town=town).values_list("public_id", flat=True)
    found.elsewhere.update(others.iterator(5000))
    return found
