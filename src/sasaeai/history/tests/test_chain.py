"""The chain: one altered, removed or inserted line is found, with its number."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sasaeai.history import actions
from sasaeai.history.models import Chain, Event, NeverChanged
from sasaeai.history.queries import verify_chain
from sasaeai.history.rules import content_of, line_hash

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


@pytest.fixture
def town(cast):
    for number in range(1, 8):
        actions.note(
            by=cast.aoki,
            at=AT + timedelta(minutes=number),
            what="places.area_renamed",
            about=cast.first_area,
            before={"name": f"前{number}"},
            after={"name": f"後{number}", "share": 0.25, "on": AT.date()},
        )
    return cast.town


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def found(town):
    return [(fault.number, fault.why) for fault in verify_chain(town).faults]


def test_an_untouched_chain_is_whole(town):
    report = verify_chain(town)

    assert report.whole
    assert report.last_number == 7


def test_a_town_without_history_is_whole(cast):
    assert verify_chain(cast.other_town).whole


def test_an_altered_line_is_found_by_its_number(town):
    sql("UPDATE history_event SET by_name = 'だれか' WHERE number = 3")

    assert found(town) == [(3, "内容が書いたときと違います（書き換えられた疑い）。")]


def test_an_altered_value_is_found(town):
    sql("UPDATE history_event SET after = %s WHERE number = 4", '{"name": "別"}')

    assert [number for number, _ in found(town)] == [4]


def test_a_line_that_was_recomputed_after_altering_is_found_at_the_next(town):
    line = Event.objects.get(number=3)
    line.by_name = "だれか"

    mark = line_hash(line.previous_hash, content_of(vars(line)))
    sql("UPDATE history_event SET by_name = 'だれか', hash = %s WHERE number = 3", mark)

    assert [number for number, _ in found(town)] == [4]


def test_a_removed_line_is_found(town):
    sql("DELETE FROM history_event WHERE number = 5")

    assert found(town) == [(5, "5番の行がありません（消された疑い）。")]


def test_lines_cut_off_the_end_are_found(town):
    sql("DELETE FROM history_event WHERE number > 5")

    assert found(town) == [(6, "6番から7番までの行がありません（最後のほうが消された疑い）。")]


def test_cutting_the_end_and_its_note_is_found_by_an_earlier_check(town, cast):
    actions.check_chain(by=cast.kano, at=AT, town=town)
    sql("DELETE FROM history_event WHERE number > 5")
    last = Event.objects.get(number=5)
    Chain.objects.filter(town=town).update(last_number=5, last_hash=last.hash)

    assert [number for number, _ in found(town)] == [6]


def test_an_inserted_line_is_found(town):
    sql(
        "INSERT INTO history_event (town_id, number, at, by_key, by_name, kind, what, about,"
        " about_label, previous_hash, hash) SELECT town_id, 8, at, by_key, by_name, kind, what,"
        " about, about_label, hash, hash FROM history_event WHERE number = 7"
    )

    assert found(town) == [(8, "控えにない行です（あとから足された疑い）。")]


def test_a_later_check_goes_on_from_the_earlier_one(town, cast):
    first = actions.check_chain(by=cast.kano, at=AT, town=town)
    second = actions.check_chain(by=cast.kano, at=AT, town=town)

    assert (first.first_number, first.last_number) == (1, 7)
    assert (second.first_number, second.last_number) == (8, 8)
    assert second.whole


def test_lines_are_never_changed_or_deleted(town):
    line = Event.objects.first()

    with pytest.raises(NeverChanged):
        line.save()
    with pytest.raises(NeverChanged):
        line.delete()
    with pytest.raises(NeverChanged):
        Event.objects.all().delete()
    with pytest.raises(NeverChanged):
        Event.objects.update(what="x")


def test_the_same_look_within_ten_minutes_is_one_line(cast):
    for minutes in (0, 5, 9, 11):
        actions.saw(by=cast.aoki, at=AT + timedelta(minutes=minutes), about=cast.first_area)
    actions.saw(by=cast.ishida, at=AT, about=cast.first_area)

    assert Event.objects.filter(kind="view", by_key=cast.aoki.doer_key).count() == 2
    assert Event.objects.filter(kind="view").count() == 3
