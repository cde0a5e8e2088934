"""引き継ぎ帳: everything a successor must know of a post or an area, as one document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sasaeai.analysis.figures.periods import day_words, fiscal_year_of
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.documents.report import Heading, Paragraph, Report, Section
from sasaeai.people.models import Post, Tenure
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.reports.asking import Asked
from sasaeai.reports.handover_sources import HandoverAsked, HandoverPart, handover_parts
from sasaeai.reports.making import made_table
from sasaeai.reports.toml_text import toml_text
from sasaeai.reports.years import year_label
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

YEARS = 3


@dataclass(frozen=True)
class Handover:
    """A book: what it is of, and its chapters."""

    town: Town
    title: str
    as_of: date
    counts: RenderedTable | None
    parts: tuple[HandoverPart, ...]


def handover(
    town: Town, *, post: Post | None, area: Area | None, as_of: date, since: date
) -> Handover:
    """The book of a post, or of an area with everything within it."""
    areas = areas_within([area.pk]) if area else None
    asked = HandoverAsked(town.pk, areas, post.pk if post else None, as_of, since)
    chapters = [_tenures(post)] if post else []
    subject = post.name if post else area.name if area else town.name
    return Handover(
        town=town,
        title=f"引き継ぎ帳　{subject}",
        as_of=as_of,
        counts=_counts(town, post, area, as_of),
        parts=(*chapters, *handover_parts(asked)),
    )


def _tenures(post: Post) -> HandoverPart:
    found = Tenure.objects.filter(post=post).select_related("holder", "employer")
    rows = [
        (
            one.holder.name,
            str(one.employer or one.holder.section),
            one.valid_from.isoformat(),
            one.valid_to.isoformat() if one.valid_to else "今も",
            one.concurrent_duty,
        )
        for one in found.order_by("-valid_from")
    ]
    return HandoverPart(
        "これまでの担当者", ("氏名", "所属", "いつから", "いつまで", "兼務"), tuple(rows)
    )


def _counts(town: Town, post: Post | None, area: Area | None, as_of: date) -> RenderedTable | None:
    """Activities by function for the last three fiscal years."""
    last = fiscal_year_of(as_of)
    given = {
        "title": f"業務項目ごとの活動回数（{year_label(last - YEARS + 1)}から）",
        "measure": {"count": "events", "unit": "回"},
        "row_heads": ["業務項目"],
        "rows": [{"by": "main_function", "missing": "業務項目なし", "total": "計"}],
        "columns": [
            {"by": "fiscal_year", "values": [f"{last - YEARS + 1}年度..{last}年度"], "total": "計"}
        ],
    }
    if post is not None:
        given["where"] = {"coordinator.post": post.name}
    try:
        return made_table(town, toml_text(given), Asked(as_of, area=area)).table
    except FigureRefused:
        return None  # no record of this post yet


def handover_report(book: Handover, *, by: Doer, on: date) -> Report:
    """The book as a document. It tells of persons: 取扱注意."""
    return Report(
        title=book.title,
        made_by=by.doer_name,
        made_on=on,
        town=book.town.name,
        period=f"{day_words(book.as_of)}現在",
        confidential=True,
        sections=tuple(_sections(book)),
    )


def _sections(book: Handover) -> Iterator[Section]:
    if book.counts is not None:
        yield Heading("活動の回数", 1)
        yield book.counts
    for part in book.parts:
        yield Heading(part.title, 1)
        if part.intro:
            yield Paragraph(part.intro)
        yield _table(part) if part.rows else Paragraph(part.empty)


def _table(part: HandoverPart) -> RenderedTable:
    """A chapter's rows. The first column heads the row, but equal neighbours stay apart."""
    columns = tuple(RenderedColumn((head,), align="left") for head in part.heads)
    rows = tuple(
        RenderedRow((str(n),), tuple(RenderedCell(text) for text in row))
        for n, row in enumerate(part.rows, start=1)
    )
    return RenderedTable(title="", columns=columns, rows=rows, row_head_titles=("番",))
