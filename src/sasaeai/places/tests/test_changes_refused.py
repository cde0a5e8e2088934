"""A change of areas that cannot be told is refused in words, and nothing is changed."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.places.actions import close_area, merge_areas, move_area, split_area
from sasaeai.places.examples import a_city
from sasaeai.places.models import Area, Belonging, Succession
from sasaeai.places.rules.over_time import NotPossible
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2023, 3, 1, tzinfo=UTC)
APRIL = date(2023, 4, 1)


@pytest.fixture
def city(db):
    town = Town.objects.create(code="999032", name="見本市")
    return a_city(town, with_people=False)


@pytest.fixture
def deed(city):
    return {"by": PartOfSystem("試し", Town.objects.get().pk), "at": AT}


def merged(city, deed, areas, **given):
    merge_areas(**deed, areas=areas, on=APRIL, **({"name": "新しい地区"} | given))


REFUSED = {
    "1つを2つと数える": (
        lambda c, d: merged(c, d, [c.districts[0], c.districts[0]]),
        "2つ以上",
    ),
    "段がちがう": (
        lambda c, d: merged(c, d, [c.districts[0], c.life_areas[0]]),
        "同じ段",
    ),
    "名前がない": (lambda c, d: merged(c, d, c.districts[:2], name=" "), "名前を入れてください"),
    "もうある名前": (
        lambda c, d: merged(c, d, c.districts[:2], name=c.districts[5].name),
        "もうあります",
    ),
    "分けた後の名前がない": (
        lambda c, d: split_area(**d, area=c.districts[0], on=APRIL, names=[("東", "")]),
        "分けた後の区域の名前",
    ),
    "所属は変わらない": (
        lambda c, d: move_area(
            **d,
            area=c.districts[0],
            parent=c.care_centres[0],
            level=c.care_centres[0].level,
            on=APRIL,
        ),
        "所属は変わりません",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_said_why(city, deed, name):
    change, words = REFUSED[name]
    before = (Area.objects.count(), Belonging.objects.count())

    with pytest.raises(NotPossible, match=words):
        change(city, deed)

    assert (Area.objects.count(), Belonging.objects.count()) == before
    assert not Succession.objects.exists()


def test_an_area_whose_end_is_settled_is_not_merged(city, deed):
    one, two = city.districts[:2]
    close_area(**deed, area=one, last_day=date(2024, 3, 31))
    one.refresh_from_db()

    with pytest.raises(NotPossible, match="終わりの日が決まっています"):
        merged(city, deed, [one, two])


def test_an_area_that_had_ended_is_not_merged(city, deed):
    one, two = city.districts[:2]
    close_area(**deed, area=one, last_day=date(2022, 3, 31))
    one.refresh_from_db()

    with pytest.raises(NotPossible, match="使われていません"):
        merged(city, deed, [one, two])


def test_a_move_before_a_later_move_is_refused(city, deed):
    one, centre = city.districts[0], city.care_centres[5]
    move_area(**deed, area=one, parent=centre, level=centre.level, on=APRIL)

    earlier = {"parent": city.care_centres[7], "level": centre.level, "on": date(2022, 4, 1)}
    with pytest.raises(NotPossible, match="後に所属が変わっています"):
        move_area(**deed, area=one, **earlier)
