"""たより: where and when, and each piece."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.documents.photos import CleanPhoto, clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.places.models import Area
from sasaeai.places.queries import area_choices
from sasaeai.portal.models import Newsletter, NewsletterItem
from sasaeai.portal.queries import photos_for
from sasaeai.resources.models import ResourcePhoto
from sasaeai.towns.viewer import Viewer


class DraftForm(forms.Form):
    """区域と月"""

    month = forms.DateField(
        label="何月号", input_formats=["%Y-%m"], widget=forms.DateInput({"type": "month"}, "%Y-%m"),
        error_messages={"invalid": "「2026-11」のように年と月を入れてください。"},
    )  # fmt: skip
    area = forms.ChoiceField(label="区域", required=False)

    def __init__(self, *args: Any, viewer: Viewer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bound = viewer.area_ids()
        choices = area_choices(viewer.town_id, on=today, within=bound)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the reader of types)
        field.choices = [("", "全市"), *choices] if bound is None else choices
        field.required = bound is not None
        field.initial = "" if bound is None else next(iter(sorted(bound)), "")

    def chosen_area(self) -> Area | None:
        """The area, or None for the whole town."""
        key = self.cleaned_data["area"]
        return Area.objects.get(pk=key) if key else None


class NewsletterForm(forms.ModelForm[Newsletter]):
    """題・号・はじめのことば"""

    class Meta:
        model = Newsletter
        fields = ("title", "number", "lead")


class PhotoField(forms.ModelChoiceField[ResourcePhoto]):
    """A picture by its caption."""

    def label_from_instance(self, obj: ResourcePhoto) -> str:
        """つどいのようす（写真）"""
        return f"{obj.caption or '説明なし'}（{obj.get_sort_display()}）"


class ItemForm(forms.ModelForm[NewsletterItem]):
    """One piece"""

    photo = PhotoField(queryset=None, required=False, label="写真", empty_label="なし")
    upload = forms.FileField(
        label="この記事だけの写真",
        required=False,
        help_text="JPEG・PNGなど。写っている人の了解を得たものだけ。撮影した場所などの情報は消します",
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_picture = forms.BooleanField(label="この記事だけの写真を外す", required=False)

    class Meta:
        model = NewsletterItem
        fields = ("taken", "order", "heading", "text", "photo", "caption")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["photo"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the reader of types)
        keys = [p.pk for p in photos_for(self.instance)]
        field.queryset = ResourcePhoto.objects.filter(pk__in=keys)
        if not keys:
            del self.fields["photo"]
        if not self.instance.picture:
            del self.fields["without_picture"]

    def clean_upload(self) -> CleanPhoto | None:
        """Upright, small enough, without where and when it was taken."""
        file = self.cleaned_data["upload"]
        try:
            return clean_photo(file.read()) if file else None
        except CannotRead as reason:
            raise forms.ValidationError(str(reason)) from reason
