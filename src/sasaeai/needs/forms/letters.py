"""What a person makes of a letter that is not taken down."""

from __future__ import annotations

from django import forms

REASONS = (
    "宣伝・いたずら",
    "同じ声が2度届いた",
    "意味が読み取れない",
    "ほかの窓口の用件で、そちらに伝えた",
)


class RefuseForm(forms.Form):
    """受け付けない: with the reason."""

    reason = forms.ChoiceField(
        label="わけ",
        choices=[(one, one) for one in REASONS],
        widget=forms.RadioSelect,
        error_messages={"required": "受け付けないわけを選んでください。"},
    )
