"""Filling the demo town: all of it or nothing, with progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from sasaeai.activities.actions import record_many
from sasaeai.activities.models import Todo
from sasaeai.config.demo_town.calendar import fiscal_year_of
from sasaeai.config.demo_town.cast import PEOPLE, SHOWN, make_people, make_posts
from sasaeai.config.demo_town.councils import make_councils
from sasaeai.config.demo_town.deeds import SEED, Seat, Words, deeds
from sasaeai.config.demo_town.needs import make_needs
from sasaeai.config.demo_town.partners import Partners, make_partners
from sasaeai.config.demo_town.people_and_offers import make_people_and_offers
from sasaeai.config.demo_town.plans import make_plan
from sasaeai.config.demo_town.public import make_public_pages
from sasaeai.config.demo_town.raising import make_issues_and_plans
from sasaeai.config.demo_town.regular import regular_deeds
from sasaeai.config.demo_town.resources import make_resources
from sasaeai.config.demo_town.tables import make_tables
from sasaeai.people.actions import record_organisation
from sasaeai.people.models import Organisation, Post, User
from sasaeai.places.examples import CityAreas, a_city
from sasaeai.places.queries import areas_within
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem
from sasaeai.vocabulary.actions import load_presets
from sasaeai.vocabulary.models import Term

CODE, NAME = "999016", "支合市"
YEARS = 3


@transaction.atomic
def fill(*, at: datetime, progress: Callable[[str], None], fold: int = 1) -> Town:
    """Make the demo town with three fiscal years up to the day of `at`.

    :param fold: how many times as many activities (1 = about 6,000); measurements ask for more
    :param progress: called with a sentence before each part
    """
    today = at.date()
    first = date(fiscal_year_of(today) - YEARS + 1, 4, 1)
    town = Town.objects.create(code=CODE, name=NAME, is_demo=True, ready_on=today)
    by = PartOfSystem("見本の町", town.pk)
    progress("見本の町「支合市」を作っています（区域・用語・人）…")
    load_presets(by=by, at=at, town=town)
    areas = a_city(town)
    partner_terms = _terms(town, "partner-type")
    partners = make_partners(town, areas, partner_terms)
    people = make_people(town, areas, first)
    employers = {o.name: o for kinds in partners.city.values() for o in kinds}
    posts = make_posts(town, areas, people, employers, first)
    make_plan(by=by, at=at, fiscal_year=fiscal_year_of(today))
    make_tables(by=people["aoki"], at=at)
    words = Words(
        _terms(town, "function"), _terms(town, "means"), _terms(town, "activity-kind"), _terms(town, "result")
    )  # fmt: skip
    seats = [_seat(post, areas) for post in posts]
    council = record_organisation(
        by=by,
        at=at,
        town=town,
        name="生活支援体制整備推進会議",
        partner_type=partner_terms["council"],
    )
    entries = [
        *(
            entry
            for n in range(fold)
            for entry in deeds(seats, partners, words, first=first, today=today, seed=SEED + n)
        ),
        *regular_deeds(seats[0], council, words, first=first, today=today),
    ]
    entries.sort(key=lambda entry: entry.on)
    progress(f"活動記録 {len(entries):,}件を書いています…")
    record_many(by=by, at=at, entries=entries)
    _finish_old_steps(town, at)
    make_resources(at=at, town=town, areas=areas, operators=_operators(partners), progress=progress)
    make_needs(at=at, town=town, areas=areas, posts=posts, progress=progress)
    make_people_and_offers(at=at, town=town, areas=areas, user=people["aoki"])
    _make_talks(at=at, town=town, areas=areas, posts=posts, people=people, progress=progress)
    progress("住民のページとたよりを作っています…")
    make_public_pages(at=at, town=town, areas=areas, editor=people["aoki"])
    return town


def _make_talks(
    *,
    at: datetime,
    town: Town,
    areas: CityAreas,
    posts: list[Post],
    people: dict[str, User],
    progress: Callable[[str], None],
) -> None:
    """Councils and their meetings, the issues that went through them, the plans of districts."""
    progress("協議体と会議を作っています…")
    make_councils(at=at, town=town, areas=areas, posts=posts, user=people["aoki"])
    progress("課題と地区の計画を書いています…")
    make_issues_and_plans(at=at, town=town, areas=areas, people=people)


def _operators(partners: Partners) -> dict[int, list[Organisation]]:
    """By district: the bodies there that run things."""
    found: dict[int, list[Organisation]] = {}
    for (kind, area), bodies in partners.here.items():
        if kind in ("neighbourhood_association", "volunteer_group", "senior_club"):
            found.setdefault(area, []).extend(bodies)
    return found


def _finish_old_steps(town: Town, at: datetime) -> None:
    """All next steps but the newest ones, and a few forgotten ones, are done."""
    long_due = Todo.objects.filter(town=town, due_on__lt=at.date() - timedelta(days=10))
    forgotten = list(long_due.order_by("-due_on").values_list("pk", flat=True)[:24:4])
    long_due.exclude(pk__in=forgotten).update(done_at=at, done_by_name="見本の町")


def accounts() -> list[str]:
    """Lines that tell how to sign in to the demo town; empty where there is none."""
    if not Town.objects.filter(is_demo=True).exists():
        return []
    names = {p.login: p.name for p in PEOPLE}
    lines = [f"  {names[n]}（{title}）  {n} / {n}-{n}" for n, title in SHOWN.items()]
    return ["見本の利用者（ログイン名 / パスワード）", *lines]


def _terms(town: Town, scheme: str) -> dict[str, Term]:
    return {t.code: t for t in Term.objects.of(town.pk, scheme).select_related("scheme")}


def _seat(post: Post, areas: CityAreas) -> Seat:
    if post.area is None:
        return Seat(post, areas.districts, areas.care_centres)
    inside = areas_within([post.area.pk])
    return Seat(
        post,
        [a for a in areas.districts if a.pk in inside],
        [a for a in areas.care_centres if a.pk in inside],
    )
