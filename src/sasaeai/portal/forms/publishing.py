"""What stands on the public pages; landmarks; the counts of a portal elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.documents.letters import MOST_BYTES as MOST_LETTER_BYTES
from sasaeai.places.models import Level
from sasaeai.portal.models import Landmark, PortalSettings
from sasaeai.portal.queries import levels_of

MOST_BYTES = 5 * 1024 * 1024


class LevelField(forms.ModelChoiceField[Level]):
    """A level by its tree and name."""

    def label_from_instance(self, obj: Level) -> str:
        """日常生活圏域：地区"""
        return obj.name if obj.tree.name == obj.name else f"{obj.tree.name}：{obj.name}"


class SettingsForm(forms.ModelForm[PortalSettings]):
    """公開の決めごと"""

    map_level = LevelField(
        queryset=None, required=False, label="どの区域ごとに地図を作るか", empty_label="おまかせ",
        help_text="おまかせは、地域包括支援センターの圏域（なければ第2層の区域）",
    )  # fmt: skip

    class Meta:
        model = PortalSettings
        fields = (
            *("welcome", "takes_letters", "map_level", "background", "background_source"),
            *("newsletter_title", "publisher"),
        )
        widgets = {"background": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["map_level"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the reader of types)
        field.queryset = levels_of(self.instance.town_id)


class LandmarkForm(forms.ModelForm[Landmark]):
    """目印"""

    class Meta:
        model = Landmark
        fields = ("name", "kana", "sort", "latitude", "longitude")


class LettersForm(forms.Form):
    """届いた声のファイル"""

    file = forms.FileField(label="届いた声のファイル（.json）")

    def clean_file(self) -> Any:
        """Not larger than a full box."""
        file = self.cleaned_data["file"]
        if file.size > MOST_LETTER_BYTES:
            raise forms.ValidationError(
                "ファイルが大きすぎます。届いた声のファイルか確かめてください。"
            )
        return file


class CountsForm(forms.Form):
    """閲覧の数のファイル"""

    file = forms.FileField(label="閲覧の数のファイル（.json）")

    def clean_file(self) -> Any:
        """Not larger than any town's counts."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "ファイルが大きすぎます。閲覧の数のファイルか確かめてください。"
            )
        return file
