"""Old logs come in: dirty heads, old encodings, years of the eras. Every row is taken in or comes back with reasons."""

import io
from argparse import Namespace
from datetime import date, time, timedelta

import pytest
import xlsxwriter

from sasaeai.activities import commands
from sasaeai.activities.actions import close_month
from sasaeai.activities.examples import AT, words_of
from sasaeai.activities.importing import Wishes, check_file, take_in
from sasaeai.activities.importing.known import folded
from sasaeai.activities.models import Activity, ImportBatch, MonthSum
from sasaeai.history.models import Event
from sasaeai.people.models import Organisation
from sasaeai.reports.fact_store import facts_of
from sasaeai.search.queries import newest

TODAY = date(2022, 11, 1)
HEAD = "実施日,担当者,業務項目,手段,連携先,人数,内容,地区\n"
ROW = "令和4年10月3日,石田,普及啓発,訪問,みどり町会、さくらサロン,12名,体操教室を見学した,第1圏域\n"


@pytest.fixture
def town(cast):
    words_of(cast.town)
    return cast.town


def checked(town, text, *, filename="日報.csv", encoding="utf-8", **wishes):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return check_file(data, filename=filename, town=town, today=TODAY, wishes=Wishes(**wishes))


def taken(cast, text, **given):
    found = checked(cast.town, text, **given)
    take_in(by=cast.uno, at=AT, town=cast.town, checked=found)
    return found


def reasons(found):
    return [p.reason for problems in found.problems.values() for p in problems]


def workbook(fill) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    fill(book)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_log_comes_in_whatever_its_encoding(cast, town, encoding):
    found = taken(cast, HEAD + ROW, encoding=encoding)

    activity = Activity.objects.get()
    assert found.refused == 0
    assert activity.on == date(2022, 10, 3)
    assert activity.lead_post == cast.posts["first-area"]
    assert activity.main_function.label == "普及啓発"
    assert activity.means.label == "訪問"
    assert activity.area == cast.first_area
    assert activity.person_times == 12
    assert {p.name for p in activity.partners.all()} == {"みどり町会", "さくらサロン"}
    assert activity.done_by.get().holder == cast.ishida


def test_counts_are_read_back_as_the_export_writes_them(cast, town):
    found = taken(cast, '実施日,担当者,内容,人数など\nR4.10.3,石田,通信を配った,"12人、1,200部"\n')

    assert reasons(found) == []
    assert [str(c) for c in Activity.objects.get().counts.all()] == ["12人", "1,200部"]


def test_it_is_found_counted_and_noted_like_any_other_record(cast, town):
    taken(cast, HEAD + ROW)

    activity = Activity.objects.get()
    found = newest(kind="activities.Activity", town_id=town.pk, text="体操")
    assert found.keys == (activity.pk,)
    assert MonthSum.objects.get().person_times == 12
    event = Event.objects.get(what="activities.recorded_many")
    assert event.after == {"件数": 1}


def test_dirty_heads_notes_above_and_merged_days_are_understood(cast, town):
    def fill(book):
        sheet = book.add_worksheet("10月")
        sheet.write(0, 0, "令和4年度　生活支援コーディネーター活動記録")
        sheet.write(1, 0, "※太枠の中を書いてください")
        heads = [
            "＊月　日【必須】",
            "SC名",
            "区　分",
            "方法",
            "相手先・関係機関",
            "参加人数（人）",
            "活動内容",
            "時間",
        ]
        for column, head in enumerate(heads):
            sheet.write(3, column, head.replace("・関係機関", ""))
        sheet.merge_range(4, 0, 5, 0, "10/3")
        for row, (text, span) in enumerate(
            [("午前の訪問", "10:00～11:30"), ("午後の電話", "")], start=4
        ):
            for column, value in enumerate(
                ["石田 さん", "普及啓発", "TEL", "みどり町会", "１，２３４名", text, span], start=1
            ):
                sheet.write(row, column, value)
        sheet.write(6, 0, "合計")
        sheet.write(6, 5, 2468)

    found = taken(cast, workbook(fill), filename="log.xlsx")

    first, second = Activity.objects.order_by("pk")
    assert reasons(found) == []
    assert (first.on, first.starts_at, first.minutes) == (date(2022, 10, 3), time(10, 0), 90)
    assert (second.on, second.means.label, second.person_times) == (date(2022, 10, 3), "電話", 1234)


