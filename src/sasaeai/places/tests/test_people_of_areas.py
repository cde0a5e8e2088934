"""Population: a denominator carries its date, is added up where that is sound, and says where it is not."""

from datetime import date

import pytest

from sasaeai.places.examples import a_city, a_district, people_of
from sasaeai.places.models import Population
from sasaeai.places.queries import population_of
from sasaeai.places.rules.population import (
    AGED_65,
    AGED_75,
    ALL,
    EVERYBODY,
    FEMALE,
    MALE,
    Band,
    Figure,
    head_of,
    people_in,
)
from sasaeai.towns.models import Town

DAY = date(2022, 12, 1)


@pytest.fixture
def town(db):
    return Town.objects.create(code="999032", name="見本市")


def test_the_latest_figures_before_the_day_count(cast):
    area = cast.first_area
    people_of(area, date(2021, 9, 30), all=1000, b65=300, b75=140)
    people_of(area, date(2022, 9, 30), all=980, b65=310, b75=150)
    people_of(area, date(2023, 9, 30), all=960, b65=320, b75=160)

    found = population_of(cast.town.pk, [area.pk], on=DAY)[area.pk]

    assert found.on == date(2022, 9, 30)
    assert dict(found.people) == {EVERYBODY: 980, AGED_65: 310, AGED_75: 150}
    assert found.source == "住民基本台帳（見本）"


def test_without_figures_it_says_so(cast):
    found = population_of(cast.town.pk, [cast.city.pk], on=DAY)[cast.city.pk]

    assert (found.on, found.people[AGED_65]) == (None, None)
    assert "入っていません" in found.why
    assert found.share_65 is None


def test_a_larger_area_is_added_from_the_areas_within_it(cast):
    people_of(cast.first_area, date(2022, 9, 30), all=980, b65=310, b75=150)
    people_of(cast.second_area, date(2022, 9, 30), all=20, b65=10, b75=5)
    people_of(cast.second_area, date(2022, 11, 30), all=21, b65=11, b75=6)

    found = population_of(cast.town.pk, [cast.city.pk], on=DAY)[cast.city.pk]

    assert (found.on, found.people[EVERYBODY]) == (date(2022, 9, 30), 1000)
    assert found.added_from == "日常生活圏域"


def test_a_sum_with_a_gap_is_no_sum(cast):
    people_of(cast.first_area, date(2022, 9, 30), all=980, b65=310, b75=150)

    found = population_of(cast.town.pk, [cast.city.pk], on=DAY)[cast.city.pk]

    assert found.people[EVERYBODY] is None


def test_a_kept_secret_figure_makes_the_sum_unknown(cast):
    people_of(cast.first_area, date(2022, 9, 30), all=980)
    Population.objects.create(
        area=cast.first_area, on=date(2022, 9, 30), age_from=65, people=None, source="秘匿あり"
    )

    found = population_of(cast.town.pk, [cast.first_area.pk], on=DAY)[cast.first_area.pk]

    assert (found.people[EVERYBODY], found.people[AGED_65]) == (980, None)
    assert "65歳以上" in found.why


def test_the_invented_city_adds_up_in_five_queries(town, django_assert_num_queries):
    city = a_city(town)

    with django_assert_num_queries(5):
        found = population_of(town.pk, [a.pk for a in city.all], on=DAY)

    assert found[city.city.pk].added_from == "地区"
    districts = sum(found[d.pk].people[AGED_65] for d in city.districts)
    assert found[city.city.pk].people[AGED_65] == districts
    assert sum(found[b.pk].people[AGED_65] for b in city.blocks) == districts
    share = districts / found[city.city.pk].people[EVERYBODY]
    assert 0.25 < share < 0.42


def test_the_sum_follows_the_areas_of_its_date(town):
    city = a_city(town)
    gains, loses = city.care_centres[-2], city.care_centres[-1]

    def people(year):
        asked = [gains.pk, loses.pk]
        found = population_of(town.pk, asked, on=date(year, 10, 1))
        return [found[key].people[EVERYBODY] for key in asked]

    (before, _), (after, left) = people(2021), people(2022)
    assert after > before * 1.2
    assert left > 0


