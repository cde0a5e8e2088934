"""地区の活動計画: cards onto heaps, goals and steps, who may write, what is printed."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document

from sasaeai.councils.actions.plans import add_cards, keep_part, put_cards, report_step, shift_card
from sasaeai.councils.examples import AT, DAY
from sasaeai.councils.examples_of_raising import a_plan, their_plan
from sasaeai.councils.models import CardGroup, PlanFigure, PlanGoal, PlanStep
from sasaeai.councils.queries.plans import goals_of, heaps_of, late_steps, plans_found
from sasaeai.councils.rules.plans import CardKind, StepState
from sasaeai.councils.rules.refusals import StepNotAllowed


def some_cards(cast, plan, *wordings):
    return add_cards(
        by=cast.ishida, at=AT, plan=plan, kind=CardKind.TROUBLE, wordings=wordings, source="第1回"
    )


def a_heap(cast, plan, name):
    facts = {"name": name}
    return keep_part(by=cast.ishida, at=AT, plan=plan, part=CardGroup(plan=plan), facts=facts)


def a_step_of(cast, plan, due_on):
    goal = keep_part(
        by=cast.ishida, at=AT, plan=plan, part=PlanGoal(plan=plan), facts={"title": "週1回の市"}
    )
    facts = {"title": "場所を借りる", "owner": "みどり町会", "due_on": due_on}
    return keep_part(by=cast.ishida, at=AT, plan=plan, part=PlanStep(goal=goal), facts=facts)


def shown(plan):
    return {heap.name: [card.wording for card in heap.cards] for heap in heaps_of(plan)}


def test_cards_are_put_on_heaps_and_in_order(cast):
    plan = a_plan(cast)
    first, _, third = some_cards(cast, plan, "店が遠い", "荷物が重い", "坂がきつい")
    far = a_heap(cast, plan, "道のり")

    put_cards(by=cast.ishida, at=AT, plan=plan, cards=[first, third], group=far)
    third.refresh_from_db()
    shift_card(by=cast.ishida, at=AT, card=third, up=True)

    assert shown(plan) == {"まだ分けていない": ["荷物が重い"], "道のり": ["坂がきつい", "店が遠い"]}


def test_the_keys_move_a_card_to_the_next_heap(client, cast):
    plan = a_plan(cast)
    (card,) = some_cards(cast, plan, "店が遠い")
    a_heap(cast, plan, "道のり")
    client.force_login(cast.ishida)
    url = reverse("plans:cards-put", args=[plan.pk])

    answer = client.post(url, {"card": card.pk, "key": "right"})
    assert answer["Location"].endswith(f"#card-{card.pk}")
    assert shown(plan)["道のり"] == ["店が遠い"]
    client.post(url, {"card": card.pk, "key": "right"})
    assert shown(plan)["道のり"] == ["店が遠い"]
    client.post(url, {"card": card.pk, "key": "left"})
    assert shown(plan)["まだ分けていない"] == ["店が遠い"]


def test_a_district_is_written_by_its_own_people(cast):
    for plan in (a_plan(cast), their_plan(cast)):
        with pytest.raises(StepNotAllowed, match="担当する地区"):
            add_cards(
                by=cast.kinoshita if plan.town == cast.town else cast.ishida,
                at=AT,
                plan=plan,
                kind=CardKind.IDEA,
                wordings=["市を開く"],
            )


def test_a_card_stays_on_its_own_board(cast):
    plan, other = a_plan(cast), a_plan(cast, "別の計画")
    cards = some_cards(cast, plan, "店が遠い")

    with pytest.raises(StepNotAllowed, match="この計画の"):
        put_cards(
            by=cast.ishida, at=AT, plan=plan, cards=cards, group=a_heap(cast, other, "道のり")
        )


def test_progress_is_told_and_what_is_late_is_shown(cast):
    plan = a_plan(cast)
    step = a_step_of(cast, plan, DAY - timedelta(days=1))
    assert late_steps(cast.ishida, today=DAY) == [step]

    report_step(by=cast.ishida, at=AT, step=step, state=StepState.DONE, on=DAY, remark="借りた")

    assert late_steps(cast.ishida, today=DAY) == []
    assert goals_of(plan, today=DAY)[0].progress == "1件のうち1件できた"
    assert plans_found(cast.aoki, today=DAY).get().done == 1
    with pytest.raises(StepNotAllowed, match="前に書いた日"):
        report_step(by=cast.ishida, at=AT, step=step, state=StepState.GOING, on=date(2022, 1, 1))


def test_a_figure_is_never_larger_than_its_base(cast):
    plan = a_plan(cast)
    facts = {"question": "買い物に困るか", "answer": "困る", "count": 300, "base": 543}
    figure = keep_part(by=cast.ishida, at=AT, plan=plan, part=PlanFigure(plan=plan), facts=facts)
    assert figure.words == "300人／543人（55.2%）"

    with pytest.raises(ValidationError):
        keep_part(by=cast.ishida, at=AT, plan=plan, part=figure, facts={"base": 299})


def test_the_printed_plan_has_voices_goals_and_steps(client, cast):
    plan = a_plan(cast)
    some_cards(cast, plan, "店が遠い")
    a_step_of(cast, plan, DAY)
    client.force_login(cast.aoki)

    answer = client.get(reverse("plans:paper", args=[plan.pk, "docx"]))

    document = Document(io.BytesIO(answer.content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    words = "\n".join([p.text for p in document.paragraphs] + cells)
    for said in ("品物を見て選べる地区", "店が遠い", "週1回の市", "みどり町会", "これから"):
        assert said in words
