"""What points at a record: said on the page before something is merged, retired or closed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Model
from django.db.models.fields.related import ManyToManyRel, ManyToOneRel


def uses_of(records: Sequence[Model], *, leave_out: Collection[str] = ()) -> list[tuple[str, int]]:
    """How many records of each kind point at any of these, by the name people know (one query a kind).

    :param leave_out: apps whose models only describe the records themselves
    """
    if not records:
        return []
    keys = [record.pk for record in records]
    counts: dict[str, int] = {}
    for relation in records[0]._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel | ManyToManyRel):
            continue
        model = relation.related_model
        if model._meta.app_label in leave_out or model._meta.auto_created:
            continue
        name = f"{relation.field.name}__in"
        count = model._default_manager.filter(**{name: keys}).distinct().count()
        title = str(model._meta.verbose_name)
        counts[title] = max(counts.get(title, 0), count)
    return [(title, count) for title, count in counts.items() if count]
