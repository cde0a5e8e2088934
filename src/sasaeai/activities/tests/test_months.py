"""The month by area, and the load of each post."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from sasaeai.activities.actions import close_month, keep_draft
from sasaeai.activities.examples import AT, an_activity, words_of
from sasaeai.activities.models import MonthClosing
from sasaeai.activities.queries.load import loads
from sasaeai.activities.queries.months import month_lines, working_days
from sasaeai.activities.rules import Happening

OCTOBER = date(2022, 10, 1)
END = date(2022, 10, 31)


@pytest.fixture
def as_uno(client, cast, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT + timedelta(days=31))
    client.force_login(cast.uno)
    return client


def line_of(cast, tier):
    return next(m for m in month_lines(cast.uno, OCTOBER, END) if m.tier == tier)


def test_what_is_missing_is_told_by_area_and_tier(cast):
    an_activity(cast)
    an_activity(cast, happening=Happening.PLANNED, area=None)
    keep_draft(by=cast.ishida, at=AT, typed={"on": ["2022-10-05"], "wording": ["とちゅう"]})

    second, first = line_of(cast, "2"), line_of(cast, "1")

    assert (second.held, second.unmarked, second.drafts, second.flagged) == (1, 1, 1, 0)
    assert first.held == 0
    assert second.silent_days[0][1:] == (19, 20)


def test_working_days_know_weekends_and_public_holidays():
    assert len(working_days(OCTOBER, END)) == 20
    assert date(2022, 10, 10) not in working_days(OCTOBER, END)


def test_a_month_is_closed_and_reopened_on_the_page(as_uno, cast):
    an_activity(cast)
    asked = {"month": "2022-10", "area": cast.first_area.pk, "tier": "2"}
    as_uno.post(reverse("activities:close"), asked)
    closing = MonthClosing.objects.get()
    assert "締め済み" in as_uno.get(reverse("activities:closings")).content.decode()

    as_uno.post(reverse("activities:reopen"), {"key": closing.pk, "reason": ""})
    assert MonthClosing.objects.get().state == "closed"
    as_uno.post(reverse("activities:reopen"), {"key": closing.pk, "reason": "記入もれ"})

    page = as_uno.get(reverse("activities:closings")).content.decode()
    assert "再開した（記入もれ）" in page


def test_a_record_of_a_closed_month_says_so_and_where_to_reopen(as_uno, cast):
    activity = an_activity(cast)
    close_month(by=cast.uno, at=AT + timedelta(days=31), month=OCTOBER)

    page = as_uno.get(reverse("activities:show", args=[activity.pk])).content.decode()

    assert "締めてあるため、直せません" in page
    assert f"{reverse('activities:closings')}?month=2022-10" in page


def test_what_was_done_for_the_whole_town_is_closed_with_the_area_of_the_post(cast, client):
    activity = an_activity(cast, area=None)
    close_month(by=cast.uno, at=AT + timedelta(days=31), month=OCTOBER, area=cast.first_area)
    client.force_login(cast.ishida)

    answer = client.get(reverse("activities:show", args=[activity.pk]))

    assert answer.context["closing"] is not None


def test_who_may_not_close_only_looks(client, cast):
    client.force_login(cast.ishida)

    page = client.get(reverse("activities:closings"), {"month": "2022-10"}).content.decode()

    assert "締める</button>" not in page
    assert client.post(reverse("activities:close"), {"month": "2022-10"}).status_code == 403


def test_the_load_of_each_post_counts_joint_visits_for_both(cast):
    words = words_of(cast.town)
    both = (cast.posts["first-area"], cast.posts["first-tier"])
    an_activity(cast, posts=both, minutes=90)
    an_activity(cast, minutes=30, means=words["means"]["phone"])
    an_activity(cast, happening=Happening.PLANNED)

    lines = {line.post.tier: line for line in loads(cast.uno, OCTOBER, END)}

    assert (lines["2"].activities, lines["2"].hours, lines["2"].consultations) == (
        2,
        Decimal("2.0"),
        1,
    )
    assert lines["1"].activities == 1
    assert lines["2"].full_posts == Decimal("1.00")
    assert lines["2"].per_full_post == Decimal("2.0")


def test_the_load_page_shows_each_month(as_uno, cast):
    an_activity(cast)

    page = as_uno.get(reverse("activities:load"), {"year": "2022"}).content.decode()

    assert "第1圏域生活支援コーディネーター" in page
    assert "石田" in page
