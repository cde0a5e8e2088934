"""課題の引き上げ: where an issue stands, where it may go from there, and what it waits for.

An issue travels along a route: levels of meetings, as many as the town has, the last of them the one that
speaks for the whole town. Above the last level stands the city, which decides; whatever was decided is
answered to those who raised it. No deed moves an issue but by `step_from`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import TextChoices

from sasaeai.councils.rules.refusals import StepNotAllowed

MOST_LEVELS = 6
DAYS = 60  # a town changes it in its settings


class Stage(TextChoices):
    """課題の段階"""

    DRAFT = "draft", "起案"
    TALK = "talk", "協議"
    POLICY = "policy", "方針"
    FUNDED = "funded", "予算・事業化"
    SOLVED = "solved", "地域で解決"
    DECLINED = "declined", "見送り"
    JOINED = "joined", "ほかの課題にまとめた"
    ANSWERED = "answered", "回答済み"


class Move(TextChoices):
    """課題の動かし方: every line of an issue's trail is one of these."""

    OPEN = "open", "起案する"
    RAISE = "raise", "次の会議へ上げる"
    DISCUSS = "discuss", "話し合ったことを書く"
    SEND_BACK = "send-back", "前の会議へ差し戻す"
    SOLVE = "solve", "地域で解決した"
    POLICY = "policy", "市の方針を決める"
    FUND = "fund", "予算・事業にする"
    DECLINE = "decline", "見送る"
    JOIN = "join", "ほかの課題にまとめる"
    ANSWER = "answer", "回答する"
    REOPEN = "reopen", "もう一度取り上げる"


DECIDED = frozenset({Stage.FUNDED, Stage.SOLVED, Stage.DECLINED})
# A joined issue waits for nothing of its own.
WAITING_STAGES = frozenset(Stage) - {Stage.ANSWERED, Stage.JOINED}
# What only the town's office decides. The others are the deeds of whoever works with the issue.
FOR_THE_OFFICE = frozenset({Move.POLICY, Move.FUND})
# Without words nobody could understand later why the issue went this way.
NEEDS_WORDS = frozenset(Move) - {Move.OPEN, Move.RAISE}


@dataclass(frozen=True, slots=True)
class Level:
    """One meeting of a route.

    :param by_meeting: the issue leaves it only with the name of the meeting that decided so
    :param days: how long an issue may lie here before it waits too long; None = as the town says
    """

    name: str
    by_meeting: bool = True
    days: int | None = None

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """A level as it is kept with the issue."""
        return cls(str(kept["name"]), bool(kept["by_meeting"]), kept["days"])

    def kept(self) -> dict[str, Any]:
        """The same for keeping."""
        return {"name": self.name, "by_meeting": self.by_meeting, "days": self.days}


Path = tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue stands. `level`: the number of the meeting on its route (from 0) while it is talked about."""

    stage: Stage
    level: int | None = None

    def __post_init__(self) -> None:
        if (self.stage == Stage.TALK) != (self.level is not None):
            raise ValueError("協議の段階にだけ、どの会議かが要ります。")


START = Place(Stage.DRAFT)


def read_path(kept: Iterable[dict[str, Any]]) -> Path:
    """A route as it is kept with an issue."""
    return tuple(Level.read(line) for line in kept)


def path_refusal(names: Sequence[str]) -> str:
    """Why these cannot be the levels of a route; empty if they can."""
    if not 1 <= len(names) <= MOST_LEVELS:
        return f"会議は1つから{MOST_LEVELS}つまでで書いてください。"
    if any(not name.strip() for name in names):
        return "名前のない会議があります。名前を入れるか、行を消してください。"
    if len(set(names)) < len(names):
        return "同じ名前の会議が2つあります。区別できる名前にしてください。"
    return ""


def places_from(place: Place, levels: int) -> dict[Move, Place]:
    """Every move that is open at a place, and where it leads.

    >>> [m.value for m in places_from(START, 2)]
    ['raise', 'join', 'decline']
    >>> places_from(Place(Stage.TALK, 0), 2)[Move.RAISE]
    Place(stage=Stage.TALK, level=1)
    >>> [m.value for m in places_from(Place(Stage.ANSWERED), 2)]
    ['reopen']
    """
    if place.level is not None:
        return _from_meeting(place.level, levels)
    if place.stage == Stage.DRAFT:
        return {
            Move.RAISE: Place(Stage.TALK, 0),
            Move.JOIN: Place(Stage.JOINED),
            Move.DECLINE: Place(Stage.DECLINED),
        }
    if place.stage == Stage.POLICY:
        return {
            Move.FUND: Place(Stage.FUNDED),
            Move.DECLINE: Place(Stage.DECLINED),
            Move.DISCUSS: place,
            Move.JOIN: Place(Stage.JOINED),
            Move.SEND_BACK: Place(Stage.TALK, levels - 1),
        }
    if place.stage in DECIDED:
        return {Move.ANSWER: Place(Stage.ANSWERED)}
    return {Move.REOPEN: START}


def _from_meeting(level: int, levels: int) -> dict[Move, Place]:
    here = Place(Stage.TALK, level)
    last = level == levels - 1
    up = {Move.POLICY: Place(Stage.POLICY)} if last else {Move.RAISE: Place(Stage.TALK, level + 1)}
    return {
        **up,
        Move.DISCUSS: here,
        Move.SEND_BACK: Place(Stage.TALK, level - 1) if level else START,
        Move.SOLVE: Place(Stage.SOLVED),
        Move.JOIN: Place(Stage.JOINED),
        Move.DECLINE: Place(Stage.DECLINED),
    }


def place_name(place: Place, path: Path) -> str:
    """What people call the place: the meeting's own name while it is talked about."""
    return path[place.level].name if place.level is not None else place.stage.label


