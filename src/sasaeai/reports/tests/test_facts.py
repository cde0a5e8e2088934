"""Fact sources: registered once, and every touched month gets a new version."""

from datetime import date

import pytest

from sasaeai.reports import facts
from sasaeai.reports.models import FactMonth


def no_rows(town_id, first, last):
    return []


@pytest.fixture
def own_sources(monkeypatch):
    monkeypatch.setattr(facts, "_sources", {})


def versions():
    return dict(FactMonth.objects.values_list("month", "version"))


def test_an_entry_changes_only_the_version_of_its_own_month(cast):
    town = cast.town.pk
    facts.touched(town_id=town, source="activities", days=[date(2022, 9, 30), date(2022, 10, 1)])
    before = versions()

    facts.touched(town_id=town, source="activities", days=[date(2022, 10, 31)])

    after = versions()
    assert after[202209] == before[202209]
    assert after[202210] != before[202210]


def test_touching_many_days_costs_one_query(cast, django_assert_num_queries):
    days = [date(2022, month, day) for month in range(4, 10) for day in range(1, 29)]

    with django_assert_num_queries(1):
        facts.touched(town_id=cast.town.pk, source="activities", days=days)

    assert len(versions()) == 6


def test_touching_no_day_asks_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        facts.touched(town_id=cast.town.pk, source="activities", days=[])


def test_a_source_is_registered_once(own_sources):
    source = facts.Source("activities", "活動記録", rows=no_rows)
    facts.add_source(source)
    facts.add_source(source)

    assert facts.sources() == [source]
    with pytest.raises(ValueError, match="activities is taken"):
        facts.add_source(facts.Source("activities", "別のもの", rows=no_rows))


def test_an_unknown_source_is_named(own_sources):
    with pytest.raises(facts.UnknownSource, match="needs"):
        facts.source_of("needs")


def test_posts_take_part_only_where_a_layout_counts_them():
    posts = facts.source_of("posts")

    assert posts.takes_part('where = { kind = "配置" }')
    assert not posts.takes_part("# 人員配置を考えるための表\n")
