"""The calendar and the calendar file."""

from datetime import date, time

import pytest
from django.urls import reverse

from sasaeai.activities.examples import AT, an_activity
from sasaeai.activities.queries.calendar import month_weeks
from sasaeai.activities.rules import Happening


@pytest.fixture
def as_ishida(client, cast, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    client.force_login(cast.ishida)
    return client


def test_a_month_is_whole_weeks_from_monday():
    weeks = month_weeks(date(2022, 10, 15))

    assert (weeks[0][0], weeks[-1][-1]) == (date(2022, 9, 26), date(2022, 11, 6))


def test_plans_and_records_stand_in_their_day_with_public_holidays(as_ishida, cast):
    an_activity(cast, on=date(2022, 10, 10), title="体操の会", happening=Happening.PLANNED)

    page = as_ishida.get(reverse("activities:calendar"), {"day": "2022-10-01"})

    (day,) = [d for week in page.context["weeks"] for d in week if d.on == date(2022, 10, 10)]
    assert day.holiday == "スポーツの日"
    assert [line.heading for line in day.activities] == ["体操の会"]


def test_what_others_do_is_shown_only_when_asked(as_ishida, cast):
    an_activity(cast, by=cast.aoki, posts=(cast.posts["first-tier"],), title="青木の会議")

    own = as_ishida.get(reverse("activities:calendar")).content.decode()
    every = as_ishida.get(reverse("activities:calendar"), {"whose": "all"}).content.decode()

    assert "青木の会議" not in own
    assert "青木の会議" in every


def test_ones_plans_come_out_as_a_calendar_file(as_ishida, cast):
    an_activity(
        cast,
        on=date(2022, 10, 20),
        title="サロン, 茶話会",
        starts_at=time(10, 0),
        minutes=90,
        happening=Happening.PLANNED,
    )
    an_activity(cast, title="済んだこと")

    text = as_ishida.get(reverse("activities:calendar-file")).content.decode()

    assert "DTSTART;TZID=Asia/Tokyo:20221020T100000\r\n" in text
    assert "DTEND;TZID=Asia/Tokyo:20221020T113000\r\n" in text
    assert "SUMMARY:サロン\\, 茶話会\r\n" in text
    assert "済んだこと" not in text
