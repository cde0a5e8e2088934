"""Pages of plans and tables."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from sasaeai.reports import facts
from sasaeai.reports.actions import plans

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)


def rows(town_id, first, last):
    days = [date(2021, 4 + n % 9, 1 + n % 28) for n in range(60)]
    for n, day in enumerate(days):
        if first <= day <= last:
            yield {
                "id": f"diary.Page:{n}",
                "date": str(day),
                "kind": "地域福祉座談会",
                "tier": "第1層" if n % 3 else "第2層",
                "area": {"日常生活圏域": f"第{1 + n % 2}圏域"},
                "coordinators": [{"id": "1", "name": "青木"}],
                "counts": {"人": n},
            }


@pytest.fixture
def diary(cast, monkeypatch):
    """Sixty entries of the fiscal year 2021 in 支合市."""
    known = dict(facts._sources)
    monkeypatch.setattr(facts, "_sources", known)
    facts.add_source(facts.Source("diary", "日誌", rows=rows))
    months = [date(2021, month, 1) for month in range(4, 13)]
    facts.touched(town_id=cast.town.pk, source="diary", days=months)


@pytest.fixture
def plan(cast, diary):
    made = plans.add_plan(by=cast.uno, at=AT, name="第8期計画", first_year=2021, last_year=2023)
    indicator = plans.add_indicator(
        by=cast.uno,
        at=AT,
        code="times",
        name="活動回数",
        unit="回・人",
        by_tier=True,
        measure={"count": "回・人"},
    )
    aims = [
        plans.Aim(2021, Decimal(30), tier="1"),
        plans.Aim(2021, Decimal(40), tier="2"),
        plans.Aim(2021, Decimal(70)),
        plans.Aim(2022, None, "not_applicable"),
    ]
    plans.set_targets(by=cast.uno, at=AT, indicator=indicator, aims=aims)
    return made


def test_the_plan_page_counts_actuals_and_tells_the_rate(client, cast, plan):
    client.force_login(cast.uno)

    page = client.get(reverse("reports:plans"), {"as_of": "2022-06-30"}).content.decode()

    assert ">40</a>" in page
    assert "133.3%" in page
    assert "50.0%" in page
    assert "***" in page
    assert "令和4年6月30日現在" in page


def test_every_page_opens(client, cast, plan):
    client.force_login(cast.uno)
    for name in ("tables", "plans", "plan-new", "indicator-new", "statistics", "statistics-import"):
        assert client.get(reverse(f"reports:{name}")).status_code == 200, name


def test_a_table_shows_its_figures_as_links_to_the_records(client, cast, plan):
    client.force_login(cast.uno)
    url = reverse("reports:table", args=["p2_activity_counts"])

    page = client.get(url, {"as_of": "2022-06-30"}).content.decode()

    assert "60回・人" in page
    assert "records/?as_of=2022-06-30&amp;row=0&amp;column=0" in page
