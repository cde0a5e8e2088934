"""Writing a town's own tables. The caller has checked the text with `layout_texts.checked`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from sasaeai.history.actions import note, town_of
from sasaeai.people.models import User
from sasaeai.reports.models import TownLayout


@transaction.atomic
def make_layout(
    *, by: User, at: datetime, title: str, text: str, copied_from: str = "", shared: bool = False
) -> TownLayout:
    """Keep a new table; its code is made from the one it was copied from.

    :raises ValidationError: if the title is empty
    """
    layout = TownLayout(
        town_id=town_of(by),
        code=_free_code(town_of(by), copied_from or "table"),
        title=title.strip(),
        text=text,
        owner=by,
        owner_key=by.doer_key,
        is_shared=shared,
        copied_from=copied_from,
        changed_at=at,
    )
    layout.full_clean()
    layout.save()
    note(by=by, at=at, what="reports.layout_made", about=layout, after={"title": layout.title})
    return layout


@transaction.atomic
def change_layout(
    *, by: User, at: datetime, layout: TownLayout, title: str, text: str
) -> TownLayout:
    """Keep another text under the same code.

    :raises ValidationError: if the title is empty
    """
    before = {"title": layout.title, "text": layout.text}
    layout.title, layout.text, layout.changed_at = title.strip(), text, at
    layout.full_clean()
    layout.save(update_fields=["title", "text", "changed_at"])
    after = {"title": layout.title, "text": layout.text}
    note(by=by, at=at, what="reports.layout_changed", about=layout, before=before, after=after)
    return layout


@transaction.atomic
def share_layout(*, by: User, at: datetime, layout: TownLayout, shared: bool) -> TownLayout:
    """Let everyone in the town use the table, or only oneself."""
    before = {"shared": layout.is_shared}
    layout.is_shared = shared
    layout.save(update_fields=["is_shared"])
    note(
        by=by,
        at=at,
        what="reports.layout_shared",
        about=layout,
        before=before,
        after={"shared": shared},
    )
    return layout


@transaction.atomic
def remove_layout(*, by: User, at: datetime, layout: TownLayout) -> None:
    """Remove a table; what was handed in with it stays, for it is a copy. The history keeps the text."""
    before = {"title": layout.title, "code": layout.code, "text": layout.text}
    note(by=by, at=at, what="reports.layout_removed", about=layout, before=before)
    layout.delete()


def _free_code(town: int, wish: str) -> str:
    taken = set(TownLayout.objects.filter(town=town).values_list("code", flat=True))
    stem = f"own-{slugify(wish.removeprefix('own-')) or 'table'}"[:50].rstrip("-")
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return next(code for code in (stem, *numbered) if code not in taken)
