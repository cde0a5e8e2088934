"""One row of a list of meetings: what it says, or why it cannot be kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from sasaeai.activities.models import Activity
from sasaeai.councils.importing.blocks import blocks, by_topic
from sasaeai.councils.importing.lines import Line
from sasaeai.councils.importing.meeting_heads import CAME, MODES, STATES
from sasaeai.councils.importing.meeting_known import TownsCouncils
from sasaeai.councils.models import Council, Meeting, Participant
from sasaeai.councils.rules.meetings import NEEDS_REASON, TOOK_PART, MeetingState, Mode, Took
from sasaeai.documents.reading.values import read_day, read_yes_no
from sasaeai.documents.refusals import CellRefused
from sasaeai.people.models import Post
from sasaeai.people.rules import match_key
from sasaeai.places.models import Area

ALL_TALK = "会議全体"
NOBODY = frozenset({"なし", "無し", "無", "×", "欠席", "不参加", "-", "ー", "―"})
AIMS = re.compile(r"^(?P<wording>.*?)\s*[（(](?P<more>[^（()）]*)[）)]$", re.DOTALL)


@dataclass(frozen=True)
class GivenTask:
    """Who does what until when."""

    wording: str
    owner: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass
class GivenTopic:
    """An item of the agenda, and the minutes of it."""

    title: str
    digest: str = ""
    decision: str = ""


@dataclass
class GivenMeeting:
    """A row that can be kept.

    :param known: the meeting that stands already, not yet where the row says it is
    :param record: the activity that a coordinator wrote of it
    :param posts: None = those the council usually has
    """

    row: int
    council: Council
    on: date
    state: MeetingState = MeetingState.HELD
    reason: str = ""
    nth: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    title: str = ""
    mode: str = Mode.IN_PERSON
    place: str = ""
    area: Area | None = None
    posts: tuple[Post, ...] | None = None
    came: Mapping[int, tuple[Participant, Took, str]] = field(default_factory=dict)
    others: int = 0
    topics: list[GivenTopic] = field(default_factory=list)
    tasks: list[GivenTask] = field(default_factory=list)
    summary: str = ""
    next_on: date | None = None
    known: Meeting | None = None
    record: Activity | None = None

    @property
    def people(self) -> int:
        """How many took part."""
        return self.others + sum(took in TOOK_PART for _, took, _ in self.came.values())


def read_meeting(line: Line, towns: TownsCouncils, today: date) -> GivenMeeting | None:
    """What a row says; None if it does not even name a council and a day."""
    council, on = _council(line, towns), line.day("on")
    if not line.text("on"):
        line.refuse("on", "会議の日がありません。")
    if council is None or on is None:
        return None
    given = GivenMeeting(line.row.number, council, on, state=_state(line, on, today))
    given.reason = line.text("reason", 200)
    if given.state in NEEDS_REASON and not given.reason:
        line.refuse("reason", f"「{given.state.label}」の会議には、理由が要ります。")
    given.nth = line.number("nth", 200) or None
    given.starts_at, given.ends_at = line.time("starts_at"), line.time("ends_at")
    if given.starts_at and given.ends_at and given.ends_at <= given.starts_at:
        line.refuse("ends_at", "終了は開始よりあとの時刻にしてください。")
    given.title, given.place = line.text("title", 120), line.text("place", 120)
    given.mode = line.one_of("mode", MODES, tuple(Mode.labels)) or Mode.IN_PERSON
    given.area, given.posts = _area(line, towns, on), _posts(line, towns, council, on)
    given.came = _came(line, towns, council)
    given.others = _others(line, given)
    given.topics, given.tasks = _topics(line), _tasks(line)
    given.summary, given.next_on = line.text("summary"), line.day("next_on")
    return given


def _council(line: Line, towns: TownsCouncils) -> Council | None:
    word = line.text("council")
    found = towns.councils.get(match_key(word), []) if word else []
    if len(found) == 1 and found[0].pk in towns.mine:
        return found[0]
    if not word:
        line.refuse("council", "協議体の名前がありません。")
    elif len(found) == 1:
        line.refuse("council", f"「{word}」は、あなたが書ける協議体ではありません。")
    elif found:
        line.refuse("council", f"「{word}」という協議体が{len(found)}つあります。")
    else:
        words = (
            f"「{word}」という協議体はありません。先に協議体を登録するか、名前を直してください。"
        )
        line.refuse("council", words, towns.like(word))
    return None


def _state(line: Line, on: date, today: date) -> MeetingState:
    usual = MeetingState.PLANNED if on > today else MeetingState.HELD
    state = line.one_of("state", STATES, tuple(MeetingState.labels)) or usual
    if state == MeetingState.HELD and on > today:
        line.refuse("on", "まだ先の日なので「開催」にはできません。日か状態を直してください。")
    return state


def _area(line: Line, towns: TownsCouncils, on: date) -> Area | None:
    word = line.text("area")
    if not word or word in ("全市", "市全域", "全域"):
        return None
    found = towns.words.area(word, on)
    if len(found) == 1:
        return found[0]
    line.refuse("area", f"「{word}」がどの区域か分かりません。区域の正式な名前にしてください。")
    return None


def _posts(line: Line, towns: TownsCouncils, council: Council, on: date) -> tuple[Post, ...] | None:
    """Which coordinators were there; a mark means the council's own."""
    if not line.has("posts"):
        return None
    try:
        if read_yes_no(line.text("posts")) and council.post is not None:
            return (council.post,)
    except CellRefused:
        pass
    found: dict[int, Post] = {}
    for word in line.words("posts"):
        if word in NOBODY:
            continue
        posts = towns.words.post(word, on)
        if len(posts) != 1:
            line.refuse("posts", f"「{word}」がどの職か分かりません。職の名前にしてください。")
        else:
            found[posts[0].pk] = posts[0]
    return tuple(found.values())


