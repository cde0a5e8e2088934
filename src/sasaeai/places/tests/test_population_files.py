"""People by age from 自治体標準オープンデータセット, in the shapes that towns publish them in."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.documents.refusals import CannotRead
from sasaeai.history.models import Event
from sasaeai.places.actions import import_population
from sasaeai.places.examples import a_district
from sasaeai.places.models import Area, Population
from sasaeai.places.queries import population_of
from sasaeai.places.queries.importing import people_plan
from sasaeai.places.rules.population import AGED_65, AGED_75, EVERYBODY, FEMALE, MALE
from sasaeai.places.rules.population_file import NoDate, mismatch, read_people
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 12, 1, tzinfo=UTC)
DAY = date(2022, 12, 1)
AGES = [*(f"{n}-{n + 4}歳" for n in range(0, 85, 5)), "85歳以上"]
BANDS = ",".join(f"{age}の{sex}性" for age in AGES for sex in "男女")
HEAD = (
    "都道府県コード又は市区町村コード,地域コード,都道府県名,市区町村名,調査年月日,地域名,"
    f"総人口,男性,女性,{BANDS},世帯数,備考"
)


def a_row(name, day="2022-09-30", each="10", total=360, code=""):
    half = total // 2
    figures = ",".join([each] * 36)
    return f"999032,{code},みほん県,支合市,{day},{name},{total},{half},{half},{figures},150,"


@pytest.fixture
def town(db):
    town = Town.objects.create(code="999032", name="支合市")
    a_district(town, "若葉地区", code="1")
    a_district(town, "青葉地区", code="2")
    return town


def take(town, text, encoding="utf-8-sig", **more):
    read = read_people(text.encode(encoding), filename="352000_population.csv")
    by = PartOfSystem("試し", town.pk)
    return import_population(
        by=by, at=AT, town=town, read=read, source="支合市オープンデータ", **more
    )


def test_the_standard_file_is_read(town):
    result = take(town, "\n".join([HEAD, a_row("若葉地区"), a_row("青葉地区"), "," * 47, "," * 47]))

    assert (result.areas, result.added, result.dates) == (2, 2 * 39, (date(2022, 9, 30),))
    area = Area.objects.get(name="若葉地区")
    found = population_of(town.pk, [area.pk], on=DAY)[area.pk]
    assert dict(found.people) == {EVERYBODY: 360, AGED_65: 100, AGED_75: 60}
    assert (found.households, found.source) == (150, "支合市オープンデータ")
    assert Event.objects.get(what="places.population_imported").after["areas"] == 2


@pytest.mark.parametrize(
    "day", ["2022.9.30", "2022/09/30", "令和4年9月30日", "R4.9.30", "20220930"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_dates_and_encodings_of_all_kinds(town, day, encoding):
    result = take(town, "\n".join([HEAD, a_row("若葉地区", day=day)]), encoding)

    assert result.dates == (date(2022, 9, 30),)


def test_figures_with_decimals_quotes_and_the_new_heads(town):
    head = HEAD.replace("都道府県コード又は市区町村コード", "全国地方公共団体コード")
    row = a_row("若葉地区", each="10.00").replace(",360,", ',"360.00",')

    assert take(town, f"{head}\n{row}\n").areas == 1
    assert Population.objects.get(age_from=0, age_to=None, sex="").people == 360


def test_a_file_without_a_date_asks_for_one(town):
    text = f"{HEAD}\n{a_row('若葉地区', day='')}\n"

    with pytest.raises(NoDate, match="いつ現在"):
        take(town, text)

    assert take(town, text, on=date(2022, 9, 1)).dates == (date(2022, 9, 1),)


def test_a_second_import_of_a_date_replaces_the_first(town):
    take(town, f"{HEAD}\n{a_row('若葉地区', total=350)}\n")

    again = take(town, f"{HEAD}\n{a_row('若葉地区')}\n")

    assert again.replaced == 1
    assert Population.objects.get(age_from=0, age_to=None, sex="").people == 360


def test_names_are_matched_as_people_write_them(town):
    names = ["若葉 地区", "わかば出張所_青葉"]

    result = take(town, "\n".join([HEAD, *(a_row(n) for n in names)]))

    assert result.areas == 2


def test_rows_without_an_area_are_told_and_can_be_added(town):
    text = "\n".join([HEAD, a_row("若葉地区"), a_row("港地区"), a_row("支合市総数", total=720)])
    read = read_people(text.encode(), filename="p.csv")

    plan = people_plan(town.pk, read)
    assert [(line.name, why) for line, why in plan.unmatched] == [
        ("港地区", "この名前の区域がありません"),
        ("支合市総数", "この名前の区域がありません"),
    ]
    level = Area.objects.get(name="若葉地区").level
    result = take(town, text, level=level, add_missing=True)
    assert (result.areas, result.new_areas) == (2, 1)
    assert set(level.areas.values_list("name", flat=True)) == {"若葉地区", "青葉地区", "港地区"}


def test_rows_that_cannot_be_used_are_told(town):
    text = "\n".join(
        [
            HEAD,
            a_row("若葉地区"),
            a_row("若葉地区"),
            a_row("青葉地区", each="不明"),
            a_row(""),
        ]
    )
    plan = people_plan(town.pk, read_people(text.encode(), filename="p.csv"))

    assert len(plan.matched) == 1
    assert ["行目と同じ区域" in r.reason for r in plan.refused] == [True, False, False]
    assert "地域名が空" in plan.refused[2].reason


def test_rows_of_remarks_are_passed_over_and_broken_figures_told(town):
    text = "地域名,総人口,65歳以上,備考\n若葉地区,360,-,\n,,,次の行から速報\n青葉地区,360.5,,\n港地区,,,休み\n"
    plan = people_plan(town.pk, read_people(text.encode(), filename="p.csv"), on=DAY)

    assert [(line.name, len(line.counts)) for line in plan.matched] == [("若葉地区", 1)]
    assert [r.reason for r in plan.refused] == [
        "「360.5」は人数として読めません。0以上の整数で書いてください。",
        "人数が1つも入っていません。",
    ]


def test_households_are_kept_where_no_total_is_given(town):
    take(town, "地域名,調査年月日,65歳以上,世帯数\n若葉地区,2022-09-30,120,150\n")

    kept = Population.objects.order_by("age_from").values_list("age_from", "people", "households")
    assert list(kept) == [(0, None, 150), (65, 120, None)]


def test_a_table_of_areas_elsewhere_leaves_nothing_and_is_not_told(town):
    result = take(town, "地域名,調査年月日,総人口\n港地区,2022-09-30,120\n")

    assert (result.areas, Population.objects.count()) == (0, 0)
    assert not Event.objects.filter(what="places.population_imported").exists()


def test_a_secret_figure_stays_unknown(town):
    take(town, "地域名,調査年月日,総人口,65歳以上\n若葉地区,2022-09-30,360,X\n")

    area = Area.objects.get(name="若葉地区")
    found = population_of(town.pk, [area.pk], on=DAY)[area.pk].people
    assert (found[EVERYBODY], found[AGED_65]) == (360, None)


def test_ages_that_do_not_add_up_are_said(town):
    read = read_people(f"{HEAD}\n{a_row('若葉地区', total=372)}\n".encode(), filename="p.csv")

    line = people_plan(town.pk, read).matched[0]
    right = read_people(f"{HEAD}\n{a_row('若葉地区')}\n".encode(), filename="p.csv")

    assert mismatch(people_plan(town.pk, right).matched[0]) == ""
    assert mismatch(line) == "2行目「若葉地区」：年齢別の合計360人が総人口372人と合いません。"


def test_a_plain_list_of_the_office_is_enough(town):
    text = '地区別人口（令和4年9月末）,,,,\n地区,人口,男,女,世帯数\n若葉地区,"1,234",600,634,500\n'

    take(town, text, on=date(2022, 9, 30))

    sums = dict(Population.objects.values_list("sex", "people"))
    assert sums == {"": 1234, MALE: 600, FEMALE: 634}


def test_a_table_that_counts_nobody_is_refused(town):
    with pytest.raises(CannotRead, match="人数の列が見つかりません"):
        take(town, "地域名,調査年月日,備考\n若葉地区,2022-09-30,\n")
