"""The usual ways of counting an indicator, so that nobody must write a layout for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sasaeai.analysis.figures import values_from_toml
from sasaeai.analysis.figures.measures import read_measure
from sasaeai.analysis.figures.measures.reading import Book

NONE, OWN = "none", "own"


@dataclass(frozen=True)
class Way:
    """One usual way: its name on the form, and the measure of the layout language."""

    code: str
    label: str
    measure: Mapping[str, Any]


WAYS: tuple[Way, ...] = (
    Way("person-times", "活動回数（回・人）", {"count": "回・人"}),
    Way("times", "活動の延べ回数", {"count": "events"}),
    Way("people", "活動で会った延べ人数", {"sum": "人"}),
    Way(
        "councils",
        "協議体の開催回数",
        {"count": "events", "where": {"kind": ["協議体（第1層）", "協議体（第2層）"]}},
    ),
    Way(
        "care-meetings",
        "地域ケア会議への出席回数",
        {"count": "events", "where": {"kind": "地域ケア会議"}},
    ),
    Way(
        "new-services",
        "新たな生活支援サービスの創出数",
        {"count": "events", "where": {"kind": "新たな生活支援サービスの創出"}},
    ),
    Way("posts", "コーディネーターの配置数", {"count": "events", "where": {"kind": "配置"}}),
    Way(NONE, "記録からは数えない（目標と訂正だけ）", {}),
    Way(OWN, "自分で書く", {}),
)


def way_of(measure: Mapping[str, Any]) -> str:
    """The code of the way that a measure is; `own` for any other."""
    if not measure:
        return NONE
    return next((way.code for way in WAYS if way.measure == measure), OWN)


def measure_of(code: str, own: str) -> dict[str, Any]:
    """The measure of a way, or the one that was written.

    :raises LayoutRefused: if what was written is no measure
    """
    if code != OWN:
        return dict(next((way.measure for way in WAYS if way.code == code), {}))
    given = values_from_toml(own)
    read_measure(given, Book({}), "数え方")
    return given
