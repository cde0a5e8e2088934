"""People, companies, offers, cards, courses and money of the demo town. All of them are invented."""

from __future__ import annotations

from datetime import datetime, timedelta

from sasaeai.people.models import Organisation, User
from sasaeai.places.examples import CityAreas
from sasaeai.resources.actions.offers import bring_together, keep_call, move_match
from sasaeai.resources.actions.partners import (
    approach,
    keep_company,
    keep_course,
    keep_funding,
    keep_sheet,
)
from sasaeai.resources.actions.persons import record_person, write_interview
from sasaeai.resources.actions.practices import carry_over, keep_practice
from sasaeai.resources.models import ActivityBody, ApproachStage, MatchStage, PersonRole
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

PEOPLE = (
    (
        "talent",
        "見本 一郎",
        "大工仕事、包丁とぎ",
        "高い所の仕事はできない",
        "町会の役員",
        "housework",
    ),
    ("talent", "見本 二郎", "車の運転、地図を読むこと", "夜の運転はしない", "", "transport"),
    ("talent", "見本 三郎", "スマホの使い方を教える", "平日の昼だけ", "老人クラブの会計", "ict"),
    ("adviser", "例示 花子", "話を聞くこと", "力仕事はできない", "民生委員", "watch"),
    ("adviser", "例示 月子", "近所への声かけ", "", "地区社協", "watch"),
    ("supporter", "例示 星子", "体操の指導", "週1回まで", "", "health"),
    ("lecturer", "例示 光", "認知症の講座", "2か月前までに相談", "", "health"),
)
# side, sort, title, wording, days, fee, people, life area
CALLS = (
    ("offer", "space", "使っていない離れを貸せます", "8畳と台所。平日の昼なら使えます。",
     "火・木の昼", "光熱費だけ", 12, 0),
    ("offer", "space", "店の2階を会合に", "椅子20脚。1階で飲み物も出せます。", "水・金の午後", "", 20, 1),
    ("wish", "space", "茶話会の場所がほしい", "10人ほど。階段のない所。", "火の午前", "", 10, 0),
    ("wish", "space", "子ども食堂の台所をさがしています", "月に1回、25食ほど作ります。",
     "土の昼", "", 25, 2),
    ("offer", "people", "電球の交換や草取りを手伝えます", "もと電気工事の仕事です。",
     "土・日", "無料", 1, 3),
    ("wish", "companions", "将棋の相手をさがしています", "はじめての方もどうぞ。", "月の午後", "", 4, 4),
    ("offer", "goods", "ワゴン車を貸せます", "8人乗り。運転する人も相談できます。",
     "平日の午後", "燃料代", 8, 2),
)  # fmt: skip
SHEETS = (
    ("社会福祉法人", "民間の社会福祉活動を進める", "会員の会費で支える", "相談、ボランティアの調整", "高齢化"),
    ("公益社団法人", "働くことを通じた生きがい", "会員制", "家事、草取り、剪定", "登録する人が減っている"),
    ("NPO法人", "だれもが立ち寄れる場", "多世代が来る", "居場所、行事、食堂", "場所の近くの人にとどまる"),
)  # fmt: skip
PRACTICES = (
    ("中学生と朝のごみ出し", "集積所まで運べない人が増えた", "登校の前に、町会と中学生が運ぶ",
     "学校の予定に合わせ、無理をしない回数にした", ("あおば町会", "わかば町会")),
    ("空き家を縁側に", "集まる場所がなかった", "持ち主と月ごとの約束をして、週1回開く",
     "片付けを手伝い、火の元の決まりを作った", ("みなみ町会",)),
)  # fmt: skip


def make_people_and_offers(*, at: datetime, town: Town, areas: CityAreas, user: User) -> None:
    """What a coordinator keeps besides places; written by 青木さん."""
    _people(user, at, town, areas)
    _calls(user, at, town, areas)
    _partners(user, at, town)
    _cards(user, at, town, areas)


def _people(by: User, at: datetime, town: Town, areas: CityAreas) -> None:
    today = at.date()
    skills = {t.code: t for t in Term.objects.of(town.pk, "need-kind")}
    for n, (role, name, strengths, limits, already, skill) in enumerate(PEOPLE):
        person = record_person(
            by=by, at=at, town=town, role=role,
            number=f"{n + 1:03}" if role == PersonRole.Role.ADVISER else "",
            facts={
                "name": name, "area": areas.life_areas[n % 5], "strengths": strengths,
                "limits": limits, "already_in": already, "consent_how": "書面",
                "consented_on": today - timedelta(days=30 * (n + 1)),
            },
            many={"skills": [skills[skill]]},
        )  # fmt: skip
        write_interview(
            by=by, at=at, person=person, on=today - timedelta(days=20 + n),
            wording="得意なことと、できないことを聞いた。", next_step="近くの活動体を紹介する",
            due_on=today + timedelta(days=7 * n - 7),
        )  # fmt: skip


