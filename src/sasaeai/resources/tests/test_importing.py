"""Lists of every shape come in; what cannot comes back with its reason; nothing comes in twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from sasaeai.documents.reading import HeadsNotFound
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.examples import AT, a_resource, a_word
from sasaeai.resources.importing import Wishes, check_file, take_in, writing
from sasaeai.resources.models import Resource, ResourceCode

DAY = date(2026, 11, 21)
FACILITY = (
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_英字,POIコード,所在地_連結標記,所在地_都道府県,"
    "所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,電話番号,内線番号,法人番号,団体名,"
    "利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,URL,備考,独自の列\r\n"
    "999016,F1,支合市,みどり会館,ミドリカイカン,Midori Hall,1,,石川県,支合市,みどり町,3-4-5,2階,136.656,36.561,"
    "000-111-2222,12,,支合市,月;水;金,9:00,17:00,祝日は休み,集会室3つ,www.example.jp/midori,スロープあり,あ\r\n"
    "999016,F2,支合市,さくら会館,サクラカイカン,,1,,,,石川県支合市桜町1丁目2番,,,999,0,０００－１１１－３３３３,,,,"
    "月～金,9:00,,,,,,\r\n"
)


@pytest.fixture
def words(cast):
    for code in ("salon", "venue", "firm", "shopping"):
        a_word(cast.town, "resource-kind", code)
    for code in ("shopping", "gathering"):
        a_word(cast.town, "need-kind", code)
    return cast


def taken(cast, text: str | bytes, name="list.csv", **wishes):
    data = text.encode() if isinstance(text, str) else text
    checked = check_file(data, filename=name, town=cast.town, today=DAY, wishes=Wishes(**wishes))
    return checked, take_in(by=cast.aoki, at=AT, town=cast.town, checked=checked)


def test_public_facilities_come_in_with_swapped_points_split_addresses_and_unknown_columns(words):
    checked, done = taken(words, FACILITY)

    assert (checked.shape.code, done.new, checked.refused) == ("facility", 2, 0)
    midori = Resource.objects.get(name="みどり会館")
    assert (midori.latitude, midori.longitude) == (36.561, 136.656)
    assert midori.address == "石川県支合市みどり町3-4-5 2階"
    assert midori.extras["独自の列"] == "あ"
    assert midori.url == "https://www.example.jp/midori"
    assert midori.schedules.get().recurrence.words() == "毎週月・水・金曜 9:00〜17:00"
    assert midori.contacts.get().phone == "000-111-2222 内線12"
    assert str(midori.operator) == "支合市"
    assert midori.kind.code == "venue"
    sakura = Resource.objects.get(name="さくら会館")
    assert (sakura.latitude, sakura.address) == (None, "石川県支合市桜町1丁目2番")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_the_encoding_does_not_matter(words, encoding):
    text = FACILITY.replace("〜", "～")

    _, done = taken(words, text.encode(encoding))

    assert done.new == 2


def test_a_second_import_says_nothing_new_and_a_changed_row_corrects_its_record(words):
    taken(words, FACILITY)
    again, done = taken(words, FACILITY)
    _, then = taken(words, FACILITY.replace("000-111-2222", "000-999-2222"))

    assert (again.same, done.new, done.changed) == (2, 0, 0)
    assert (then.new, then.changed, Resource.objects.count()) == (0, 1, 2)
    phones = Resource.objects.get(name="みどり会館").contacts.values_list("phone", flat=True)
    assert set(phones) == {"000-111-2222 内線12", "000-999-2222 内線12"}
    assert ResourceCode.objects.filter(system="公共施設一覧").count() == 2


def test_a_record_written_by_hand_is_found_by_name_and_address(words):
    kept = a_resource(words, "みどり会館", address="石川県支合市みどり町３丁目４番５号")
    text = "名称,住所,電話番号,ID\nみどり会館,石川県支合市みどり町3-4-5,000-1,9\n"

    _, done = taken(words, text, "999016_public_facility.csv")

    assert (done.new, done.changed) == (0, 1)
    assert kept.codes.get().code == "9"


def test_two_rows_with_one_number_are_told(words):
    checked, done = taken(words, FACILITY.replace(",F2,", ",F1,"))

    assert (done.new, checked.refused) == (1, 1)
    assert "2行目にもあります" in next(iter(checked.problems.values()))[0].reason


def test_an_event_gives_every_day_from_first_to_last(words):
    text = (
        "市区町村コード,NO,イベント名,開始日,終了日,開始時間,終了時間,場所名称,住所,定員,料金(基本)\n"
        "999016,1,秋まつり,2026/11/3,2026/11/5,10:00,15:00,みどり会館,支合市みどり町3-4-5,100,無料\n"
        "999016,2,七草がゆ,,,,,みどり会館,支合市みどり町3-4-5,,\n"
        "999016,3,日が変,2026/13/3,2026/11/5,,,,,,\n"
    )

    checked, done = taken(words, text)

    assert (checked.shape.code, done.new, checked.refused) == ("event", 2, 1)
    one = Resource.objects.get(name="秋まつり")
    line = one.schedules.get().recurrence
    assert (line.valid_from, line.valid_to) == (date(2026, 11, 3), date(2026, 11, 5))
    assert (one.fee, one.fee_yen, one.capacity) == ("無料", 0, 100)


def test_care_offices_of_the_ministry_keep_their_numbers(words):
    text = (
        "都道府県コード又は市区町村コード,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,緯度,経度,"
        "電話番号,FAX番号,法人番号,法人の名称,事業所番号,定員,URL\n"
        "999016,石川県,支合市,みどりデイ,ミドリデイ,通所介護,支合市みどり町1,36.5,136.6,000-1,000-2,,社会福祉法人みどり会,1700000001,30,\n"
        "999016,石川県,支合市,みどりデイ,ミドリデイ,訪問介護,支合市みどり町1,0.0,0.0,000-1,000-2,,(福)みどり会,1700000001,,\n"
    )

    checked, done = taken(words, text, "jigyosho_150.csv")

    assert (checked.shape.code, done.new, done.partners) == ("care", 2, 1)
    assert set(ResourceCode.objects.values_list("code", flat=True)) == {
        "1700000001:通所介護",
        "1700000001:訪問介護",
    }


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>まち</name><Folder><name>サロン</name>
<Placemark><name>みどりサロン</name><description><![CDATA[電話：000-1<br>毎週火曜です]]></description>
<ExtendedData><Data name="参加費"><value>100</value></Data></ExtendedData>
<Point><coordinates>136.656,36.561,0</coordinates></Point></Placemark></Folder></Document></kml>"""