@pytest.mark.parametrize(
    ("figures", "band", "expected"),
    [
        ([(65, 69, 10), (70, 74, 8), (75, None, 9)], Band(65), 27),
        ([(65, 74, 18), (75, None, 9)], Band(65), 27),
        ([(60, 69, 10), (70, None, 8)], Band(65), None),
        ([(65, 69, 10), (75, None, 9)], Band(65), None),
        ([(0, None, 100)], EVERYBODY, 100),
        ([(0, 64, 60), (65, None, 40)], EVERYBODY, 100),
        ([(65, 69, 10), (70, 74, 8)], Band(65, 74), 18),
        ([(65, None, None)], Band(65), None),
    ],
)
def test_bands_are_added_only_where_they_fit(figures, band, expected):
    held = [Figure(Band(low, high), ALL, people) for low, high, people in figures]

    assert people_in(held, band) == expected


def test_men_and_women_are_added_where_there_is_no_sum():
    held = [Figure(Band(65), MALE, 10), Figure(Band(65), FEMALE, 14)]

    assert people_in(held, Band(65)) == 24
    assert people_in(held, Band(65), FEMALE) == 14
    assert people_in(held[:1], Band(65)) is None


@pytest.mark.parametrize(
    ("label", "band", "sex"),
    [
        ("0-4歳の男性", Band(0, 4), MALE),
        ("80〜84歳女", Band(80, 84), FEMALE),
        ("85歳以上の女性", Band(85), FEMALE),
        ("100歳以上の男性", Band(100), MALE),
        ("65歳以上人口", Band(65), ALL),
        ("総人口", EVERYBODY, ALL),
        ("男性", EVERYBODY, MALE),
        ("女性（人）", EVERYBODY, FEMALE),
        ("６５～６９歳／男", Band(65, 69), MALE),
        ("男女計", EVERYBODY, ALL),
    ],
)
def test_heads_of_statistics_are_understood(label, band, sex):
    head = head_of(label)

    assert (head.band, head.sex) == (band, sex)


@pytest.mark.parametrize("label", ["世帯数", "地域名", "備考", "調査年月日", "高齢化率", ""])
def test_other_heads_are_left_alone(label):
    assert head_of(label) is None


def test_a_district_alone_has_its_people(cast):
    area = a_district(cast.town, "若葉地区", cast.first_area)
    people_of(area, date(2022, 4, 1), all=500)

    assert population_of(cast.town.pk, [area.pk], on=DAY)[area.pk].people[EVERYBODY] == 500


def a_town_of_many(cast, count=60, **bands):
    for number in range(count):
        area = a_district(cast.town, f"第{number}町", cast.first_area)
        people_of(area, date(2022, 4, 1), **bands)
    return cast.first_area


def test_many_areas_are_added_by_the_database(cast, django_assert_num_queries):
    area = a_town_of_many(cast, all=10, b65=3, b75=1)

    with django_assert_num_queries(5):
        found = population_of(cast.town.pk, [area.pk], on=DAY)[area.pk]

    assert dict(found.people) == {EVERYBODY: 600, AGED_65: 180, AGED_75: 60}
    assert (found.added_from, found.source) == ("地区", "住民基本台帳（見本）")


def test_many_areas_of_different_bands_are_added_one_by_one(cast):
    area = a_town_of_many(cast, all=10, b65=3)
    Population.objects.filter(area__name="第1町", age_from=65).delete()

    found = population_of(cast.town.pk, [area.pk], on=DAY)[area.pk].people

    assert (found[EVERYBODY], found[AGED_65]) == (600, None)


def test_one_secret_among_many_makes_the_sum_unknown(cast):
    area = a_town_of_many(cast, all=10, b65=3)
    Population.objects.filter(area__name="第1町", age_from=65).update(people=None)

    found = population_of(cast.town.pk, [area.pk], on=DAY)[area.pk].people

    assert (found[EVERYBODY], found[AGED_65]) == (600, None)
