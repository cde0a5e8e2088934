"""Example records of people, companies, calls, cards: own area, another area where that matters, another town."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai.people.examples import Cast, an_organisation
from sasaeai.resources.actions.offers import bring_together, keep_call, move_match
from sasaeai.resources.actions.partners import keep_company, keep_course, keep_funding, keep_sheet
from sasaeai.resources.actions.persons import record_person
from sasaeai.resources.actions.practices import keep_practice
from sasaeai.resources.examples import AT, DAY
from sasaeai.resources.models import Call, MatchStage, PersonResource

Made = list[dict[str, Any]]


def a_person(cast: Cast, name: str = "小川", **facts: Any) -> PersonResource:
    """A person of the talent bank, of the first area, who agreed."""
    given = {"name": name, "area": cast.first_area, "consented_on": DAY, **facts}
    return record_person(by=cast.aoki, at=AT, town=cast.town, facts=given)


def a_call(cast: Cast, side: str = "offer", **facts: Any) -> Call:
    """An empty house of the first area, or a group that looks for a room."""
    given = {
        "side": side,
        "sort": "space",
        "title": "空き家を使ってほしい" if side == "offer" else "集まる場所がほしい",
        "area": cast.first_area,
        "days": "火・木の昼",
        "people": 15 if side == "offer" else 10,
        "entered_on": DAY,
        **facts,
    }
    return keep_call(by=cast.aoki, at=AT, town=cast.town, call=None, facts=given)


def three_persons(cast: Cast) -> list[PersonResource]:
    """Of the first area, of the second, of the other town."""
    given = {"name": "隣町の人", "consented_on": DAY}
    theirs = record_person(by=cast.kinoshita, at=AT, town=cast.other_town, facts=given)
    return [a_person(cast), a_person(cast, "佐々木", area=cast.second_area), theirs]


def their_call(cast: Cast, side: str = "offer") -> Call:
    """A call of the other town."""
    given = {"side": side, "title": "隣町の空き家", "entered_on": DAY}
    return keep_call(by=cast.kinoshita, at=AT, town=cast.other_town, call=None, facts=given)


def of_person(cast: Cast) -> Made:
    """A person."""
    return [{"pk": one.pk} for one in three_persons(cast)]


def of_person_deed(cast: Cast) -> Made:
    """What is done with a person."""
    return [{**one, "sort": "interview"} for one in of_person(cast)]


def of_call(cast: Cast) -> Made:
    """An offer."""
    other = a_call(cast, area=cast.second_area)
    return [{"pk": one.pk} for one in (a_call(cast), other, their_call(cast))]


def of_match(cast: Cast) -> Made:
    """Two brought together."""
    return [{"pk": one["pk"]} for one in of_follow_up(cast)]


def of_follow_up(cast: Cast) -> Made:
    """A follow-up of two brought together."""
    pairs = [
        (cast.aoki, a_call(cast), a_call(cast, "wish")),
        (
            cast.aoki,
            a_call(cast, area=cast.second_area),
            a_call(cast, "wish", area=cast.second_area),
        ),
        (cast.kinoshita, their_call(cast), their_call(cast, "wish")),
    ]
    made = []
    for by, offer, wish in pairs:
        match = bring_together(by=by, at=AT, offer=offer, wish=wish)
        move_match(by=by, at=AT, match=match, to=MatchStage.STARTED, on=DAY)
        made.append({"pk": match.pk, "number": match.follow_ups.all()[0].pk})
    return made


def _of_both(make: Callable[[Any, Any], Any]) -> Callable[[Cast], Made]:
    def made(cast: Cast) -> Made:
        ours, theirs = (cast.aoki, cast.town), (cast.kinoshita, cast.other_town)
        return [{"pk": make(*ours).pk}, {"pk": make(*theirs).pk}]

    return made


of_company = _of_both(
    lambda by, town: keep_company(
        by=by, at=AT, organisation=an_organisation(town, "見本商店"), facts={"motives": "SDGs"}
    )
)
of_sheet_of = _of_both(
    lambda by, town: keep_sheet(
        by=by, at=AT, organisation=an_organisation(town, "見本の会"), facts={"feature": "会員制"}
    )
)
of_practice = _of_both(
    lambda by, town: keep_practice(
        by=by, at=AT, town=town, practice=None, facts={"title": "多世代のごみ出し"}
    )
)
of_course = _of_both(
    lambda by, town: keep_course(
        by=by, at=AT, town=town, course=None, facts={"name": "担い手講座", "started_on": DAY}
    )
)
of_funding = _of_both(
    lambda by, town: keep_funding(
        by=by,
        at=AT,
        town=town,
        funding=None,
        facts={"fiscal_year": 2022, "sort": "grant", "project": "居場所づくり"},
    )
)

BOUND = {
    **dict.fromkeys(("person", "person-edit"), of_person),
    "person-deed": of_person_deed,
    **dict.fromkeys(("call", "call-edit", "call-match"), of_call),
    "match": of_match,
    "follow-up": of_follow_up,
}
UNBOUND = {
    **dict.fromkeys(("company", "company-edit", "company-step"), of_company),
    "sheet-edit": of_sheet_of,
    **dict.fromkeys(("practice", "practice-edit", "practice-carried"), of_practice),
    "course-edit": of_course,
    "funding-edit": of_funding,
}
