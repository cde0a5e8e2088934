"""Reading issues: lists, what waits too long, what a council talks about next, the spine of one issue."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from sasaeai.councils.models import (
    Council,
    Issue,
    IssueArea,
    IssueNeed,
    IssueQuerySet,
    IssueStep,
    Meeting,
    RaisingSettings,
    Route,
    Telling,
    TellingQuerySet,
)
from sasaeai.councils.rules import raising as rules
from sasaeai.councils.rules.raising import DECIDED, Move, Stage
from sasaeai.needs.models import Need, NeedLabel
from sasaeai.places.queries import areas_within
from sasaeai.towns.viewer import Viewer

ISSUE_KEY = "councils.Issue:"
IN_A_COLUMN = 20


def settings_of(town_id: int | None) -> RaisingSettings:
    """The town's own, or the usual ones."""
    kept = RaisingSettings.objects.filter(town=town_id).first()
    return kept or RaisingSettings(town_id=town_id or 0)


def routes_of(town_id: int | None) -> list[Route]:
    """Routes that may be chosen, the usual one first."""
    return list(Route.objects.filter(town=town_id, closed_on__isnull=True))


def open_for(council: Council) -> IssueQuerySet:
    """Issues for the agenda of a council's next meeting: what lies with it, and what it wrote and has not
    sent anywhere yet. The longest waiting first."""
    here = Q(with_council=council) | Q(stage=Stage.DRAFT, council=council)
    return Issue.objects.filter(here, town=council.town_id).open().order_by("stage_on", "pk")


def answers_for(council: Council) -> TellingQuerySet:
    """Answers the council has not heard yet: for the agenda of its next meeting."""
    lines = Telling.objects.filter(council=council).untold()
    return lines.select_related("issue", "answer").order_by("answer__on", "pk")


def issues_of_meeting(meeting: Meeting) -> list[tuple[Issue, list[IssueStep]]]:
    """Issues on the agenda of a meeting or moved in it, each with its steps there (three queries)."""
    keys = meeting.items.filter(about__startswith=ISSUE_KEY).values_list("about", flat=True)
    numbers = [key.removeprefix(ISSUE_KEY) for key in keys]
    steps: dict[int, list[IssueStep]] = {int(n): [] for n in numbers if n.isdecimal()}
    for step in IssueStep.objects.filter(meeting=meeting):
        steps.setdefault(step.issue_id, []).append(step)
    issues = Issue.objects.filter(town=meeting.council.town_id).in_bulk(list(steps))
    return [(issues[key], done) for key, done in steps.items() if key in issues]


def decision_about(issue: Issue, meeting: Meeting) -> str:
    """What the minutes of a meeting say was decided about an issue; empty if nothing."""
    items = meeting.items.filter(about=f"{ISSUE_KEY}{issue.pk}")
    return items.values_list("decision", flat=True).first() or ""


@dataclass(frozen=True)
class Filter:
    """What is asked of the list of issues."""

    words: str = ""
    stage: str = ""
    area: int | None = None
    category: int | None = None
    council: int | None = None
    year: int | None = None
    late: bool = False


def issues_found(viewer: Viewer, asked: Filter, *, today: date) -> IssueQuerySet:
    """Issues of the list, the newest first."""
    found = Issue.objects.visible_to(viewer)
    for word in asked.words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(wording__icontains=word) | Q(wish__icontains=word)
        )
    if asked.stage == "open":
        found = found.open()
    elif asked.stage:
        found = found.filter(stage=asked.stage)
    if asked.area is not None:
        within = areas_within([asked.area])
        found = found.filter(pk__in=IssueArea.objects.filter(area__in=within).values("issue"))
    if asked.category is not None:
        found = found.filter(category=asked.category)
    if asked.council is not None:
        found = found.filter(Q(council=asked.council) | Q(with_council=asked.council))
    if asked.year is not None:
        found = found.filter(fiscal_year=asked.year)
    if asked.late:
        late = too_late(open_issues(viewer), town_id=viewer.town_id, today=today)
        found = found.filter(pk__in=late)
    return found.with_parts()


@dataclass(frozen=True)
class Waiting:
    """An open issue and how long it lies where it is.

    :param days: since it came there; `is_late`: longer than the meeting or the town allows
    """

    issue: Issue
    days: int
    is_late: bool


def open_issues(viewer: Viewer) -> IssueQuerySet:
    """Every open issue of the town, the longest waiting first: both sides see the same list."""
    return Issue.objects.visible_to(viewer).open().order_by("stage_on", "pk")


def waiting(viewer: Viewer, *, today: date) -> list[Waiting]:
    """The same, each with how long it waits."""
    return waits_of(open_issues(viewer).with_parts(), town_id=viewer.town_id, today=today)


def waits_of(issues: Iterable[Issue], *, town_id: int | None, today: date) -> list[Waiting]:
    """How long each of these waits, and whether that is too long (one query)."""
    usual = settings_of(town_id).days
    return [_waits(one, usual, today) for one in issues]


def too_late(issues: IssueQuerySet, *, town_id: int | None, today: date) -> list[int]:
    """Keys of those that wait too long, in their order; nothing else of them is read (two queries)."""
    usual = settings_of(town_id).days
    path_of = _paths()
    return [
        key
        for key, stage, level, path, since in _places(issues.filter(stage_on__lt=today))
        if rules.days_waited(since, today)
        > rules.days_allowed(Stage(stage), level, path_of(path), usual)
    ]


