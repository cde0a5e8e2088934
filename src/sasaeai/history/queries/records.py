"""What became of one record: its lines, and its differences between any two points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet

from sasaeai.history.models import Event, Kind, key_of
from sasaeai.history.rules import folded, readable
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class Difference:
    """One field of a record at two points, in the words of the screen."""

    field: str
    label: str
    before: str
    after: str


def values_of(record: models.Model, fields: Iterable[str]) -> dict[str, object]:
    """The fields as a later reader understands them: a linked record by its name, not by its number."""
    found: dict[str, object] = {}
    for name in fields:
        value = getattr(record, name)
        found[name] = str(value) if isinstance(value, models.Model) else value
    return found


def spoken_values_of(record: models.Model, fields: Iterable[str]) -> dict[str, object]:
    """The same by the Japanese names of the fields, for a line that is about another record
    (who took a post is told in the history of the post)."""
    names = {name: label_of(type(record), name) for name in fields}
    return {names[name]: value for name, value in values_of(record, names).items()}


def lines_about(town_id: int | None, about: str) -> QuerySet[Event]:
    """Every line about a record (`activities.Activity:12`), newest first."""
    return Event.objects.filter(town=town_id, about=about).order_by("-number")


def latest_number(record: models.Model) -> int:
    """Number of the last change of the record; 0 if there is none."""
    return (
        Event.objects.filter(about=key_of(record), kind=Kind.DEED)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
        or 0
    )


def last_change(record: models.Model) -> Event | None:
    """The last change of the record."""
    changes = Event.objects.filter(about=key_of(record), kind=Kind.DEED)
    return changes.order_by("-number").first()


def changes_since(record: models.Model, number: int) -> list[Difference]:
    """What others changed after the line `number`."""
    lines = Event.objects.filter(about=key_of(record), kind=Kind.DEED, number__gt=number)
    return differences_of(list(lines.order_by("number")))


def differences_of(lines: list[Event]) -> list[Difference]:
    """The fields that differ between before the first and after the last of the lines (oldest first)."""
    if not lines:
        return []
    model = model_of(lines[0].about)
    before, after = folded([(line.before or {}, line.after or {}) for line in lines])
    return [
        Difference(
            field=name,
            label=label_of(model, name),
            before=_said(model, name, before.get(name)),
            after=_said(model, name, after.get(name)),
        )
        for name in after
        if before.get(name) != after[name]
    ]


def model_of(about: str) -> type[models.Model] | None:
    """The model that a key such as `activities.Activity:12` speaks of; None if it is gone."""
    try:
        return apps.get_model(about.split(":", maxsplit=1)[0])
    except (LookupError, ValueError):
        return None


def sort_of(about: str) -> str:
    """What kind of record a key speaks of (連携先, 活動記録 …); empty if it is gone."""
    model = model_of(about)
    return str(model._meta.verbose_name) if model is not None else ""


def label_of(model: type[models.Model] | None, name: str) -> str:
    """The Japanese name of a field; the bare name if the model has no such field any more."""
    try:
        field = model._meta.get_field(name) if model is not None else None
    except FieldDoesNotExist:
        field = None
    return str(getattr(field, "verbose_name", None) or name)


def _said(model: type[models.Model] | None, name: str, value: object) -> str:
    choices: dict[str, str] = {}
    if model is not None:
        field = next((f for f in model._meta.fields if f.name == name), None)
        choices = {str(k): str(v) for k, v in getattr(field, "flatchoices", ())}
    return readable(value, choices)


def sign_ins_of(doer: Doer, *, most: int = 5) -> list[Event]:
    """When a person last came in, so that they notice what was not them."""
    found = lines_about(doer.town_id, doer.doer_key).filter(kind=Kind.SIGN_IN)
    return list(found[:most])
