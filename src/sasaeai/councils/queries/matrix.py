"""区域×分類: what is told in several areas, what nobody answers, and what was made an issue (H3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sasaeai.councils.models import Issue, IssueArea
from sasaeai.needs.models import Need, NeedLabel
from sasaeai.places.models import Area, Level
from sasaeai.places.queries import areas_within_each
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term
from sasaeai.vocabulary.queries import terms_of

NEED_KIND = "need-kind"


@dataclass
class Cell:
    """One area and one category: troubles told, those nobody answers, open and answered issues."""

    needs: int = 0
    unmet: int = 0
    issues: int = 0
    answered: int = 0

    def __bool__(self) -> bool:
        return bool(self.needs or self.issues or self.answered)


@dataclass(frozen=True)
class Row:
    """One category over all areas.

    :param elsewhere: troubles of no area or of an area outside of the level
    :param areas_with: in how many areas it was told or made an issue
    """

    term: Term
    cells: list[Cell]
    elsewhere: Cell
    areas_with: int
    is_common: bool

    @property
    def needs(self) -> int:
        """Told in all."""
        return sum(c.needs for c in self.cells) + self.elsewhere.needs

    @property
    def unmet(self) -> int:
        """Nobody answers."""
        return sum(c.unmet for c in self.cells) + self.elsewhere.unmet

    @property
    def is_untouched(self) -> bool:
        """Common to several areas or answered by nobody, but nobody has made it an issue yet."""
        touched = any(c.issues or c.answered for c in (*self.cells, self.elsewhere))
        return (self.is_common or self.unmet > 0) and not touched


@dataclass(frozen=True)
class Matrix:
    """Areas of one level × categories, in a period."""

    level: Level
    first: date
    last: date
    common: int
    areas: list[Area]
    rows: list[Row]


def matrix(viewer: Viewer, *, level: Level, first: date, last: date, common: int) -> Matrix:
    """Counts of the whole town, so that what is common can be seen; a trouble with two categories counts in both
    (seven queries).

    :param common: from how many areas on a category is common to several
    """
    areas = list(Area.objects.filter(level=level).in_use_on(last).order_by("order", "code", "pk"))
    inside = areas_within_each(area.pk for area in areas)
    places = {key: n for n, area in enumerate(areas) for key in inside[area.pk]}
    cells: dict[int, dict[int | None, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for term, area, unmet in _labels(viewer, first, last):
        cell = cells[term][places.get(area) if area else None]
        cell.needs += 1
        cell.unmet += unmet
    for term, where, answered in _issues(viewer, first, last):
        for place in {places.get(key) for key in where} or {None}:
            cell = cells[term][place]
            cell.answered += answered
            cell.issues += not answered
    terms = [t for t in terms_of(viewer.town_id, NEED_KIND) if t.parent_id is None]
    rows = [_row(term, cells[term.pk], len(areas), common) for term in terms if term.pk in cells]
    return Matrix(level, first, last, common, areas, rows)


def _row(term: Term, found: dict[int | None, Cell], width: int, common: int) -> Row:
    cells = [found[n] for n in range(width)]
    areas_with = sum(1 for cell in cells if cell)
    return Row(term, cells, found[None], areas_with, areas_with >= common)


def _labels(viewer: Viewer, first: date, last: date) -> list[tuple[int, int | None, bool]]:
    """(category, area, nobody answers) of every trouble that counts."""
    told = Need.objects.filter(town=viewer.town_id).counted().heard_between(first, last)
    lines = NeedLabel.objects.filter(need__in=told)
    return list(lines.values_list("term_id", "need__area_id", "need__unmet"))


def _issues(viewer: Viewer, first: date, last: date) -> list[tuple[int, set[int], bool]]:
    """(category, areas, is answered) of every issue opened in the period."""
    found = Issue.objects.visible_to(viewer).filter(
        opened_on__range=(first, last), category__isnull=False
    )
    where: dict[int, set[int]] = defaultdict(set)
    for issue, area in IssueArea.objects.filter(issue__in=found).values_list("issue_id", "area_id"):
        where[issue].add(area)
    lines = found.values_list("pk", "category_id", "answered_on")
    return [(term, where[pk], day is not None) for pk, term, day in lines if term is not None]
