"""Records with fields and lists: kept whole, with one line of history that tells what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of
from sasaeai.history.rules import differences
from sasaeai.towns.viewer import Doer

M = TypeVar("M", bound=models.Model)


def keep(
    *,
    by: Doer,
    at: datetime,
    record: M,
    facts: Mapping[str, Any],
    many: Mapping[str, Iterable[Any]] | None = None,
    what: str,
    about: models.Model | None = None,
) -> M:
    """Write fields and lists of a new or known record; nothing is told if nothing changed.

    To be called inside the transaction of the deed.

    :param many: lists of other records, by the name of the field
    :param about: the record in whose history it is told, if it is not the record's own
    :raises ValidationError: by field, in the reader's words
    """
    names, lists = list(facts), dict(many or {})
    kept = type(record)._default_manager.filter(pk=record.pk).first() if record.pk else None
    before = _said(kept, names, lists) if kept is not None else {}
    for name, value in facts.items():
        setattr(record, name, value)
    if hasattr(record, "changed_at"):
        record.changed_at = at
    record.full_clean()
    record.save()
    for name, rows in lists.items():
        getattr(record, name).set(rows)
    after = _said(record, names, lists)
    was, now_is = differences(before, after)
    if kept is None:
        was, now_is = {}, {name: value for name, value in after.items() if value}
    if now_is:
        history.note(
            by=by, at=at, what=what, about=about or record, before=was or None, after=now_is
        )
    return record


def _said(record: models.Model, names: list[str], lists: Mapping[str, Any]) -> dict[str, object]:
    said = spoken_values_of(record, names)
    for name in lists:
        label = str(record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        said[label] = [str(row) for row in getattr(record, name).all()]
    return said
