"""Steps on the way to the answer; leading people on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.needs.forms.choices import offer_terms, one_of_terms
from sasaeai.needs.models import Referral
from sasaeai.needs.rules.states import FOLLOWS, NeedState
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Organisation
from sasaeai.resources.models import Resource
from sasaeai.towns.models import Town


class StepForm(forms.Form):
    """What was done, and where it stands now."""

    to = forms.ChoiceField(label="いまの状態", required=False, widget=forms.RadioSelect)
    on = forms.DateField(label="いつ", widget=day_input())
    wording = forms.CharField(
        label="したこと・わけ", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    result = one_of_terms("だれが答えたか")
    resource = forms.ModelChoiceField(
        label="つないだ地域資源", queryset=Resource.objects.none(), required=False
    )
    told_back = forms.BooleanField(label="話した方に返事をした", required=False)

    def __init__(self, *args: Any, town: Town, day: date, now: NeedState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(one.value, one.label) for one in NeedState if one in FOLLOWS[now]]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrowing for the type checker)
        field.choices = [("", f"{now.label}のまま"), *ways]
        offer_terms(self, town, day)
        offer(self, "resource", Resource.objects.filter(town=town).alive().order_by("kana", "name"))

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        said = dict(self.cleaned_data)
        to = said.pop("to")
        return {**said, "to": NeedState(to) if to else None}


class ReferralForm(forms.ModelForm[Referral]):
    """From where to where people were led."""

    came_from = one_of_terms("どこから", required=True)
    led_to = one_of_terms("どこへ", required=True)

    class Meta:
        model = Referral
        fields = (
            *("on", "came_from", "led_to", "people", "area", "resource", "organisation"),
            *("wording", "names_given", "consented_on"),
        )

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("on", "consented_on"):
            self.fields[name].widget = day_input()
        offer_terms(self, town, day)
        offer(self, "area", areas_of(town, day), empty="全市・わからない")
        alive = Resource.objects.filter(town=town).alive().order_by("kana", "name")
        offer(self, "resource", alive)
        offer(self, "organisation", Organisation.objects.filter(town=town).open())

    def _post_clean(self) -> None:
        """The deed checks the record; the form only reads what was typed."""

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        return dict(self.cleaned_data)
