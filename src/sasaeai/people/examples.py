"""Typed builders of invented people, areas and words, for tests, the demo and the docs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sasaeai.people.models import Assignment, ContactLog, Organisation, Post, Tenure, User
from sasaeai.people.queries import standing_of
from sasaeai.places.models import Area, Belonging, Level, Tree
from sasaeai.towns.models import Town

DAY = date(2022, 10, 3)


@dataclass
class Cast:
    """The people of 支合市 and one of 隣町, with two areas of 支合市."""

    town: Town
    other_town: Town
    city: Area
    first_area: Area
    second_area: Area
    aoki: User
    ishida: User
    uno: User
    egawa: User
    ogawa: User
    kano: User
    kubo: User
    sasaki: User
    kinoshita: User
    posts: dict[str, Post]


def a_town(code: str = "999016", name: str = "支合市") -> Town:
    """An invented town (codes from 99 upwards are nobody's), long at work."""
    return Town.objects.create(code=code, name=name, ready_on=date(2020, 4, 1))


def a_tree_of_areas(town: Town) -> tuple[Area, Area, Area]:
    """市 with two 日常生活圏域."""
    tree = Tree.objects.create(town=town, code="life", name="日常生活圏域")
    top = Level.objects.create(tree=tree, code="city", name="市全域", depth=0, tier="1")
    below = Level.objects.create(
        tree=tree, code="life-area", name="日常生活圏域", depth=1, tier="2"
    )
    city = Area.objects.create(level=top, name=f"{town.name}全域", code="0")
    areas = [
        Area.objects.create(level=below, name=name, code=code, order=n)
        for n, (code, name) in enumerate([("1", "第1圏域"), ("2", "第2圏域")], start=1)
    ]
    for area in areas:
        Belonging.objects.create(area=area, parent=city)
    return city, areas[0], areas[1]


def a_user(
    town: Town, login: str, name: str, role: str = "", area: Area | None = None, section: str = ""
) -> User:
    """A user with one role; the password is the sign-in name repeated with a dash."""
    user = User(town=town, login=login, name=name, section=section)
    user.set_password(f"{login}-{login}")
    user.save()
    if role:
        Assignment.objects.create(user=user, role=role, area=area)
    user.stands(standing_of(user, on=DAY))
    return user


def a_post(town: Town, name: str, tier: str, area: Area | None, holder: User) -> Post:
    """A post held by the user since April 2020."""
    post = Post.objects.create(town=town, name=name, tier=tier, area=area)
    Tenure.objects.create(post=post, holder=holder, valid_from=date(2020, 4, 1))
    return post


def a_cast() -> Cast:
    """Everybody."""
    town, other = a_town(), a_town("999024", "隣町")
    city, first, second = a_tree_of_areas(town)
    a_tree_of_areas(other)
    aoki = a_user(town, "aoki", "青木", "coordinator-1", section="社会福祉協議会")
    ishida = a_user(town, "ishida", "石田", "coordinator-2", first, section="第1包括")
    return Cast(
        town=town,
        other_town=other,
        city=city,
        first_area=first,
        second_area=second,
        aoki=aoki,
        ishida=ishida,
        uno=a_user(town, "uno", "宇野", "officer", section="高齢福祉課"),
        egawa=a_user(town, "egawa", "江川", "council-member", section="協議体"),
        ogawa=a_user(town, "ogawa", "小川", "volunteer"),
        kano=a_user(town, "kano", "加納", "auditor", section="監査"),
        kubo=a_user(town, "kubo", "久保", "administrator", section="情報政策課"),
        sasaki=a_user(town, "sasaki", "佐々木", "care-centre", first, section="第1包括"),
        kinoshita=a_user(other, "kinoshita", "木下", "coordinator-1", section="隣町社協"),
        posts={
            "first-tier": a_post(town, "第1層生活支援コーディネーター", "1", None, aoki),
            "first-area": a_post(town, "第1圏域生活支援コーディネーター", "2", first, ishida),
        },
    )


def an_organisation(town: Town, name: str = "ささえ町会", **facts: Any) -> Organisation:
    """A partner, with the keys by which it is found again."""
    organisation = Organisation(town=town, name=name, **facts)
    organisation.full_clean()
    organisation.save()
    return organisation


def a_contact(organisation: Organisation, by: User, wording: str = "会長に電話した") -> ContactLog:
    """An entry of the contact log."""
    at = datetime(2022, 10, 3, 1, tzinfo=UTC)
    return ContactLog.objects.create(
        organisation=organisation, on=DAY, wording=wording, written_by=by, written_at=at
    )
