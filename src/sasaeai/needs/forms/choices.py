"""What the forms offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.people.forms.choices import offer
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

SCHEMES = {
    "route": "referral-route",
    "channel": "need-channel",
    "age_band": "age-band",
    "households": "household",
    "result": "need-result",
    "came_from": "referral-from",
    "led_to": "referral-to",
}


def one_of_terms(label: str, **given: Any) -> forms.ModelChoiceField[Term]:
    """A choice among the terms of a scheme; `offer_terms` fills it."""
    return forms.ModelChoiceField(
        label=label, queryset=Term.objects.none(), required=given.pop("required", False), **given
    )


def offer_terms(
    form: forms.BaseForm, town: Town, day: date, *, empty: str = "（選ばない）"
) -> None:
    """Let every field of a scheme choose among the terms in use in the year of the day."""
    terms = Term.objects.select_related("scheme").in_use_in(fiscal_year_of(day))
    for name, scheme in SCHEMES.items():
        if name not in form.fields:
            continue
        rows = terms.of(town.pk, scheme).order_by("order", "id")
        field = form.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = rows
        else:
            offer(form, name, rows, empty=empty)
            if field.required and isinstance(field, forms.ModelChoiceField):
                field.empty_label = "選んでください"
