"""Troubles for those above (councils, districts): only what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, OuterRef, Subquery

from sasaeai.needs.models import Need, NeedQuerySet, NeedStep
from sasaeai.towns.viewer import Viewer


def needs_of(viewer: Viewer, keys: Iterable[int]) -> NeedQuerySet:
    """The troubles among the keys that the viewer may see, with what a line of a list says of them."""
    found = Need.objects.visible_to(viewer).filter(pk__in=list(keys))
    return with_lines(found)


def one_need(viewer: Viewer, key: int) -> Need | None:
    """One trouble, if the viewer may see it."""
    return needs_of(viewer, [key]).first()


def with_lines(found: NeedQuerySet) -> NeedQuerySet:
    """With area, post and labels (one more query)."""
    found = found.select_related("area", "post", "intake", "result").defer("area__outline")
    return found.prefetch_related("labels__term", "labels__detail")


def strayed() -> NeedQuerySet:
    """Troubles that do not stand where their last step led: something wrote past the rules (one query)."""
    steps = NeedStep.objects.filter(need=OuterRef("pk")).order_by("-pk")
    led_to = Subquery(steps.values("state")[:1])
    return Need.objects.annotate(led_to=led_to).exclude(state=F("led_to")).order_by("pk")