def _places(issues: IssueQuerySet) -> Iterable[tuple[int, str, int | None, str, date]]:
    """Where issues stand: key, stage, level, route as text, since when; the records are not made."""
    text = Cast("path", TextField())
    return issues.values_list("pk", "stage", "level", text, "stage_on")


def _paths() -> Callable[[str], Any]:
    """Reads a route once, however many issues go along it."""
    return cache(json.loads)


def _waits(issue: Issue, usual: int, today: date) -> Waiting:
    late = rules.waits_too_long(
        issue.place, issue.levels, since=issue.stage_on, today=today, usual=usual
    )
    return Waiting(issue, rules.days_waited(issue.stage_on, today), late)


def waits(issue: Issue, *, today: date) -> Waiting:
    """The same of one issue."""
    return _waits(issue, settings_of(issue.town_id).days, today)


def tellings_due(viewer: Viewer) -> TellingQuerySet:
    """Answers that the person is to bring back: of the issues whose trail they write, the oldest first."""
    lines = Telling.objects.visible_to(viewer).untold()
    return lines.select_related("issue", "answer", "council", "post").order_by("answer__on", "pk")


def overdue(lines: Iterable[Telling], *, days: int, today: date) -> list[tuple[Telling, int, bool]]:
    """Each with the days since the answer, and whether that is longer than the town allows."""
    since = [(line, (today - line.answer.on).days) for line in lines]
    return [(line, waited, waited > days) for line, waited in since]


@dataclass(frozen=True)
class Column:
    """One column of the board: a stage or a meeting, and what lies there."""

    name: str
    lines: list[Waiting] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        """How many lie here besides those shown."""
        return self.count - len(self.lines)


def board(viewer: Viewer, *, today: date) -> list[Column]:
    """Open issues by where they lie, in the order of the way up; those decided on wait for their answer.

    Of each place the twenty that wait longest (five queries).
    """
    found: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    path_of = _paths()
    for key, stage, level, path, _ in _places(open_issues(viewer)):
        now = Stage(stage)
        name = path_of(path)[level]["name"] if level is not None else now.label
        found[_rank(now), level or 0, "回答待ち" if now in DECIDED else name].append(key)
    keys = [key for many in found.values() for key in many[:IN_A_COLUMN]]
    shown = Issue.objects.filter(pk__in=keys).prefetch_related("areas")
    seen = {line.issue.pk: line for line in waits_of(shown, town_id=viewer.town_id, today=today)}
    return [
        Column(name, [seen[key] for key in many[:IN_A_COLUMN]], len(many))
        for (_, _, name), many in sorted(found.items(), key=lambda pair: pair[0])
    ]


def _rank(stage: Stage) -> int:
    order = (Stage.DRAFT, Stage.TALK, Stage.POLICY)
    return order.index(stage) if stage in order else len(order)


@dataclass(frozen=True)
class Heard:
    """Where an issue comes from: how many told it, since when, by which ways."""

    count: int
    first: date | None
    last: date | None
    routes: list[tuple[str, int]]
    examples: list[str]
    seen: list[IssueNeed]


def heard(viewer: Viewer, issue: Issue) -> Heard:
    """The troubles an issue is made of; their own words only where the viewer may see them (three queries)."""
    lines = list(issue.made_of.select_related("need__intake__route", "need__area"))
    days = sorted(line.need.heard_on for line in lines)
    mine = set(
        Need.objects.visible_to(viewer)
        .filter(pk__in=[line.need_id for line in lines])
        .values_list("pk", flat=True)
    )
    return Heard(
        count=len(lines),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        routes=_counted(str(x.need.intake.route or "わからない") for x in lines),
        examples=[line.example for line in lines if line.example],
        seen=[line for line in lines if line.need_id in mine],
    )


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(names).most_common()


def joinable(viewer: Viewer) -> list[Issue]:
    """Open issues that more troubles may join: of the person's areas, the newest first."""
    return list(Issue.objects.workable_by(viewer).open().with_parts()[:50])


def usual_category(needs: Sequence[Need]) -> int | None:
    """The category that most of the troubles are mainly about (one query); None if nobody said."""
    lines = NeedLabel.objects.filter(need__in=needs, is_main=True).order_by("term_id")
    found = Counter(lines.values_list("term_id", flat=True))
    return found.most_common(1)[0][0] if found else None


def steps_of(issue: Issue) -> list[IssueStep]:
    """The trail with its meetings."""
    return list(issue.steps.select_related("meeting__council", "to_council"))


def is_whole(issue: Issue) -> bool:
    """Whether the issue stands where its last step led, from the first step on without a gap."""
    steps = list(issue.steps.order_by("number"))
    last = steps[-1] if steps else None
    return (
        last is not None
        and steps[0].move == Move.OPEN
        and [s.number for s in steps] == list(range(1, len(steps) + 1))
        and (last.stage, last.level, last.on) == (issue.stage, issue.level, issue.last_on)
        and (issue.stage != Stage.ANSWERED or last.tellings.exists())
    )


def stage_counts(viewer: Viewer) -> dict[str, int]:
    """How many issues stand at each stage."""
    found = Issue.objects.visible_to(viewer).order_by().values_list("stage")
    return dict(found.annotate(n=Count("pk")))
