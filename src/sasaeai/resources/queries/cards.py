"""実践カード・社会資源シート・養成の連なり・財源, as pages and as paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.report import Heading, PageBreak, Paragraph, Section
from sasaeai.resources.models import (
    Funding,
    OrganisationSheet,
    Practice,
    SupporterCourse,
)
from sasaeai.towns.viewer import Viewer

SHEET_ROWS = (
    ("legal_form", "法人格"),
    ("purpose", "目的等"),
    ("feature", "特徴"),
    ("activities", "活動内容（事業）"),
    ("challenge", "SC側の共働に当たっての課題"),
)
TIER_ROWS = (("first_tier_challenge", "第1層の課題"), ("first_tier_goal", "第1層の目標（活動）"))
CARD_PARTS = (
    ("trouble", "困っていたこと"),
    ("deed", "したこと"),
    ("why_it_worked", "うまくいったわけ"),
    ("needed", "要るもの（人・物・お金）"),
    ("advice", "まねるときの助言"),
)


def sheets_of(viewer: Viewer) -> QuerySet[OrganisationSheet]:
    """The comparison sheets of the town in their order."""
    mine = OrganisationSheet.objects.filter(organisation__town=viewer.town_id)
    return mine.select_related("organisation").order_by("order", "organisation__name", "pk")


def comparison_table(sheets: list[OrganisationSheet]) -> RenderedTable:
    """社会資源の比較: a column an organisation, as coordinators print it.

    What the first tier says of all of them together stands in the first column, which the printed sheet spreads.
    """
    columns = tuple(RenderedColumn((s.organisation.name,), align="left") for s in sheets)
    rows = [
        RenderedRow((label,), tuple(RenderedCell(getattr(sheet, name)) for sheet in sheets))
        for name, label in SHEET_ROWS
    ]
    for name, label in TIER_ROWS:
        said = [text for sheet in sheets if (text := getattr(sheet, name))]
        if said:
            cells = ("\n".join(said), *[""] * (len(sheets) - 1))
            rows.append(RenderedRow((label,), tuple(RenderedCell(text) for text in cells)))
    return RenderedTable(
        title="社会資源の比較", columns=columns, rows=tuple(rows), row_head_titles=("社会資源",)
    )


def practices_of(viewer: Viewer) -> QuerySet[Practice]:
    """Practice cards with how many places took each over (`taken`)."""
    mine = Practice.objects.visible_to(viewer).select_related("area", "resource", "body")
    return mine.annotate(taken=Count("carried"))


def booklet(practices: list[Practice]) -> Iterator[Section]:
    """事例集: a card a page, and where it was carried over."""
    for number, card in enumerate(practices):
        if number:
            yield PageBreak()
        yield Heading(f"事例{number + 1}　{card.title}", level=1)
        where = "　".join(p for p in (card.area.name if card.area else "", card.where) if p)
        since = f"{japanese_day(card.since)}から" if card.since else ""
        if where or since:
            yield Paragraph("　".join(part for part in (where, since) if part))
        for name, label in CARD_PARTS:
            if text := getattr(card, name):
                yield Heading(label, level=2)
                yield Paragraph(text)
        lines = [
            f"{japanese_day(line.on)}　{line.where}　{line.changed}　{line.result}".rstrip()
            for line in card.carried.all()
        ]
        if lines:
            yield Heading("広がった先", level=2)
            yield Paragraph("\n".join(lines))


def chains(viewer: Viewer) -> QuerySet[SupporterCourse]:
    """講座 → 担い手 → 立ち上がった活動体, with `named`: people of the register who took the course."""
    mine = SupporterCourse.objects.filter(town=viewer.town_id).select_related("area")
    return mine.prefetch_related("launched").annotate(named=Count("people", distinct=True))


@dataclass(frozen=True)
class FundingYear:
    """Money of a fiscal year: its lines, and the sum of those with an amount."""

    year: int
    lines: list[Funding]
    total: int


def funding_by_year(viewer: Viewer) -> list[FundingYear]:
    """The funding register, the newest year first (two queries)."""
    mine = Funding.objects.filter(town=viewer.town_id)
    sums = dict(
        mine.order_by().values_list("fiscal_year").annotate(n=Sum("amount_yen")).values_list(
            "fiscal_year", "n"
        )
    )  # fmt: skip
    years: dict[int, list[Funding]] = defaultdict(list)
    for line in mine.select_related("resource", "body").order_by("-fiscal_year", "sort", "pk"):
        years[line.fiscal_year].append(line)
    return [FundingYear(year, lines, sums.get(year) or 0) for year, lines in years.items()]
