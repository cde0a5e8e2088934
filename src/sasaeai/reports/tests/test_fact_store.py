"""The fact store: never stale, and an entry costs only its own month."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.history.actions import note
from sasaeai.reports import fact_store, facts

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)


class Diary:
    """A source of facts that counts how often each month is asked."""

    def __init__(self):
        self.days = []
        self.asked = []
        self.name = "第1圏域"

    def rows(self, _town_id, first, last):
        self.asked.append(first)
        return [
            {"id": f"diary:{n}", "date": str(day), "area": {"圏域": self.name}}
            for n, day in enumerate(self.days)
            if first <= day <= last
        ]


@pytest.fixture
def diary(monkeypatch):
    monkeypatch.setattr(facts, "_sources", {})
    monkeypatch.setattr(fact_store, "store", fact_store.Store(limit=10_000_000))
    made = Diary()
    facts.add_source(facts.Source("diary", "日誌", rows=made.rows))
    return made


def write(cast, diary, *days):
    diary.days += days
    facts.touched(town_id=cast.town.pk, source="diary", days=days)


def test_an_entry_builds_only_its_own_month_again(cast, diary):
    write(cast, diary, date(2022, 4, 5), date(2022, 5, 6))
    assert fact_store.facts_of(cast.town).size == 2

    write(cast, diary, date(2022, 5, 7))

    assert fact_store.facts_of(cast.town).size == 3
    assert diary.asked == [date(2022, 4, 1), date(2022, 5, 1), date(2022, 5, 1)]


def test_kept_facts_cost_two_queries(cast, diary, django_assert_num_queries):
    write(cast, diary, date(2022, 4, 5))
    fact_store.facts_of(cast.town)

    with django_assert_num_queries(2):
        fact_store.facts_of(cast.town)

    assert len(diary.asked) == 1


def test_another_town_has_its_own_facts(cast, diary):
    write(cast, diary, date(2022, 4, 5))

    assert fact_store.facts_of(cast.other_town).size == 0


def test_a_renamed_area_is_renamed_in_old_facts(cast, diary):
    write(cast, diary, date(2022, 4, 5))
    fact_store.facts_of(cast.town)
    diary.name = "港圏域"
    note(by=cast.uno, at=AT, what="places.area_renamed", about=cast.first_area)

    found = fact_store.facts_of(cast.town)

    assert found.columns["area.圏域"].values(0) == ["港圏域"]


def test_a_deed_that_renames_nothing_keeps_the_facts(cast, diary):
    write(cast, diary, date(2022, 4, 5))
    fact_store.facts_of(cast.town)
    note(by=cast.uno, at=AT, what="people.organisation_added", about=cast.first_area)
    fact_store.facts_of(cast.town)

    assert len(diary.asked) == 1


def test_what_is_not_kept_by_month_follows_the_history(cast, diary):
    posts = Diary()
    posts.days = [date(2016, 4, 1)]
    facts.add_source(facts.Source("posts", "職", rows=posts.rows, by_month=False))
    note(by=cast.uno, at=AT, what="people.post_added", about=cast.first_area)
    assert fact_store.facts_of(cast.town).size == 1
    fact_store.facts_of(cast.town)
    assert len(posts.asked) == 1

    posts.days.append(date(2017, 4, 1))
    note(by=cast.uno, at=AT, what="people.post_added", about=cast.second_area)

    assert fact_store.facts_of(cast.town).size == 2


def test_memory_is_bounded(cast, diary, monkeypatch):
    small = fact_store.Store(limit=1)
    monkeypatch.setattr(fact_store, "store", small)
    write(cast, diary, date(2022, 4, 5), date(2022, 5, 6), date(2022, 6, 7))

    assert fact_store.facts_of(cast.town).size == 3
    assert len(small.blocks) == 1


def test_a_restart_reads_the_blocks_back_instead_of_the_records(
    cast, diary, monkeypatch, settings, tmp_path
):
    settings.DATA = tmp_path
    days = [date(2022, 4, 1 + n % 28) for n in range(600)]
    write(cast, diary, *days)
    before = fact_store.facts_of(cast.town)
    monkeypatch.setattr(fact_store, "store", fact_store.Store(limit=10_000_000))

    after = fact_store.facts_of(cast.town)

    assert len(diary.asked) == 1
    assert after.size == before.size == 600
    assert list(after.ids) == list(before.ids)
    assert after.columns["area.圏域"].values(7) == ["第1圏域"]

    write(cast, diary, date(2022, 4, 9))
    assert fact_store.facts_of(cast.town).size == 601
    assert len(list(tmp_path.rglob("diary-202204-*"))) == 1


def test_a_broken_file_is_made_again(cast, diary, monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    write(cast, diary, *[date(2022, 4, 1 + n % 28) for n in range(600)])
    fact_store.facts_of(cast.town)
    next(tmp_path.rglob("diary-*")).write_bytes(b"\x81\xa1")
    monkeypatch.setattr(fact_store, "store", fact_store.Store(limit=10_000_000))

    assert fact_store.facts_of(cast.town).size == 600


def test_a_command_reads_only_the_months_it_needs(cast, diary):
    write(cast, diary, date(2022, 4, 5), date(2022, 5, 6), date(2023, 4, 1))

    assert fact_store.facts_of(cast.town, only=parse_period("2022-05")).size == 1
    assert diary.asked == [date(2022, 5, 1)]
