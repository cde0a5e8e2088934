"""Files with areas, people or outlines."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.places.forms.areas import DayField
from sasaeai.places.models import Level


class AreasFileForm(forms.Form):
    """A list of areas."""

    file = forms.FileField(
        label="ファイル", help_text="ExcelかCSV。題名や注の行があってもかまいません。"
    )
    level = forms.CharField(
        label="段", max_length=40, required=False,
        help_text="ファイルに「段」の列がないときだけ入れます（例：地区、町会）。",
    )  # fmt: skip
    tree = forms.CharField(
        label="分け方", max_length=40, required=False,
        help_text="ファイルに「分け方」の列がなく、段と違う名前にしたいときだけ入れます。",
    )  # fmt: skip


class PeopleFileForm(forms.Form):
    """People by area and age."""

    file = forms.FileField(
        label="ファイル",
        help_text="自治体標準オープンデータセット「地域・年齢別人口」か、地域名と人数の列がある表（Excel・CSV）。",
    )
    level = forms.ModelChoiceField(
        Level.objects.none(), label="どの段の区域か", required=False, empty_label="名前で探す"
    )
    on = DayField(
        label="いつ現在", required=False, help_text="表に調査年月日がないときに入れます。"
    )
    source = forms.CharField(
        label="出典",
        max_length=200,
        help_text="例：支合市オープンデータ「地域・年齢別人口」、住民基本台帳",
    )
    add_missing = forms.BooleanField(
        label="区域がない行は、選んだ段に区域を足して読み込む", required=False
    )

    def __init__(self, *args: Any, town_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _levels(self, town_id)

    def clean(self) -> dict[str, Any]:
        """New areas need a level to stand in."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("add_missing") and not given.get("level"):
            self.add_error("level", "区域を足すときは、どの段に足すかをお選びください。")
        return given


class OutlinesFileForm(forms.Form):
    """Shapes of areas."""

    file = forms.FileField(label="ファイル", help_text="GeoJSON（緯度・経度、30MBまで）。")
    level = forms.ModelChoiceField(Level.objects.none(), label="どの段の区域か")
    source = forms.CharField(
        label="出典・利用条件", max_length=200,
        help_text="地図を見せるときに書き添えます（例：国土数値情報（小学校区データ）（国土交通省）を加工）。",
    )  # fmt: skip
    named_by = forms.CharField(
        label="区域名の項目",
        max_length=60,
        required=False,
        help_text="空欄のときは、いちばん合う項目を選びます。",
    )

    def __init__(self, *args: Any, town_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _levels(self, town_id)


def _levels(form: forms.Form, town_id: int | None) -> None:
    chosen = form.fields["level"]
    if isinstance(chosen, forms.ModelChoiceField):
        levels = Level.objects.filter(tree__town=town_id).select_related("tree")
        chosen.queryset = levels.order_by("tree__order", "depth")
