"""Forms of pictures, support and keeping in touch."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.people.forms.choices import day_input, offer
from sasaeai.people.rules import fiscal_year_of
from sasaeai.resources.models import ResourcePhoto
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term


class PictureForm(forms.Form):
    """One picture or flyer."""

    file = forms.FileField(
        label="写真・チラシの画像",
        help_text="JPEG・PNGなど。撮影した場所などの情報は消して保存します",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    sort = forms.ChoiceField(
        label="種別", choices=ResourcePhoto.Sort.choices, widget=forms.RadioSelect, initial="photo"
    )
    caption = forms.CharField(label="説明", required=False, max_length=100)
    may_publish = forms.BooleanField(
        label="公開してよい（写っている人の了解を得た）", required=False
    )


class SupportForm(forms.Form):
    """What was given."""

    on = forms.DateField(label="いつ", widget=day_input())
    wording = forms.CharField(
        label="したこと", max_length=200, help_text="例：助成の申請を手伝った、椅子を借りてきた"
    )


class TouchForm(forms.Form):
    """How people were kept in touch with."""

    on = forms.DateField(label="いつ", widget=day_input())
    means = forms.ModelChoiceField(label="手段", queryset=Term.objects.none(), required=False)
    people = forms.IntegerField(label="つながった人数", required=False, min_value=0)
    wording = forms.CharField(
        label="内容",
        max_length=300,
        help_text="例：世話人が手分けして電話した。個人の名前は書かないでください。",
    )

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "means", Term.objects.of(town.pk, "means").in_use_in(fiscal_year_of(day)))
