"""協議体 of the demo town: a council of each life area, the city's, three blocks, a network; all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sasaeai.activities.models import Activity
from sasaeai.councils.actions import (
    add_item,
    add_task,
    give_seat,
    hold_meeting,
    invite,
    note_attendances,
    note_reply,
    plan_meeting,
    record_council,
    record_participant,
    write_minutes,
)
from sasaeai.councils.models import Council, Meeting, Participant
from sasaeai.councils.rules.meetings import Took
from sasaeai.councils.rules.replies import Reply
from sasaeai.councils.rules.seats import Channel, Seat
from sasaeai.people.models import Post, User
from sasaeai.places.examples import CityAreas
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

SURNAMES = ("見本", "例示", "架空", "仮名", "試作", "想定", "模擬", "設例")
GIVEN = ("一郎", "花子", "二郎", "月子", "三郎", "星子", "四郎", "光", "五郎", "雪子", "六郎", "桜")
BODIES = (
    ("neighbourhood", "町会連合会"),
    ("commissioner", "民生委員児童委員協議会"),
    ("district_welfare", "地区社会福祉協議会"),
    ("elders_club", "老人クラブ連合会"),
    ("volunteer", "助け合いの会"),
    ("company", "商店会"),
    ("care_centre", "地域包括支援センター"),
    ("resident", ""),
)
TALKS = (
    ("ごみ出しを手伝う仕組み", "朝の坂道がつらいという声が続いている。中学校の登校の時刻なら手伝える人がいる。",
     "町会と中学校で、月2回の試行を始める。"),
    ("冬の買い物", "移動販売が雪の日に止まると、3日分の食べ物に困る家がある。", "止まる日を前の日に電話で回す。"),
    ("居場所の鍵と火の元", "世話役が1人に頼りきりになっている。", "鍵の当番を3人にし、表を玄関にはる。"),
    ("声をあげにくい人", "困っていても「まだ大丈夫」と言う人が多い。",
     "聞くことばを1枚にまとめる。"),
    ("秋のつどいのふりかえり", "初めて来た人が12人いた。男の人が少なかった。", "次は将棋と修理の会を入れる。"),
    ("通院の足", "バスの便が減り、帰りの便まで2時間待つ。", "第1層の協議体に課題として出す。"),
)  # fmt: skip
TASKS = ("当番の案を作る", "会場の空きを調べる", "ちらしの下書きを配る", "中学校に話しに行く")


@dataclass
class _Maker:
    """Who writes, when, and the dice that make every demo town the same."""

    at: datetime
    town: Town
    by: User
    dice: Random

    def term(self, scheme: str, code: str) -> Term | None:
        """A term of the town."""
        return Term.objects.of(self.town.pk, scheme).filter(code=code).first()

    def people(self, council: Council, place: str, n: int, *, more: int = 0) -> list[Participant]:
        """Members with seats: one of each kind of body, and as many more."""
        made = []
        for k in range(len(BODIES) + more):
            code, body = BODIES[k % len(BODIES)]
            name = f"{SURNAMES[(k + n) % len(SURNAMES)]} {GIVEN[(3 * k + n) % len(GIVEN)]}"
            one = record_participant(
                by=self.by,
                at=self.at,
                town=self.town,
                name=name,
                kind=self.term("member-kind", code),
                body_name=f"{place}{body}" if body else "",
                channel=(Channel.LETTER, Channel.FAX, Channel.MAIL, Channel.LINE)[k % 4],
                address=f"支合市{place}{k + 1}-{n + 2}",
            )
            seat = Seat.CHAIR if k == 0 else Seat.MEMBER
            give_seat(by=self.by, at=self.at, council=council, participant=one, seat=seat)
            made.append(one)
        return made


def make_councils(
    *, at: datetime, town: Town, areas: CityAreas, posts: list[Post], user: User
) -> None:
    """Councils with a year of meetings: what coordinators wrote of council meetings is linked, not written twice."""
    maker = _Maker(at, town, user, Random(35))  # noqa: S311  (an invented town, not a secret)
    kind, function = maker.term("council-kind", "council"), maker.term("function", "build_network")
    for n, post in enumerate(posts):
        first = post.area is None
        place = post.area.name.removesuffix("圏域") if post.area else town.name
        council = record_council(
            by=user,
            at=at,
            town=town,
            name=f"{place}支え合い協議会" if post.area else "生活支援体制整備推進会議",
            tier="1" if first else "2",
            kind=kind,
            areas=[post.area] if post.area else [],
            post=post,
            function=function,
            counted_as=maker.term("activity-kind", "council_1" if first else "council_2"),
            founded_on=date(2015 + n, 6, 1),
            purpose="地域の困りごとと支え合いの資源を持ち寄り、できることを決める。",
        )
        people = maker.people(council, place, n)
        _past(maker, council, people)
        _coming(maker, council, people, days=6 + 3 * n)
    _blocks(maker, areas)
    _network(maker)


def _past(maker: _Maker, council: Council, people: list[Participant]) -> None:
    """The council meetings of the last year that the coordinator wrote down become meetings of the council."""
    year_ago = maker.at.date() - timedelta(days=365)
    known = Activity.objects.held().filter(
        town=maker.town, lead_post=council.post, kind=council.counted_as, on__gte=year_ago
    )
    days: set[date] = set()
    for record in known.order_by("on", "pk"):
        if record.on in days or len(days) == 6:
            continue
        days.add(record.on)
        meeting = plan_meeting(
            by=maker.by,
            at=maker.at,
            council=council,
            on=record.on,
            starts_at=time(14),
            ends_at=time(15, 30),
            place=f"{council.area_names}の集会所",
        )
        _talk(maker, meeting, len(days))
        _come(maker, meeting, people)
        hold_meeting(by=maker.by, at=maker.at, meeting=meeting, known=record)


def _talk(maker: _Maker, meeting: Meeting, n: int) -> None:
    for k in range(2):
        title, digest, decision = TALKS[(n + 3 * k + meeting.council_id) % len(TALKS)]
        item = add_item(by=maker.by, at=maker.at, meeting=meeting, title=title)
        write_minutes(
            by=maker.by,
            at=maker.at,
            item=item,
            seen_version=1,
            digest=digest,
            decision=decision,
        )
    if n % 3 == 0:
        wording = TASKS[meeting.council_id % len(TASKS)]
        add_task(
            by=maker.by, at=maker.at, meeting=meeting, wording=wording, owner_name="助け合いの会"
        )


def _come(maker: _Maker, meeting: Meeting, people: list[Participant]) -> None:
    """The first come nearly always, the last seldom: what 「いつもの人」 is about."""
    took = {
        one.pk: Took.PRESENT if maker.dice.random() < 0.95 - 0.09 * k else Took.ABSENT
        for k, one in enumerate(people)
    }
    note_attendances(by=maker.by, at=maker.at, meeting=meeting, took=took)


def _coming(maker: _Maker, council: Council, people: list[Participant], *, days: int) -> None:
    """The next meeting, invited, half of the answers in."""
    today = maker.at.date()
    meeting = plan_meeting(
        by=maker.by,
        at=maker.at,
        council=council,
        on=today + timedelta(days=days),
        starts_at=time(14),
        place=f"{council.area_names}の集会所",
    )
    for title, _, _ in TALKS[:2]:
        add_item(by=maker.by, at=maker.at, meeting=meeting, title=title)
    asked = invite(by=maker.by, at=maker.at, meeting=meeting, participants=people)
    for k, line in enumerate(asked[: len(asked) // 2]):
        reply = Reply.ABSENT if k == 1 else Reply.COMING
        note_reply(
            by=maker.by, at=maker.at, invitation=line, reply=reply, on=today, replied_by="phone"
        )


def _blocks(maker: _Maker, areas: CityAreas) -> None:
    """Blocks exchange information once a year; nobody of ours is there, so the meeting alone is counted."""
    kind = maker.term("council-kind", "block_exchange")
    counted_as = maker.term("activity-kind", "block_exchange")
    for n, block in enumerate(areas.blocks[:3]):
        council = record_council(
            by=maker.by,
            at=maker.at,
            town=maker.town,
            name=f"{block.name}情報交換会",
            kind=kind,
            counted_as=counted_as,
            areas=[block],
            founded_on=date(2019, 9, 1),
        )
        on = maker.at.date() - timedelta(days=60 + 20 * n)
        meeting = plan_meeting(by=maker.by, at=maker.at, council=council, on=on, others=14)
        _talk(maker, meeting, n + 1)
        hold_meeting(by=maker.by, at=maker.at, meeting=meeting)


def _network(maker: _Maker) -> None:
    """買い物応援ネットワーク会議: a hundred on the roster, invited and answering."""
    council = record_council(
        by=maker.by,
        at=maker.at,
        town=maker.town,
        name="買い物応援ネットワーク会議",
        kind=maker.term("council-kind", "network"),
        counted_as=maker.term("activity-kind", "other_meeting"),
        founded_on=date(2021, 11, 1),
        purpose="店、配達、移動販売、送迎の人が集まり、買い物に困る地区への手立てを持ち寄る。",
    )
    people = maker.people(council, "支合", 7, more=96)
    _coming(maker, council, people, days=20)
