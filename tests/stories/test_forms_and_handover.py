"""A town's own form is filled from records and plan; a successor gets a book."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sasaeai.activities.examples import a_partner, an_activity
from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.history.models import Event
from sasaeai.reports import examples
from sasaeai.reports.actions.plans import Aim, set_targets
from sasaeai.reports.form_values import FormValues
from sasaeai.reports.models import TownForm
from tests.stories.records import kept, spread_over

AT = datetime(2022, 10, 20, 1, tzinfo=UTC)


@pytest.fixture
def values(cast):
    """令和3年度 of 支合市: 12 activities of tier 1 against a target of 250."""
    indicator = examples.an_indicator(cast.uno)
    aims = [Aim(2021, Decimal(250), tier="1"), Aim(2021, Decimal(250), tier="2")]
    set_targets(by=cast.uno, at=AT, indicator=indicator, aims=aims)
    kept(cast, spread_over(12, year=2021), tier="1")
    return FormValues(cast.town, parse_period("2021"), date(2022, 3, 31), "宇野", date(2022, 4, 5))


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("自治体名", "支合市"),
        ("期間", "令和3年度"),
        ("基準日", "令和4年3月31日"),
        ("作成者", "宇野"),
        ("活動回数 第1層", Decimal(12)),
        ("活動回数　第１層　目標", Decimal(250)),
        ("活動回数 第1層 達成率", "4.8%"),
        ("活動回数 目標", Decimal(500)),
        ("文：ご確認ください", "ご確認ください"),
        ("知らないもの", None),
        ("表：知らない表", None),
        ("annual_areas／計／知らない列", None),
    ],
)
def test_an_expression_means_a_word_or_a_figure(values, expression, answer):
    assert values.answer(expression) == answer


def test_an_expression_means_a_table_or_one_of_its_cells(values):
    assert isinstance(values.answer("表:層と区域ごとの活動"), RenderedTable)
    assert values.answer("annual_areas/計/第1層").value == 12
    assert values.answer("p2_activity_counts/(第1層相当)/令和3年度").text == "12回・人 /250回・人"


def test_the_page_tells_which_places_nothing_fills(client, cast, values):
    form = examples.a_form(cast.uno)
    client.force_login(cast.uno)

    page = client.get(reverse("reports:form", args=[form.pk]), {"period": "2021"}).content.decode()

    assert "1か所に差し込むものがありません" in page
    assert "見つかりません" in page


def test_the_filled_form_has_real_numbers_and_marks_the_gap(client, cast, values):
    form = examples.a_form(cast.uno)
    client.force_login(cast.uno)
    client.post(reverse("reports:form", args=[form.pk]), {"fill-3": "文:（押印省略）"})

    answer = client.get(reverse("reports:form-filled", args=[form.pk]), {"period": "2021"})

    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells[:2] == ["支合市", 250]
    assert "計" in cells
    assert cells[-1] == "（押印省略）"
    assert Event.objects.filter(what="reports.form_filled").exists()


def test_an_upload_without_placeholders_is_refused_in_words(client, cast):
    client.force_login(cast.uno)
    file = BytesIO(examples.a_workbook(["自治体名"]))
    file.name = "様式.xlsx"

    page = client.post(reverse("reports:forms"), {"name": "様式", "file": file}).content.decode()

    assert "差し込み口が1つも見つかりません" in page
    assert not TownForm.objects.exists()


@pytest.fixture
def october(cast):
    """A visit of 石田さん that goes on."""
    return an_activity(
        cast, at=AT, next_step="会長に電話", partners=(a_partner(cast.town, "港町会"),)
    )


def test_the_handover_of_a_post_tells_whom_to_know_and_what_goes_on(client, cast, october):
    client.force_login(cast.ishida)
    post = cast.posts["first-area"]

    page = client.get(reverse("reports:handover"), {"post": post.pk}).content.decode()

    assert "引き継ぎ帳　第1圏域生活支援コーディネーター" in page
    assert "港町会" in page
    assert "会長に電話" in page
    assert "石田" in page
    assert Event.objects.filter(what="reports.handover_made", kind="view").exists()


def test_a_coordinator_of_one_area_gets_no_book_of_another(client, cast, october):
    client.force_login(cast.ishida)
    url = reverse("reports:handover")

    assert client.get(url, {"post": cast.posts["first-tier"].pk}).status_code == 404
    assert client.get(url, {"area": cast.second_area.pk}).status_code == 404


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_book_is_a_document(client, cast, october, kind):
    client.force_login(cast.aoki)

    answer = client.get(reverse("reports:handover-file", args=[kind]), {"area": cast.first_area.pk})

    assert answer.content[:2] in (b"PK", b"%P")
