"""Trees, levels and areas."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.places.models import Area, Level, Tree
from sasaeai.places.queries import areas_on


class DayField(forms.DateField):
    """A day, chosen from the calendar of the browser."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class TreeForm(forms.ModelForm[Tree]):
    """A way of dividing the town."""

    class Meta:
        model = Tree
        fields = ("name", "order")
        help_texts = {"order": "小さいものから左に並びます。"}


class NewTreeForm(forms.ModelForm[Tree]):
    """A new way of dividing the town."""

    class Meta:
        model = Tree
        fields = ("name", "code")
        help_texts = {
            "name": "例：日常生活圏域、ブロック、小学校区、町会",
            "code": "半角の英小文字と数字と - で（例：school）。",
        }


class LevelForm(forms.ModelForm[Level]):
    """A level's name and tier."""

    class Meta:
        model = Level
        fields = ("name", "tier")
        help_texts = {
            "tier": "この段が第1層・第2層の区域にあたるときに選びます。同じ区域のときは両方を選べます。"
        }


class NewLevelForm(forms.ModelForm[Level]):
    """A new level of a tree."""

    class Meta:
        model = Level
        fields = ("name", "code", "tier")
        help_texts = {"code": "表の設定で使います。半角の英小文字と数字と - で（例：district）。"}


class NewAreaForm(forms.Form):
    """A new area, with what it lies within, one choice for every other level."""

    name = forms.CharField(label="区域名", max_length=60)
    kana = forms.CharField(label="ふりがな", max_length=120, required=False)
    code = forms.CharField(label="コード", max_length=40, required=False)
    valid_from = DayField(
        label="いつから", required=False, help_text="はじめからある区域は空欄のままにします。"
    )

    def __init__(self, *args: Any, level: Level, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        town = level.tree.town_id
        others = Level.objects.filter(tree__town=town).exclude(pk=level.pk)
        for other in others.select_related("tree").order_by("tree__order", "depth"):
            chosen = forms.ModelChoiceField(
                areas_on(town, day, other.code),
                label=f"属する{other.name}",
                required=False,
                empty_label="なし",
            )
            if other.areas.exists():
                self.fields[f"parent_{other.pk}"] = chosen

    def parents(self) -> list[Area]:
        """The areas chosen."""
        chosen = [v for name, v in self.cleaned_data.items() if name.startswith("parent_")]
        return [area for area in chosen if area is not None]


class AreaForm(forms.ModelForm[Area]):
    """What is no event in an area's life."""

    class Meta:
        model = Area
        fields = ("name", "kana", "code", "order", "latitude", "longitude")
        help_texts = {
            "name": "書き間違いを直すときだけ変えます。呼び名が変わったときは「名前を変える」をお使いください。",
            "order": "小さいものから並びます。",
        }


class RenameAreaForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label="新しい名前", max_length=60)
    kana = forms.CharField(label="ふりがな", max_length=120, required=False)
    on = DayField(label="いつから")


class CloseAreaForm(forms.Form):
    """An area ends."""

    last_day = DayField(label="いつまで", help_text="この日まで使い、次の日から選べなくなります。")
