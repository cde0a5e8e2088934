"""地区の活動計画: cards of a workshop, steps and their progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import TextChoices


class CardKind(TextChoices):
    """カードの種類: what a resident wrote on the paper."""

    TROUBLE = "trouble", "困っていること"
    TREASURE = "treasure", "あるもの・よいところ"
    IDEA = "idea", "やってみたいこと"


class PlanState(TextChoices):
    """計画の状態"""

    MAKING = "making", "作っている"
    RUNNING = "running", "進めている"
    ENDED = "ended", "終えた"


class StepState(TextChoices):
    """取り組みの進み具合"""

    WAITING = "waiting", "これから"
    GOING = "going", "進めている"
    DONE = "done", "できた"
    DROPPED = "dropped", "やめた"


# Steps that still ask for somebody's work.
TO_DO = frozenset({StepState.WAITING, StepState.GOING})


def is_late(state: StepState, due_on: date | None, today: date) -> bool:
    """Whether a step should have been done.

    >>> is_late(StepState.GOING, date(2022, 3, 31), date(2022, 4, 1))
    True
    """
    return state in TO_DO and due_on is not None and due_on < today


def progress_words(states: Sequence[StepState]) -> str:
    """How far a goal or a plan has come, in words; dropped steps are said, not counted.

    >>> progress_words([StepState.DONE, StepState.GOING, StepState.DROPPED])
    '2件のうち1件できた（やめた1件）'
    >>> progress_words([])
    '取り組みはまだありません'
    """
    if not states:
        return "取り組みはまだありません"
    dropped = sum(s == StepState.DROPPED for s in states)
    done = sum(s == StepState.DONE for s in states)
    said = f"{len(states) - dropped}件のうち{done}件できた"
    return f"{said}（やめた{dropped}件）" if dropped else said


def share_words(count: int, base: int | None) -> str:
    """A line of a questionnaire: the share with its base, half up to one decimal.

    >>> share_words(300, 543), share_words(5, None)
    ('300人／543人（55.2%）', '5人')
    """
    if not base:
        return f"{count}人"
    tenths = (count * 2000 + base) // (base * 2)
    return f"{count}人／{base}人（{tenths // 10}.{tenths % 10}%）"
