"""Forms of rounds, and of what operators say without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.places.models import Area
from sasaeai.resources.rules.proposing import LONG, PROPOSABLE
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term


class RoundForm(forms.Form):
    """Which resources are asked after, and until when."""

    name = forms.CharField(label="名前", max_length=80)
    area = forms.ModelChoiceField(label="区域", queryset=Area.objects.none(), required=False)
    kind = forms.ModelChoiceField(label="種別", queryset=Term.objects.none(), required=False)
    which = forms.ChoiceField(
        label="どれを",
        choices=(
            ("due", "そろそろ確認・期限切れ・未確認のもの"),
            ("all", "終了以外のすべて"),
        ),
        widget=forms.RadioSelect,
        initial="due",
    )
    due_on = forms.DateField(label="いつまでに", required=False, widget=day_input())

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", areas_of(town, day), empty="（全市）")
        offer(self, "kind", Term.objects.of(town.pk, "resource-kind"), empty="すべて")


class OperatorForm(forms.Form):
    """What an operator corrects. Every field holds what is known, so that only the change is typed."""

    use_required_attribute = False

    sender = forms.CharField(label="お名前", required=False, max_length=60)
    sender_contact = forms.CharField(
        label="連絡先（電話など）",
        required=False,
        max_length=100,
        help_text="内容をおたずねするときだけ使います",
    )
    remark = forms.CharField(
        label="伝えたいこと",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, values: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in PROPOSABLE.items():
            widget = forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=2000 if name in LONG else 200,
                initial=values[name],
                widget=widget,
            )

    def proposable(self) -> list[forms.BoundField]:
        """The fields of the resource."""
        return [self[name] for name in PROPOSABLE]

    def given(self) -> dict[str, str]:
        """The texts as typed."""
        return {name: self.cleaned_data[name] for name in PROPOSABLE}
