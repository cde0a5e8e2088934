"""The printed plan of a district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sasaeai.councils.models import DistrictPlan, PlanStep
from sasaeai.councils.queries.plans import GoalLine, Heap
from sasaeai.documents.paper import Imprint, japanese_day
from sasaeai.documents.report import Bullets, Heading, Paragraph, Report, Section
from sasaeai.documents.words_tables import words_table


def plan_paper(
    plan: DistrictPlan, *, heaps: Sequence[Heap], goals: Sequence[GoalLine], imprint: Imprint
) -> Report:
    """Aim, voices, figures, goals with steps, looks back: what is handed to every household."""
    return Report(
        title=plan.title,
        made_by=imprint.made_by,
        made_on=imprint.made_on,
        town=imprint.town,
        period=f"{japanese_day(plan.begins_on)}〜{japanese_day(plan.ends_on)}",
        sections=tuple(_parts(plan, heaps, goals)),
    )


def _parts(
    plan: DistrictPlan, heaps: Sequence[Heap], goals: Sequence[GoalLine]
) -> Iterator[Section]:
    made_by = f"　作った協議体：{plan.council}" if plan.council else ""
    yield Paragraph(f"地区：{plan.area.name}{made_by}")
    if plan.aim:
        yield Heading("めざす姿", 1)
        yield Paragraph(plan.aim)
    if plan.background:
        yield Heading("地区のようす", 1)
        yield Paragraph(plan.background)
    if any(heap.cards for heap in heaps):
        yield Heading("話し合いで出た声", 1)
        for heap in heaps:
            if heap.cards:
                yield Heading(heap.name, 2)
                yield Bullets(tuple(card.wording for card in heap.cards))
    yield from _figures(plan)
    yield Heading("目標と取り組み", 1)
    for number, line in enumerate(goals, start=1):
        yield from _goal(number, line)
    if not goals:
        yield Paragraph("目標はまだありません。")
    for review in plan.reviews.all():
        yield Heading(f"ふりかえり（{japanese_day(review.on)}）", 1)
        for name, words in (
            ("できたこと", review.good),
            ("むずかしかったこと", review.hard),
            ("これから", review.following),
        ):
            if words:
                yield Paragraph(f"{name}：{words}")


def _figures(plan: DistrictPlan) -> Iterator[Section]:
    figures = list(plan.figures.all())
    if not figures:
        return
    yield Heading("アンケートの結果", 1)
    rows = ((f.question, f.answer, f.words, f.source) for f in figures)
    yield words_table("", ("たずねたこと", "答え", "人数（割合）", "調査"), rows)


def _goal(number: int, line: GoalLine) -> Iterator[Section]:
    goal = line.goal
    yield Heading(f"目標{number}　{goal.title}", 2)
    if goal.why:
        yield Paragraph(goal.why)
    if goal.measure:
        yield Paragraph(f"どうなったら届いたか：{goal.measure}")
    if line.steps:
        heads = ("取り組み", "だれが", "いつまでに", "進み具合")
        yield words_table("", heads, (_step(step) for step, _ in line.steps), (line.progress,))


def _step(step: PlanStep) -> tuple[str, str, str, str]:
    due = japanese_day(step.due_on) if step.due_on else "―"
    said = f"（{step.remark}）" if step.remark else ""
    return step.title, step.owner, due, f"{step.get_state_display()}{said}"
