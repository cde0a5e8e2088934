"""What can be taken in and given out: one way of reading, checking, writing for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sasaeai.councils.importing.issue_heads import NAMES as ISSUE_NAMES
from sasaeai.councils.importing.issues import check_issues
from sasaeai.councils.importing.lines import Checked, Taken
from sasaeai.councils.importing.meeting_heads import NAMES as MEETING_NAMES
from sasaeai.councils.importing.meeting_rows import ALL_TALK
from sasaeai.councils.importing.meetings import check_meetings
from sasaeai.councils.importing.taking_issues import take_issues
from sasaeai.councils.importing.taking_meetings import take_meetings
from sasaeai.councils.queries import issue_sheet, meeting_sheet
from sasaeai.documents.report import ListValue
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class Kind:
    """One sort of list.

    :param back: address name of the page it belongs to, :param shown: heads of the preview's columns
    :param personal: whether the file that goes out names people
    """

    code: str
    title: str
    back: str
    names: Mapping[str, str]
    shown: tuple[str, ...]
    check: Callable[..., Checked]
    take: Callable[..., Taken]
    preview: Callable[[Any], tuple[ListValue, ...]]
    rows: Callable[[Viewer], Iterable[Sequence[ListValue]]]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    personal: bool = True


def _meeting(one: Any) -> tuple[ListValue, ...]:
    nth = f"第{one.nth}回" if one.nth else ""
    words = "、".join(topic.title for topic in one.topics if topic.title != ALL_TALK)
    count = f"{one.people}人" if one.people else ""
    return (one.on, f"{one.council} {nth}".strip(), one.state.label, count, words[:60])


MEETINGS = Kind(
    "meetings",
    "会議",
    "councils:meetings",
    MEETING_NAMES,
    ("日", "会議", "状態", "人数", "議題"),
    check_meetings,
    take_meetings,
    _meeting,
    meeting_sheet.meeting_sheet,
    meeting_sheet.HEADS,
    meeting_sheet.WIDTHS,
)


def _way(one: Any) -> tuple[ListValue, ...]:
    """The first issue of those joined to each other stands for all."""
    issue = one.issues[0]
    areas = "・".join(area.name for area in issue.areas) or "全市"
    others = f"（ほか{len(one.issues) - 1}件とつながる）" if len(one.issues) > 1 else ""
    return (issue.opened, f"{issue.title}{others}", areas, f"{len(issue.steps)}歩", issue.state)


ISSUES = Kind(
    "issues",
    "課題",
    "issues:list",
    ISSUE_NAMES,
    ("起案", "課題", "区域", "歩み", "段階"),
    check_issues,
    take_issues,
    _way,
    issue_sheet.issue_sheet,
    issue_sheet.HEADS,
    issue_sheet.WIDTHS,
    personal=False,
)
KINDS = {kind.code: kind for kind in (MEETINGS, ISSUES)}
