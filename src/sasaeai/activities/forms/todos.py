"""Adding something to be done."""

from __future__ import annotations

from django import forms

from sasaeai.activities.forms.fields import DayField


class TodoForm(forms.Form):
    """やること: what, by when."""

    use_required_attribute = False

    wording = forms.CharField(
        label="次にすること",
        max_length=200,
        error_messages={"required": "することを書いてください（例：会長に電話する）。"},
    )
    due_on = DayField(label="いつまでに", required=False)
