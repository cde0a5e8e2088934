"""What pages of reports may ask of the database, and what each person may see behind a figure."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sasaeai.reports import examples
from tests.stories.records import kept, spread_over


@pytest.fixture
def year(cast):
    """40 activities of tier 1 in the whole town and 30 of tier 2 in the first area, 令和4年度."""
    examples.a_plan(cast.uno)
    examples.an_indicator(cast.uno)
    kept(cast, spread_over(40, year=2022), tier="1")
    kept(cast, spread_over(30, year=2022), tier="2", areas=[cast.first_area])


TABLE = ("reports:table", {"code": "annual_areas"}, {"period": "2022"})
RECORDS = (
    "reports:records",
    {"code": "annual_areas"},
    {"period": "2022", "row": "3", "column": "4"},
)
PLANS = ("reports:plans", {}, {})


def visit(client, page):
    name, kwargs, query = page
    return client.get(reverse(name, kwargs=kwargs), query)


@pytest.mark.parametrize(
    ("page", "most"), [(TABLE, 18), (RECORDS, 20), (PLANS, 20), (("reports:tables", {}, {}), 12)]
)
def test_a_page_asks_little_once_the_facts_are_kept(
    client, cast, year, page, most, django_assert_max_num_queries
):
    client.force_login(cast.uno)
    visit(client, page)

    with django_assert_max_num_queries(most):
        assert visit(client, page).status_code == 200


def test_the_records_behind_a_total_are_listed_with_links(client, cast, year):
    client.force_login(cast.uno)

    page = visit(client, RECORDS).content.decode()

    assert "もとになった記録 70件" in page
    assert page.count("/activities/") >= 50
    assert "1 / 2" in page


def test_who_works_in_one_area_sees_its_records_and_how_many_are_hidden(client, cast, year):
    client.force_login(cast.ishida)

    page = visit(client, RECORDS).content.decode()

    assert "もとになった記録 70件" in page
    assert "うち40件は、あなたの担当外か、見る権限がないため表示していません" in page


def test_who_sees_only_figures_gets_no_record(client, cast, year):
    client.force_login(cast.egawa)

    page = visit(client, RECORDS).content.decode()

    assert "うち70件は" in page
    assert "/activities/" not in page.split("<main")[1]


def test_the_part_is_what_the_page_shows(client, cast, year):
    client.force_login(cast.uno)
    name, kwargs, query = TABLE
    url = reverse(name, kwargs=kwargs)

    part = client.get(url, query, headers={"HX-Request": "true"}).content.decode()

    assert part.strip() in client.get(url, query).content.decode()


def test_a_download_holds_only_the_records_the_person_may_see(client, cast, year):
    client.force_login(cast.ishida)

    table = client.get(
        reverse("reports:table-file", kwargs={"code": "annual_areas", "kind": "json"}),
        {"period": "2022"},
    ).json()

    total = table["rows"][-1]["cells"][4]
    assert total["value"] == 70
    assert len(total["record_ids"]) == 30
    assert total["hidden_records"] == 40


def test_a_period_that_cannot_be_read_is_told(client, cast, year):
    client.force_login(cast.uno)

    page = client.get(
        reverse("reports:table", kwargs={"code": "annual_areas"}), {"period": "いつか"}
    ).content.decode()

    assert "期間「いつか」を読み取れません" in page
