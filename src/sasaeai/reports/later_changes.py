"""What a submission would say differently today: its tables made anew, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.reports.asking import read_asked
from sasaeai.reports.differences import Difference, differences
from sasaeai.reports.freezing import frozen
from sasaeai.reports.making import made_table
from sasaeai.reports.models import Submission
from sasaeai.reports.plan_table import PLAN, plan_table
from sasaeai.towns.models import Town


@dataclass(frozen=True)
class LaterChanges:
    """The differences, and the tables that can no longer be made."""

    differences: tuple[Difference, ...]
    refusals: tuple[str, ...]


def later_changes(town: Town, submission: Submission) -> LaterChanges:
    """Today's figures against those handed in, as of the same day: only changed records show."""
    found: list[Difference] = []
    refusals: list[str] = []
    for one in submission.tables:
        asked = read_asked(one["asked"], town_id=town.pk, today=submission.as_of)
        title = " ".join(filter(None, (one["area"], one["table"]["title"])))
        if asked.problems:
            refusals.append(f"「{title}」は今は作れません。{asked.problems[0]}")
            continue
        try:
            if one["layout"] == PLAN:
                table = plan_table(town, submission.last_day, as_of=asked.as_of)
            else:
                table = made_table(town, one["text"], asked).table
            now = frozen(table)
        except FigureRefused as refusal:
            refusals.append(f"「{title}」は今は作れません。{refusal}")
            continue
        found += differences(one["table"] | {"title": title}, now)
    return LaterChanges(tuple(found), tuple(refusals))
