"""Files with all they may hold; the command; what the page says of a file of no use."""

from __future__ import annotations

import argparse

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sasaeai.documents.writing.lists import list_to_csv
from sasaeai.needs.commands import import_file
from sasaeai.needs.examples import a_need
from sasaeai.needs.models import Need
from sasaeai.needs.queries.listing import HEADS, Asked, export_rows, needs_found
from sasaeai.needs.tests.samples import need_words
from sasaeai.needs.tests.test_sheet import checked
from sasaeai.towns.refusal import Unusable

ROWS = """番号,聞いた日,圏域,年齢,世帯,急ぎ具合,どなたから,どうやって,希望,分類,困りごと
1,2022-09-01,第１圏域,70代,独居・日中独居,至急,民生委員,電話,週に1回送ってほしい,移動・外出、通院,病院が遠い
2,,全市,わからない,,,,,,,店が遠い
3,2022-12-01,,,,,,,,,先の日
4,きのう,,,,,,,,,読めない日
5,,,,ひとり,とても,だれか,,,遊び,読めないことば
"""


def asked(cast, path, **more):
    given = {"town": cast.town.code, "file": str(path), "dry_run": False}
    return argparse.Namespace(**{**given, "report": None, "sheet": None, **more})


def test_every_column_of_a_consultation_log_is_read_or_refused_in_words(cast):
    need_words(cast)

    found = checked(cast, ROWS)

    first, second = found.ready
    assert (first.age_band.code, [t.code for t in first.households]) == (
        "65",
        ["alone", "alone_by_day"],
    )
    assert (first.route.label, first.channel.label) == ("民生委員", "電話")
    (need,) = first.needs
    assert (need.urgency, need.wish) == ("1", "週に1回送ってほしい")
    assert [label.term.code for label in need.labels] == ["transport"]
    assert (second.area, second.age_band.code) == (None, "unknown")
    by_row = {n: {p.field for p in found.problems if p.number == n} for n in (4, 5, 6)}
    assert by_row == {
        4: {"heard_on"},
        5: {"heard_on"},
        6: {"households", "urgency", "route", "labels"},
    }


def test_what_goes_out_comes_back_with_both_levels_of_its_categories(cast):
    need_words(cast)
    codes = ("transport-hospital", "shopping")
    a_need(cast, "病院と店が遠い", codes=codes, wish="週に1回", urgency="1", example="店が遠い")
    a_need(cast, "ごみ袋が重い", codes=("garbage",))
    told = b"".join(list_to_csv(HEADS, export_rows(needs_found(cast.aoki, Asked()))))

    found = checked(cast, told.decode("utf-8-sig"))

    one, other = (given.needs[0] for given in reversed(found.ready))
    assert [(line.term.code, line.detail and line.detail.code) for line in one.labels] == [
        ("transport", "transport-hospital"),
        ("shopping", None),
    ]
    assert (one.wish, one.urgency, one.example) == ("週に1回", "1", "店が遠い")
    assert [line.term.code for line in other.labels] == ["garbage"]
    assert not found.problems


def test_a_finer_category_alone_brings_its_own_and_an_unknown_one_is_refused(cast):
    need_words(cast)

    found = checked(cast, "こまかい分類,内容\n通院,病院が遠い\n遊び,遊ぶ所がない\n")

    assert found.ready[0].needs[0].labels[0].term.code == "transport"
    assert [problem.field for problem in found.problems] == ["details"]


def test_texts_beyond_measure_are_refused(cast):
    found = checked(cast, f"内容,印刷する例\n{'長' * 2001},\n店がない,{'長' * 201}\n")

    assert {p.field for p in found.problems} == {"text", "example"}


def test_the_command_takes_in_and_gives_back(cast, tmp_path, capsys):
    need_words(cast)
    path = tmp_path / "調査.csv"
    path.write_text("圏域,自由記述\n第1圏域,病院が遠い\nどこか,店がない\n,特になし\n", "utf-8")

    assert import_file(asked(cast, path, dry_run=True)) == 1
    assert not Need.objects.exists()
    assert import_file(asked(cast, path)) == 1
    assert import_file(asked(cast, path)) == 1

    need = Need.objects.get()
    assert (need.intake.channel.code, need.batch.name) == ("survey", "調査")
    told = capsys.readouterr().err
    assert "3行目（圏域・地区）：「どこか」という区域は、この町にありません。" in told
    assert "1件は前に取り込み済み" in told
    assert (tmp_path / "調査_直す行.xlsx").exists()


@pytest.mark.parametrize("text", [None, "あいう,かきく\n1,2\n"])
def test_a_file_of_no_use_is_told(cast, tmp_path, text):
    path = tmp_path / "a.csv"
    if text is not None:
        path.write_text(text, "utf-8")

    with pytest.raises(Unusable, match=r"a\.csv"):
        import_file(asked(cast, path))


def test_the_page_gives_back_the_rows_to_mend_and_says_what_a_file_lacks(client, cast):
    need_words(cast)
    client.force_login(cast.ishida)
    page, said = reverse("needs:import"), {"bundle": "調査", "heard_on": "2022-10-03"}
    rows = "圏域,内容\nどこか,店がない\n".encode()

    empty = client.post(page, said)
    useless = client.post(page, {**said, "file": SimpleUploadedFile("b.csv", b"a,b\n1,2\n")})
    gone = client.post(page, {**said, "kept": "0" * 64})
    back = client.post(page, {**said, "do": "refused", "file": SimpleUploadedFile("a.csv", rows)})

    assert "ファイルを選ぶか、文を貼り付けてください" in empty.content.decode()
    assert "文の列が見つかりません" in useless.content.decode()
    assert "ファイルがもう残っていません" in gone.content.decode()
    assert "a_%E7%9B%B4%E3%81%99%E8%A1%8C.xlsx" in back.headers["Content-Disposition"]
