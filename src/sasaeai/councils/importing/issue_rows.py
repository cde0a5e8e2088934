"""Rows of a list of issues: what each issue is, and the dated steps of its way as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sasaeai.activities.importing.known import Known, folded, known_of
from sasaeai.councils.importing.issue_heads import MOVES, ONE_LINE
from sasaeai.councils.importing.lines import Line
from sasaeai.councils.models import Council, Issue, Meeting, Route
from sasaeai.councils.naming_nobody import personal_words, warning_about
from sasaeai.councils.queries.raising import routes_of
from sasaeai.councils.rules.meetings import MeetingState
from sasaeai.councils.rules.raising import Move, Path
from sasaeai.people.models import Post
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area
from sasaeai.places.queries import areas_within
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term

FOLLOWED = ("まとめた課題「", "」が回答された")
JOINED = ("課題「", "」にまとめた")


@dataclass
class TownsIssues:
    """What the town knows, read once a file (some ten queries)."""

    words: Known
    routes: list[Route]
    categories: dict[str, Term]
    councils: dict[str, Council]
    meetings: dict[str, list[Meeting]]
    issues: dict[str, Issue]
    mine: frozenset[int] | None

    @classmethod
    def of(cls, by: Viewer, town: Town) -> TownsIssues:
        """Everything a file of issues is read with."""
        meetings: dict[str, list[Meeting]] = {}
        stood = Meeting.objects.filter(council__town=town).select_related("council")
        for one in stood.filter(state__in=(MeetingState.HELD, MeetingState.PLANNED)).order_by("on"):
            meetings.setdefault(match_key(one.name), []).append(one)
        areas = by.area_ids()
        return cls(
            known_of(town),
            routes_of(town.pk),
            {folded(t.label): t for t in Term.objects.of(town.pk, "need-kind")},
            {match_key(one.name): one for one in Council.objects.visible_to(by)},
            meetings,
            {
                key: one
                for one in Issue.objects.filter(town=town)
                for key in (_known_as(one.title, one.opened_on), one.number_words)
            },
            None if areas is None else frozenset(areas_within(areas)),
        )

    def issue(self, title: str, opened: date | None) -> Issue | None:
        """The issue of the name that was raised on the day."""
        return self.issues.get(_known_as(title, opened)) if opened else None


def _known_as(title: str, opened: date) -> str:
    return f"{match_key(title)}|{opened:%Y-%m-%d}"


@dataclass
class GivenStep:
    """One step as it is written. `move`: what was done; None where a meeting (`level`) or another's answer is named."""

    row: int
    column: str
    on: date
    move: Move | None
    level: int | None = None
    wording: str = ""
    meeting: Meeting | None = None
    meeting_words: str = ""
    to_council: Council | None = None
    into: str = ""
    budget_year: int | None = None
    amount: int | None = None
    told_on: date | None = None

    @property
    def follows(self) -> bool:
        """The answer of the issue it was joined to: no deed of its own."""
        return self.move is None and self.level is None


@dataclass
class GivenIssue:
    """An issue as the file tells it.

    :param state: where the file says it stands; "" if it does not say
    """

    key: str
    rows: list[int] = field(default_factory=list)
    title: str = ""
    state: str = ""
    route: Route | None = None
    areas: Sequence[Area] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    steps: list[GivenStep] = field(default_factory=list)

    @property
    def path(self) -> Path:
        """The meetings on its way."""
        return self.route.path if self.route else ()

    @property
    def opened(self) -> date | None:
        """The day it was raised."""
        first = self.steps[0] if self.steps else None
        return first.on if first is not None and first.move == Move.OPEN else None


def key_of(line: Line, last: str) -> str:
    """Which issue a row tells of: by its number, else by its name; a row without either goes on with the last."""
    title = line.text("title")
    if number := line.text("number"):
        return number
    return f"{match_key(title)}|{line.text('opened_on')}" if title else last


def read_issue(line: Line, given: GivenIssue, towns: TownsIssues) -> None:
    """What the row says of its issue, and its steps; what the first row said stays."""
    given.rows.append(line.row.number)
    if not given.title:
        given.title = line.text("title", 120)
        _read_facts(line, given, towns)
    given.state = given.state or line.text("state")
    if line.text("on") or line.text("done"):
        _read_step(line, given, towns)
    for column, move, words in ONE_LINE:
        if (on := line.day(column)) is not None:
            wording = line.text(words) or line.text("words")
            given.steps.append(_one_line(line, given, towns, (column, move, on, wording)))


def _read_facts(line: Line, given: GivenIssue, towns: TownsIssues) -> None:
    texts = {name: line.text(name) for name in ("wording", "wish")}
    given.facts = {**texts, "raised_from": line.text("raised_from", 120)}
    if not line.text("sure"):
        found = personal_words(given.title, *texts.values())
        if found:
            line.refuse(
                "title",
                f"{warning_about(found)}言いかえるか、個人のことでなければ「個人のことではない」の列に○を書いてください。",
            )
    if word := line.text("category"):
        given.facts["category"] = towns.categories.get(folded(word))
        if given.facts["category"] is None:
            line.refuse("category", f"「{word}」は、この町の困りごとの分類にありません。")
    given.facts["council"] = _council(line, "council", towns)
    given.facts["post"] = _post(line, towns)
    given.areas = _areas(line, towns)
    given.route = _route(line, towns)


