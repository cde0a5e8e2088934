"""A file of issues, walked through by the rules; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sasaeai.councils.actions.moving import DECIDE
from sasaeai.councils.importing.issue_heads import HEADS, REQUIRED
from sasaeai.councils.importing.issue_rows import GivenIssue, TownsIssues, key_of, read_issue
from sasaeai.councils.importing.issue_walking import Way
from sasaeai.councils.importing.lines import Checked, Line
from sasaeai.councils.models import Issue
from sasaeai.councils.rules.raising import Move
from sasaeai.documents.reading import ReadTable, read_table
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.people.models import User
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Viewer

ANOTHER_ROW = "同じ課題のほかの行に、直すところがあります。"


def check_issues(
    data: bytes, *, filename: str, by: Viewer, town: Town, today: date, sheet: str | None = None
) -> Checked:
    """Read a table of issues, one line each or one line a step, and walk every issue's way.

    :raises CannotRead: the file cannot be opened
    :raises HeadsNotFound: there is no column of issues
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=REQUIRED, sheet=sheet)
    towns = TownsIssues.of(by, town)
    issues, problems = _read(table, towns)
    rows_wrong = {problem.number for problem in problems}
    there = [one for one in issues if towns.issue(one.title, one.opened) is not None]
    sound = [one for one in issues if one not in there and not rows_wrong & set(one.rows)]
    may_decide = not isinstance(by, User) or by.may(DECIDE)
    targets, known = _targets(issues, there, towns)
    ways = []
    for together in _together(sound, targets):
        way = Way(together, targets, known, today, may_decide)
        way.go()
        problems += way.problems
        if way.order:
            ways.append(way)
    kept = {one.key for way in ways for one in way.issues} | {one.key for one in there}
    problems += _other_rows(issues, kept, problems)
    problems.sort(key=lambda problem: problem.number)
    count = sum(len(way.issues) for way in ways)
    return Checked(table, tuple(ways), tuple(problems), len(there), count, _notes(ways))


def _read(table: ReadTable, towns: TownsIssues) -> tuple[list[GivenIssue], list[RowProblem]]:
    found: dict[str, GivenIssue] = {}
    problems: list[RowProblem] = []
    last = ""
    for row in table.rows:
        line = Line(table, row)
        last = key_of(line, last)
        given = found.setdefault(last, GivenIssue(last))
        read_issue(line, given, towns)
        if not given.title:
            line.refuse("title", "課題の名前がありません。")
        elif not given.steps and not line.problems:
            line.refuse("opened_on", "起案した日がありません。")
        problems += line.problems
    return list(found.values()), problems


def _targets(
    issues: list[GivenIssue], there: list[GivenIssue], towns: TownsIssues
) -> tuple[dict[str, str], dict[str, Issue]]:
    """What a join may name: number or name of another issue of the file, or of one that the town has."""
    targets = {name: one.key for one in issues for name in (one.key, one.title)}
    known: dict[str, Issue] = {**towns.issues}
    known |= {one.title: one for one in towns.issues.values()}
    for one in there:
        issue = towns.issue(one.title, one.opened)
        if issue is not None:
            known[one.key] = known[one.title] = issue
    return targets, known


def _together(issues: list[GivenIssue], targets: dict[str, str]) -> list[list[GivenIssue]]:
    """Issues that are joined to each other, in groups; in the order of the file."""
    root = {one.key: one.key for one in issues}

    def end(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for one in issues:
        for step in one.steps:
            into = targets.get(step.into) if step.move == Move.JOIN else None
            if into in root:
                root[end(one.key)] = end(into)
    groups: dict[str, list[GivenIssue]] = defaultdict(list)
    for one in issues:
        groups[end(one.key)].append(one)
    return list(groups.values())


def _other_rows(
    issues: list[GivenIssue], kept: set[str], problems: list[RowProblem]
) -> list[RowProblem]:
    """The other rows of an issue that is refused go back with it, so that it can be mended as a whole."""
    told = {problem.number for problem in problems}
    return [
        RowProblem(row, ANOTHER_ROW)
        for one in issues
        if one.key not in kept
        for row in one.rows
        if row not in told
    ]


def _notes(ways: list[Way]) -> tuple[str, ...]:
    untold = sum(
        1
        for way in ways
        for _, step, move in way.order
        if move == Move.ANSWER and step.told_on is None
    )
    if not untold:
        return ()
    return (
        f"{untold:,}件の回答には「回答を伝えた日」がありません。取り込むと、伝える回答として並びます。",
    )
