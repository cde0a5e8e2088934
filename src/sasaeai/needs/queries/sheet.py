"""The worksheet: which text comes next, and how far the work is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from sasaeai.analysis.needs.grouping import Group, Likeness, groups_of
from sasaeai.needs.models import Need, NeedBatch, NeedQuerySet
from sasaeai.needs.queries.categories import Category, Suggested, categories_of, suggested_for
from sasaeai.needs.queries.suggesting import classifier_of
from sasaeai.needs.rules.helping import is_wish_to_help
from sasaeai.needs.rules.labels import SUGGESTED
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.viewer import Viewer
from sasaeai.vocabulary.models import Term

# Comparing grows faster than the number of texts; more are grouped by the command.
MOST_COMPARED = 2000
# So many are accepted by one press; pressing again takes the next.
AT_ONCE = 500
LIKENESS = {Likeness.SAME: "同じ文", Likeness.NEAR: "ほとんど同じ文", Likeness.THEME: "似た声"}


@dataclass(frozen=True)
class Sheet:
    """One text to be settled.

    :param need: None when everything is done
    :param confident: how many of those that wait have a suggestion that may be accepted unread
    """

    need: Need | None
    suggested: Suggested | None
    categories: list[Category]
    done: int
    total: int
    confident: int = 0

    @property
    def left(self) -> int:
        """How many wait."""
        return self.total - self.done


def texts_of(viewer: Viewer, batch: NeedBatch | None) -> NeedQuerySet:
    """The troubles that are sorted: of one bundle, or all that are open."""
    mine = Need.objects.visible_to(viewer).counted()
    return mine.filter(batch=batch) if batch else mine.open()


def sheet_of(viewer: Viewer, batch: NeedBatch | None, *, after: int = 0) -> Sheet:
    """The next text without a category, behind the one skipped if there is one there (seven queries)."""
    texts = texts_of(viewer, batch)
    numbers = texts.order_by().aggregate(
        total=Count("pk"), done=Count("pk", filter=Q(settled_at__isnull=False))
    )
    waiting = texts.filter(settled_at__isnull=True).select_related("area", "intake", "batch")
    ordered = waiting.defer("area__outline").order_by("pk")
    need = ordered.filter(pk__gt=after).first() or (ordered.first() if after else None)
    if need is None:
        return Sheet(None, None, [], **numbers)
    categories = categories_of(need.town_id, fiscal_year_of(need.heard_on))
    sure = len(_confident(waiting))
    return Sheet(need, suggested_for(need, categories), categories, **numbers, confident=sure)


def confident_in(
    viewer: Viewer, batch: NeedBatch | None, fiscal_year: int
) -> list[tuple[Need, list[Term]]]:
    """Texts whose suggestion may be accepted unread, at most `AT_ONCE`, with the categories put forward (four
    queries). A wish to help is no trouble and stays for a person."""
    waiting = texts_of(viewer, batch).filter(settled_at__isnull=True)
    terms = {one.term.code: one.term for one in categories_of(viewer.town_id, fiscal_year)}
    needs = Need.objects.filter(pk__in=_confident(waiting)).order_by("pk")
    pairs = [
        (need, [terms[c] for c in _put_forward(need.suggested) if c in terms]) for need in needs
    ]
    return [(need, found) for need, found in pairs if found]


def _confident(waiting: NeedQuerySet) -> list[int]:
    """Keys of the texts whose suggestion is sure (one query)."""
    rows = waiting.filter(suggested__confident=True).order_by("pk")
    found = rows.values_list("pk", "wording", "suggested")[:AT_ONCE]
    return [pk for pk, text, kept in found if _put_forward(kept) and not is_wish_to_help(text)]


def _put_forward(kept: dict[str, Any]) -> list[str]:
    return [code for code, score in kept.get("labels", ()) if score >= SUGGESTED]


def one_on_sheet(viewer: Viewer, batch: NeedBatch | None, need: Need) -> Sheet:
    """The same sheet with a text of one's choice, as after an undo."""
    found = sheet_of(viewer, batch)
    categories = found.categories or categories_of(need.town_id, fiscal_year_of(need.heard_on))
    return replace(
        found, need=need, suggested=suggested_for(need, categories), categories=categories
    )


@dataclass(frozen=True)
class Alike:
    """Texts that belong together, with the reason and what is suggested for them."""

    sort: str
    reason: str
    words: tuple[str, ...]
    needs: list[Need]
    suggested: Suggested
    waiting: int


def alike_in(viewer: Viewer, batch: NeedBatch | None) -> tuple[list[Alike], int]:
    """Groups of texts that say the same, the largest first; and how many texts were compared.

    Compared are the newest `MOST_COMPARED`; 2,000 texts cost a few CPU seconds.
    """
    rows = texts_of(viewer, batch).select_related("area").defer("area__outline").order_by("-pk")
    needs = list(rows.prefetch_related("labels__term", "labels__detail")[:MOST_COMPARED])
    if len(needs) < 2:
        return [], len(needs)
    texts = [need.wording for need in needs]
    categories = categories_of(needs[0].town_id, fiscal_year_of(needs[0].heard_on))
    groups = groups_of(texts, classifier_of(needs[0].town_id))
    found = [_alike(group, needs, categories) for group in groups]
    return sorted(found, key=lambda one: -len(one.needs)), len(needs)


def _alike(group: Group, needs: Sequence[Need], categories: list[Category]) -> Alike:
    members = [needs[place] for place in group.members]
    return Alike(
        LIKENESS[group.likeness],
        group.reason,
        group.words,
        members,
        suggested_for(members[0], categories),
        sum(1 for need in members if need.settled_at is None),
    )


def batches_of(viewer: Viewer) -> list[NeedBatch]:
    """Bundles with `total` and `done`, of the troubles the viewer may see (one query)."""
    mine = Need.objects.visible_to(viewer).counted()
    seen = Q(needs__in=mine)
    return list(
        NeedBatch.objects.filter(town=viewer.town_id)
        .annotate(
            total=Count("needs", filter=seen),
            done=Count("needs", filter=seen & Q(needs__settled_at__isnull=False)),
        )
        .filter(total__gt=0)
    )
