"""Figures from outside: a whole table at once, every row taken or refused with its reason."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sasaeai.history.models import Event
from sasaeai.places.models import Belonging
from sasaeai.reports.actions import statistics
from sasaeai.reports.areas import area_paths
from sasaeai.reports.models import Statistic
from sasaeai.reports.statistics_import import read_statistics

AT = datetime(2023, 4, 3, 1, 0, tzinfo=UTC)
TABLE = """項目,区域,いつ現在,値,単位,出典
高齢者人口,第1圏域,R5.4.1,"1,234",人,住民基本台帳
高齢者人口,全市,2023/4/1,5678,人,住民基本台帳
高齢者人口,第9圏域,2023/4/1,1,人,住民基本台帳
通いの場に参加したい人の割合,第2圏域,令和5年4月1日,55.2,％,ニーズ調査
一人暮らし,第2圏域,2023/4/1,たくさん,世帯,国勢調査
"""


def read(cast):
    return read_statistics(TABLE.encode(), filename="統計.csv", town_id=cast.town.pk)


def test_every_row_is_taken_or_refused_with_its_reason(cast):
    found = read(cast)

    assert [(row["item"], row["value"]) for row in found.rows] == [
        ("高齢者人口", Decimal(1234)),
        ("高齢者人口", Decimal(5678)),
        ("通いの場に参加したい人の割合", Decimal("55.2")),
    ]
    assert found.rows[0]["area_id"] == cast.first_area.pk
    assert found.rows[1]["area_id"] is None
    assert [row.number for row in found.refused] == [4, 6]
    assert "「第9圏域」という区域はありません" in found.refused[0].reason


def test_putting_a_table_again_changes_only_what_differs(cast):
    rows = read(cast).rows
    put = statistics.put_statistics
    assert put(by=cast.uno, at=AT, rows=rows, label="統計.csv") == (3, 0)

    rows[0]["value"] = Decimal(1235)

    assert put(by=cast.uno, at=AT, rows=rows, label="統計.csv") == (0, 1)
    assert Statistic.objects.get(item="高齢者人口", area=cast.first_area).value == 1235


def test_of_two_rows_for_one_figure_the_later_counts(cast):
    first = read(cast).rows[0]

    done = statistics.put_statistics(
        by=cast.uno, at=AT, rows=[first, first | {"value": Decimal(1236)}], label="統計.csv"
    )

    assert (done, Statistic.objects.get().value) == ((1, 0), 1236)


def test_an_item_is_removed_with_all_its_figures_and_told(cast):
    statistics.put_statistics(by=cast.uno, at=AT, rows=read(cast).rows, label="統計.csv")

    assert statistics.remove_statistics(by=cast.uno, at=AT, item="高齢者人口") == 2

    assert Statistic.objects.get().item == "通いの場に参加したい人の割合"
    event = Event.objects.get(what="reports.statistics_removed")
    assert (event.about_label, event.before) == ("高齢者人口", {"count": 2})


def test_an_area_is_named_with_everything_it_lay_in_on_the_day(cast):
    Belonging.objects.filter(area=cast.first_area).update(valid_to=date(2022, 3, 31))

    paths = area_paths(cast.town.pk)

    before, after = date(2022, 3, 31), date(2022, 4, 1)
    own = {"日常生活圏域": "第1圏域", "第2層の区域": "第1圏域"}
    city = {"市全域": "支合市全域", "第1層の区域": "支合市全域"}
    assert paths.on(cast.first_area.pk, before) == own | city
    assert paths.on(cast.first_area.pk, after) == own
    assert paths.on(None, after) == {}
