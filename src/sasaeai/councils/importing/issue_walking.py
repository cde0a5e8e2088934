"""The way of every issue of a file, walked through by the rules before anything is written.

Issues that are joined are walked together, step by step in the order of their days; everything else alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sasaeai.activities.importing.known import folded
from sasaeai.councils.importing.issue_heads import STAGES
from sasaeai.councils.importing.issue_rows import GivenIssue, GivenStep
from sasaeai.councils.models import Issue
from sasaeai.councils.rules import raising as rules
from sasaeai.councils.rules.raising import START, Asked, Move, Place, Stage
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.documents.reading.refused_rows import RowProblem

Order = list[tuple[GivenIssue, GivenStep, Move | None]]


@dataclass
class Walk:
    """An issue on its way."""

    issue: GivenIssue
    place: Place = START
    last_on: date = date.min
    taken: int = 0
    joined_to: str = ""

    @property
    def next(self) -> GivenStep | None:
        """The step that is to be taken."""
        steps = self.issue.steps
        return steps[self.taken] if self.taken < len(steps) else None


@dataclass
class Way:
    """Issues that are walked together.

    :param targets: what stands after 「まとめた先」 → key of an issue in the file
    :param known: the same → an issue of the town
    """

    issues: list[GivenIssue]
    targets: Mapping[str, str]
    known: Mapping[str, Issue]
    today: date
    may_decide: bool
    problems: list[RowProblem] = field(default_factory=list)
    order: Order = field(default_factory=list)

    def go(self) -> None:
        """Walk; issues that cannot go their way are left out, and those joined to them as well."""
        while self.issues:
            self.order = []
            wrong = self._walk()
            if not wrong:
                return
            self.issues = [one for one in self.issues if one.key not in wrong]
        self.order = []

    def _walk(self) -> set[str]:
        walks = {one.key: Walk(one) for one in self.issues}
        wrong: set[str] = set()
        while (walk := self._first(walks, wrong)) is not None:
            step = walk.next
            assert step is not None  # noqa: S101  (those without a next step are not chosen)
            try:
                move = self._take(walk, step, walks)
            except StepNotAllowed as refused:
                wrong.add(walk.issue.key)
                self._refuse(step.row, step.column, " ".join(refused.messages))
            else:
                self.order.append((walk.issue, step, move))
                walk.taken += 1
        for walk in walks.values():
            if walk.issue.key not in wrong and (words := _stands_elsewhere(walk)):
                wrong.add(walk.issue.key)
                self._refuse(walk.issue.rows[-1], "state", words)
        return wrong

    def _refuse(self, row: int, column: str, words: str) -> None:
        self.problems.append(RowProblem(row, words, column))

    def _first(self, walks: Mapping[str, Walk], wrong: set[str]) -> Walk | None:
        """Whose step comes next: the earliest day; of one day, answers after what is joined to them."""
        going = [w for w in walks.values() if w.next is not None and w.issue.key not in wrong]
        return min(going, key=lambda walk: self._rank(walk, going), default=None)

    def _rank(self, walk: Walk, going: Iterable[Walk]) -> tuple[date, int, int]:
        step = walk.next
        assert step is not None  # noqa: S101
        if step.follows:
            waits = 2
        elif step.move == Move.ANSWER:
            waits = int(any(self._joins(other, walk) for other in going))
        else:
            waits = 0
        return step.on, waits, step.row

    def _joins(self, other: Walk, walk: Walk) -> bool:
        return any(
            step.move == Move.JOIN and self.targets.get(step.into) == walk.issue.key
            for step in other.issue.steps[other.taken :]
        )

    def _take(self, walk: Walk, step: GivenStep, walks: Mapping[str, Walk]) -> Move | None:
        if walk.taken == 0:
            if step.move != Move.OPEN:
                raise StepNotAllowed("起案した日がありません。はじめの歩みは「起案した」です。")
            if step.on > self.today:
                raise StepNotAllowed("これからの日は書けません。起案した日を入れてください。")
            walk.last_on = step.on
            return Move.OPEN
        if step.follows:
            self._follow(walk)
            return None
        move = _move_of(step, walk)
        since = walk.last_on
        if move == Move.ANSWER:
            joined = (w.last_on for w in self._joined_to(walk, walks))
            since = max([since, *joined])
        asked = Asked(
            move=move,
            on=step.on,
            wording=step.wording,
            in_meeting=step.meeting is not None or bool(step.meeting_words.strip()),
            may_decide=self.may_decide,
        )
        to = rules.step_from(walk.place, walk.issue.path, asked, since=since, today=self.today)
        if move == Move.JOIN:
            self._join(walk, step, walks)
        walk.place, walk.last_on = to, step.on
        if move == Move.ANSWER:
            self._answer_joined(walk, walks, step.on)
        return move

    def _follow(self, walk: Walk) -> None:
        if walk.place.stage != Stage.ANSWERED or not walk.joined_to:
            raise StepNotAllowed("まとめた先の課題の回答が、この表にありません。")

    def _joined_to(self, walk: Walk, walks: Mapping[str, Walk]) -> list[Walk]:
        joined = (w for w in walks.values() if w.joined_to == walk.issue.key)
        return [w for w in joined if w.place.stage == Stage.JOINED]

    def _answer_joined(self, walk: Walk, walks: Mapping[str, Walk], on: date) -> None:
        for one in self._joined_to(walk, walks):
            one.place, one.last_on = Place(Stage.ANSWERED), on
            self._answer_joined(one, walks, on)

    def _join(self, walk: Walk, step: GivenStep, walks: Mapping[str, Walk]) -> None:
        key = self.targets.get(step.into, "")
        into = walks.get(key)
        if into is not None and into is not walk and into.taken:
            stage = into.place.stage
        elif step.into in self.known:
            stage = Stage(self.known[step.into].stage)
        else:
            raise StepNotAllowed(
                f"まとめた先の「{step.into}」が分かりません。番号か課題の名前を書き、その課題の歩みも直してください。"
            )
        if stage in (Stage.ANSWERED, Stage.JOINED):
            raise StepNotAllowed("回答した課題や、ほかにまとめた課題にはまとめられません。")
        walk.joined_to = key or step.into


def _move_of(step: GivenStep, walk: Walk) -> Move:
    """What a step is that names a meeting: the move that leads there from where the issue stands.

    :raises StepNotAllowed: if none does
    """
    if step.move is not None:
        return step.move
    path = walk.issue.path
    open_moves = rules.places_from(walk.place, len(path))
    for move, to in open_moves.items():
        if to.level == step.level and to.level is not None:
            return move
    here = rules.place_name(walk.place, path)
    there = path[step.level].name if step.level is not None and step.level < len(path) else "会議"
    known = "」「".join(rules.move_name(move, walk.place, path) for move in open_moves)
    raise StepNotAllowed(
        f"「{here}」から「{there}」へは進めません。間の歩みの日を足してください（次にできるのは「{known}」）。"
    )


def _stands_elsewhere(walk: Walk) -> str:
    """Why the state that the file tells is not where the steps lead; empty if it is."""
    word = walk.issue.state
    if not word:
        return ""
    here = rules.place_name(walk.place, walk.issue.path)
    if folded(word) == folded(here) or STAGES.get(folded(word)) == walk.place.stage:
        return ""
    return (
        f"日のある歩みをたどると「{here}」ですが、「{word}」と書かれています。"
        "抜けている歩みの日を足すか、段階を直してください。"
    )
