"""課題のまとめ: how many were raised, how many became policy, how long each stage took, what was talked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Q

from sasaeai.councils.models import Issue, IssueArea, IssueStep
from sasaeai.councils.rules.raising import Move, Stage
from sasaeai.places.models import Area, Level
from sasaeai.places.queries import areas_within_each
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class YearFigures:
    """Issues raised in a period and what became of them (as of the day the page is opened).

    :param raised: opened in the period
    :param decided: of those, the ones on which it was decided (funded, solved, declined)
    :param to_policy: of those raised, the ones that became a budget line or a project
    """

    raised: int
    sent_up: int
    decided: int
    to_policy: int
    solved: int
    declined: int
    answered: int

    @property
    def policy_rate(self) -> str:
        """課題の政策反映率 = 予算・事業化 ÷ 起案, half up to one decimal; ― where none was raised."""
        if not self.raised:
            return "―"
        tenths = (self.to_policy * 2000 + self.raised) // (self.raised * 2)
        return f"{tenths // 10}.{tenths % 10}%"


def led_by(town_id: int | None) -> dict[int, int]:
    """Joined issue → the one at the end of the chain, whose answer is its own (one query)."""
    lines = Issue.objects.filter(town=town_id, joined_to__isnull=False)
    joined = {one: main for one, main in lines.values_list("pk", "joined_to_id") if main}
    return {one: _end_of(one, joined) for one in joined}


def _end_of(one: int, joined: dict[int, int]) -> int:
    # The rules let no circle come about; the count keeps a broken one from going round for ever.
    steps = 0
    while one in joined and steps < len(joined):
        one, steps = joined[one], steps + 1
    return one


def year_figures(viewer: Viewer, *, first: date, last: date) -> YearFigures:
    """Figures of the issues opened from first to last day (four queries)."""
    found = Issue.objects.visible_to(viewer).filter(opened_on__range=(first, last))
    keys = list(found.values_list("pk", flat=True))
    reached: dict[int, set[str]] = defaultdict(set)
    leads = led_by(viewer.town_id)
    mains = {leads[key] for key in keys if key in leads}
    steps = IssueStep.objects.filter(Q(issue__in=found.order_by()) | Q(issue__in=mains)).order_by()
    for issue, stage, level in steps.values_list("issue_id", "stage", "level").distinct():
        reached[issue].add(f"{stage}:{level}" if level else stage)
    # What became of the issue it was joined to became of it.
    stages = [reached[key] | reached[leads.get(key, key)] for key in keys]
    return YearFigures(
        raised=len(stages),
        sent_up=sum(_went_up(one) for one in stages),
        decided=sum(bool(one & {Stage.FUNDED, Stage.SOLVED, Stage.DECLINED}) for one in stages),
        to_policy=sum(Stage.FUNDED in one for one in stages),
        solved=sum(Stage.SOLVED in one for one in stages),
        declined=sum(Stage.DECLINED in one for one in stages),
        answered=sum(Stage.ANSWERED in one for one in stages),
    )


def _went_up(reached: set[str]) -> bool:
    """Whether an issue came to a second meeting or to the city."""
    return Stage.POLICY in reached or any(one.startswith(f"{Stage.TALK}:") for one in reached)


@dataclass(frozen=True)
class StageDays:
    """How long issues lay at one place, over the steps that left it in the period (days)."""

    name: str
    count: int
    median_days: float
    longest: int


def stage_days(viewer: Viewer, *, first: date, last: date) -> list[StageDays]:
    """Days per stage and meeting, in the order of the way up (one query)."""
    steps = IssueStep.objects.filter(issue__in=Issue.objects.visible_to(viewer))
    order: dict[str, int] = {}
    found: dict[str, list[int]] = defaultdict(list)
    name, issue = "", 0
    lines = steps.order_by("issue_id", "number")
    for key, place, days, on, stage, level in lines.values_list(
        "issue_id", "place_name", "days_before", "on", "stage", "level"
    ):
        if days is not None and key == issue and first <= on <= last:
            found[name].append(days)
        name, issue = place, key
        order.setdefault(place, list(Stage).index(Stage(stage)) * 10 + (level or 0))
    return [
        StageDays(place, len(days), median(days), max(days))
        for place, days in sorted(found.items(), key=lambda pair: order[pair[0]])
    ]


MOST_TOPICS = 10


@dataclass(frozen=True)
class Topics:
    """What was talked about most in one area: (key and title of an issue, on how many days), of `count` in all."""

    area: Area
    issues: list[tuple[int, str, int]]
    count: int

    @property
    def more(self) -> int:
        """How many were talked about besides."""
        return self.count - len(self.issues)


def topics_by_area(viewer: Viewer, *, level: Level, first: date, last: date) -> list[Topics]:
    """Issues talked about in the period, by the areas of a level they are felt in (K4; five queries)."""
    steps = IssueStep.objects.filter(
        issue__in=Issue.objects.visible_to(viewer).order_by(), on__range=(first, last)
    ).exclude(move__in=(Move.OPEN, Move.ANSWER))
    lines = steps.order_by().values("issue_id").annotate(days=Count("on", distinct=True))
    spoken = dict(lines.values_list("issue_id", "days"))
    areas = list(Area.objects.filter(level=level).in_use_on(last).order_by("order", "code", "pk"))
    inside = areas_within_each(area.pk for area in areas)
    felt: dict[int, set[int]] = defaultdict(set)
    places = IssueArea.objects.filter(issue__town=viewer.town_id).order_by()
    for issue, place in places.values_list("issue_id", "area_id"):
        if issue in spoken:
            felt[place].add(issue)
    talked = [
        sorted(set().union(*(felt[p] for p in inside[area.pk] & felt.keys())), key=_most(spoken))
        for area in areas
    ]
    shown = {key for keys in talked for key in keys[:MOST_TOPICS]}
    titles = dict(Issue.objects.filter(pk__in=shown).values_list("pk", "title"))
    return [
        Topics(area, [(key, titles[key], spoken[key]) for key in keys[:MOST_TOPICS]], len(keys))
        for area, keys in zip(areas, talked, strict=True)
    ]


def _most(spoken: dict[int, int]) -> Callable[[int], tuple[int, int]]:
    """The most talked about first, of those the newest."""
    return lambda key: (-spoken[key], -key)
