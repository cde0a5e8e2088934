"""北九州: workshops and questionnaires become activity plans in seven model districts (M6)."""

from __future__ import annotations

from datetime import date

from sasaeai.councils.actions.plans import add_cards, keep_part, keep_plan, put_cards, report_step
from sasaeai.councils.examples import AT
from sasaeai.councils.models import CardGroup, PlanFigure, PlanGoal, PlanReview, PlanStep
from sasaeai.councils.plans.papers import plan_paper
from sasaeai.councils.queries.plans import goals_of, heaps_of, plans_found
from sasaeai.councils.rules.plans import CardKind, PlanState, StepState
from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.pdf import report_to_pdf
from sasaeai.places.models import Area, Belonging, Level

DISTRICTS, DAY = 7, date(2022, 10, 3)


def a_district(cast, n: int) -> Area:
    level, _ = Level.objects.get_or_create(
        tree=cast.first_area.level.tree, code="district", defaults={"name": "地区", "depth": 2}
    )
    area = Area.objects.create(level=level, name=f"第{n}地区", order=n)
    Belonging.objects.create(area=area, parent=cast.first_area)
    return area


def a_model_plan(cast, n: int):
    """One district: five cards on two heaps, two figures, a goal with two steps."""
    by = cast.aoki
    facts = {
        "title": f"第{n}地区 買い物支援の地域活動計画",
        "area": a_district(cast, n),
        "begins_on": DAY,
        "ends_on": date(2025, 3, 31),
        "is_model": True,
        "state": PlanState.RUNNING,
        "aim": "品物を見て選べる地区",
    }
    plan = keep_plan(by=by, at=AT, town=cast.town, plan=None, facts=facts)
    said = ["店が遠い", "坂がきつい", "荷物が重い", "朝市を開きたい", "車を出せる人がいる"]
    cards = add_cards(by=by, at=AT, plan=plan, kind=CardKind.TROUBLE, wordings=said)
    for name, some in (("行くまで", cards[:3]), ("できること", cards[3:])):
        heap = keep_part(by=by, at=AT, plan=plan, part=CardGroup(plan=plan), facts={"name": name})
        put_cards(by=by, at=AT, plan=plan, cards=some, group=heap)
    for answer, count in (("困っている", 60 + n), ("困っていない", 40)):
        facts = {"question": "買い物に困るか", "answer": answer, "count": count, "base": 110 + n}
        keep_part(by=by, at=AT, plan=plan, part=PlanFigure(plan=plan), facts=facts)
    goal = keep_part(
        by=by, at=AT, plan=plan, part=PlanGoal(plan=plan), facts={"title": "月2回の朝市"}
    )
    for title, owner in (("会場を決める", "町会"), ("店に声をかける", "地区社協")):
        facts = {"title": title, "owner": owner, "due_on": date(2022, 9, 30)}
        keep_part(by=by, at=AT, plan=plan, part=PlanStep(goal=goal), facts=facts)
    return plan


def test_m6_seven_model_districts_have_a_plan_with_steps_owners_dates_and_progress(cast):
    plans = [a_model_plan(cast, n) for n in range(1, DISTRICTS + 1)]
    for plan in plans[:3]:
        step = PlanStep.objects.filter(goal__plan=plan).first()
        report_step(by=cast.aoki, at=AT, step=step, state=StepState.DONE, on=DAY, remark="決まった")
    facts = {"on": DAY, "good": "会場が決まった。", "by_name": cast.aoki.doer_name}
    keep_part(by=cast.aoki, at=AT, plan=plans[0], part=PlanReview(plan=plans[0]), facts=facts)

    found = plans_found(cast.aoki, model_only=True, today=DAY)
    assert [(p.all_steps, p.done, p.late) for p in found] == [(2, 1, 1)] * 3 + [(2, 0, 2)] * 4
    heaps = {heap.name: len(heap.cards) for heap in heaps_of(plans[0])}
    assert heaps == {"まだ分けていない": 0, "行くまで": 3, "できること": 2}
    line = goals_of(plans[0], today=DAY)[0]
    assert (line.progress, [late for _, late in line.steps]) == (
        "2件のうち1件できた",
        [False, True],
    )
    paper = plan_paper(
        plans[0],
        heaps=heaps_of(plans[0]),
        goals=goals_of(plans[0], today=DAY),
        imprint=Imprint("青木", DAY, town=cast.town.name),
    )
    assert report_to_pdf(paper).startswith(b"%PDF")