def _council(line: Line, name: str, towns: TownsIssues) -> Council | None:
    word = line.text(name)
    found = towns.councils.get(match_key(word)) if word else None
    if word and found is None:
        line.refuse(name, f"「{word}」という協議体はありません。名前を直すか、空欄にしてください。")
    return found


def _post(line: Line, towns: TownsIssues) -> Post | None:
    word = line.text("post")
    found = towns.words.post(word, date.max) if word else []
    if word and len(found) != 1:
        line.refuse(
            "post", f"「{word}」がどの職か分かりません。職の名前にするか、空欄にしてください。"
        )
    return found[0] if len(found) == 1 else None


def _areas(line: Line, towns: TownsIssues) -> list[Area]:
    found: dict[int, Area] = {}
    for word in line.words("areas"):
        if word in ("全市", "市全域", "全域"):
            return []
        areas = towns.words.area(word, line.day("opened_on") or line.day("on") or date.max)
        if len(areas) != 1:
            line.refuse("areas", f"「{word}」がどの区域か分かりません。正式な名前にしてください。")
        else:
            found[areas[0].pk] = areas[0]
    if towns.mine is not None and found and not towns.mine & set(found):
        line.refuse("areas", "担当する区域の課題ではありません。その区域の担当者に頼んでください。")
    return list(found.values())


def _route(line: Line, towns: TownsIssues) -> Route | None:
    word = line.text("route")
    names = [route.name for route in towns.routes]
    if word and word not in names:
        line.refuse("route", f"「{word}」という上げ方はありません。", tuple(names))
        return None
    if not towns.routes:
        line.refuse(
            "route", "課題の上げ方がまだありません。先に「上げ方・決めごと」で決めてください。"
        )
        return None
    return towns.routes[names.index(word)] if word else towns.routes[0]


def _read_step(line: Line, given: GivenIssue, towns: TownsIssues) -> None:
    on, word = line.day("on"), line.text("done")
    if on is None:
        if not line.text("on"):
            line.refuse("on", "歩みの日がありません。")
        return
    if not word:
        line.refuse("done", "何をした日か、「したこと」に書いてください。")
        return
    follows = word.startswith(FOLLOWED[0]) and word.endswith(FOLLOWED[1])
    joined = word.startswith(JOINED[0]) and word.endswith(JOINED[1])
    move = Move.JOIN if joined else MOVES.get(folded(word))
    level = _level(word, given.path) if move is None else None
    if word.endswith("差し戻した") and level is None:
        move = Move.SEND_BACK
    if move is None and level is None and not follows:
        names = tuple(one.name for one in given.path)
        line.refuse("done", f"「{word}」が何をしたことか分かりません。", names)
        return
    step = _step(line, towns, "done", move, on)
    step.level, step.wording = level, line.text("words")
    step.into = line.text("into") or (
        word.removeprefix(JOINED[0]).removesuffix(JOINED[1]) if joined else ""
    )
    given.steps.append(step)


def _level(word: str, path: Path) -> int | None:
    """The meeting that the words begin with: 「第2層協議体にかけた」."""
    plain = folded(word).strip("「」")
    named = [(len(one.name), n) for n, one in enumerate(path) if plain.startswith(folded(one.name))]
    return max(named)[1] if named else None


def _one_line(
    line: Line, given: GivenIssue, towns: TownsIssues, said: tuple[str, Move, date, str]
) -> GivenStep:
    """A column of days: which meeting decided so is that of the column before, unless the row names one."""
    column, move, on, wording = said
    step = _step(line, towns, column, move, on)
    step.wording = wording
    if column.startswith("level_"):
        step.move, step.level = None, int(column[-1]) - 1
    before = given.steps[-1] if given.steps else None
    if not line.text("meeting") and before is not None and before.level is not None:
        names = [one.name for one in given.path]
        if before.level < len(names):
            step.meeting_words = f"{names[before.level]}（{before.on:%Y年%m月%d日}）"
    return step


def _step(line: Line, towns: TownsIssues, column: str, move: Move | None, on: date) -> GivenStep:
    words = line.text("meeting", 120)
    stood = [m for m in towns.meetings.get(match_key(words), []) if m.on <= on] if words else []
    told_on = line.day("told_on") if move in (Move.ANSWER, None) else None
    if told_on is not None and told_on < on:
        line.refuse("told_on", "回答した日よりあとの日にしてください。")
    return GivenStep(
        line.row.number,
        column,
        on,
        move,
        meeting=stood[-1] if stood else None,
        meeting_words="" if stood else words,
        to_council=_council(line, "to_council", towns),
        into=line.text("into"),
        budget_year=line.number("budget_year", 2100) if move == Move.FUND else None,
        amount=line.number("amount", 10**12) if move == Move.FUND else None,
        told_on=told_on,
    )
