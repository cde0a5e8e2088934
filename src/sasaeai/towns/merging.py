"""Two records that turn out to be one: whatever points to the one is hung on the other."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

M = TypeVar("M", bound=models.Model)


def hang_records_on(keep: M, drop: M) -> dict[str, int]:
    """Move whatever points to `drop`, also from capabilities above that we do not know by name.

    A record that points to both keeps one pointer.

    :returns: how many records of each kind were moved, by what the kind is called
    """
    moved: dict[str, int] = {}
    for relation in keep._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model, field = relation.related_model, relation.field
        lines = model._default_manager.filter(**{field.name: drop})
        for others in _must_be_once(model, field.name):
            twice = model._default_manager.filter(
                **{field.name: keep}, **{name: OuterRef(name) for name in others}
            )
            lines.filter(Exists(twice)).delete()
        count = lines.update(**{field.name: keep})
        if count:
            name = str(model._meta.verbose_name)
            moved[name] = moved.get(name, 0) + count
    return moved


def _must_be_once(model: type[models.Model], field: str) -> list[tuple[str, ...]]:
    """The other fields of every uniqueness rule that the field takes part in."""
    rules = [c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    rules += [tuple(fields) for fields in model._meta.unique_together]
    if getattr(model._meta.get_field(field), "unique", False):
        rules.append((field,))
    return [tuple(f for f in fields if f != field) for fields in rules if field in fields]
