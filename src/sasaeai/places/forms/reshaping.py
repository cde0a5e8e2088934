"""Moving, merging and splitting."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from sasaeai.places.forms.areas import DayField
from sasaeai.places.models import Area, Level
from sasaeai.places.queries import areas_on


class MoveForm(forms.Form):
    """Into which area of a level, from when."""

    parent = forms.ModelChoiceField(
        Area.objects.none(), label="移る先", required=False, empty_label="どこにも属さない"
    )
    on = DayField(label="いつから")

    def __init__(self, *args: Any, area: Area, level: Level, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].label = f"新しく属する{level.name}"
        chosen = areas_on(area.level.tree.town_id, day, level.code).exclude(pk=area.pk)
        _choices(self, "parent", chosen)


class MergeForm(forms.Form):
    """Several areas of a level into one."""

    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="合わせる区域", widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Area.objects.none(),
        label="残す区域",
        required=False,
        empty_label="新しい区域をつくる",
        help_text="どれかに編入するときに選びます。",
    )
    name = forms.CharField(
        label="新しい区域の名前", max_length=60, required=False,
        help_text="新しい区域をつくるときに入れます。",
    )  # fmt: skip
    kana = forms.CharField(label="ふりがな", max_length=120, required=False)
    code = forms.CharField(label="コード", max_length=40, required=False)
    on = DayField(label="いつから")

    def __init__(self, *args: Any, level: Level, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = areas_on(level.tree.town_id, day, level.code)
        _choices(self, "areas", in_use)
        _choices(self, "into", in_use)

    def clean(self) -> dict[str, Any]:
        """Two areas at least, and where they go."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        areas, into = given.get("areas"), given.get("into")
        if areas is not None and len(areas) < 2:
            self.add_error("areas", "2つ以上お選びください。")
        if areas and into and into not in areas:
            self.add_error("into", "合わせる区域の中からお選びください。")
        if not into and not given.get("name"):
            self.add_error("name", "新しい区域の名前を入れるか、残す区域をお選びください。")
        return given


class SplitForm(forms.Form):
    """One area into several."""

    names = forms.CharField(
        label="分けた後の区域の名前", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="1行に1つずつ書きます。ふりがなは「、」のあとに続けます（例：東若葉地区、ひがしわかば）。",
    )  # fmt: skip
    goes_on = forms.BooleanField(label="この区域も残す（一部だけを分ける）", required=False)
    on = DayField(label="いつから")

    def clean(self) -> dict[str, Any]:
        """As many names as the split needs, each once."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        pairs = [_pair(line) for line in given.get("names", "").splitlines() if line.strip()]
        fewest = 1 if given.get("goes_on") else 2
        if "names" in given and len(pairs) < fewest:
            self.add_error("names", f"{fewest}つ以上の名前を、1行に1つずつ書いてください。")
        if len({name for name, _ in pairs}) < len(pairs):
            self.add_error("names", "同じ名前が2つあります。別の名前にしてください。")
        return given | {"names": pairs}


def _pair(line: str) -> tuple[str, str]:
    name, _, kana = re.sub("[,，]", "、", line).partition("、")
    return name.strip(), kana.strip()


def _choices(form: forms.Form, name: str, areas: Any) -> None:
    chosen = form.fields[name]
    if isinstance(chosen, forms.ModelChoiceField):
        chosen.queryset = areas.defer("outline")
