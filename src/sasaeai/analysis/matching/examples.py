"""Small weeks for tests, demo and documents: the cast of our town and their wishes."""

from __future__ import annotations

from typing import Any, Final

from sasaeai.analysis.matching.week import Request, Volunteer
from sasaeai.analysis.matching.weights import Mode

SALON: Final = (33.95, 131.25)  # a place in the middle of the town
KM: Final = 1 / 111.195  # degrees of latitude


def a_request(id_: str = "依頼1", *, km: float = 0.0, **given: Any) -> Request:
    """Ordinary shopping on Monday morning, so many km north of the middle."""
    usual: dict[str, Any] = {"category": "shopping", "blocks": frozenset({0})}
    return Request(id_, SALON[0] + km * KM, SALON[1], **{**usual, **given})


def a_volunteer(id_: str = "小川さん", *, km: float = 0.0, **given: Any) -> Volunteer:
    """Somebody with a car who shops, free on Monday morning, so many km north of the middle."""
    usual: dict[str, Any] = {
        "skills": frozenset({"shopping"}),
        "blocks": frozenset({0}),
        "mode": Mode.CAR,
    }
    return Volunteer(id_, SALON[0] + km * KM, SALON[1], **{**usual, **given})
