"""Addresses, postcodes, points and areas of rows that lack one of them; points that a file would move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from sasaeai.analysis.addresses.book import FINENESS_WORDS, Located
from sasaeai.analysis.addresses.postcodes import Postcodes
from sasaeai.places.queries import Outlines, locator, outlines_of, postcodes_of
from sasaeai.resources.importing.said import Said
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.placing import SAME, spot_of
from sasaeai.resources.rules.states import MatchLevel


class Whereabouts:
    """Looks up addresses of a file; each of the town's lists is read once, and only if a row asks for it.

    :param with_areas: put the area of a point into rows that name none; without it they are only counted
    """

    def __init__(self, town_id: int, *, on: date, with_areas: bool = False) -> None:
        self._town, self._on, self._with_areas = town_id, on, with_areas
        self.counts: Counter[str] = Counter()
        self.posted: Counter[str] = Counter()
        self.areas: Counter[str] = Counter()

    @cached_property
    def _locate(self) -> Callable[[str], Located] | None:
        return locator(self._town)

    @cached_property
    def _postcodes(self) -> Postcodes:
        return postcodes_of(self._town)

    @cached_property
    def _outlines(self) -> Outlines:
        return outlines_of(self._town, self._on)

    def fill(self, said: Said, resource: Resource | None) -> Said:
        """The row itself, with what its own words tell besides, where neither it nor the register has it.

        Written into the row: a second copy of fifty thousand rows is what memory has no room for.
        """
        for more in (self._post, self._point, self._area):
            said.facts.update(more(said.facts, resource))
        return said

    def _post(self, facts: dict[str, Any], resource: Resource | None) -> dict[str, Any]:
        """The postcode of an address, or the 町域 of a postcode, where there is only one."""
        address, number = str(facts.get("address", "")), str(facts.get("postcode", ""))
        if number and not address and not (resource and resource.address):
            places = {one.city + one.place for one in self._postcodes.places_of(number)}
            if len(places) == 1:
                self.posted["address"] += 1
                return {"address": places.pop()}
        if address and not number and not (resource and resource.address == address):
            number = self._postcodes.of_address(address)
            if number:
                self.posted["postcode"] += 1
                return {"postcode": number}
        return {}

    def _point(self, facts: dict[str, Any], resource: Resource | None) -> dict[str, Any]:
        """The point of the address."""
        address = str(facts.get("address", ""))
        known = resource is not None and (
            resource.latitude is not None or resource.address == address
        )
        if not address or known or facts.get("latitude") is not None or self._locate is None:
            return {}
        found = self._locate(address)
        self.counts[FINENESS_WORDS[found.fineness]] += 1
        spot = spot_of(found)
        if spot is None:
            return {}
        return {"latitude": spot.latitude, "longitude": spot.longitude, "match_level": spot.level}

    def _area(self, facts: dict[str, Any], resource: Resource | None) -> dict[str, Any]:
        """The smallest area around the point, if a person wants that."""
        if facts.get("area") is not None or (resource is not None and resource.area_id):
            return {}
        latitude = facts.get("latitude", resource.latitude if resource else None)
        longitude = facts.get("longitude", resource.longitude if resource else None)
        if latitude is None or longitude is None:
            return {}
        around = self._outlines.around(latitude, longitude)
        if not around:
            return {}
        self.areas[around[0].name] += 1
        return {"area": around[0]} if self._with_areas else {}


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