def test_a_map_of_google_comes_in_with_folders_as_kinds(words):
    checked, done = taken(words, KML, "map.kml")
    _, again = taken(words, KML, "map.kml")

    one = Resource.objects.get()
    assert (checked.shape.code, done.new, again.new) == ("mymaps", 1, 0)
    assert (one.kind.code, one.latitude, one.fee_yen) == ("salon", 36.561, 100)
    assert one.contacts.get().phone == "000-1"
    assert one.description == "毎週火曜です"


def test_refused_rows_come_back_as_a_workbook_that_loads_once_mended(words):
    checked, _ = taken(words, "資源番号,名称,種別,日時（くり返しの記号）\n,みどり,サロソ,\n")
    book = checked.workbook_of_refused()
    term = a_word(words.town, "resource-kind", "salon")

    again, done = taken(words, book, "直す行.xlsx", words={("kind", "サロソ"): term.pk})

    assert (checked.refused, again.refused, done.new) == (1, 0, 1)


def test_population_is_no_resource_and_says_where_to_go(words):
    text = "都道府県コード又は市区町村コード,地域コード,調査年月日,地域名,総人口,男性\n999016,,2024-04-01,みどり,1,1\n"

    with pytest.raises(CannotRead, match="人口を取り込む"):
        taken(words, text)


def test_a_list_without_names_is_shown_for_mapping(words):
    with pytest.raises(HeadsNotFound):
        taken(words, "あ,い\n1,2\n3,4\n")

    _, done = taken(words, "あ,い\n甲,2\n乙,4\n", labels={"あ": "name", "い": "capacity"})

    assert done.new == 2


def test_any_list_of_a_town_comes_in_with_its_unknown_words_told(words):
    text = "名称,分類,地区,曜日,電話\nみどりの会,なぞの種類,第1圏域,毎週火曜 10時〜12時,000-1\n"

    checked, done = taken(words, text)

    one = Resource.objects.get()
    assert (done.new, one.area, one.tags) == (1, words.first_area, "なぞの種類")
    assert checked.unknown == {("kind", "なぞの種類"): 1}


def test_a_workbook_called_csv_comes_in(words, tmp_path: Path):
    book = xlsxwriter.Workbook(tmp_path / "a.csv")
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [["支合市の施設一覧"], [], ["名称【必須】", "住所"], ["甲", "乙町1-1"]]
    ):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.close()

    _, done = taken(words, (tmp_path / "a.csv").read_bytes(), "a.csv")

    assert done.new == 1


def test_nothing_is_written_when_the_database_refuses(words, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr(writing, "take_in_change", broken)
    taken(words, FACILITY)

    with pytest.raises(RuntimeError):
        taken(words, FACILITY.replace("000-111-2222", "0").replace(",F2,支", ",F3,支"))

    assert Resource.objects.count() == 2
