"""通いの場の調査: which places are counted in a month, and into which bands. Pure; the database is asked elsewhere.

The survey (介護予防・日常生活支援総合事業等の実施状況に関する調査) asks a place that is held at least once a month, in
one month of the year. The bands of participants are the product's until the year's form is at hand (docs/methods).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sasaeai.resources.rules.recurrence import Frequency, frequency_of
from sasaeai.resources.rules.states import State

UNFILLED = "未記入"
SIZES: tuple[tuple[int, str], ...] = (
    (10, "10人以下"),
    (20, "11〜20人"),
    (30, "21〜30人"),
    (50, "31〜50人"),
)
LARGEST = "51人以上"


@dataclass(frozen=True)
class AskedPlace:
    """What is known of a place in the month.

    :param state: the state it stood in at the end of the month
    :param was_open: whether it was 活動中 on any day of the month
    :param held: how often it was held, as written down; None = nobody wrote
    :param planned: how often its timetable has it in the month
    :param a_month: how often in an ordinary month, by its timetable; 0 = no timetable
    """

    in_survey: bool
    why_not: str
    started_on: date | None
    state: State
    was_open: bool
    held: int | None
    planned: int
    a_month: float


def why_left_out(place: AskedPlace, last: date) -> str:
    """Why a place is not counted in the month that ends on `last`; empty if it is.

    >>> place = AskedPlace(True, "", None, State.ACTIVE, True, 0, 4, 4.0)
    >>> why_left_out(place, date(2026, 3, 31))
    'この月は1回も開かれていない'
    """
    begun = place.started_on
    nobody_wrote = place.held is None
    reasons = (
        (not place.in_survey, f"調査に数えない：{place.why_not}"),
        (
            begun is not None and begun > last,
            f"この月のあとに始まった（{begun.year}年{begun.month}月から）" if begun else "",
        ),
        (not place.was_open, f"この月は活動していない（{place.state.label}）"),
        (place.held == 0, "この月は1回も開かれていない"),
        (nobody_wrote and not place.a_month, "日時も開いた回数も書かれていない"),
        (nobody_wrote and not place.planned, "日時によると、この月に開く日がない"),
        (
            nobody_wrote and frequency_of(place.a_month) == Frequency.RARE,
            "月1回より少ない",
        ),
    )
    return next((reason for holds, reason in reasons if holds), "")


def band_of_frequency(place: AskedPlace) -> str:
    """週1回以上 … by the timetable; by the times held where there is no timetable."""
    times = place.a_month or float(place.held or 0)
    return frequency_of(times).label


def band_of_size(total: int | None, held: int | None) -> str:
    """1回当たりの参加人数: people on average at one time.

    >>> band_of_size(43, 4), band_of_size(None, 4)
    ('11〜20人', '未記入')
    """
    if total is None or not held:
        return UNFILLED
    a_time = total / held
    # Half a person more than a band's end still belongs to it: 10.4 people are "about ten".
    return next((name for most, name in SIZES if a_time < most + 0.5), LARGEST)
