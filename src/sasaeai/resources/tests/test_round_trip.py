"""What goes out comes back: every form, into an empty register, goes out again just the same."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from datetime import date, time
from io import BytesIO

import pytest
from dateutil import rrule

from sasaeai.people.examples import an_organisation
from sasaeai.resources.actions import (
    GivenContact,
    GivenParticipants,
    move_state,
    publish,
    record_participation,
)
from sasaeai.resources.actions.beside import note_support
from sasaeai.resources.examples import AT, DAY, SECOND_AND_FOURTH, TUESDAYS, a_resource, a_word
from sasaeai.resources.exporting.files import FORMS, Wanted
from sasaeai.resources.exporting.register import register_rows
from sasaeai.resources.importing import Wishes, check_file, take_in
from sasaeai.resources.models import Funding, Resource
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.recurrence import Freq, Recurrence, Unusual
from sasaeai.resources.rules.states import State

NAMES = {
    "csv": "a.csv",
    "cp932": "a.csv",
    "xlsx": "a.xlsx",
    "opendata": "999016_public_facility.csv",
}


@pytest.fixture
def town(cast):
    for code in ("salon", "exercise", "meal_delivery"):
        a_word(cast.town, "resource-kind", code)
    operator = an_organisation(cast.town, "みどり町会")
    contact = GivenContact(
        "江川｜補佐",
        "世話人",
        "000-111-2222",
        "000-111-3333",
        "midori@example.jp",
        "平日の朝",
        is_public=True,
    )
    salon = a_resource(
        cast,
        operator=operator,
        schedules=[
            dataclasses.replace(TUESDAYS, note="雨天；中止\\なし", bymonth=(4, 10)),
            SECOND_AND_FOURTH,
            Recurrence(Freq.WEEKLY, ("FR",), interval=2, valid_from=date(2022, 4, 1)),
        ],
        unusual_days=[
            Unusual("off", date(2022, 10, 10), date(2022, 10, 14), reason="改修 休み"),
            Unusual("extra", date(2022, 11, 3), None, time(9), time(10), "まつり"),
        ],
        contacts=[
            contact,
            GivenContact(phone="000-9", is_public=False),
            GivenContact(phone="000-8", is_public=True),
        ],
        description="お茶と体操。\n「笑い」, 2行目",
        easy_text="お茶を のみます。",
        schedule_note="8月は休み",
        age_from=65,
        capacity=20,
        steps="ramp",
        toilet="accessible",
        trial="any-time",
        access="バス停から2分",
        transport="あり",
        parking="3台",
        application="電話で",
        postcode="920-0000",
        url="https://www.example.jp/midori",
        notes="=1+1",
        tags="体操、お茶",
        extras={"元の列：甲": "値\n二行", "乙": "1"},
        codes={"ボラセン台帳": "A-12"},
    )
    salon.more_kinds.set([a_word(cast.town, "resource-kind", "exercise")])
    salon.more_areas.set([cast.second_area])
    beside_the(salon, cast)
    paused = a_resource(
        cast,
        "さくら会",
        kana="",
        schedules=[Recurrence(Freq.DAILY, starts_at=time(9), ends_at=time(17))],
        address="石川県支合市桜町1丁目2番3号",
        gathering=None,
        contacts=[],
        latitude=None,
        longitude=None,
        venue="",
        area=None,
        source="flyer",
        fee="無料",
        fee_yen=0,
    )
    move_state(
        by=cast.ishida, at=AT, resource=paused, to=State.PAUSED, on=date(2022, 9, 1),
        reason="会場の工事", conditions="電話は続けています",
    )  # fmt: skip
    publish(by=cast.ishida, at=AT, resource=salon, publishing=Publishing.PUBLIC, hidden=["fee"])
    publish(by=cast.ishida, at=AT, resource=paused, publishing=Publishing.PUBLIC)
    a_resource(cast, "職員だけの会", kana="ん", contacts=[GivenContact("佐々木")])
    return cast


def beside_the(salon, cast) -> None:
    """Support, money, and a month with its ages."""
    note_support(by=cast.ishida, at=AT, resource=salon, on=DAY, wording="椅子を借りた｜10脚：軽い")
    Funding.objects.create(
        town=cast.town, resource=salon, fiscal_year=2022, sort="chest", name="ふれあい助成",
        giver="社協", amount_yen=30000, sessions=12, includes_planned=True, remark="2年目",
    )  # fmt: skip
    Funding.objects.create(town=cast.town, resource=salon, fiscal_year=2021, sort="gift")
    people = [
        GivenParticipants(3, "f", 65, 74),
        GivenParticipants(2, "m", 75),
        GivenParticipants(1),
    ]
    record_participation(
        by=cast.ishida, at=AT, resource=salon, month=date(2022, 9, 1), held=4, total=20,
        counts=people, supporters=2, remark="雨の日が多かった",
    )  # fmt: skip


def made(cast, code: str, kind=None):
    found = Resource.objects.filter(town=cast.town).kept()
    return FORMS[code].make(Wanted(found, cast.town, cast.aoki, AT))


def rows(cast) -> list[list[object]]:
    return [
        list(row) for row in register_rows(Resource.objects.filter(town=cast.town), cast.town.pk)
    ]


def come_back(cast, data: bytes, name: str) -> None:
    """Empty the register and read the file into it."""
    Resource.objects.all().delete()
    checked = check_file(data, filename=name, town=cast.town, today=DAY)
    assert checked.problems == {}
    take_in(by=cast.ishida, at=AT, town=cast.town, checked=checked)


def test_lines_beside_a_known_resource_are_added_and_none_is_taken_away(town):
    data = made(town, "xlsx").data
    salon = Resource.objects.get(name="みどりサロン")
    salon.supports.all().delete()
    month = salon.participations.get()
    month.total = 99
    month.save()
    Funding.objects.create(town=town.town, resource=salon, fiscal_year=2020, sort="own")

    checked = check_file(data, filename="a.xlsx", town=town.town, today=DAY)
    take_in(by=town.ishida, at=AT, town=town.town, checked=checked)
    again = check_file(data, filename="a.xlsx", town=town.town, today=DAY)

    month.refresh_from_db()
    assert (checked.changed, again.changed) == (1, 0)
    assert (salon.supports.count(), salon.fundings.count(), month.total) == (1, 3, 20)


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("月の参加", "月：2022-13｜回数：4"), ("月の参加", "月：2022-10｜実人数：2｜内訳：女65〜74=3"),
        ("月の参加", "月：2022-10｜回数：0｜延べ：3"), ("支援したこと", "椅子"),
        ("財源の記録", "年度：2022｜種別：たからくじ"), ("財源の記録", "年度：9｜種別：寄付"),
        ("支援したこと", f"日：2022-10-03｜したこと：{'椅' * 201}"),
        ("財源の記録", f"年度：2022｜種別：寄付｜備考：{'長' * 121}"),
        ("財源の記録", "年度：2022｜種別：寄付｜金額：三万"),
        ("月の参加", "月：2022-10｜内訳：女65〜74=3、女65〜74=2"),
        ("月の参加", "月：2022-10｜内訳：女性3人"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told(town, head, text):
    data = f"資源番号,名称,種別,{head},公開しない項目\n,ある会,,{text},\n".encode()

    checked = check_file(
        data, filename="a.csv", town=town.town, today=DAY, wishes=Wishes(shape="register")
    )

    assert checked.refused == 1


@pytest.mark.parametrize("code", ["xlsx", "csv", "cp932"])
def test_the_whole_register_comes_back_in_every_column(town, code):
    before = rows(town)

    come_back(town, made(town, code).data, NAMES[code])

    assert rows(town) == before


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("opendata", "999016_public_facility.csv"),
        ("kayoinoba", "999016_kayoinoba.csv"),
        ("geojson", "a.geojson"),
        ("hsds", "a.json"),
    ],
)
def test_what_everybody_may_see_comes_back_and_goes_out_the_same(town, code, name):
    before = made(town, code).data.decode()

    come_back(town, before.encode(), name)
    for resource in Resource.objects.all():
        publish(by=town.ishida, at=AT, resource=resource, publishing=Publishing.PUBLIC)

    after = made(town, code).data.decode()
    if code == "hsds":
        assert without_keys_of_ours(after) == without_keys_of_ours(before)
    else:
        assert after == before
    assert "職員だけの会" not in before
    assert "1回100円" not in before


def without_keys_of_ours(text: str) -> list[dict]:
    """Operators get a new key in an empty register."""
    services = json.loads(text)["services"]
    for service in services:
        service.pop("organization_id", None)
        service.get("organization", {}).pop("id", None)
    return services


@pytest.mark.parametrize("code", ["xlsx", "csv", "opendata", "geojson", "hsds"])
def test_a_file_read_into_the_register_it_came_from_changes_nothing(town, code):
    before = rows(town)
    data = made(town, code).data

    checked = check_file(data, filename=NAMES.get(code, "a.json"), town=town.town, today=DAY)

    take_in(by=town.ishida, at=AT, town=town.town, checked=checked)
    assert checked.new == 0
    assert [row[:1] for row in rows(town)] == [row[:1] for row in before]
    if code in ("xlsx", "csv"):
        assert (checked.ready, rows(town)) == ((), before)


def test_letters_that_cp932_lacks_are_listed(town):
    Resource.objects.filter(name="さくら会").update(name="𠮷田さんの会")

    assert made(town, "cp932").unwritable == ("𠮷",)


def test_the_calendar_holds_what_is_open_and_leaves_out_days_off(town):
    text = made(town, "ical").data.decode()

    assert text.count("BEGIN:VEVENT") == 4
    assert "さくら会" not in text
    assert "EXDATE;TZID=Asia/Tokyo:" in text
    rule = next(line for line in text.splitlines() if line.startswith("RRULE:FREQ=MONTHLY"))
    assert rrule.rrulestr(rule.removeprefix("RRULE:"), dtstart=AT.replace(tzinfo=None))


def test_the_package_of_tables_describes_every_file_in_it(town):
    with zipfile.ZipFile(BytesIO(made(town, "datapackage").data)) as archive:
        package = json.loads(archive.read("datapackage.json"))
        names = set(archive.namelist()) - {"datapackage.json"}

    assert {one["path"] for one in package["resources"]} == names
    assert {"services.csv", "organizations.csv", "attributes.csv"} <= names


def test_the_feed_of_news_names_every_public_place(town):
    text = made(town, "atom").data.decode()

    assert text.count("<entry>") == 2
    assert "さくら会（休止）" in text
