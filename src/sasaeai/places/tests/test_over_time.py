"""Areas over time: an old year is counted as it was, and re-added on new areas where that can be told."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.history.models import Event
from sasaeai.places.actions import (
    add_area,
    add_level,
    close_area,
    merge_areas,
    move_area,
    rename_area,
    split_area,
)
from sasaeai.places.examples import a_city, a_district, a_level
from sasaeai.places.models import Area
from sasaeai.places.queries import (
    area_choices,
    area_paths,
    area_paths_over,
    areas_on,
    names_on,
    successor_map,
)
from sasaeai.places.rules.over_time import NotPossible
from sasaeai.places.ties import tie
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2023, 3, 1, tzinfo=UTC)
APRIL = date(2023, 4, 1)
MARCH = date(2023, 3, 31)


@pytest.fixture
def town(db):
    return Town.objects.create(code="999032", name="見本市")


@pytest.fixture
def city(town):
    return a_city(town, with_people=False)


def deed(town):
    return {"by": PartOfSystem("試し", town.pk), "at": AT}


def test_the_invented_city_has_its_areas(city, town):
    day = date(2022, 10, 1)

    counts = {
        level: areas_on(town.pk, day, level).count()
        for level in ("life-area", "care-centre", "block", "district")
    }

    assert counts == {"life-area": 5, "care-centre": 19, "block": 8, "district": 46}


def test_every_area_knows_what_it_lies_within_in_two_queries(city, town, django_assert_num_queries):
    with django_assert_num_queries(2):
        paths = area_paths(town.pk, date(2022, 10, 1))

    first = city.districts[0]
    assert paths[first.pk] == {
        "district": first.pk,
        "care-centre": city.care_centres[0].pk,
        "life-area": city.life_areas[0].pk,
        "block": city.blocks[0].pk,
        "city": city.city.pk,
    }


def test_a_moved_district_counts_where_it_was_then(city, town):
    moved = city.districts[-1]

    before = area_paths(town.pk, date(2022, 3, 31))[moved.pk]
    after = area_paths(town.pk, date(2022, 4, 1))[moved.pk]

    assert before["care-centre"] == city.care_centres[-1].pk
    assert after["care-centre"] == city.care_centres[-2].pk


def test_a_period_is_cut_where_something_changed(city, town, django_assert_num_queries):
    with django_assert_num_queries(2):
        stretches = list(area_paths_over(town.pk, date(2021, 4, 1), date(2023, 3, 31)))

    assert [(a, b) for a, b, _ in stretches] == [
        (date(2021, 4, 1), date(2022, 3, 31)),
        (date(2022, 4, 1), date(2023, 3, 31)),
    ]


def test_merged_districts_are_counted_together_from_then_on(city, town):
    one, two = city.districts[0], city.districts[1]

    new = merge_areas(**deed(town), areas=[one, two], on=APRIL, name="雪見北地区")

    told = successor_map(town.pk, to=APRIL)
    assert told[one.pk].told == told[two.pk].told == new.pk
    back = successor_map(town.pk, to=MARCH)[new.pk]
    assert (back.told, set(back.areas)) == (None, {one.pk, two.pk})
    assert area_paths(town.pk, APRIL)[new.pk]["care-centre"] == city.care_centres[0].pk
    one.refresh_from_db()
    assert one.valid_to == MARCH


def test_a_district_that_swallows_another_says_its_extent_changed(city, town):
    one, two = city.districts[0], city.districts[1]

    merge_areas(**deed(town), areas=[one, two], into=one, on=APRIL)

    told = successor_map(town.pk, to=APRIL)
    assert told[two.pk].told == one.pk
    assert (told[one.pk].told, told[one.pk].same_extent) == (one.pk, False)


def test_merged_care_centres_keep_their_districts(city, town):
    one, two = city.care_centres[0], city.care_centres[1]

    new = merge_areas(**deed(town), areas=[one, two], on=APRIL, name="北部包括")

    paths = area_paths(town.pk, APRIL)
    assert {paths[d.pk]["care-centre"] for d in city.districts[:4]} == {new.pk}
    assert paths[new.pk]["life-area"] == city.life_areas[0].pk
    old = area_paths(town.pk, MARCH)
    assert old[city.districts[0].pk]["care-centre"] == one.pk


def test_it_cannot_be_told_into_which_half_an_old_record_falls(city, town):
    old = city.districts[5]

    halves = split_area(
        **deed(town), area=old, on=APRIL, names=[("白鳥台東地区", ""), ("白鳥台西地区", "")]
    )

    forward = successor_map(town.pk, to=APRIL)[old.pk]
    assert (forward.told, forward.areas) == (None, tuple(h.pk for h in halves))
    back = successor_map(town.pk, to=MARCH)
    assert {back[h.pk].told for h in halves} == {old.pk}


def test_a_part_taken_out_leaves_the_area_in_place(city, town):
    old = city.districts[5]

    split_area(**deed(town), area=old, on=APRIL, names=[("白鳥台西地区", "")], goes_on=True)

    told = successor_map(town.pk, to=APRIL)[old.pk]
    assert (told.told, told.same_extent) == (old.pk, False)


def test_an_area_with_areas_in_it_is_not_split_blindly(city, town):
    with pytest.raises(NotPossible, match="先に「この区域も残す」で分け"):
        split_area(
            **deed(town), area=city.life_areas[0], on=APRIL, names=[("北東", ""), ("北西", "")]
        )

    assert not Area.objects.filter(name="北東").exists()


def test_an_old_name_is_printed_for_the_old_time(city, town):
    area = city.districts[2]

    rename_area(**deed(town), area=area, name="峰の丘地区", on=APRIL)

    assert names_on(town.pk, MARCH)[area.pk] == "峰岡地区"
    assert names_on(town.pk, APRIL)[area.pk] == "峰の丘地区"
    assert Event.objects.filter(what="places.area_renamed").count() == 1


def test_moving_leaves_a_line_of_history_and_the_old_belonging(city, town):
    district = city.districts[0]

    move_area(
        **deed(town),
        area=district,
        parent=city.care_centres[4],
        level=city.care_centres[4].level,
        on=APRIL,
    )

    assert [(t.parent.name, t.valid_to) for t in district.within.all()] == [
        ("やまなみ包括", MARCH),
        ("はるかぜ包括", None),
    ]
    event = Event.objects.filter(what="places.area_moved").first()
    assert (event.before, event.after["within"]) == ({"within": "やまなみ包括"}, "はるかぜ包括")


def test_a_move_on_its_first_day_replaces_the_belonging(city, town):
    moved = city.districts[-1]

    move_area(
        **deed(town),
        area=moved,
        parent=city.care_centres[0],
        level=city.care_centres[0].level,
        on=date(2022, 4, 1),
    )

    assert moved.within.count() == 2


def test_an_area_lies_in_one_area_of_a_level_at_a_time(city, town):
    with pytest.raises(NotPossible, match="所属を変える"):
        tie(city.districts[0], city.care_centres[3], APRIL)


def test_an_area_does_not_come_to_lie_in_itself(city, town):
    with pytest.raises(NotPossible, match="中にある区域へは入れられません"):
        tie(city.city, city.districts[0], APRIL)


def test_an_area_does_not_come_to_lie_in_one_of_its_own_level(city, town):
    with pytest.raises(NotPossible, match="「東雲地区」は同じ地区です"):
        tie(city.districts[0], city.districts[10], APRIL)
    with pytest.raises(NotPossible, match="自分自身"):
        tie(city.city, city.city, APRIL)


def test_an_area_may_lie_in_none_of_a_level_and_come_back(city, town):
    district, centre = city.districts[0], city.care_centres[0]

    move_area(**deed(town), area=district, parent=None, level=centre.level, on=APRIL)
    alone = area_paths(town.pk, APRIL)[district.pk]
    move_area(**deed(town), area=district, parent=centre, level=centre.level, on=date(2024, 4, 1))

    back = area_paths(town.pk, date(2024, 4, 1))[district.pk]
    assert ("care-centre" in alone, back["care-centre"]) == (False, centre.pk)
    told = Event.objects.filter(what="places.area_moved").order_by("-number")[:2]
    assert [(e.before["within"], e.after["within"]) for e in told] == [
        ("", centre.name),
        (centre.name, ""),
    ]


def test_halves_put_together_again_are_told(town):
    old = a_district(town, "若葉地区")

    halves = split_area(**deed(town), area=old, on=APRIL, names=[("若葉東", ""), ("若葉西", "")])
    again = merge_areas(**deed(town), areas=halves, on=date(2024, 4, 1), name="新若葉地区")

    assert successor_map(town.pk, to=date(2024, 4, 1))[old.pk].areas == (again.pk,)


def test_an_area_of_another_town_cannot_be_chosen(city, town, cast):
    with pytest.raises(NotPossible, match="ほかの自治体"):
        tie(city.districts[0], cast.first_area, APRIL)


def test_an_area_that_still_holds_others_does_not_close(city, town):
    with pytest.raises(NotPossible, match="先に別の区域へ移して"):
        close_area(**deed(town), area=city.care_centres[0], last_day=MARCH)


def test_a_closed_area_stays_for_old_records(city, town):
    area = city.districts[0]

    close_area(**deed(town), area=area, last_day=MARCH)

    assert area not in areas_on(town.pk, APRIL)
    assert area_paths(town.pk, APRIL)[area.pk]["care-centre"] == city.care_centres[0].pk


def test_two_areas_of_one_name_are_refused(city, town):
    with pytest.raises(NotPossible, match="もうあります"):
        add_area(**deed(town), level=city.districts[0].level, name="雪見地区")


def test_a_level_code_names_one_level_of_the_town(city, town):
    with pytest.raises(NotPossible, match="別のコード"):
        add_level(**deed(town), tree=city.blocks[0].level.tree, code="district", name="班")


def test_areas_of_different_levels_do_not_merge(city, town):
    with pytest.raises(NotPossible, match="同じ段"):
        merge_areas(
            **deed(town), areas=[city.districts[0], city.blocks[0]], on=APRIL, name="どちらでもない"
        )


def test_the_last_used_area_is_offered_first(cast):
    level = a_level(cast.town, "district", "地区")
    old = a_district(cast.town, "終わった地区", valid_to=MARCH)
    new = a_district(cast.town, "若葉地区")

    groups = area_choices(cast.town.pk, on=APRIL, recent=[new.pk, old.pk, new.pk])

    assert groups[0] == ("最近使った区域", [(new.pk, "若葉地区")])
    assert [title for title, _ in groups[1:]] == [
        "日常生活圏域：市全域",
        "日常生活圏域",
        "地区",
    ]
    assert level.areas.count() == 2


def test_someone_bound_to_areas_is_offered_only_those(cast):
    groups = area_choices(cast.town.pk, on=APRIL, within={cast.first_area.pk})

    assert groups == [("日常生活圏域", [(cast.first_area.pk, "第1圏域")])]
