"""What the list is filtered by; it lives in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.needs.forms.choices import SCHEMES
from sasaeai.needs.models import NeedBatch
from sasaeai.needs.queries.categories import KIND
from sasaeai.needs.queries.listing import Asked
from sasaeai.needs.rules.states import NeedState
from sasaeai.people.forms.choices import areas_of, day_input, offer_words
from sasaeai.people.rules import fiscal_year_of
from sasaeai.towns.models import Town
from sasaeai.ui.filters import ALL, LightFilter, offer_pairs, one_of
from sasaeai.vocabulary.queries import words_of_terms

UNSETTLED = ("none", "まだ決めていない")


class BoardFilter(LightFilter):
    """Place and category: what the board is filtered by."""

    q = forms.CharField(label="ことば", required=False, max_length=100)
    area = one_of("区域")
    label = forms.ChoiceField(label="分類", required=False)

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_words(self, "area", areas_of(town, day), "name", empty=ALL)
        others = {name: scheme for name, scheme in SCHEMES.items() if name in self.fields}
        asked = dict.fromkeys(others.values(), fiscal_year_of(day))
        terms = words_of_terms(town.pk, {**asked, KIND: None})
        settled = ((str(key), words) for key, words in terms[KIND])
        offer_pairs(self, "label", [UNSETTLED, *settled], empty=ALL)
        for name, scheme in others.items():
            offer_pairs(self, name, terms[scheme], empty=ALL)

    def asked(self) -> Asked:
        """The filter; what makes no sense is left out rather than refused."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(words=given.pop("q", ""), **given)


class FilterForm(BoardFilter):
    """Words, place, category, state; the rest below."""

    state = forms.ChoiceField(
        label="状態",
        required=False,
        choices=(("", ALL), ("open", "終わっていない"), *NeedState.choices),
    )
    first = forms.DateField(label="いつから", required=False, widget=day_input())
    last = forms.DateField(label="いつまで", required=False, widget=day_input())
    route = one_of("どなたから")
    channel = one_of("どうやって")
    batch = one_of("声の束")
    mine = forms.BooleanField(label="自分の担当", required=False)
    unmet = forms.BooleanField(label="答える資源がない", required=False)
    example = forms.BooleanField(label="印刷する例", required=False)

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, town=town, day=day, **kwargs)
        offer_words(self, "batch", NeedBatch.objects.filter(town=town), "name", empty=ALL)