def move_name(move: Move, place: Place, path: Path) -> str:
    """What the button says.

    >>> move_name(Move.RAISE, START, (Level("第2層協議体"), Level("第1層協議体")))
    '第2層協議体にかける'
    """
    to = places_from(place, len(path)).get(move)
    if to is None:
        return move.label
    if move == Move.RAISE:
        name = place_name(to, path)
        return f"{name}にかける" if place == START else f"{name}へ上げる"
    if move == Move.SEND_BACK:
        return f"「{place_name(to, path)}」へ差し戻す"
    return move.label


DONE = {
    Move.OPEN: "起案した",
    Move.DISCUSS: "話し合った",
    Move.SOLVE: "地域で解決した",
    Move.POLICY: "市の方針を決めた",
    Move.FUND: "予算・事業にした",
    Move.DECLINE: "見送りにした",
    Move.JOIN: "ほかの課題にまとめた",
    Move.ANSWER: "回答した",
    Move.REOPEN: "もう一度取り上げた",
}


def done_name(move: Move, place: Place, path: Path) -> str:
    """What the line of the trail says.

    >>> done_name(Move.RAISE, START, (Level("第2層協議体"), Level("第1層協議体")))
    '第2層協議体にかけた'
    """
    if move in DONE:
        return DONE[move]
    name = place_name(places_from(place, len(path))[move], path)
    if move == Move.SEND_BACK:
        return f"「{name}」へ差し戻した"
    return f"{name}にかけた" if place == START else f"{name}へ上げた"


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that somebody asks for."""

    move: Move
    on: date
    wording: str = ""
    in_meeting: bool = False
    may_decide: bool = False


def step_from(place: Place, path: Path, asked: Asked, *, since: date, today: date) -> Place:
    """Where the move leads.

    :param since: the day of the step before
    :raises StepNotAllowed: if the move is not open, lacks words, a meeting or the right, or its day cannot be
    """
    to = places_from(place, len(path)).get(asked.move)
    here = place_name(place, path)
    if to is None:
        raise StepNotAllowed(_not_open(here, place, asked.move, path))
    if asked.move in FOR_THE_OFFICE and not asked.may_decide:
        raise StepNotAllowed(
            f"「{asked.move.label}」は市の担当者か第1層のコーディネーターが書きます。"
            "決まったことを伝えて、書いてもらってください。"
        )
    if asked.move in NEEDS_WORDS and not asked.wording.strip():
        raise StepNotAllowed(f"「{asked.move.label}」には、内容や理由を書いてください。")
    if place.level is not None and path[place.level].by_meeting and not asked.in_meeting:
        raise StepNotAllowed(f"「{here}」で決めたことです。どの会議で決めたかを書いてください。")
    if asked.on < since:
        raise StepNotAllowed(f"前の歩み（{since:%Y年%m月%d日}）よりあとの日にしてください。")
    if asked.on > today:
        raise StepNotAllowed("これからの日は書けません。決まった日を書いてください。")
    return to


def _not_open(here: str, place: Place, move: Move, path: Path) -> str:
    if place.stage == Stage.ANSWERED:
        return f"回答した課題は変えられません。続きがあるときは「{Move.REOPEN.label}」を選んでください。"
    known = "」「".join(move_name(m, place, path) for m in places_from(place, len(path)))
    return f"「{here}」から「{move.label}」へは進めません。「{known}」のどれかを選んでください。"


def waits_for(place: Place, path: Path, *, untold: int = 0) -> str:
    """What the issue waits for, in a sentence; empty if for nothing."""
    if place.level is not None:
        return f"「{path[place.level].name}」で話し合われるのを待っています"
    if place.stage == Stage.ANSWERED:
        return f"あと{untold}か所に回答を伝えるのを待っています" if untold else ""
    return {
        Stage.DRAFT: f"「{path[0].name}」にかけるのを待っています",
        Stage.POLICY: "予算・事業にするかどうか、市が決めるのを待っています",
        Stage.JOINED: "まとめた先の課題の回答を待っています",
    }.get(place.stage, "決まったことを回答にするのを待っています")


def days_waited(since: date, today: date) -> int:
    """Whole days since the issue came to where it stands."""
    return max((today - since).days, 0)


def days_allowed(
    stage: Stage, level: int | None, path: Sequence[dict[str, Any]], usual: int
) -> int:
    """How long an issue may lie where it is: the meeting's own days, or the town's. `path` as it is kept."""
    own = path[level]["days"] if stage == Stage.TALK and level is not None else None
    return usual if own is None else int(own)


def waits_too_long(place: Place, path: Path, *, since: date, today: date, usual: int) -> bool:
    """Whether an open issue lies longer than the meeting's own days, or the town's where it has none.

    >>> waits_too_long(START, (), since=date(2022, 4, 1), today=date(2022, 6, 1), usual=60)
    True
    """
    limit = days_allowed(place.stage, place.level, [level.kept() for level in path], usual)
    return place.stage in WAITING_STAGES and days_waited(since, today) > limit


PRESETS: dict[str, tuple[str, Path]] = {
    "two": ("第2層から第1層へ", (Level("第2層協議体"), Level("第1層協議体"))),
    "three": (
        "地区から圏域、市へ",
        (Level("地区会議"), Level("地域ケアネットワーク会議"), Level("市の政策会議")),
    ),
    "commissioners": (
        "民児協を通して",
        (Level("地区民児協"), Level("地域ケア圏域会議"), Level("第1層協議体")),
    ),
    "one": ("協議体ひとつ", (Level("協議体"),)),
}
