"""A pack as one document: headings, tables, charts and words in order, for Word, PDF and Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.report import Bullets, Heading, PageBreak, Paragraph, Report, Section
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.documents.writing.separated_text import report_to_csv
from sasaeai.documents.writing.word import report_to_docx
from sasaeai.documents.writing.workbook import report_to_xlsx
from sasaeai.reports.freezing import thawed
from sasaeai.reports.models import Submission
from sasaeai.reports.pack_making import MadePack, MadePart, Words
from sasaeai.towns.viewer import Doer

WRITERS = {
    "docx": report_to_docx,
    "pdf": report_to_pdf,
    "xlsx": report_to_xlsx,
    "csv": report_to_csv,
}
SHEETS = "xlsx"  # a sheet is found by its name, so there each table says its own title


def pack_report(made: MadePack, kind: str, *, by: Doer, on: date, period: str) -> Report:
    """The pack as it would be handed in today, for one of the `WRITERS`."""
    return Report(
        title=made.title,
        made_by=by.doer_name,
        made_on=on,
        town=made.town.name,
        period=period,
        sections=tuple(_sections(made, kind)),
    )


def _sections(made: MadePack, kind: str) -> Iterator[Section]:
    for number, part in enumerate(made.whole, start=1):
        yield from _part(part, f"{number}　{_title(part)}", kind)
    number = len(made.whole)
    if made.words:
        number += 1
        yield Heading(f"{number}　課題と提案", 1)
        yield from words_sections([_plain(words) for words in made.words])
    for area, parts in made.by_area.items():
        yield PageBreak()
        yield Heading(area.name, 1)
        for part in parts:
            yield from _part(part, _title(part), kind)


def _title(part: MadePart) -> str:
    return part.made.table.title if part.made else part.part.layout


def _part(part: MadePart, title: str, kind: str) -> Iterator[Section]:
    yield Heading(title, 2 if part.area else 1)
    if part.made is None:
        yield Paragraph(f"この表は作れませんでした。{part.refusal}")
        return
    table = part.made.table
    if not table.rows:
        yield Paragraph("あてはまる記録はありません。")
        return
    yield titled(table, part.area.name if part.area else "", kind)
    if part.chart is not None:
        yield part.chart


def titled(table: RenderedTable, area: str, kind: str) -> RenderedTable:
    """The table with its title where nothing above it says the same."""
    if kind == SHEETS:
        return replace(table, title=f"{area} {table.title}".strip())
    return replace(table, title="", subtitle="" if area else table.subtitle)


def _plain(words: Words) -> dict[str, Any]:
    return {
        "area": words.area,
        "heading": words.heading,
        "own": words.own,
        "passages": [{"text": p.text, "origin": p.origin} for p in words.passages],
    }


def words_sections(words: Sequence[Mapping[str, Any]]) -> Iterator[Section]:
    """The words of each place, own words first, then those of records with where they come from."""
    place = ""
    for one in words:
        if one["area"] != place:
            place = one["area"]
            yield Heading(place, 2)
        yield Heading(one["heading"], 3)
        if one["own"]:
            yield Paragraph(one["own"])
        told = [
            f"{p['text']}（{p['origin']}）" if p["origin"] else p["text"] for p in one["passages"]
        ]
        if told:
            yield Bullets(tuple(told))


def submission_report(submission: Submission, kind: str, *, town: str) -> Report:
    """What was handed in, as it was handed in."""
    return Report(
        title=submission.title,
        made_by=submission.submitted_by,
        made_on=localdate(submission.submitted_at),
        town=town,
        period=submission.period,
        sections=tuple(_submitted(submission, kind)),
    )


def _submitted(submission: Submission, kind: str) -> Iterator[Section]:
    for one in submission.tables:
        table = thawed(one["table"])
        yield Heading(f"{one['area']} {table.title}".strip(), 1)
        none = Paragraph("あてはまる記録はありません。")
        yield titled(table, one["area"], kind) if table.rows else none
    if submission.words:
        yield Heading("課題と提案", 1)
        yield from words_sections(submission.words)
