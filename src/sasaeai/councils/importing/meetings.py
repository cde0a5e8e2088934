"""A file of meetings checked row by row; nothing is written."""

from __future__ import annotations

from datetime import date

from sasaeai.councils.importing.lines import Checked, Line
from sasaeai.councils.importing.meeting_heads import HEADS, REQUIRED
from sasaeai.councils.importing.meeting_known import TownsCouncils
from sasaeai.councils.importing.meeting_rows import GivenMeeting, read_meeting
from sasaeai.councils.models import Meeting
from sasaeai.councils.rules.meetings import MeetingState, may_follow
from sasaeai.documents.reading import read_table
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Viewer


def check_meetings(
    data: bytes, *, filename: str, by: Viewer, town: Town, today: date, sheet: str | None = None
) -> Checked:
    """Read a table of meetings and check every row against the town.

    :raises CannotRead: the file cannot be opened
    :raises HeadsNotFound: there are no columns of councils and days
    """
    table = read_table(data, filename=filename, known_headers=HEADS, required=REQUIRED, sheet=sheet)
    towns = TownsCouncils.of(by, town)
    ready: list[GivenMeeting] = []
    problems: list[RowProblem] = []
    there = 0
    for row in table.rows:
        line = Line(table, row)
        given = read_meeting(line, towns, today)
        if given is not None:
            if _is_there(given, towns, ready):
                there += 1
                continue
            _compare(line, given, towns)
        problems += line.problems
        if given is not None and not line.problems:
            ready.append(given)
            if given.record is not None:
                towns.used.add(given.record.pk)
    return Checked(table, tuple(ready), tuple(problems), there, len(ready), _notes(ready))


def _is_there(given: GivenMeeting, towns: TownsCouncils, ready: list[GivenMeeting]) -> bool:
    """Whether the row is of a meeting that stands already, as the row says, or of an earlier row."""
    same = [m for m in towns.meetings[given.council.pk, given.on] if _same(given, m)]
    given.known = same[0] if len(same) == 1 else None
    if any(m.state == given.state for m in same):
        return True
    twins = [one for one in ready if (one.council, one.on) == (given.council, given.on)]
    return any((t.nth, t.starts_at) == (given.nth, given.starts_at) for t in twins)


def _same(given: GivenMeeting, one: Meeting) -> bool:
    number = None in (given.nth, one.number) or given.nth == one.number
    hour = None in (given.starts_at, one.starts_at) or given.starts_at == one.starts_at
    return number and hour


def _compare(line: Line, given: GivenMeeting, towns: TownsCouncils) -> None:
    """What the rules and the town's other records say against it."""
    if given.known is not None:
        now = given.known.state_now
        if not may_follow(now, given.state) or now == MeetingState.HELD:
            line.refuse(
                "state",
                f"この会議はもう「{now.label}」です。「{given.state.label}」にするときは、"
                "会議のページで直してください。",
            )
    _compare_number(line, given, towns)
    if given.state != MeetingState.HELD:
        return
    records = towns.records(given.council, given.on)
    if given.starts_at and len(records) > 1:
        records = [one for one in records if one.starts_at == given.starts_at] or records
    if len(records) > 1:
        line.refuse(
            "on",
            f"この日の活動記録が{len(records)}件あり、どれがこの会議か分かりません。"
            "協議体のページの「これまでの活動記録から会議にする」でつないでください。",
        )
    given.record = records[0] if records else None
    posts = given.posts if given.posts is not None else (given.council.post,)
    if given.record is None and any(posts):
        area = given.area or next(iter(given.council.areas.all()), None)
        closed = towns.closed(given.on, area.pk if area else None, given.council.tier)
        if closed:
            line.refuse("on", f"「{closed}」は締めてあるため、活動記録を加えられません。")


def _compare_number(line: Line, given: GivenMeeting, towns: TownsCouncils) -> None:
    if given.state == MeetingState.CANCELLED:
        given.nth = None
    if given.nth is None or (given.known is not None and given.known.number == given.nth):
        return
    year = fiscal_year_of(given.on)
    key = (given.council.pk, year, given.nth)
    if key in towns.numbers:
        line.refuse("nth", f"{year}年度の第{given.nth}回は、もうあります（{towns.numbers[key]}）。")
    else:
        towns.numbers[key] = f"{given.on:%Y年%m月%d日}・{given.row}行目"


def _notes(ready: list[GivenMeeting]) -> tuple[str, ...]:
    linked = sum(1 for one in ready if one.record is not None)
    held = sum(1 for one in ready if one.state == MeetingState.HELD)
    found = []
    if linked:
        found.append(
            f"開催した{held:,}件のうち{linked:,}件は、もうある活動記録につなぎます（二重に数えません）。"
        )
    if moved := sum(1 for one in ready if one.known is not None):
        found.append(f"{moved:,}件は、もう予定などになっている会議です。その会議の状態を進めます。")
    return tuple(found)
