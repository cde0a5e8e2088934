"""What may be chosen on the entry page, and what was used last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from sasaeai.activities.models import Activity, ActivityPartner
from sasaeai.people.models import Organisation, Post, User
from sasaeai.people.queries import posts_of
from sasaeai.people.rules import fiscal_year_of
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

LOOKED_BACK = 40
RECENT_PARTNERS = 8
RECENT_AREAS = 4


@dataclass(frozen=True)
class EntryChoices:
    """Everything a person may choose, and what this person chose lately.

    :param posts: posts one may write for, one's own first
    :param terms: terms in use in the year of the entry, by scheme; `function` is the town's entry scheme
    """

    town: Town
    posts: list[Post]
    own_posts: list[Post]
    areas: list[Area]
    terms: dict[str, list[Term]]
    recent_areas: list[Area] = field(default_factory=list)
    recent_partners: list[Organisation] = field(default_factory=list)

    @property
    def post(self) -> Post | None:
        """The post one writes for unless another is chosen."""
        return next(iter(self.own_posts), None)


def entry_choices(user: User, on: date) -> EntryChoices:
    """What the person may choose for an activity of the day (six queries)."""
    own = posts_of(user, on)
    areas = list(
        Area.objects.visible_to(user).in_use_on(on).select_related("level__tree").defer("outline")
    )
    used_areas, used_partners = _used_lately(own)
    by_key = {a.pk: a for a in areas}
    return EntryChoices(
        town=user.town,
        posts=_posts_to_write_for(user, own, on),
        own_posts=own,
        areas=areas,
        terms=terms_by_scheme(user.town, on),
        recent_areas=[by_key[a] for a, _ in used_areas.most_common(RECENT_AREAS) if a in by_key],
        recent_partners=[o for o, _ in used_partners.most_common(RECENT_PARTNERS)],
    )


def terms_by_scheme(town: Town, on: date) -> dict[str, list[Term]]:
    """Terms in use on the day for every field of an entry (one query)."""
    names = {town.entry_scheme: "function"} | {c: c for c in ("means", "activity-kind", "result")}
    found: dict[str, list[Term]] = {name: [] for name in names.values()}
    terms = Term.objects.filter(scheme__town=town, scheme__code__in=list(names))
    for term in (
        terms.in_use_in(fiscal_year_of(on)).select_related("scheme").order_by("order", "id")
    ):
        found[names[term.scheme.code]].append(term)
    return found


def _posts_to_write_for(user: User, own: list[Post], on: date) -> list[Post]:
    """Own posts first; the others take part in joint visits, or are written for by proxy."""
    everyone = Post.objects.visible_to(user).select_related("area")
    others = [p for p in everyone if p not in own and (p.closed_on is None or p.closed_on >= on)]
    return own + others


def _used_lately(own: list[Post]) -> tuple[Counter[int | None], Counter[Organisation]]:
    lines = ActivityPartner.objects.select_related("organisation")
    last = (
        Activity.objects.filter(lead_post__in=own)
        .order_by("-on", "-id")
        .only("pk", "area_id", "on")
        .prefetch_related(Prefetch("partner_lines", lines))[:LOOKED_BACK]
    )
    areas: Counter[int | None] = Counter()
    partners: Counter[Organisation] = Counter()
    for activity in last:
        areas[activity.area_id] += 1
        for line in activity.partner_lines.all():
            if line.organisation.closed_on is None:
                partners[line.organisation] += 1
    return areas, partners


def may_edit(user: User, activity: Activity, today: date) -> bool:
    """Whether the person may mend this record: a proxy, or who holds or held one of its posts."""
    if not user.may("activities.record"):
        return False
    if user.may("activities.proxy"):
        return True
    done_by = {line.post_id for line in activity.done_by.all()}
    held = {p.pk for day in {today, activity.on} for p in posts_of(user, day)}
    return bool(done_by & held)


def default_area(post: Post | None) -> int | None:
    """Where the post's last activity was, else the post's own area."""
    if post is None:
        return None
    last = Activity.objects.filter(lead_post=post).order_by("-on", "-id").values("area_id").first()
    return last["area_id"] if last else post.area_id
