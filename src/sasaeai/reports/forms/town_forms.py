"""Forms of a town's own forms."""

from __future__ import annotations

from django import forms


class UploadForm(forms.Form):
    """A workbook or document with placeholders."""

    name = forms.CharField(
        label="様式の名前", max_length=100, help_text="例：実施状況報告書（県様式）"
    )
    file = forms.FileField(
        label="ファイル",
        help_text="Excel（.xlsx）かWord（.docx）。入れたい所に {{自治体名}} のように書いておきます。",
    )
