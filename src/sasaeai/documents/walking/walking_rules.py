"""Which ways of OpenStreetMap people walk on, and in which direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Carriageways for cars only, ways not there yet or no more, and things that are no way.
NOT_WALKED: Final = frozenset(
    {
        "abandoned",
        "bus_guideway",
        "bus_stop",
        "busway",
        "construction",
        "disused",
        "elevator",
        "emergency_access_point",
        "escape",
        "motorway",
        "motorway_link",
        "no",
        "platform",
        "proposed",
        "raceway",
        "razed",
        "rest_area",
        "services",
        "traffic_signals",
    }
)
_ALLOWED: Final = frozenset({"yes", "designated", "permissive", "official", "destination"})
_CLOSED: Final = frozenset({"no", "private", "use_sidepath", "customers", "military"})


def is_walked(tags: Mapping[str, str]) -> bool:
    """Whether the public may walk there.

    >>> is_walked({"highway": "residential"}), is_walked({"highway": "motorway"})
    (True, False)
    >>> is_walked({"highway": "service", "access": "private"})
    False
    >>> is_walked({"highway": "path", "access": "no", "foot": "yes"})
    True
    """
    highway = tags.get("highway", "no")
    if highway in NOT_WALKED or tags.get("area") == "yes":
        return False
    foot = tags.get("foot")
    if foot is not None:
        return foot in _ALLOWED
    if tags.get("motorroad") == "yes" or tags.get("service") == "private":
        return False
    return tags.get("access") not in _CLOSED


def direction(tags: Mapping[str, str]) -> int:
    """0 both ways; 1 or −1 where even people on foot go only one way (escalators, one-way paths).

    >>> direction({"oneway": "yes"}), direction({"oneway:foot": "yes"})
    (0, 1)
    """
    if tags.get("oneway:foot") in ("yes", "1") or tags.get("foot:backward") == "no":
        return 1
    if tags.get("oneway:foot") == "-1" or tags.get("foot:forward") == "no":
        return -1
    return {"forward": 1, "backward": -1}.get(tags.get("conveying", ""), 0)


def slope(tags: Mapping[str, str]) -> float:
    """Rise over run along the way, where `incline` says it in per cent; else 0.

    >>> slope({"incline": "-8%"}), slope({"incline": "up"})
    (-0.08, 0.0)
    """
    text = tags.get("incline", "").strip()
    if not text.endswith("%"):
        return 0.0
    try:
        value = float(text[:-1]) / 100
    except ValueError:
        return 0.0
    return value if abs(value) <= 1 else 0.0
