"""Who held which post when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from sasaeai.people.models import Post, Tenure, User
from sasaeai.towns.rules import Tier
from sasaeai.towns.viewer import Viewer


def covering(day: date) -> Q:
    """Tenures that cover the day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def overlapping(post: Post, first: date, last: date | None) -> QuerySet[Tenure]:
    """Tenures of a post that share a day with the span (`last` None: open)."""
    found = post.tenures.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    if last is not None:
        found = found.filter(valid_from__lte=last)
    return found.select_related("holder")


def holders_on(post_id: int, day: date) -> list[Tenure]:
    """Who holds a post on the day."""
    held = Tenure.objects.filter(covering(day), post=post_id)
    return list(held.select_related("holder", "employer"))


def posts_of(user: User, on: date) -> list[Post]:
    """Posts that the person holds on the day, the largest engagement first (one query)."""
    held = Tenure.objects.filter(covering(on), holder=user).select_related("post__area")
    return list(dict.fromkeys(t.post for t in held.order_by("-fte", "valid_from", "pk")))


def main_post_of(user: User, on: date) -> Post | None:
    """The post for which the person writes unless another is chosen."""
    return next(iter(posts_of(user, on)), None)


def existing_on(day: date) -> Q:
    """Posts that exist on the day."""
    return (Q(set_up_on__isnull=True) | Q(set_up_on__lte=day)) & (
        Q(closed_on__isnull=True) | Q(closed_on__gte=day)
    )


def posts_on(viewer: Viewer, day: date, *, tier: str = "", closed: bool = False) -> QuerySet[Post]:
    """Posts of the town that exist on the day, with `held`: who sits in each then (two queries).

    :param closed: the posts that were given up before the day instead
    """
    held = Tenure.objects.filter(covering(day)).select_related("holder", "employer")
    posts = Post.objects.visible_to(viewer)
    posts = posts.filter(closed_on__lt=day) if closed else posts.filter(existing_on(day))
    if tier:
        posts = posts.filter(tier=tier)
    ordered = posts.select_related("area").order_by("tier", "order", "area__order", "id")
    return ordered.prefetch_related(Prefetch("tenures", queryset=held, to_attr="held"))


@dataclass
class Deployment:
    """How many sit where: of one tier on one day. `people` counts everybody once."""

    tier: Tier
    posts: int = 0
    vacant: int = 0
    fte: Decimal = Decimal(0)
    holders: set[int] = field(default_factory=set)

    @property
    def people(self) -> int:
        """Persons (実人数)."""
        return len(self.holders)


def deployment_on(viewer: Viewer, day: date) -> list[Deployment]:
    """配置: posts, vacant posts, persons and full-time equivalents by tier on a day (two queries)."""
    by_tier: dict[str, Deployment] = {}
    for post in posts_on(viewer, day):
        held: list[Tenure] = post.held  # type: ignore[attr-defined]
        line = by_tier.setdefault(post.tier, Deployment(Tier(post.tier)))
        line.posts += 1
        line.vacant += not held
        line.fte += sum((t.fte for t in held), Decimal(0))
        line.holders |= {t.holder_id for t in held}
    return [by_tier[tier] for tier in Tier.values if tier in by_tier]


def overloaded_on(viewer: Viewer, day: date) -> dict[int, Decimal]:
    """Persons whose posts add up to more than one full time on the day: key → sum (one query)."""
    sums: dict[int, Decimal] = {}
    held = Tenure.objects.filter(covering(day), post__town=viewer.town_id)
    for holder, fte in held.values_list("holder_id", "fte"):
        sums[holder] = sums.get(holder, Decimal(0)) + fte
    return {holder: fte for holder, fte in sums.items() if fte > 1}
