"""What a request asks of the lists of issues."""

from __future__ import annotations

from datetime import date

from sasaeai.councils.queries.raising import Filter
from sasaeai.councils.rules.raising import Stage
from sasaeai.people.requests import SignedInRequest
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Level
from sasaeai.towns import clock


def asked_filter(request: SignedInRequest) -> Filter:
    """The filter of the address; what cannot be understood asks for nothing."""
    given = request.GET
    stage = given.get("stage", "")
    return Filter(
        words=given.get("q", "")[:100],
        stage=stage if stage in {*Stage.values, "open"} else "",
        area=_number(given.get("area")),
        category=_number(given.get("category")),
        council=_number(given.get("council")),
        year=_number(given.get("year")),
        late=bool(given.get("late")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 12 else None


def asked_period(request: SignedInRequest) -> tuple[date, date]:
    """From–to of the address; the fiscal year of today where it says nothing that can be."""
    year = fiscal_year_of(clock.today())
    first = _day(request.GET.get("from"), date(year, 4, 1))
    last = _day(request.GET.get("to"), date(year + 1, 3, 31))
    return (first, last) if first <= last else (last, first)


def _day(text: str | None, usual: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return usual


def levels_of(request: SignedInRequest) -> list[Level]:
    """Levels by which a table can be made: all but those of the whole town."""
    found = Level.objects.visible_to(request.user).select_related("tree")
    return [level for level in found if level.depth or level.tier != "1"]


def asked_level(request: SignedInRequest, levels: list[Level]) -> Level | None:
    """The level of the address, or the first of the second tier, or any."""
    wanted = request.GET.get("level", "")
    named = next((level for level in levels if level.code == wanted), None)
    second = next((level for level in levels if "2" in level.tier), None)
    return named or second or (levels[0] if levels else None)
