"""A report on paper: texts, tables and charts in order, on Word, PDF and Excel."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date
from shutil import which

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from sasaeai.documents.report import (
    Bullets,
    Chart,
    Heading,
    PageBreak,
    Paragraph,
    PlacedTable,
    Report,
)
from sasaeai.documents.tables import table_to_docx, table_to_pdf
from sasaeai.documents.tests.sample_tables import (
    a_hostile_table,
    a_long_table,
    a_month_matrix,
    a_plan_table,
    a_wide_table,
)
from sasaeai.documents.writing.pages import runs_of
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.documents.writing.workbook import report_to_xlsx

MADE = {"made_by": "青木", "made_on": date(2026, 11, 20), "town": "みなと市"}
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4"
    b"\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff\xff\x7f\x00\t\xfb\x03\xfd\x05CE\xca\x00\x00\x00\x00IEND\xaeB`\x82"
)
CHART = Chart(
    "月別の回数",
    "4月から3月までの回数。",
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>',
    lambda: PIXEL,
    120,
    60,
)


def a_report(*sections, **given):
    return Report(
        title="令和4年度 報告書",
        sections=sections or (Heading("活動"), Paragraph("一行目\n二行目"), a_plan_table()),
        **(MADE | given),
    )


def word(data):
    return docx.Document(io.BytesIO(data))


def page_count(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text_of_pdf(pdf, tmp_path):
    if which("pdftotext") is None:
        pytest.skip("poppler is not on this machine")
    (tmp_path / "x.pdf").write_bytes(pdf)
    subprocess.run(["pdftotext", "-layout", "x.pdf", "x.txt"], cwd=tmp_path, check=True)
    return (tmp_path / "x.txt").read_text()


def test_what_is_wide_lies_down_and_takes_its_headings_with_it():
    runs = runs_of(a_report(Paragraph("前"), Heading("連携先"), a_month_matrix(), Paragraph("後")))

    assert [run.sheet.landscape for run in runs] == [False, True, False]
    assert [len(run.parts) for run in runs] == [1, 2, 1]


def test_a_word_table_is_a_real_table_with_repeated_heads():
    document = word(table_to_docx(a_plan_table(), **MADE))

    table = document.tables[0]
    rows = table._tbl.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert len(heads) == 2
    assert table.cell(0, 2).text == table.cell(0, 3).text == "令和4年度"
    assert table.cell(2, 0).text == table.cell(3, 0).text == "第1層"
    assert [cell.text for cell in table.rows[2].cells][2:] == [
        "1,663回", "1,500回", "480回", "500回", "0回", "***", "110.9%",
    ]  # fmt: skip


def test_word_styles_carry_a_japanese_font_for_japanese_letters():
    document = word(report_to_docx(a_report()))

    for name in ("Normal", "Title", "Heading 1", "表の文字", "表の見出し", "注"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "游ゴシック"
        assert not [key for key in fonts.attrib if key.endswith("Theme")]


def test_word_pages_are_numbered_and_marked():
    document = word(report_to_docx(a_report(Paragraph("前"), a_wide_table(), confidential=True)))

    assert [(round(s.page_width.mm), s.orientation) for s in document.sections] == [
        (210, 0),
        (420, 1),
    ]
    for section in document.sections:
        footer = section.footer.paragraphs[0]._p.xml
        assert "PAGE" in footer
        assert "NUMPAGES" in footer
        assert "令和8年11月20日作成" in section.footer.paragraphs[0].text
        assert section.header.paragraphs[0].text == "取扱注意"


def test_word_keeps_the_order_of_sections():
    report = a_report(
        Heading("一"), Paragraph("文"), a_plan_table(), Heading("二", 2), Bullets(("点",)), CHART,
        PageBreak(), Paragraph("終"),
    )  # fmt: skip

    document = word(report_to_docx(report))

    texts = [p.text for p in document.paragraphs if p.text]
    assert (
        texts.index("一")
        < texts.index("生活支援コーディネーターの活動回数")
        < texts.index("二")
        < texts.index("終")
    )
    assert "4月から3月までの回数。" in document.element.xml


def test_a_pdf_has_the_font_inside_and_numbers_its_pages(tmp_path):
    pdf = table_to_pdf(a_long_table(), **MADE, confidential=True)

    text = text_of_pdf(pdf, tmp_path).replace(" / ", "/")
    assert b"IPAexGothic" in pdf
    assert page_count(pdf) == 3
    assert "1/3" in text
    assert "3/3" in text
    assert text.count("取扱注意") == 3
    assert text.count("延べ回数") == 3


def test_what_people_wrote_is_never_source(tmp_path):
    pdf = report_to_pdf(
        a_report(
            Heading('#import "/etc/passwd"'),
            Paragraph("$x$ #{panic()} *a*\n= b"),
            a_hostile_table(),
        )
    )

    text = text_of_pdf(pdf, tmp_path)
    assert "#{panic()}" in text
    assert "$x$" in text
    assert '#import "/etc/passwd"' in text
    assert "*a*" in text


@pytest.mark.parametrize("make", [report_to_pdf, report_to_docx, report_to_xlsx])
def test_every_shape_of_table_and_control_characters_are_carried(make):
    report = a_report(
        Paragraph("\x00\x0b\x1f制御文字\ud800"),
        *(table() for table in (a_plan_table, a_month_matrix, a_wide_table, a_hostile_table)),
        PlacedTable(a_wide_table(40), "A4", landscape=False),
        a_plan_table().__class__(title="空", columns=(), rows=()),
        CHART,
    )  # fmt: skip

    assert make(report)


@pytest.mark.parametrize("make", [report_to_pdf, report_to_docx, report_to_xlsx])
def test_an_empty_report_is_still_a_document(make):
    assert make(Report(title="空", made_by="青木", made_on=date(2026, 11, 20)))


def test_a_report_as_workbook_has_the_texts_first_and_a_sheet_a_table():
    book = openpyxl.load_workbook(
        io.BytesIO(
            report_to_xlsx(a_report(Heading("活動"), Paragraph("=文"), CHART, a_plan_table()))
        )
    )

    assert book.sheetnames == ["本文", "生活支援コーディネーターの活動回数"]
    texts = [cell.value for (cell,) in book["本文"].iter_rows(max_col=1) if cell.value]
    assert texts == ["令和4年度 報告書", "活動", "=文"]
    assert book["本文"]["A5"].data_type == "s"


def test_a_report_of_forty_tables_is_quick(tmp_path):
    tables = [a_long_table(28) if n % 2 else a_plan_table() for n in range(40)]

    pdf = table_to_pdf(tables, **MADE)

    assert page_count(pdf) >= 15
