"""The to-do list."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q

from sasaeai.activities.models import Todo
from sasaeai.people.models import User
from sasaeai.people.queries import posts_of


def todo_page(
    user: User, *, whole: bool, done: bool, today: date, number: str | None
) -> Page[Todo]:
    """One page of what is to be done (or was done), of one's own posts or of all one may see."""
    found = Todo.objects.visible_to(user).select_related("post", "activity")
    found = found.filter(done_at__isnull=not done)
    if done:
        found = found.order_by("-done_at", "-pk")
    if not whole:
        posts = posts_of(user, today)
        found = found.filter(Q(post__in=posts) | Q(written_by_key=user.doer_key))
    return Paginator(found, 50).get_page(number)