def test_a_sheet_a_month_with_bare_days(cast, town):
    def fill(book):
        for month in (9, 10):
            sheet = book.add_worksheet(f"{month}月")
            sheet.write(0, 0, "令和4年度")
            for column, head in enumerate(["日", "担当", "内容"]):
                sheet.write(1, column, head)
            for column, value in enumerate([5, "石田", f"{month}月の訪問"]):
                sheet.write(2, column, value)

    found = taken(cast, workbook(fill), filename="log.xlsx")

    assert reasons(found) == []
    days = Activity.objects.order_by("on").values_list("on", flat=True)
    assert list(days) == [date(2022, 9, 5), date(2022, 10, 5)]


def test_a_name_means_the_post_that_the_person_held_on_the_day(cast, town):
    found = checked(town, "日付,担当,内容\n2019/5/1,石田,着任前\n2022/10/3,石田さん,着任後\n")

    assert [r.entry.posts for r in found.ready] == [(cast.posts["first-area"],)]
    assert "2019年5月1日に職を受け持っていません" in reasons(found)[0]


def test_rows_that_cannot_be_read_say_all_that_is_wrong_and_the_others_come_in(cast, town):
    bad = "令和4年13月3日,山田,草むしり,伝書鳩,,十人くらいか,訪問,月面\n"

    found = taken(cast, HEAD + ROW + bad)

    told = " ".join(reasons(found))
    assert Activity.objects.count() == 1
    assert found.refused == 1
    for word in (
        "13月はありません",
        "「山田」という担当者",
        "「草むしり」",
        "「伝書鳩」",
        "「月面」",
    ):
        assert word in told


def test_refused_rows_come_back_in_a_workbook_that_loads_once_mended(cast, town):
    found = taken(cast, HEAD + "令和4年10月4日,石田,草むしり,訪問,,3,庭の相談,\n" + ROW)

    sheet = found.workbook_of_refused()
    again = checked(
        town,
        sheet,
        filename="直す行.xlsx",
        words={("functions", folded("草むしり")): _awareness(town)},
    )

    assert found.refused == 1
    assert again.refused == 0
    assert [r.entry.wording for r in again.ready] == ["庭の相談"]


def _awareness(town):
    return words_of(town)["function"]["awareness"].pk


def test_unknown_words_are_listed_for_mapping(cast, town):
    found = checked(
        town,
        HEAD + "10/4,石田,草むしり,訪問,,3,a,\n10/5,石田,草むしり,訪問,,3,b,\n",
        fiscal_year=2022,
    )

    assert found.unknown == {("functions", "草むしり"): 2}


def test_a_day_without_a_year_is_asked_unless_the_year_is_said(cast, town):
    text = "日付,担当,内容\n10/3,石田,訪問\n"

    assert "年がありません" in reasons(checked(town, text))[0]
    assert checked(town, text, fiscal_year=2022).ready[0].entry.on == date(2022, 10, 3)
    assert checked(town, text, filename="令和4年度日報.csv").refused == 0


def test_the_same_file_twice_does_not_double(cast, town):
    taken(cast, HEAD + ROW)

    again = taken(cast, HEAD + ROW)

    assert Activity.objects.count() == 1
    assert (again.doubles, len(again.ready), again.refused) == (1, 0, 0)
    assert again.before.rows == 1


def test_a_longer_file_brings_only_what_is_new(cast, town):
    taken(cast, HEAD + ROW)

    again = taken(cast, HEAD + ROW + ROW.replace("10月3日", "10月5日"))

    assert (again.doubles, len(again.ready)) == (1, 1)
    assert Activity.objects.count() == 2


def test_two_equal_rows_of_one_file_are_two_activities(cast, town):
    taken(cast, HEAD + ROW + ROW)

    assert Activity.objects.count() == 2
    assert taken(cast, HEAD + ROW + ROW).doubles == 2


def test_a_closed_month_refuses_its_rows(cast, town):
    close_month(by=cast.uno, at=AT + timedelta(days=29), month=date(2022, 10, 1))

    found = taken(cast, HEAD + ROW)

    assert not Activity.objects.exists()
    assert "締めてある" in reasons(found)[0]


def test_partners_written_otherwise_are_the_same_partner(cast, town):
    known = Organisation(town=town, name="社会福祉法人 みどり町会")
    known.full_clean()
    known.save()

    found = taken(cast, HEAD + ROW)

    assert found.new_partners == ("さくらサロン",)
    assert known in Activity.objects.get().partners.all()


