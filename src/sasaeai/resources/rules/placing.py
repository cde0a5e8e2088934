"""Which point a record gets: what a person gave is never replaced by what an address says, unless it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sasaeai.analysis.addresses.book import Fineness, Located
from sasaeai.resources.rules.states import MatchLevel

LEVEL_OF = {Fineness.BLOCK: MatchLevel.BLOCK, Fineness.TOWN_BLOCK: MatchLevel.TOWN_BLOCK}
BY_ADDRESS = frozenset(LEVEL_OF.values())
# Two points nearer than this many degrees (about 10 centimetres) are the same, written twice.
SAME = 1e-6


@dataclass(frozen=True)
class Spot:
    """A point in degrees and how it was found."""

    latitude: float
    longitude: float
    level: MatchLevel

    def is_at(self, point: tuple[float, float]) -> bool:
        """Whether the point is this one."""
        return abs(self.latitude - point[0]) < SAME and abs(self.longitude - point[1]) < SAME


@dataclass(frozen=True)
class Placed:
    """The point that is kept, and what the person is told of it."""

    spot: Spot | None
    words: str = ""


def spot_of(located: Located) -> Spot | None:
    """The point of a located address; none for a municipality alone."""
    if located.point is None:
        return None
    return Spot(*located.point, LEVEL_OF[located.fineness])


def placed(
    *,
    typed: tuple[float, float] | None,
    address: str,
    kept: Spot | None,
    kept_address: str,
    locate: Callable[[str], Located],
) -> Placed:
    """The point of a record whose form says `typed` and `address`, of which `kept` was known before.

    :param typed: latitude and longitude as they stand in the form; None: empty
    """
    if typed is not None and (kept is None or not kept.is_at(typed)):
        return Placed(Spot(*typed, MatchLevel.PIN))
    moved = address.strip() != kept_address.strip()
    if typed is not None and kept is not None:
        if not moved:
            return Placed(kept)
        if kept.level not in BY_ADDRESS:
            return Placed(
                kept,
                f"住所が変わりました。地図の位置は「{kept.level.label}」のままです。違うときは位置を直してください。",
            )
    return _by_address(address, kept, locate)


def _by_address(address: str, kept: Spot | None, locate: Callable[[str], Located]) -> Placed:
    if not address.strip():
        return Placed(None, "住所が空になったので、地図の位置を外しました。" if kept else "")
    located = locate(address)
    spot = spot_of(located)
    if spot is not None:
        return Placed(
            spot, f"地図の位置を住所から入れました：{spot.level.label}（{located.name}）。"
        )
    if located.fineness == Fineness.CITY:
        why = "住所は市区町村までしか分からないので、"
    elif kept is not None:
        why = "新しい住所の位置が分からないので、"
    else:
        return Placed(None)
    return Placed(None, f"{why}地図の位置は空けてあります。")
