"""Areas from files as towns keep them: every row is taken or told, nothing there is changed silently."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.documents.reading import read_table
from sasaeai.history.models import Event
from sasaeai.places.actions import import_areas, move_area
from sasaeai.places.examples import a_level
from sasaeai.places.models import Area, Level, Tree
from sasaeai.places.queries import area_paths
from sasaeai.places.rules.area_file import HEADS
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 10, 3, tzinfo=UTC)
FILE = """支合市の区域一覧,,,,,,
令和4年4月現在,,,,,,
分け方,段,ｺｰﾄﾞ,区域名【必須】,ふりがな,上の区域,いつから
日常生活圏域,市全域,0,支合市,,,
日常生活圏域,日常生活圏域,1,東圏域,ひがしけんいき,支合市,
日常生活圏域,日常生活圏域,2,西圏域,にしけんいき,支合市,R4.4.1
ブロック,ブロック,B1,第1ブロック,,支合市,
地区,地区,001,若葉地区,わかば,東圏域、第１ブロック,令和4年4月1日
地区,地区,002,青葉地区,あおば,西圏域、第1ブロック,
"""


@pytest.fixture
def town(db):
    return Town.objects.create(code="999032", name="支合市")


def take(town, text, encoding="utf-8", **more):
    read = read_table(text.encode(encoding), filename="区域.csv", known_headers=HEADS)
    by = PartOfSystem("試し", town.pk)
    return import_areas(by=by, at=AT, town=town, read=read, **more)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_towns_list_of_areas_becomes_its_trees(town, encoding):
    result = take(town, FILE, encoding)

    assert (result.added, result.refused) == (6, ())
    assert list(Tree.objects.values_list("code", "name")) == [
        ("life-area", "日常生活圏域"),
        ("block", "ブロック"),
        ("district", "地区"),
    ]
    levels = Level.objects.order_by("tree__order", "depth")
    assert list(levels.values_list("code", "tier")) == [
        ("city", "1"),
        ("life-area", "2"),
        ("block", ""),
        ("district", ""),
    ]
    district = Area.objects.get(name="若葉地区")
    names = {a.pk: a.name for a in Area.objects.all()}
    path = area_paths(town.pk, date(2022, 10, 1))[district.pk]
    assert {level: names[key] for level, key in path.items()} == {
        "district": "若葉地区",
        "life-area": "東圏域",
        "block": "第1ブロック",
        "city": "支合市",
    }
    assert (district.code, district.valid_from) == ("001", date(2022, 4, 1))


def test_the_same_file_twice_changes_nothing(town):
    take(town, FILE)

    again = take(town, FILE)

    assert (again.added, again.completed, again.same) == (0, 0, 6)
    assert Event.objects.filter(what="places.areas_imported").count() == 1


def test_a_file_fills_in_what_is_missing(town):
    take(town, "段,区域名\n地区,若葉地区\n圏域,東圏域\n")

    result = take(town, "段,区域名,ふりがな,上の区域\n地区,若葉地区,わかば,東圏域\n")

    assert (result.added, result.completed) == (0, 1)
    area = Area.objects.get(name="若葉地区")
    assert (area.kana, area.within.get().parent.name) == ("わかば", "東圏域")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("地区,,,", "区域名が空"),
        (",どこか,,", "どの段の区域か分かりません"),
        ("地区,若葉,どこにもない,", "「どこにもない」が見つかりません"),
        ("地区,若葉,,きのう", "日付として読めません"),
        ("地区,若葉,東圏域、西圏域,", "2つ書かれています"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(town, row, words):
    result = take(
        town, f"段,区域名,上の区域,いつから\n圏域,東圏域,,\n圏域,西圏域,,\n{row}\n地区,青葉,,\n"
    )

    assert result.added == 3
    assert [r.number for r in result.refused] == [4]
    assert words in result.refused[0].reason


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("町会,別の分け方,若葉町会,,", "段「町会」は分け方「町会」にあります"),
        (f"町会,,{'あ' * 61},,", "60字まで"),
        ("町会,,若葉町会,51.5,0.1", "日本の範囲にありません"),
        ("町会,,第 1 町会,,", "区域が2つあります。コードで区別"),
    ],
)
def test_a_row_that_does_not_fit_what_is_there_says_why(town, row, words):
    level = a_level(town, "neighbourhood", "町会")
    Area.objects.bulk_create(Area(level=level, name=name) for name in ("第1町会", "第一町会"))

    result = take(town, f"段,分け方,区域名,緯度,経度\n{row}\n町会,,青葉町会,,\n")

    assert result.added == 1
    assert [words in r.reason for r in result.refused] == [True]


def test_a_file_with_points_places_the_areas_and_leaves_what_they_lie_in(town):
    take(town, "段,区域名,上の区域\n圏域,東圏域,\n地区,若葉地区,東圏域\n")

    result = take(town, "段,区域名,上の区域,緯度,経度\n地区,若葉地区,東圏域,36.1,136.2\n")

    area = Area.objects.get(name="若葉地区")
    assert (result.completed, area.within.count()) == (1, 1)
    assert (area.latitude, area.longitude) == (36.1, 136.2)


def test_a_row_within_a_refused_row_is_refused_too(town):
    result = take(town, "段,区域名,上の区域\n地区,若葉,ない圏域\n町会,若葉一丁目,若葉\n")

    assert (result.added, len(result.refused)) == (0, 2)
    assert "「若葉」が見つかりません" in result.refused[1].reason


def test_two_rows_of_one_area_are_told(town):
    result = take(town, "段,区域名\n地区,若葉\n地区,若 葉\n")

    assert result.added == 1
    assert "2行目と同じ区域" in result.refused[0].reason


def test_a_name_at_two_levels_is_asked_not_guessed(town):
    text = "段,区域名,上の区域\n圏域,若葉,\nブロック,若葉,\n地区,青葉,若葉\n地区,緑,圏域：若葉\n"

    result = take(town, text)

    assert result.added == 3
    assert "「圏域：若葉」「ブロック：若葉」" in result.refused[0].reason
    assert Area.objects.get(name="緑").within.get().parent.level.name == "圏域"


def test_areas_in_a_ring_are_refused(town):
    result = take(town, "段,区域名,上の区域\n圏域,東,北\nブロック,北,東\n")

    assert (result.added, len(result.refused)) == (0, 2)
    assert any("入れられません" in r.reason for r in result.refused)


def test_a_file_does_not_move_an_area(town):
    take(town, FILE)

    result = take(town, "段,区域名,上の区域\n地区,若葉地区,西圏域\n")

    assert "「所属を変える」" in result.refused[0].reason
    district = Area.objects.get(name="若葉地区")
    assert district.within.filter(parent__name="東圏域", valid_to=None).exists()


def test_a_code_of_another_area_is_asked(town):
    take(town, FILE)

    result = take(town, "段,コード,区域名\n地区,001,緑地区\n")

    assert "「若葉地区」のものです" in result.refused[0].reason


def test_after_a_move_the_file_of_today_fits(town):
    take(town, FILE)
    west = Area.objects.get(name="西圏域")
    move_area(
        by=PartOfSystem("試し", town.pk),
        at=AT,
        area=Area.objects.get(name="若葉地区"),
        parent=west,
        level=west.level,
        on=date(2022, 10, 1),
    )

    assert take(town, "段,区域名,上の区域\n地区,若葉地区,西圏域\n").same == 1


def test_a_list_without_levels_takes_the_one_the_person_names(town):
    result = take(
        town, "町会名,緯度,経度\n若葉町会,36.1,136.2\n青葉町会,136.3,36.2\n", level="町会"
    )

    assert result.added == 2
    assert Level.objects.get().code == "neighbourhood"
    assert [(a.latitude, a.longitude) for a in Area.objects.order_by("order")] == [
        (36.1, 136.2),
        (36.2, 136.3),
    ]


def test_areas_of_another_town_are_no_parents(town):
    other = Town.objects.create(code="999041", name="となり市")
    take(other, "段,区域名\n圏域,となり圏域\n")

    result = take(town, "段,区域名,上の区域\n地区,若葉,となり圏域\n")

    assert result.added == 0
    assert "見つかりません" in result.refused[0].reason
