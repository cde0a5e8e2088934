"""The form of a list of meetings or issues that is handed in."""

from __future__ import annotations

from typing import Any

from django import forms


class ImportForm(forms.Form):
    """A file, or the token of the one that was looked at."""

    use_required_attribute = False

    file = forms.FileField(
        label="ファイル（Excel・CSV）",
        required=False,
        help_text="題名や注意書きが上にあっても、和暦でもかまいません",
    )
    kept = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A file, or the one kept from the step before."""
        given: dict[str, Any] = self.cleaned_data
        if not given.get("file") and not given.get("kept"):
            self.add_error("file", "取り込むファイルを選んでください。")
        return given