def _came(
    line: Line, towns: TownsCouncils, council: Council
) -> dict[int, tuple[Participant, Took, str]]:
    """Names against the roster. 「江川→久保」 is a substitute; a bare number is no name."""
    found: dict[int, tuple[Participant, Took, str]] = {}
    for name, took in CAME.items():
        for word in line.words(name):
            if word.isdecimal() or re.fullmatch(r"[\d０-９]+[人名]", word):
                continue
            who, _, instead = word.replace("->", "→").partition("→")
            persons = towns.persons(council, who)
            if len(persons) != 1:
                line.refuse(name, _unknown(who, persons))
            elif persons[0].pk in found:
                line.refuse(name, f"{persons[0].name}さんが2度書かれています。")
            else:
                found[persons[0].pk] = (persons[0], took, instead.strip()[:60])
    return found


def _unknown(who: str, persons: list[Participant]) -> str:
    if persons:
        return (
            f"「{who}」という人が{len(persons)}人います。「{who}（所属）」のように書いてください。"
        )
    return (
        f"「{who}」さんは参加者の名簿にいません。名簿に加えるか、名前を消して"
        "「名簿にない参加者」の人数に入れてください。"
    )


def _others(line: Line, given: GivenMeeting) -> int:
    """How many came besides the names: told, or the whole number less the names."""
    told, whole = line.number("others", 2000), line.number("people", 4000)
    if whole is None and line.text("present").rstrip("人名").isdecimal():
        whole = int(unicodedata.normalize("NFKC", line.text("present")).rstrip("人名"))
    if whole is None:
        return told or 0
    rest = whole - given.people
    if rest < 0 or (told is not None and told != rest):
        words = f"参加人数{whole}人と、名前{given.people}人・名簿にない参加者"
        line.refuse("people", f"{words}{told or 0}人の数が合いません。")
    elif rest > 2000:
        line.refuse("people", "名簿にない参加者は2,000人までです。")
    return max(rest, 0)


def _topics(line: Line) -> list[GivenTopic]:
    found = {title: GivenTopic(title) for title in blocks(line.text("topics"))}
    for title in found:
        if len(title) > 200:
            line.refuse("topics", "議題は1つ200字までです。改行で分けてください。")
    titles = list(found)
    for name in ("digest", "decisions"):
        for title, text in by_topic(line.text(name), titles):
            one = found.setdefault(title or ALL_TALK, GivenTopic(title or ALL_TALK))
            field = "digest" if name == "digest" else "decision"
            setattr(one, field, f"{getattr(one, field)}\n{text}".strip())
    return list(found.values())


def _tasks(line: Line) -> list[GivenTask]:
    return [task for text in blocks(line.text("tasks")) if (task := _task(line, text))]


def _task(line: Line, text: str) -> GivenTask | None:
    """「電話する（江川、2022-10-31まで、済 2022-10-20）」."""
    parts = AIMS.match(text)
    wording, more = (parts["wording"], parts["more"]) if parts else (text, "")
    owner, due, done = "", None, None
    for word in re.split(r"[、，,]", more):
        part = word.strip()
        try:
            if part.startswith("済"):
                done = read_day(part.removeprefix("済").strip())
            elif part.endswith("まで"):
                due = read_day(part.removesuffix("まで").strip())
            elif part:
                owner = part
        except CellRefused as refused:
            line.refuse("tasks", refused.reason)
    if not owner or len(owner) > 60 or len(wording) > 200:
        words = "「電話する（江川、2022年10月31日まで）」のように、だれがするかも書いてください。"
        line.refuse("tasks", f"用件「{wording[:20]}」を読み取れません。{words}")
        return None
    return GivenTask(wording, owner, due, done)