def test_who_may_not_add_partners_gets_the_row_back(cast, town):
    found = checked(town, HEAD + ROW, may_add_partners=False)

    assert "連携先に登録されていません" in reasons(found)[0]


def test_nothing_is_written_if_anything_breaks(cast, town, monkeypatch):
    found = checked(town, HEAD + ROW)
    monkeypatch.setattr("sasaeai.activities.importing.writing.record_many", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        take_in(by=cast.uno, at=AT, town=town, checked=found)

    assert not ImportBatch.objects.exists()
    assert not Organisation.objects.exists()


def test_bare_hours_and_minutes_go_by_the_head(cast, town):
    found = checked(town, "日付,担当,内容,時間(分)\n2022/10/3,石田,a,90\n")
    hours = checked(town, "日付,担当,内容,時間\n2022/10/3,石田,a,1.5\n2022/10/3,石田,b,90\n")

    assert found.ready[0].entry.minutes == 90
    assert hours.ready[0].entry.minutes == 90
    assert "24時間を超えます" in reasons(hours)[0]


def arguments(path, town, **given):
    usual = {"town": town.code, "file": str(path), "dry_run": False, "report": None, "sheet": None}
    return Namespace(**(usual | {"fiscal_year": None, "post": None} | given))


def test_numbers_too_large_for_hours_are_minutes_where_the_head_does_not_say(cast, town):
    head = HEAD.replace("地区", "所要時間")
    taken(
        cast,
        head + ROW.replace("第1圏域", "90") + ROW.replace("第1圏域", "10").replace("3日", "4日"),
    )

    assert sorted(Activity.objects.values_list("minutes", flat=True)) == [10, 90]


def test_the_command_answers_by_its_exit_code(cast, town, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEAD + ROW, encoding="utf-8")
    bad.write_text(HEAD + ROW.replace("石田", "山田"), encoding="cp932")

    assert commands.import_file(arguments(good, town, dry_run=True)) == 0
    assert not Activity.objects.exists()
    assert commands.import_file(arguments(good, town)) == 0
    assert commands.import_file(arguments(bad, town)) == 1
    assert (tmp_path / "bad_直す行.xlsx").exists()
    assert "1件は読み込めませんでした" in capsys.readouterr().err


def test_a_file_of_no_use_is_told_in_words(cast, town, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("こんにちは\n", encoding="utf-8")

    with pytest.raises(commands.Unusable, match="見出し"):
        commands.import_file(arguments(note, town))
    with pytest.raises(commands.Unusable, match="開けません"):
        commands.import_file(arguments(tmp_path / "none.csv", town))


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_is_exported_comes_in_again_unchanged(cast, town, tmp_path, name, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    taken(cast, HEAD + ROW)
    before = Activity.objects.with_parts().get()
    partners = set(before.partners.all())
    out = tmp_path / name
    given = Namespace(town=town.code, out=str(out), period="令和4年度", cp932=False)
    assert commands.export_file(given) == 0
    Activity.objects.all().delete()

    found = taken(cast, out.read_bytes(), filename=name)

    after = Activity.objects.with_parts().get()
    assert reasons(found) == []
    for field in (
        "on",
        "title",
        "wording",
        "person_times",
        "area",
        "means",
        "main_function",
        "tier",
    ):
        assert getattr(after, field) == getattr(before, field), field
    assert set(after.partners.all()) == partners


def test_an_hour_of_the_day_under_time_is_when_it_began_not_how_long_it_took(cast, town):
    rows = "".join(f"2022/10/3,石田,{n},{n}\n" for n in ("10:00", "13時半", "1:30", "14時"))
    found = checked(town, f"日付,担当,内容,時間\n{rows}")

    assert [(str(e.starts_at or "")[:5], e.minutes) for e in (r.entry for r in found.ready)] == [
        ("10:00", None),
        ("13:30", None),
        ("", 90),
        ("14:00", None),
    ]


def test_under_a_head_that_says_length_a_clock_is_a_length(cast, town):
    found = checked(town, "日付,担当,内容,所要時間\n2022/10/3,石田,a,7:00\n")

    assert found.ready[0].entry.minutes == 420


def test_after_many_rows_the_first_report_need_not_read_the_records(
    cast, town, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("sasaeai.activities.importing.writing.MANY", 1)
    with django_capture_on_commit_callbacks(execute=True):
        taken(cast, HEAD + ROW)

    def read_again(*_):
        raise AssertionError("the records are read again")

    monkeypatch.setattr("sasaeai.reports.fact_store._read_block", read_again)
    assert facts_of(town).size > 0
