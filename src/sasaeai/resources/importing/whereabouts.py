"""Points of rows that have none, by their addresses; what is said of points that a file would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from sasaeai.analysis.addresses.book import FINENESS_WORDS, Located
from sasaeai.places.queries import locator
from sasaeai.resources.importing.said import Said
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.placing import SAME, spot_of
from sasaeai.resources.rules.states import MatchLevel


class Whereabouts:
    """Looks up addresses of a file; the town's list is read once, and only if a row asks for it."""

    def __init__(self, town_id: int) -> None:
        self._town = town_id
        self.counts: Counter[str] = Counter()

    @cached_property
    def _locate(self) -> Callable[[str], Located] | None:
        return locator(self._town)

    def fill(self, said: Said, resource: Resource | None) -> Said:
        """The row with the point of its address, if neither it nor the register has one."""
        facts = said.facts
        address = str(facts.get("address", ""))
        known = resource is not None and (
            resource.latitude is not None or resource.address == address
        )
        if not address or known or facts.get("latitude") is not None or self._locate is None:
            return said
        found = self._locate(address)
        self.counts[FINENESS_WORDS[found.fineness]] += 1
        spot = spot_of(found)
        if spot is None:
            return said
        point = {"latitude": spot.latitude, "longitude": spot.longitude, "match_level": spot.level}
        return replace(said, facts={**facts, **point})


def told_of_point(said: Said, resource: Resource, *, strict: bool) -> str:
    """What a person is told when a file has another point than the register."""
    latitude, longitude = said.facts.get("latitude"), said.facts.get("longitude")
    if latitude is None or longitude is None:
        return ""
    if resource.latitude is None or resource.longitude is None:
        return ""
    here = abs(latitude - resource.latitude) < SAME and abs(longitude - resource.longitude) < SAME
    if here:
        return ""
    kept = MatchLevel(resource.match_level)
    if kept == MatchLevel.PIN and not strict:
        return f"「{resource.name}」の位置は{kept.label}なので、ファイルの緯度・経度は使いません。"
    return f"「{resource.name}」の位置を、{kept.label}からファイルの緯度・経度に変えます。"
