"""One field for many records."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.activities.forms.fields import RowChoice
from sasaeai.activities.queries.filters import FilterChoices
from sasaeai.towns.rules import Tier

FIELDS = {
    "area": "圏域・地区",
    "tier": "層",
    "function": "主な業務項目",
    "means": "手段",
    "kind": "活動の種類",
    "result": "結果",
    "is_issue": "月報にのせる",
}


class BulkForm(forms.Form):
    """Which field, and its new value."""

    use_required_attribute = False

    field = forms.ChoiceField(
        label="直す項目", choices=list(FIELDS.items()), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choices: FilterChoices, **given: Any) -> None:
        super().__init__(*args, **given)
        terms = choices.terms
        rows = {
            "function": "function",
            "means": "means",
            "kind": "activity-kind",
            "result": "result",
        }
        self.fields["area"] = RowChoice(
            choices.areas,
            choices=[("", "全市"), *_pairs(choices.areas)],
            label="圏域・地区",
            required=False,
        )
        self.fields["tier"] = forms.ChoiceField(label="層", choices=Tier.choices, required=False)
        for name, scheme in rows.items():
            listed = [("", "（なし）"), *_pairs(terms[scheme])]
            self.fields[name] = RowChoice(
                terms[scheme], choices=listed, label=FIELDS[name], required=False
            )
        self.fields["is_issue"] = forms.BooleanField(label="月報にのせる", required=False)

    def value(self) -> Any:
        """The new value of the chosen field."""
        return self.cleaned_data[self.cleaned_data["field"]]


def _pairs(rows: Any) -> list[tuple[int, str]]:
    return [(row.pk, str(row)) for row in rows]