def _calls(by: User, at: datetime, town: Town, areas: CityAreas) -> None:
    today = at.date()
    made = [
        keep_call(
            by=by, at=at, town=town, call=None,
            facts={
                "side": side, "sort": sort, "title": title, "wording": wording, "days": days,
                "fee": fee, "people": people,
                "area": areas.life_areas[area], "on_board": sort != "space" or side == "wish",
                "entered_on": today - timedelta(days=60), "follow_up_on": today + timedelta(days=5),
            },
        )
        for side, sort, title, wording, days, fee, people, area in CALLS
    ]  # fmt: skip
    match = bring_together(
        by=by, at=at, offer=made[0], wish=made[2], reason="区域が同じ・曜日が重なる（火）"
    )
    move_match(
        by=by, at=at, match=match, to=MatchStage.STARTED, on=today - timedelta(days=40),
        remark="毎週火曜の午前に使い始めた",
    )  # fmt: skip


def _partners(by: User, at: datetime, town: Town) -> None:
    today = at.date()
    firms = Organisation.objects.filter(town=town, partner_type__code="firm").order_by("pk")[:4]
    stages = (ApproachStage.HELPING, ApproachStage.MET, ApproachStage.CALLED, ApproachStage.LATER)
    for n, (firm, stage) in enumerate(zip(firms, stages, strict=False)):
        company = keep_company(
            by=by, at=at, organisation=firm,
            facts={"motives": "SDGs、社員の地域参加", "in_house_volunteers": 12 if n == 0 else None},
        )  # fmt: skip
        approach(
            by=by, at=at, company=company, stage=stage, on=today - timedelta(days=30 + n),
            wording="社内で手伝いの登録を募れないか相談した。", next_step="説明会の日を決める",
            due_on=today + timedelta(days=10 * n),
        )  # fmt: skip
    kinds = ("social_council", "silver_centre", "npo")
    for n, (kind, said) in enumerate(zip(kinds, SHEETS, strict=True)):
        body = Organisation.objects.filter(town=town, partner_type__code=kind).first()
        if body is not None:
            names = ("legal_form", "purpose", "feature", "activities", "challenge")
            facts = dict(zip(names, said, strict=True)) | {"order": n}
            keep_sheet(by=by, at=at, organisation=body, facts=facts)


def _cards(by: User, at: datetime, town: Town, areas: CityAreas) -> None:
    today = at.date()
    bodies = list(ActivityBody.objects.filter(town=town).order_by("pk")[:3])
    for n, (title, trouble, deed, why, places) in enumerate(PRACTICES):
        card = keep_practice(
            by=by, at=at, town=town, practice=None,
            facts={
                "title": title, "trouble": trouble, "deed": deed, "why_it_worked": why,
                "area": areas.districts[n], "where": "町会", "since": today - timedelta(days=700),
                "needed": "見守る大人2人、ごみ袋", "advice": "はじめは1つの班から",
                "on_booklet": True,
            },
        )  # fmt: skip
        for m, where in enumerate(places):
            carry_over(
                by=by, at=at, practice=card,
                facts={"where": where, "on": today - timedelta(days=200 - 60 * m), "changed": "週1回に"},
            )  # fmt: skip
    keep_course(
        by=by, at=at, town=town, course=None,
        facts={
            "name": "支え合いの担い手講座", "started_on": today - timedelta(days=500), "sessions": 5,
            "attended": 32, "became_supporters": 14,
        },
        many={"launched": bodies},
    )  # fmt: skip
    year = today.year if today.month >= 4 else today.year - 1
    for n, (sort, name, yen) in enumerate(
        (("city", "地域介護予防活動支援事業", 300_000), ("chest", "共同募金の助成", 50_000))
    ):
        keep_funding(
            by=by, at=at, town=town, funding=None,
            facts={"fiscal_year": year - n, "sort": sort, "name": name, "amount_yen": yen,
                   "body": bodies[n]},
        )  # fmt: skip
