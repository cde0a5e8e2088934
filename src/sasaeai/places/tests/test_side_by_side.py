"""The list that an office really has: 圏域 and 地区 side by side."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.documents.refusals import CannotRead
from sasaeai.places.actions import import_areas
from sasaeai.places.models import Area, Level
from sasaeai.places.queries import area_paths
from sasaeai.places.rules.side_by_side import read_areas
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 10, 3, tzinfo=UTC)
FILE = """支合市　圏域・地区一覧,,,,
№,圏域名,地区名,ﾌﾘｶﾞﾅ,備考
1,東圏域,若葉地区,ﾜｶﾊﾞ,
2,東圏域,青葉地区,,要確認
3,西圏域,中央地区,,
"""


@pytest.fixture
def town(db):
    return Town.objects.create(code="999032", name="支合市")


def take(town, text):
    read = read_areas(text.encode(), filename="一覧.csv")
    return import_areas(by=PartOfSystem("試し", town.pk), at=AT, town=town, read=read)


def test_areas_side_by_side_become_levels_of_one_tree(town):
    result = take(town, FILE)

    assert (result.added, result.refused) == (5, ())
    levels = Level.objects.order_by("depth").values_list("tree__name", "name", "tier")
    assert list(levels) == [("日常生活圏域", "日常生活圏域", "2"), ("日常生活圏域", "地区", "")]
    district = Area.objects.get(name="若葉地区")
    names = {a.pk: a.name for a in Area.objects.all()}
    path = area_paths(town.pk, date(2022, 10, 1))[district.pk]
    assert [names[key] for key in path.values()] == ["若葉地区", "東圏域"]
    assert district.kana == "ワカバ"


def test_the_same_list_twice_changes_nothing(town):
    take(town, FILE)

    assert take(town, FILE).same == 5


def test_columns_that_are_not_used_are_told():
    assert read_areas(FILE.encode(), filename="一覧.csv").unknown_labels == ("№", "備考")


def test_three_levels_and_a_blank_between(town):
    lines = ["東圏域,若葉地区,若葉1丁目町会", "東圏域,,川べり町会", "西圏域,,"]
    take(town, "\n".join(["圏域,地区,町会", *lines]))

    lies_in = {a.name: [b.parent.name for b in a.within.all()] for a in Area.objects.all()}
    assert lies_in == {
        "東圏域": [],
        "若葉地区": ["東圏域"],
        "若葉1丁目町会": ["若葉地区"],
        "川べり町会": ["東圏域"],
        "西圏域": [],
    }


def test_one_area_in_two_wider_ones_is_told_with_both_lines():
    text = "圏域,地区,町会\n東圏域,若葉地区,あ町会\n西圏域,若葉地区,い町会\n"

    with pytest.raises(CannotRead, match=r"「若葉地区」が、2行目では.*東圏域.*3行目では.*西圏域"):
        read_areas(text.encode(), filename="一覧.csv")
