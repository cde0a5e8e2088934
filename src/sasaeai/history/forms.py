"""Filters of the list; and two people on one record: whoever saves second is shown what the first changed."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict

from sasaeai.history.models import Kind
from sasaeai.history.queries import Asked, Difference, changes_since, latest_number
from sasaeai.ui.filters import LightFilter


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AskedForm(LightFilter):
    """What the auditor's list is filtered by; it lives in the address."""

    person = forms.ChoiceField(label="だれが", required=False)
    first = forms.DateField(label="いつから", required=False, widget=_day())
    last = forms.DateField(label="いつまで", required=False, widget=_day())
    kind = forms.ChoiceField(label="種別", required=False, choices=(("", "すべて"), *Kind.choices))
    what = forms.ChoiceField(label="したこと", required=False)
    words = forms.CharField(label="対象の名前", required=False, max_length=100)

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        deeds: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (("person", people), ("what", deeds)):
            chosen = self.data.get(name, "")
            extra = [(chosen, chosen)] if chosen and chosen not in dict(known) else []
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "すべて"), *known, *extra]

    def asked(self) -> Asked:
        """The filter; what makes no sense is left out rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            person=given.get("person", ""),
            first=given.get("first"),
            last=given.get("last"),
            kind=given.get("kind", ""),
            what=given.get("what", ""),
            words=given.get("words", ""),
        )


class ReviewForm(forms.Form):
    """What a reviewer noticed."""

    remark = forms.CharField(
        label="気づいたこと",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="気になる閲覧があったとき、だれに何を確かめたかを書いてください。なければ空欄でかまいません。",
    )


class SeenForm(forms.ModelForm[Any]):
    """A form that knows which state of the record its writer saw.

    If somebody else saved meanwhile, nothing is overwritten: `others` holds the differences for the page,
    and a second press of the button saves.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others: list[Difference] = []
        if self.instance.pk:
            self.fields["seen"].initial = latest_number(self.instance)

    def clean(self) -> dict[str, Any]:
        """Compare the state seen with the state now."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._look_for_others(self.instance, cleaned.pop("seen", None))
        return cleaned

    def _look_for_others(self, record: models.Model, seen: int | None) -> None:
        if not record.pk or seen is None or seen == latest_number(record):
            return
        self.others = changes_since(record, seen)
        if not self.others:
            return
        sent = cast(QueryDict, self.data).copy()
        sent[self.add_prefix("seen")] = str(latest_number(record))
        self.data = sent
        raise forms.ValidationError(
            "あなたが開いたあとに、ほかの人がこの記録を変えました。下の変更を確かめ、"
            "よければもう一度「保存」を押してください。",
            code="changed-meanwhile",
        )
