"""Papers of issues: the proposal for the next meeting, the answer, the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sasaeai.analysis.figures.rendered import (
    RenderedTable,
)
from sasaeai.councils.models import Issue, IssueStep
from sasaeai.councils.queries.matrix import Cell, Matrix
from sasaeai.councils.queries.raising import Heard
from sasaeai.councils.rules.raising import Move
from sasaeai.documents.paper import Imprint, japanese_day
from sasaeai.documents.report import Bullets, Heading, Paragraph, Report, Section
from sasaeai.documents.words_tables import words_table

LIST_HEADS = ("番号", "課題", "分類", "区域", "起案", "いまの段階", "いつから", "待っていること")


def proposal(issue: Issue, steps: Sequence[IssueStep], told: Heard, imprint: Imprint) -> Report:
    """提案書: what is handed to the next meeting: the trouble, its examples, what is wished, its way so far."""
    return _report(f"課題の提案書　{issue.title}", imprint, _proposal_parts(issue, steps, told))


def _proposal_parts(issue: Issue, steps: Sequence[IssueStep], told: Heard) -> Iterator[Section]:
    yield words_table("", ("項目", "内容"), _facts(issue, told))
    if issue.wording:
        yield Heading("起きていること", 1)
        yield Paragraph(issue.wording)
    if told.examples:
        yield Heading("聞いた声（例）", 2)
        yield Bullets(tuple(told.examples))
    if issue.wish:
        yield Heading("どうなるとよいか・提案", 1)
        yield Paragraph(issue.wish)
    yield Heading("これまでの歩み", 1)
    yield _trail(steps)
    if issue.waits_for:
        yield Paragraph(f"いま：{issue.waits_for}。")


def _facts(issue: Issue, told: Heard) -> Iterator[tuple[str, str]]:
    yield "課題の番号", f"{issue.number_words}（{japanese_day(issue.opened_on)}起案）"
    yield "区域", issue.area_names
    yield "分類", issue.category.label if issue.category else "―"
    yield "起案", str(issue.council or issue.raised_from or issue.post or "―")
    yield "もとの困りごと", _heard_words(told)
    way = " → ".join(level.name for level in issue.levels)
    yield "上げ方", f"{issue.route_name}（{way} → 市の方針）"


def _heard_words(told: Heard) -> str:
    if not told.count or told.first is None or told.last is None:
        return "―"
    routes = "、".join(f"{name}{count}件" for name, count in told.routes)
    return f"{told.count}件（{japanese_day(told.first)}〜{japanese_day(told.last)}、{routes}）"


def _trail(steps: Sequence[IssueStep]) -> RenderedTable:
    heads = ("いつ", "したこと", "会議", "内容・理由")
    rows = (
        (
            japanese_day(step.on),
            step.words_of_move,
            step.meeting_name,
            "" if step.move == Move.OPEN else step.wording,
        )
        for step in steps
    )
    return words_table("", heads, rows)


def answer_letter(
    issue: Issue, steps: Sequence[IssueStep], told: Heard, imprint: Imprint
) -> Report:
    """回答書: to those who raised it: what was answered, why, and through which hands it went."""
    return _report(f"課題への回答　{issue.title}", imprint, _answer_parts(issue, steps, told))


def _answer_parts(issue: Issue, steps: Sequence[IssueStep], told: Heard) -> Iterator[Section]:
    answers = [step for step in steps if step.move == Move.ANSWER]
    raised = issue.council or issue.raised_from
    if raised:
        yield Paragraph(f"{raised}　御中")
    yield Paragraph(
        f"{japanese_day(issue.opened_on)}に起案された課題「{issue.title}」について、次のとおり回答します。"
        "声を寄せてくださり、ありがとうございました。"
    )
    yield Heading("回答", 1)
    for answer in answers[-1:]:
        yield Paragraph(answer.wording)
        yield Paragraph(f"回答の日：{japanese_day(answer.on)}")
    decided = [s for s in steps if s.budget_year]
    if decided:
        money = f"　{decided[-1].amount_yen:,}円" if decided[-1].amount_yen else ""
        yield Paragraph(f"{decided[-1].budget_year}年度の予算・事業{money}")
    yield Heading("これまでの歩み", 1)
    if told.count:
        yield Paragraph(f"もとの困りごと：{_heard_words(told)}")
    yield _trail([s for s in steps if s.move != Move.ANSWER])


def _report(title: str, imprint: Imprint, parts: Iterable[Section]) -> Report:
    return Report(
        title=title,
        made_by=imprint.made_by,
        made_on=imprint.made_on,
        town=imprint.town,
        sections=tuple(parts),
    )


def list_rows(issues: Iterable[Issue]) -> Iterator[tuple[str | date, ...]]:
    """The rows of the printed and exported list, under `LIST_HEADS`."""
    for one in issues:
        yield (
            one.number_words,
            one.title,
            one.category.label if one.category else "",
            one.area_names,
            str(one.council or one.raised_from),
            one.place_name,
            one.stage_on,
            one.waits_for,
        )


def list_table(issues: Iterable[Issue], note: str) -> RenderedTable:
    """The list on paper."""
    rows = (
        tuple(japanese_day(cell) if isinstance(cell, date) else cell for cell in row)
        for row in list_rows(issues)
    )
    return words_table("課題の一覧", LIST_HEADS, rows, (note,))


def matrix_table(found: Matrix) -> RenderedTable:
    """区域×分類 as a workbook or on paper: 困りごと（資源なし）and issues of every cell in one line."""
    heads = (
        "分類",
        "共通",
        "困りごと",
        "資源なし",
        "区域の数",
        *(a.name for a in found.areas),
        "全市・ほか",
    )
    rows = (
        (
            row.term.label,
            "共通" if row.is_common else "",
            *(str(number) for number in (row.needs, row.unmet, row.areas_with)),
            *(_cell(cell) for cell in (*row.cells, row.elsewhere)),
        )
        for row in found.rows
    )
    period = f"{japanese_day(found.first)}〜{japanese_day(found.last)}"
    notes = (
        f"期間：{period}。「共通」は{found.common}つ以上の{found.level.name}にあるもの。",
        "欄は困りごとの件数（うち答える資源がない）、課＝回答前の課題、済＝回答した課題。",
    )
    return words_table("困りごとと課題：区域×分類", heads, rows, notes)


def _cell(cell: Cell) -> str:
    if not cell:
        return ""
    unmet = f"（{cell.unmet}）" if cell.unmet else ""
    issues = f" 課{cell.issues}" if cell.issues else ""
    answered = f" 済{cell.answered}" if cell.answered else ""
    return f"{cell.needs}{unmet}{issues}{answered}"
