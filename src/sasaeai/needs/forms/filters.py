"""What the list is filtered by; it lives in the address."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from sasaeai.needs.forms.choices import offer_terms, one_of_terms
from sasaeai.needs.models import NeedBatch
from sasaeai.needs.queries.listing import Asked
from sasaeai.needs.rules.states import NeedState
from sasaeai.people.forms.choices import areas_of, day_input, offer_words
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.ui.form_rendering import LightFilter
from sasaeai.vocabulary.models import Term

ALL = "すべて"


class FilterForm(LightFilter):
    """Words, place, category, state; the rest below."""

    q = forms.CharField(label="ことば", required=False, max_length=100)
    area = forms.ModelChoiceField(label="区域", queryset=Area.objects.none(), required=False)
    label = forms.ChoiceField(label="分類", required=False)
    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=(("", ALL), ("open", "終わっていない"), *NeedState.choices),
    )
    first = forms.DateField(label="いつから", required=False, widget=day_input())
    last = forms.DateField(label="いつまで", required=False, widget=day_input())
    route = one_of_terms("どなたから")
    channel = one_of_terms("どうやって")
    batch = forms.ModelChoiceField(
        label="声の束", queryset=NeedBatch.objects.none(), required=False
    )
    mine = forms.BooleanField(label="自分の担当", required=False)
    unmet = forms.BooleanField(label="答える資源がない", required=False)
    example = forms.BooleanField(label="印刷する例", required=False)

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, "area", areas_of(town, day), "name", empty=ALL)
        offer_words(self, "batch", NeedBatch.objects.filter(town=town), "name", empty=ALL)
        offer_terms(self, town, day, empty=ALL)
        terms = Term.objects.of(town.pk, "need-kind").values_list("pk", "label")
        label = cast("forms.ChoiceField", self.fields["label"])
        label.choices = [("", ALL), ("none", "まだ決めていない"), *((str(k), v) for k, v in terms)]

    def asked(self) -> Asked:
        """The filter; what makes no sense is left out rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        names = ("area", "route", "channel", "batch")
        keys: dict[str, int | None] = {n: getattr(given.get(n), "pk", None) for n in names}
        return Asked(
            first=given.get("first"),
            last=given.get("last"),
            state=given.get("state") or "",
            label=given.get("label") or "",
            words=given.get("q") or "",
            **keys,
            mine=bool(given.get("mine")),
            unmet=bool(given.get("unmet")),
            example=bool(given.get("example")),
        )

    def said(self) -> str:
        """The filter in words, for the history and the head of a print."""
        self.is_valid()
        words = []
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if value is True:
                words.append(str(field.label))
            elif value and isinstance(field, forms.ModelChoiceField):
                words.append(str(value))
            elif value:
                known = dict(getattr(field, "choices", ()) or ())
                words.append(str(known.get(value, value)))
        return "、".join(words) or ALL
