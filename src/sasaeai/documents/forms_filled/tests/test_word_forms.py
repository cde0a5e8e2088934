"""A town's own Word form is filled and keeps its look."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from sasaeai.documents import forms_filled
from sasaeai.documents.forms_filled import FilledForm, word
from sasaeai.documents.forms_filled.marks import Filling
from sasaeai.documents.reading.tests.workbook_maker import a_zip
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.tests.sample_tables import a_plan_table, a_wide_table


def a_form(*runs, prepare=None):
    document = docx.Document()
    if runs:
        paragraph = document.add_paragraph()
        for text in runs:
            paragraph.add_run(text)
    if prepare:
        prepare(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def fill(form, values):
    """As `forms_filled.fill`, without the process of its own (each takes a second)."""
    filling = Filling.of(values)
    data, warnings = word.filled(form, filling)
    return FilledForm(data, tuple(filling.used), tuple(filling.unmatched), tuple(warnings))


def opened(filled):
    return docx.Document(io.BytesIO(filled.data))


def texts(filled):
    return [paragraph.text for paragraph in opened(filled).paragraphs]


def test_a_form_is_opened_in_a_process_of_its_own():
    form = a_form("{{ 町の名前 }}")

    filled = forms_filled.fill(form, {"町の名前": "みなと市"})

    assert forms_filled.placeholders(form) == ["町の名前"]
    assert texts(filled) == ["みなと市"]


def test_a_placeholder_split_over_runs_is_found():
    form = a_form("報告：{", "{ 年", "度 ", "}", "} の実績")

    filled = fill(form, {"年度": "令和4年度"})

    assert word.names(form) == ["年度"]
    assert texts(filled) == ["報告：令和4年度 の実績"]
    assert filled.used == ("年度",)


def test_the_look_of_the_first_run_stays():
    def prepare(document):
        paragraph = document.add_paragraph("件名 ")
        paragraph.add_run("{{件名").bold = True
        paragraph.add_run("}}").italic = True
        paragraph.add_run(" 以上")

    runs = opened(fill(a_form(prepare=prepare), {"件名": "年次報告"})).paragraphs[0].runs

    assert [(run.text, run.bold) for run in runs if run.text] == [
        ("件名 ", None),
        ("年次報告", True),
        (" 以上", None),
    ]


def test_tables_heads_and_feet_are_filled():
    def prepare(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text = "回数"
        table.cell(0, 1).text = "{{回数}}回"
        document.sections[0].header.paragraphs[0].text = "{{町}}"
        document.sections[0].footer.paragraphs[0].text = "作成 {{作成者}}"

    form = a_form("{{町}}", prepare=prepare)

    filled = fill(form, {"町": "みなと市", "回数": 1663, "作成者": "青木"})

    document = opened(filled)
    assert word.names(form) == ["町", "回数", "作成者"]
    assert document.tables[0].cell(0, 1).text == "1,663回"
    assert document.sections[0].header.paragraphs[0].text == "みなと市"
    assert document.sections[0].footer.paragraphs[0].text == "作成 青木"


def test_what_has_no_value_is_marked_and_listed():
    filled = fill(a_form("課題：{{課題}}、{{提案}}"), {"提案": "集いの場"})

    assert texts(filled) == ["課題：〔未記入: 課題〕、集いの場"]
    assert filled.unmatched == ("課題",)


def test_line_ends_become_line_breaks():
    document = opened(fill(a_form("{{課題}}です"), {"課題": "一\n二"}))

    assert document.paragraphs[0].text == "一\n二です"
    assert document.element.body.xpath("count(.//w:br)") == 1


def test_a_table_takes_the_place_of_its_paragraph():
    filled = fill(a_form("{{実績}}"), {"実績": a_plan_table()})

    table = opened(filled).tables[0]
    assert table.cell(0, 2).text == "令和4年度"
    assert table._tbl.find(f".//{qn('w:tblHeader')}") is not None
    assert "※「回」は活動の件数です。" in "".join(texts(filled))


def test_a_table_in_a_row_of_the_form_adds_rows_in_its_look():
    def prepare(document):
        table = document.add_table(3, 4)
        for place, text in zip(table.rows[0].cells, ["年度", "一", "二", "備考"], strict=True):
            place.text = text
        table.cell(1, 0).paragraphs[0].add_run("{{表}}").bold = True
        table.cell(2, 0).text = "以上"

    table = opened(fill(a_form(prepare=prepare), {"表": a_wide_table(2)})).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["年度", "一", "二", "備考"],
        ["令和2年度", "200回", "201回", ""],
        ["令和3年度", "300回", "301回", ""],
        ["令和4年度", "400回", "401回", ""],
        ["以上", "", "", ""],
    ]
    assert table.cell(3, 0).paragraphs[0].runs[0].bold


def test_a_list_takes_a_paragraph_an_item():
    def prepare(document):
        document.add_paragraph("{{課題}}", style="List Bullet")

    document = opened(fill(a_form(prepare=prepare), {"課題": ["買い物", "通院"]}))

    assert [(p.text, p.style.name) for p in document.paragraphs] == [
        ("買い物", "List Bullet"),
        ("通院", "List Bullet"),
    ]


def test_an_empty_list_and_an_empty_text_leave_nothing():
    filled = fill(a_form("{{課題}}", "{{提案}}"), {"課題": [], "提案": ""})

    assert texts(filled) == [""]
    assert filled.unmatched == ()


def test_nothing_in_a_form_is_evaluated():
    form = a_form("{% for x in y %}{{ x.__class__ }}{{ 7*7 }}")

    filled = fill(form, {"回数": "{{ 回数 }} <w:br/> & \x00"})

    assert texts(filled) == ["{% for x in y %}〔未記入: x.__class__〕〔未記入: 7*7〕"]


def test_values_that_look_like_markup_are_words():
    filled = fill(a_form("{{a}}"), {"a": "{{ a }} <w:br/> & \x00"})

    assert texts(filled) == ["{{ a }} <w:br/> & "]


@pytest.mark.parametrize(
    "form",
    [
        a_zip({"word/document.xml": b"<a/>"}),
        a_zip({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><a>&a;</a>'}),
        b"PK\x03\x04broken",
    ],
)
def test_a_broken_form_is_refused_in_words(form):
    with pytest.raises(CannotRead, match="もう一度お選びください"):
        forms_filled.placeholders(form)
