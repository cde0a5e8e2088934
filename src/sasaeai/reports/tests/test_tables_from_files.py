"""目標と外からの数字 as files: read in whole or returned with reasons, and read in again as they went out."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.reports.examples import a_plan, an_indicator
from sasaeai.reports.models import Statistic, Target

PLANS, STATISTICS = reverse("reports:plan-import"), reverse("reports:statistics-import")
AIMS = """指標,層,令和3年度,令和4年度,備考
活動回数,計,500,***,
活動回数,第1層,250,,社協
活動回数,（第2層）,250,260,
"""
FIGURES = "項目,区域,いつ現在,値,単位,出典\n高齢者人口,第1圏域,R5.4.1,1234,人,住民基本台帳\n"


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.uno)
    return client


@pytest.fixture
def indicator(cast):
    return an_indicator(cast.uno)


def upload(client, url: str, text: str | bytes, name: str = "表.csv", **more) -> str:
    data = text.encode("cp932") if isinstance(text, str) else text
    answer = client.post(url, {"file": SimpleUploadedFile(name, data), **more}, follow=True)
    return answer.content.decode()


def aims() -> list[tuple[int, str, Decimal | None, str]]:
    return [(t.fiscal_year, t.tier, t.value, t.state) for t in Target.objects.all()]


def test_targets_are_read_from_a_table_with_a_column_a_year(officer, indicator):
    page = upload(officer, PLANS, AIMS)

    assert "目標6か所を読み、5か所を変えました。" in page
    assert (2021, "", Decimal(500), "actual") in aims()
    assert (2022, "2", Decimal(260), "actual") in aims()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("相談回数,計,1,2,", "「相談回数」という指標はありません。登録されている指標：活動回数"),
        ("活動回数,第5層,1,2,", "層「第5層」が読めません"),
        ("活動回数,計,たくさん,2,", "たくさん"),
    ],
)
def test_one_wrong_row_keeps_the_whole_table_out_and_says_why(officer, indicator, line, why):
    page = upload(officer, PLANS, f"{AIMS}{line}\n")

    assert why in page
    assert "まだ何も入れていません" in page
    assert aims() == []


def test_a_table_without_a_year_is_refused_with_what_to_write(officer, indicator):
    page = upload(officer, PLANS, "指標,層,目標\n活動回数,計,500\n")

    assert "見出しを「令和6年度」「R7年度」「2026」のように" in page


def test_the_workbook_of_a_plan_is_read_in_again_without_changing_anything(
    officer, cast, indicator
):
    plan = a_plan(cast.uno)
    upload(officer, PLANS, AIMS)
    before = aims()

    book = officer.get(reverse("reports:plan-export", args=[plan.pk])).content
    page = upload(officer, PLANS, book, name="計画.xlsx")

    assert "、0か所を変えました" in page
    assert aims() == before


def test_figures_of_others_are_put_in_and_listed_by_item(officer, cast):
    page = upload(officer, STATISTICS, FIGURES)

    assert "1件を加え、0件を直しました" in page
    assert Statistic.objects.get().on == date(2023, 4, 1)
    assert (
        "1,234"
        in officer.get(reverse("reports:statistics"), {"item": "高齢者人口"}).content.decode()
    )


def test_rows_that_cannot_be_read_stop_the_table_unless_they_may_be_left_out(officer, cast):
    wrong = f"{FIGURES}高齢者人口,第9圏域,R5.4.1,1,人,住民基本台帳\n"

    page = upload(officer, STATISTICS, wrong)
    assert "「第9圏域」という区域はありません" in page
    assert not Statistic.objects.exists()

    page = upload(officer, STATISTICS, wrong, skip="on")
    assert "1行は入れていません" in page
    assert Statistic.objects.count() == 1


@pytest.mark.parametrize("url", [PLANS, STATISTICS])
def test_a_file_that_is_no_table_is_refused_in_words(officer, url):
    page = upload(officer, url, b"%PDF-1.7", name="計画.pdf")

    assert "Excel" in page
    assert 'class="error' in page or "error" in page
