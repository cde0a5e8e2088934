"""Example records of every address of councils: of one's own area, of another area, of another town."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai.councils.actions import plan_meeting
from sasaeai.councils.examples import AT, DAY, a_council, their_council
from sasaeai.councils.models import Council
from sasaeai.people.examples import Cast

Made = list[dict[str, Any]]


def three_councils(cast: Cast) -> tuple[Council, Council, Council]:
    """A council of the first area, of the second, of the other town."""
    elsewhere = a_council(cast, "第2圏域協議体", areas=[cast.second_area], post=None)
    return a_council(cast), elsewhere, their_council(cast)


def of_council(cast: Cast) -> Made:
    """Arguments of an address of one council."""
    return [{"pk": one.pk} for one in three_councils(cast)]


def of_meeting(cast: Cast) -> Made:
    """Arguments of an address of one meeting."""
    doers = (cast.ishida, cast.aoki, cast.kinoshita)
    return [
        {"pk": plan_meeting(by=by, at=AT, council=council, on=DAY).pk}
        for by, council in zip(doers, three_councils(cast), strict=True)
    ]


OF_COUNCIL: tuple[str, ...] = ()
OF_MEETING: tuple[str, ...] = ()
SAMPLES: dict[str, Callable[[Cast], Made]] = {
    **{f"councils:{name}": of_council for name in OF_COUNCIL},
    **{f"councils:{name}": of_meeting for name in OF_MEETING},
}
