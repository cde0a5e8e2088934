"""通いの場の調査: what is counted, what is not and why, to the cell."""

from datetime import date

import pytest
from django.urls import reverse

from sasaeai.resources import actions
from sasaeai.resources.actions import GivenGathering, GivenParticipants
from sasaeai.resources.examples import AT, SECOND_AND_FOURTH, TUESDAYS, a_resource, a_word
from sasaeai.resources.queries.survey import survey_of, survey_tables
from sasaeai.resources.rules.states import State

MARCH = date(2026, 3, 1)


def a_place(cast, name, activity="tea", schedules=(TUESDAYS,), month=None, **facts):
    kinds = GivenGathering(
        a_word(cast.town, "gathering-activity", activity),
        a_word(cast.town, "gathering-operator", "residents_group"),
        a_word(cast.town, "gathering-place", "hall"),
    )
    place = a_resource(cast, name, gathering=kinds, schedules=list(schedules), **facts)
    if month:
        held, total, *counts = month
        lines = [GivenParticipants(*line) for line in counts]
        actions.record_participation(
            by=cast.ishida, at=AT, resource=place, month=MARCH, held=held, total=total, counts=lines
        )
    return place


@pytest.fixture
def march(cast):
    """Three places that count, five that do not."""
    a_place(cast, "体操の会", "exercise", month=(5, 60, (8, "f", 75, 84), (4, "m", 65, 74)))
    a_place(cast, "茶話会", schedules=[SECOND_AND_FOURTH], month=(2, 18, (9, "f", 85)))
    a_place(cast, "名簿のない会")
    a_place(cast, "開かなかった会", month=(0, None))
    a_place(cast, "日時のない会", schedules=[])
    a_place(cast, "これからの会", started_on=date(2026, 4, 1))
    paused = a_place(cast, "休んだ会", started_on=date(2020, 4, 1))
    actions.move_state(
        by=cast.ishida, at=AT, resource=paused, to=State.PAUSED, on=date(2025, 12, 1), reason="改修"
    )
    left = GivenGathering(in_survey=False, why_not="市外の人の会")
    a_resource(cast, "よその会", gathering=left)
    return survey_of(cast.town.pk, MARCH)


def cells(table):
    return {row.head[0]: [cell.value for cell in row.cells] for row in table.rows}


def test_places_and_people_are_counted_by_every_axis(march):
    operator, place, activity, frequency, size, people, *_ = survey_tables(march)

    assert cells(operator)["住民団体"] == [3, 21]
    assert cells(place)["計"] == [3, 21]
    assert cells(activity)["体操（運動）"] == [1, 12]
    assert cells(frequency) == {
        "週1回以上": [2, 12],
        "月2回以上4回未満": [1, 9],
        "月1回以上2回未満": [0, 0],
        "計": [3, 21],
    }
    assert cells(size)["11〜20人"] == [1, 12]
    assert cells(size)["未記入"] == [1, 0]
    assert cells(people)["85歳以上"] == [9, 0, 0, 9]
    assert cells(people)["計"] == [17, 4, 0, 21]


def test_every_place_left_out_says_why(march):
    assert {line.resource.name: line.why for line in march.left_out} == {
        "開かなかった会": "この月は1回も開かれていない",
        "日時のない会": "日時も開いた回数も書かれていない",
        "これからの会": "この月のあとに始まった（2026年4月から）",
        "休んだ会": "この月は活動していない（休止）",
        "よその会": "調査に数えない：市外の人の会",
    }


def test_a_counted_place_with_gaps_is_told_apart(march):
    assert [(line.resource.name, line.lacks) for line in march.lacking] == [
        ("名簿のない会", ("回数・延べ人数", "実人数"))
    ]


def test_a_place_that_paused_within_the_month_was_open_in_it(cast):
    place = a_place(cast, "月の途中まで", started_on=date(2020, 4, 1), month=(2, 10))
    actions.move_state(
        by=cast.ishida, at=AT, resource=place, to=State.PAUSED, on=date(2026, 3, 20), reason="改修"
    )

    assert [line.resource.name for line in survey_of(cast.town.pk, MARCH).counted] == [
        "月の途中まで"
    ]


def test_one_button_gives_the_workbook(client, cast, march):
    client.force_login(cast.uno)

    page = client.get(reverse("resources:gathering"), {"month": "2026-03"})
    book = client.get(reverse("resources:gathering"), {"month": "2026-03", "sort": "xlsx"})

    assert "3か所・実人数 21人（数えなかった会場 5か所" in page.content.decode()
    assert book.content.startswith(b"PK")


def test_the_survey_asks_the_same_number_of_questions_however_many_places(
    cast, django_assert_max_num_queries
):
    for n in range(15):
        a_place(cast, f"第{n}の会", month=(4, 40, (9, "f", 75)))

    with django_assert_max_num_queries(11):
        survey_of(cast.town.pk, MARCH)
