"""What a field offers to choose from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.ui.filters import LightFilter, offer_pairs


def day_input() -> forms.DateInput:
    """A day, as the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def areas_of(town: Town, day: date) -> QuerySet[Area]:
    """Areas of the town that exist on the day, without their outlines (no choice shows one)."""
    areas = Area.objects.of_town(town.pk).in_use_on(day)
    return areas.select_related("level__tree").defer("outline")


def offer(
    form: forms.BaseForm, name: str, rows: QuerySet[Any], *, empty: str = "（選ばない）"
) -> None:
    """Let a field choose among the rows."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
        field.empty_label = empty


def offer_words(
    form: LightFilter, name: str, rows: QuerySet[Any], words: str, *, empty: str
) -> None:
    """Let a field of a filter choose among the rows, of which only the words are read.

    :param words: the field of the row that is shown
    """
    offer_pairs(form, name, rows.values_list("pk", words), empty=empty)


def offer_to_both(
    form: forms.BaseForm,
    one: str,
    several: str,
    rows: QuerySet[Any],
    *,
    empty: str = "（選ばない）",
) -> None:
    """Let two fields choose among the same rows, read once for both."""
    words = [(row.pk, str(row)) for row in rows]
    for name in (one, several):
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = rows
            field.choices = words if name == several else [("", empty), *words]
