"""地区の活動計画: written down, its cards sorted, its steps followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Max

from sasaeai.councils.models import (
    CardGroup,
    DistrictPlan,
    PlanCard,
    PlanFigure,
    PlanGoal,
    PlanPhoto,
    PlanReview,
    PlanStep,
)
from sasaeai.councils.rules.plans import CardKind, StepState
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.documents.photos import CleanPhoto
from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import User
from sasaeai.search import actions as search
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

PLAN = "councils.DistrictPlan"
Part = TypeVar("Part", PlanGoal, PlanStep, PlanFigure, PlanReview, CardGroup)


@transaction.atomic
def keep_plan(
    *, by: Doer, at: datetime, town: Town, plan: DistrictPlan | None, facts: Mapping[str, Any]
) -> DistrictPlan:
    """Write a plan down, or correct it.

    :raises StepNotAllowed: if the district is not the doer's
    :raises ValidationError: by field
    """
    kept = plan or DistrictPlan(town=town)
    if plan is not None:
        _must_be_own(by, plan)
    before = spoken_values_of(DistrictPlan.objects.get(pk=plan.pk), list(facts)) if plan else {}
    for name, value in facts.items():
        setattr(kept, name, value)
    kept.changed_at = at
    kept.full_clean()
    kept.save()
    _must_be_own(by, kept)
    was, now_is = differences(before, spoken_values_of(kept, list(facts)))
    if now_is:
        history.note(
            by=by, at=at, what="councils.plan_kept", about=kept, before=was or None, after=now_is
        )
    _written(kept)
    return kept


@transaction.atomic
def add_cards(
    *,
    by: Doer,
    at: datetime,
    plan: DistrictPlan,
    kind: CardKind,
    wordings: Sequence[str],
    source: str = "",
) -> list[PlanCard]:
    """Write notes of a workshop down, one card a line, at the end of the heap without a name.

    :raises StepNotAllowed: if the district is not the doer's
    :raises ValidationError: if a card is too long
    """
    _must_be_own(by, plan)
    said = [wording.strip() for wording in wordings if wording.strip()]
    order = _last(plan.cards)
    cards = [
        PlanCard(plan=plan, kind=kind, wording=words, source=source.strip(), order=order + n)
        for n, words in enumerate(said, start=1)
    ]
    for card in cards:
        card.full_clean()
    PlanCard.objects.bulk_create(cards)
    if cards:
        history.note(
            by=by, at=at, what="councils.cards_added", about=plan, after={"枚数": len(cards)}
        )
    return list(plan.cards.filter(order__gt=order))


@transaction.atomic
def put_cards(
    *,
    by: Doer,
    at: datetime,
    plan: DistrictPlan,
    cards: Sequence[PlanCard],
    group: CardGroup | None,
) -> None:
    """Put cards on a heap, at its end.

    :raises StepNotAllowed: if the district is not the doer's, or a card or heap belongs to another plan
    """
    _must_be_own(by, plan)
    strange = any(card.plan_id != plan.pk for card in cards)
    if strange or (group is not None and group.plan_id != plan.pk):
        raise StepNotAllowed("この計画のカードとまとまりを選んでください。")
    order = _last(plan.cards)
    for n, card in enumerate(cards, start=1):
        card.group, card.order = group, order + n
    PlanCard.objects.bulk_update(cards, ["group", "order"])
    after = {"まとまり": group.name if group else "（まだ分けていない）", "枚数": len(cards)}
    history.note(by=by, at=at, what="councils.cards_put", about=plan, after=after)


@transaction.atomic
def shift_card(*, by: Doer, at: datetime, card: PlanCard, up: bool) -> None:
    """Change places with the card above or below on the same heap; at the end nothing happens."""
    _must_be_own(by, card.plan)
    heap = card.plan.cards.filter(group=card.group).exclude(pk=card.pk)
    other = (
        heap.filter(order__lt=card.order).order_by("-order").first()
        if up
        else heap.filter(order__gt=card.order).order_by("order").first()
    )
    if other is None:
        return
    card.order, other.order = other.order, card.order
    PlanCard.objects.bulk_update([card, other], ["order"])
    after = {"カード": card.wording, "向き": "上へ" if up else "下へ"}
    history.note(by=by, at=at, what="councils.cards_put", about=card.plan, after=after)


@transaction.atomic
def remove_cards(*, by: Doer, at: datetime, plan: DistrictPlan, cards: Sequence[PlanCard]) -> None:
    """Take cards away that were written by mistake; the history keeps their words."""
    _must_be_own(by, plan)
    before = {"カード": [card.wording for card in cards]}
    plan.cards.filter(pk__in=[card.pk for card in cards]).delete()
    history.note(by=by, at=at, what="councils.cards_removed", about=plan, before=before)


@transaction.atomic
def keep_part(
    *, by: Doer, at: datetime, plan: DistrictPlan, part: Part, facts: Mapping[str, Any]
) -> Part:
    """Write a heap, a goal, a step, a figure or a review of a plan down, or correct it.

    :raises StepNotAllowed: if the district is not the doer's, or the part another plan's
    :raises ValidationError: by field
    """
    _must_be_own(by, plan)
    _must_be_part(plan, part)
    names = list(facts)
    kept = type(part)._default_manager.filter(pk=part.pk).first() if part.pk else None
    before = spoken_values_of(kept, names) if kept is not None else {}
    for name, value in facts.items():
        setattr(part, name, value)
    if kept is None and isinstance(part, CardGroup | PlanGoal):
        part.order = _last(type(part)._default_manager.filter(plan=plan)) + 1
    if kept is None and isinstance(part, PlanStep):
        part.order = _last(part.goal.steps) + 1
    part.full_clean()
    part.save()
    was, now_is = differences(before, spoken_values_of(part, names))
    if now_is:
        kind = str(part._meta.verbose_name)
        history.note(
            by=by,
            at=at,
            what="councils.plan_part_kept",
            about=plan,
            before={kind: str(kept), **was} if kept is not None else None,
            after={kind: str(part), **now_is},
        )
    return part


@transaction.atomic
def report_step(
    *, by: Doer, at: datetime, step: PlanStep, state: StepState, on: date, remark: str = ""
) -> PlanStep:
    """Say how far a step is.

    :raises StepNotAllowed: if the district is not the doer's, or the day lies before the last report
    """
    _must_be_own(by, step.goal.plan)
    if step.state_on is not None and on < step.state_on:
        raise StepNotAllowed(
            f"前に書いた日（{step.state_on:%Y年%m月%d日}）からあとにしてください。"
        )
    facts = {"state": state, "state_on": on, "remark": remark.strip()[:200]}
    return keep_part(by=by, at=at, plan=step.goal.plan, part=step, facts=facts)


@transaction.atomic
def remove_part(*, by: Doer, at: datetime, plan: DistrictPlan, part: models.Model) -> None:
    """Take a part of a plan away; cards of a heap become cards without one.

    :raises StepNotAllowed: if the district is not the doer's, the part another plan's, or a goal still has steps
    """
    _must_be_own(by, plan)
    _must_be_part(plan, part)
    if isinstance(part, PlanGoal) and part.steps.exists():
        raise StepNotAllowed("取り組みのある目標は消せません。先に取り組みを消してください。")
    history.note(
        by=by,
        at=at,
        what="councils.plan_part_removed",
        about=plan,
        before={str(part._meta.verbose_name): str(part)},
    )
    part.delete()


@transaction.atomic
def add_board_photo(
    *, by: Doer, at: datetime, plan: DistrictPlan, photo: CleanPhoto, caption: str = ""
) -> PlanPhoto:
    """Keep a picture of the paper board, without its place and camera data."""
    _must_be_own(by, plan)
    kept = PlanPhoto(plan=plan, caption=caption.strip()[:100], added_at=at)
    kept.file.save(f"{plan.pk}.jpg", ContentFile(photo.data), save=False)
    kept.save()
    history.note(
        by=by, at=at, what="councils.board_photo_added", about=plan, after={"説明": kept.caption}
    )
    return kept


def _must_be_own(by: Doer, plan: DistrictPlan) -> None:
    if isinstance(by, User):
        own = DistrictPlan.objects.workable_by(by).filter(pk=plan.pk).exists()
    else:
        own = by.town_id == plan.town_id
    if not own:
        raise StepNotAllowed("担当する地区の計画ではありません。その地区の担当者に伝えてください。")


def _must_be_part(plan: DistrictPlan, part: Any) -> None:
    """A part is written with its own plan, or whoever writes one district could write another's."""
    whole = part.goal if isinstance(part, PlanStep) else part
    if whole.plan_id != plan.pk:
        raise StepNotAllowed("この計画の目標・取り組みを選んでください。")


def _last(rows: Any) -> int:
    return rows.aggregate(last=Max("order"))["last"] or 0


def _written(plan: DistrictPlan) -> None:
    texts = (plan.title, plan.aim, plan.background, plan.area.name)
    search.put(
        town_id=plan.town_id,
        kind=PLAN,
        key=plan.pk,
        text="\n".join(text for text in texts if text),
        area_id=plan.area_id,
        day=plan.begins_on,
        open_to_town=True,
    )
