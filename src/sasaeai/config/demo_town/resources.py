"""The register of the demo town: a few resources in every district, bodies that grew, months of participation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sasaeai.people.models import Organisation
from sasaeai.places.examples import CityAreas
from sasaeai.places.models import Area
from sasaeai.resources.actions import (
    Given,
    GivenContact,
    GivenGathering,
    GivenParticipants,
    move_stage,
    move_state,
    propose,
    record_body,
    record_participation,
    record_resources,
)
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.recurrence import WEEKDAYS, Freq, Recurrence
from sasaeai.resources.rules.states import Source, Stage, State
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem
from sasaeai.vocabulary.models import Term

SEED = 20221003
# An invented city around a harbour; nothing there is real.
SOUTH, WEST, HEIGHT, WIDTH = 36.52, 136.58, 0.10, 0.12


@dataclass(frozen=True)
class Kind:
    """A sort of resource that a district may have."""

    name: str
    kana: str
    kind: str
    functions: tuple[str, ...]
    chance: float
    activity: str = ""
    target: str = ""
    fee: tuple[str, int | None] = ("", None)
    venue: str = "{}集会所"


KINDS = (
    Kind("{}お元気サロン", "{}おげんきさろん", "salon", ("gathering", "health"), 1.0, "tea",
         "おおむね65歳以上の方", ("1回100円", 100)),
    Kind("{}いきいき体操の会", "{}いきいきたいそうのかい", "exercise", ("health", "gathering"), 0.8,
         "exercise", "体を動かしたい方", ("無料", 0), "{}公民館"),
    Kind("{}縁側カフェ", "{}えんがわかふぇ", "community_cafe", ("gathering", "meals"), 0.4, "tea",
         "どなたでも", ("お茶代200円", 200), "{}の空き家"),
    Kind("{}みんなの食堂", "{}みんなのしょくどう", "meals_together", ("meals", "child"), 0.3, "meals",
         "子どもから高齢の方まで", ("大人300円、子ども無料", 300), "{}公民館"),
    Kind("{}ささえ隊（ごみ出し・電球交換）", "{}ささえたい", "paid_life_support",
         ("garbage", "housework"), 0.5, "", "手伝いがほしい方", ("30分200円", 200), ""),
    Kind("{}見守りの輪", "{}みまもりのわ", "watch", ("watch",), 0.6, "", "一人暮らしの方", ("無料", 0), ""),
    Kind("{}おでかけ送迎の会", "{}おでかけそうげいのかい", "transport", ("transport",), 0.2, "",
         "歩くのがむずかしい方", ("1回300円", 300), ""),
    Kind("移動販売（{}）", "いどうはんばい{}", "shopping", ("shopping",), 0.35, "",
         "どなたでも", ("", None), "{}集会所の前"),
    Kind("{}囲碁と将棋の会", "{}いごとしょうぎのかい", "hobby", ("gathering",), 0.25, "hobby",
         "どなたでも", ("月500円", 500), "{}公民館"),
)  # fmt: skip
BODIES = (
    ("place", "縁側ひろば"),
    ("life_support", "おたすけ隊"),
    ("watching_children", "登下校見守り隊"),
    ("other", "地域だより編集室"),
    ("transport", "おでかけ応援団"),
)


def make_resources(
    *,
    at: datetime,
    town: Town,
    areas: CityAreas,
    operators: dict[int, list[Organisation]],
    progress: Callable[[str], None],
) -> None:
    """About 200 resources, 25 activity bodies, months of participation, a pause and a proposal."""
    progress("地域資源と活動体を書いています…")
    by, dice = PartOfSystem("見本の町", town.pk), Random(SEED)  # noqa: S311  (a demo, no secret)
    words = _words(town)
    today = at.date()
    groups: dict[int, list[Given]] = {}
    for number, district in enumerate(areas.districts):
        for kind in KINDS:
            if dice.random() < kind.chance:
                months = dice.choice((1, 1, 2, 2, 3, 4, 5, 7, 8, 13))
                given = _given(kind, number, district, operators, words, dice)
                groups.setdefault(months, []).append(given)
    made: list[Resource] = []
    for months, many in sorted(groups.items()):
        made += record_resources(
            by=by, at=at, town=town, many=many, label="見本", how=How.PHONE,
            assured_on=today - timedelta(days=months * 30), publishing=Publishing.PUBLIC,
        )  # fmt: skip
    _months(by, at, made, dice)
    _bodies(by, at, town, areas, words, dice)
    _happenings(by, at, made)
    _volunteers(by, at, town, areas, words)


def _words(town: Town) -> dict[tuple[str, str], Term]:
    terms = Term.objects.filter(scheme__town=town).select_related("scheme")
    return {(term.scheme.code, term.code): term for term in terms}


def _given(
    kind: Kind,
    number: int,
    district: Area,
    operators: dict[int, list[Organisation]],
    words: dict[tuple[str, str], Term],
    dice: Random,
) -> Given:
    bare = district.name.removesuffix("地区")
    kana = district.kana.removesuffix("ちく")
    fee, yen = kind.fee
    mine = operators.get(district.pk, [])
    venue = kind.venue.format(bare)
    place = (SOUTH + HEIGHT * (number // 7) / 7, WEST + WIDTH * (number % 7) / 7)
    gathering = None
    if kind.activity:
        home = "home" if "空き家" in venue else "hall"
        gathering = GivenGathering(
            words["gathering-activity", kind.activity],
            words["gathering-operator", "residents_group"],
            words["gathering-place", home],
        )
    return Given(
        facts={
            "name": kind.name.format(bare),
            "kana": kind.kana.format(kana),
            "kind": words["resource-kind", kind.kind],
            "operator": dice.choice(mine) if mine else None,
            "area": district,
            "venue": venue,
            "address": f"支合市{bare}町{dice.randint(1, 5)}-{dice.randint(1, 20)}" if venue else "",
            "latitude": round(place[0] + dice.uniform(0, 0.012), 6) if venue else None,
            "longitude": round(place[1] + dice.uniform(0, 0.015), 6) if venue else None,
            "target": kind.target,
            "fee": fee,
            "fee_yen": yen,
            "steps": dice.choice(("none", "ramp", "some", "")),
            "toilet": dice.choice(("accessible", "ordinary", "")),
            "source": Source.COORDINATOR,
            "started_on": date(dice.randint(2012, 2021), dice.randint(1, 12), 1),
        },
        functions=[words["need-kind", code] for code in kind.functions],
        schedules=[_times(kind, dice)],
        contacts=[
            GivenContact("世話人の会", "代表", f"000-{dice.randint(200, 899)}-{dice.randint(1000, 9999)}",
                         is_public=dice.random() < 0.8)
        ],
        gathering=gathering,
    )  # fmt: skip


def _volunteers(
    by: PartOfSystem,
    at: datetime,
    town: Town,
    areas: CityAreas,
    words: dict[tuple[str, str], Term],
) -> None:
    """Organised volunteers in every third district, confirmed at a meeting; by no dice, so that nothing else moves."""
    many = [
        Given(
            facts={
                "name": f"{district.name}ボランティアの会",
                "kind": words["resource-kind", "organised_volunteers"],
                "area": district,
                "target": "手伝いたい方・手伝いがほしい方",
                "source": Source.COORDINATOR,
                "started_on": date(2015 + number % 6, 4, 1),
            },
            functions=[words["need-kind", "community"]],
        )
        for number, district in enumerate(areas.districts)
        if number % 3 == 0
    ]
    record_resources(
        by=by, at=at, town=town, many=many, label="見本", how=How.MEETING,
        assured_on=at.date() - timedelta(days=45), publishing=Publishing.PUBLIC,
    )  # fmt: skip


def _times(kind: Kind, dice: Random) -> Recurrence:
    day = dice.choice(WEEKDAYS[:5])
    hour = dice.choice((9, 10, 10, 13, 13, 14))
    hours: dict[str, Any] = {
        "starts_at": time(hour, dice.choice((0, 30))),
        "ends_at": time(hour + 2),
    }
    if kind.kind in ("exercise", "shopping", "paid_life_support", "watch"):
        return Recurrence(Freq.WEEKLY, (day,), holidays="off", **hours)
    nth = dice.choice((("1", "3"), ("2", "4"), ("2",), ("3",)))
    return Recurrence(Freq.MONTHLY, tuple(f"{n}{day}" for n in nth), **hours)


def _months(by: PartOfSystem, at: datetime, made: list[Resource], dice: Random) -> None:
    """The last March of every second place, by sex and age."""
    march = date(at.year if at.month > 3 else at.year - 1, 3, 1)
    places = Resource.objects.filter(pk__in=[one.pk for one in made], gathering__isnull=False)
    for one in list(places.order_by("pk"))[::2]:
        counts = [
            GivenParticipants(dice.randint(0, 6 if sex == "f" else 3), sex, first, last)
            for sex in ("f", "m")
            for first, last in ((65, 74), (75, 84), (85, None))
        ]
        people, held = sum(line.people for line in counts), dice.choice((1, 2, 2, 4, 5))
        record_participation(
            by=by, at=at, resource=one, month=march, held=held,
            total=round(people * held * 0.8) if held > 1 else people,
            counts=[line for line in counts if line.people],
        )  # fmt: skip


def _bodies(
    by: PartOfSystem,
    at: datetime,
    town: Town,
    areas: CityAreas,
    words: dict[tuple[str, str], Term],
    dice: Random,
) -> None:
    for number, life in enumerate(areas.life_areas):
        for code, name in BODIES:
            begun = date(at.year - dice.randint(2, 5), dice.randint(4, 12), 1)
            body = record_body(
                by=by, at=at, town=town, stage=Stage.TALK, on=begun, area=life,
                name=f"{life.name.removesuffix('圏域')}{name}", category=words["body-type", code],
                council=f"{life.name.removesuffix('圏域')}支え合い協議会",
            )  # fmt: skip
            for stage in (Stage.PREPARING, Stage.TRIAL, Stage.ACTIVE)[: dice.randint(1, 3)]:
                begun += timedelta(days=dice.randint(40, 200))
                if begun < at.date():
                    move_stage(by=by, at=at, body=body, to=stage, on=begun)
            if number == 0 and code == "place" and body.stage == Stage.ACTIVE:
                move_stage(by=by, at=at, body=body, to=Stage.INDEPENDENT, on=at.date())


def _happenings(by: PartOfSystem, at: datetime, made: list[Resource]) -> None:
    """A salon paused and reopened, one still paused, a shop ended; an operator wrote."""
    today = at.date()
    first, second, third, fourth = made[:4]
    for one, on in ((first, 300), (second, 60)):
        move_state(
            by=by, at=at, resource=one, to=State.PAUSED, on=today - timedelta(days=on),
            reason="感染症が広がったため", conditions="休んでいる間は、電話と手紙でつながる",
            expected_on=today + timedelta(days=30) if on == 60 else None,
        )  # fmt: skip
    move_state(
        by=by, at=at, resource=first, to=State.ACTIVE, on=today - timedelta(days=210),
        conditions="人数を半分にし、飲食をしないで再開",
    )  # fmt: skip
    move_state(
        by=by, at=at, resource=third, to=State.ENDED, on=today - timedelta(days=20),
        reason="担い手がいなくなったため",
    )  # fmt: skip
    propose(
        by=PartOfSystem("運営者のQR", by.town_id), at=at, resource=fourth, answer=Answer.CHANGED,
        given={"fee": "1回200円"}, sender="世話人", remark="会場の使用料が上がったためです。",
    )  # fmt: skip
