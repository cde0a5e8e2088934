"""Form of a table of statistics."""

from __future__ import annotations

from django import forms


class StatisticsFileForm(forms.Form):
    """A workbook or text file, and what it does not say itself."""

    file = forms.FileField(
        label="表のファイル",
        help_text="Excel・CSV。見出しは「項目・内訳・区域・いつ現在・値・単位・出典」。区域が空欄の行は全市です。",
    )
    unit = forms.CharField(
        label="単位の列がないときの単位",
        max_length=20,
        required=False,
        help_text="例：人、世帯、％",
    )
    source = forms.CharField(
        label="出典の列がないときの出典",
        max_length=200,
        required=False,
        help_text="例：住民基本台帳（令和5年4月1日）",
    )
    skip = forms.BooleanField(
        label="読めない行をのぞいて入れる",
        required=False,
        help_text="付けないときは、読めない行が1つでもあれば何も入れません。",
    )
