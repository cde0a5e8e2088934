"""The invented people and posts of the demo town. Sign in with the name twice: `aoki` / `aoki-aoki`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sasaeai.people.models import Assignment, Organisation, Post, Tenure, User
from sasaeai.places.examples import CityAreas
from sasaeai.places.models import Area
from sasaeai.towns.models import Town


@dataclass(frozen=True)
class Person:
    """One account: role, and the number of the life area it is bound to (None = the whole town)."""

    login: str
    name: str
    kana: str
    role: str
    section: str
    area: int | None = None


PEOPLE = (
    Person("aoki", "青木", "あおき", "coordinator-1", "支合市社会福祉協議会"),
    Person("inoue", "井上", "いのうえ", "coordinator-1", "支合市社会福祉協議会"),
    Person("ishida", "石田", "いしだ", "coordinator-2", "支合市社会福祉協議会", 0),
    Person("ueda", "上田", "うえだ", "coordinator-2", "はるかぜ地域包括支援センター", 1),
    Person("endo", "遠藤", "えんどう", "coordinator-2", "はるかぜ地域包括支援センター", 1),
    Person("okamoto", "岡本", "おかもと", "coordinator-2", "きずな地域包括支援センター", 2),
    Person("kawaguchi", "川口", "かわぐち", "coordinator-2", "支合市社会福祉協議会", 3),
    Person("shimizu", "清水", "しみず", "coordinator-2", "支合市社会福祉協議会", 4),
    Person("taguchi", "田口", "たぐち", "coordinator-2", "支合市社会福祉協議会", 4),
    Person("uno", "宇野", "うの", "officer", "支合市高齢福祉課"),
    Person("sasaki", "佐々木", "ささき", "care-centre", "やまなみ地域包括支援センター", 0),
    Person("egawa", "江川", "えがわ", "council-member", "北部圏域協議体", 0),
    Person("ogawa", "小川", "おがわ", "volunteer", "庭しごとの会みどり"),
    Person("kano", "加納", "かのう", "auditor", "支合市監査事務局"),
    Person("kubo", "久保", "くぼ", "administrator", "支合市情報政策課"),
)
# Who may be tried out: a slow hash for each is worth its time only for these.
SHOWN = {
    "ishida": "第2層",
    "aoki": "第1層",
    "uno": "市の担当",
    "sasaki": "包括",
    "egawa": "協議体",
    "kano": "監査",
    "kubo": "管理者",
}
# Post by life area (None = the first tier): (who, months held since the first April; None = to this day), FTE.
SEATS: tuple[tuple[int | None, tuple[tuple[str, int | None], ...], str, str], ...] = (
    (None, (("inoue", 12), ("aoki", None)), "1", ""),
    (0, (("ishida", None),), "1", ""),
    (1, (("ueda", 18), ("endo", None)), "1", ""),
    (2, (("okamoto", None),), "0.5", "包括の主任介護支援専門員"),
    (3, (("kawaguchi", None),), "1", ""),
    (4, (("shimizu", 24), ("taguchi", None)), "0.8", "ボランティアセンター"),
)


def make_people(town: Town, areas: CityAreas, first_april: date) -> dict[str, User]:
    """Accounts with their roles."""
    people: dict[str, User] = {}
    for person in PEOPLE:
        user = User(
            town=town,
            login=person.login,
            name=person.name,
            kana=person.kana,
            section=person.section,
        )
        if person.login in SHOWN:
            user.set_password(f"{person.login}-{person.login}")
        else:
            user.set_unusable_password()
        user.save()
        area = None if person.area is None else areas.life_areas[person.area]
        Assignment.objects.create(user=user, role=person.role, area=area, valid_from=first_april)
        people[person.login] = user
    return people


def make_posts(
    town: Town,
    areas: CityAreas,
    people: dict[str, User],
    employers: dict[str, Organisation],
    first_april: date,
) -> list[Post]:
    """Six posts and who held them when; hand-overs fall on the first of a month."""
    posts = []
    for order, (number, holders, fte, duty) in enumerate(SEATS):
        area = None if number is None else areas.life_areas[number]
        post = _post(town, area, order, first_april)
        began = first_april
        for login, months in holders:
            ended = None if months is None else _months_on(first_april, months) - timedelta(days=1)
            Tenure.objects.create(
                post=post,
                holder=people[login],
                employer=employers.get(people[login].section),
                fte=Decimal(fte),
                concurrent_duty=duty,
                valid_from=began,
                valid_to=ended,
            )
            began = ended + timedelta(days=1) if ended else began
        posts.append(post)
    return posts


def _post(town: Town, area: Area | None, order: int, set_up_on: date) -> Post:
    title = "生活支援コーディネーター"
    return Post.objects.create(
        town=town,
        name=f"{area.name}{title}" if area else f"第1層{title}",
        tier="2" if area else "1",
        area=area,
        order=order,
        set_up_on=set_up_on,
    )


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
