"""課題の歩みの一覧 as a file: one row a step, in the columns that the import reads."""

from __future__ import annotations

from collections.abc import Iterator

from sasaeai.councils.importing.issue_heads import NAMES, ONE_LINE
from sasaeai.councils.models import Issue, IssueStep
from sasaeai.councils.naming_nobody import personal_words
from sasaeai.councils.rules.raising import Move
from sasaeai.documents.report import ListValue
from sasaeai.towns.viewer import Viewer

OF_ONE_LINE = {name for column, _, words in ONE_LINE for name in (column, words)}
COLUMNS = tuple(name for name in NAMES if name not in OF_ONE_LINE - {"wording", "words"})
HEADS = tuple(NAMES[name] for name in COLUMNS)
WIDE = {"title": 30, "wording": 40, "wish": 30, "words": 50, "done": 24, "meeting": 30}
WIDTHS = tuple(WIDE.get(name, 14) for name in COLUMNS)


def issue_sheet(viewer: Viewer) -> Iterator[list[ListValue]]:
    """Every issue the viewer sees with its trail, the oldest first (six queries)."""
    seen = Issue.objects.visible_to(viewer).with_parts().select_related("joined_to")
    parts = seen.prefetch_related("steps__meeting__council", "steps__to_council", "tellings")
    for one in parts.order_by("opened_on", "fiscal_year", "number"):
        for step in one.steps.all():
            first = _told_of(one) if step.move == Move.OPEN else {}
            told = {"number": one.number_words, "title": one.title, **first, **_told(one, step)}
            yield [told.get(name) for name in COLUMNS]


def _told_of(one: Issue) -> dict[str, ListValue]:
    named = personal_words(one.title, one.wording, one.wish)
    return {
        "wording": one.wording,
        "wish": one.wish,
        "category": one.category.label if one.category else "",
        "areas": "、".join(area.name for area in one.areas.all()),
        "council": one.council.name if one.council else "",
        "post": one.post.name if one.post else "",
        "raised_from": one.raised_from,
        "route": one.route_name,
        "state": one.place_name,
        "sure": "○" if named else "",
    }


def _told(one: Issue, step: IssueStep) -> dict[str, ListValue]:
    joins = step.move == Move.JOIN and one.joined_to is not None
    return {
        "on": step.on,
        "done": step.words_of_move,
        "meeting": step.meeting_name,
        "words": "" if step.move == Move.OPEN else step.wording,
        "to_council": step.to_council.name if step.to_council else "",
        "into": one.joined_to.number_words if joins and one.joined_to else "",
        "budget_year": step.budget_year,
        "amount": step.amount_yen,
        "told_on": _told_on(one, step),
    }


def _told_on(one: Issue, step: IssueStep) -> ListValue:
    """The day by which everybody had heard the answer; none while somebody has not."""
    days = [line.told_on for line in one.tellings.all() if line.answer_id == step.pk]
    told = [day for day in days if day is not None]
    return max(told) if told and len(told) == len(days) else None
