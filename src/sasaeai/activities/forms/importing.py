"""The form of an import: the file, and what the person says about it."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.activities.forms.fields import RowChoice
from sasaeai.activities.importing import Wishes
from sasaeai.people.models import Post
from sasaeai.reports.years import year_label


class ImportForm(forms.Form):
    """取り込み: which file, and what stands in no cell of it."""

    use_required_attribute = False

    file = forms.FileField(
        label="ファイル",
        required=False,
        help_text="Excel（.xlsx .xls .ods）かCSV。題名や注意書きが上にあってもかまいません",
    )
    fiscal_year = forms.TypedChoiceField(
        label="年のない日付の年度", coerce=int, empty_value=None, required=False
    )
    kept = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, posts: list[Post], this_year: int, **given: Any) -> None:
        super().__init__(*args, **given)
        years = range(this_year, this_year - 12, -1)
        listed = [("", "ファイルに書いてある"), *((y, year_label(y)) for y in years)]
        field = self.fields["fiscal_year"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (declared above)
        field.choices = listed
        self.fields["post"] = RowChoice(
            posts,
            choices=[("", "行に書いてある"), *((p.pk, p.name) for p in posts)],
            label="担当の書いていない行の担当",
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """A file, or the one kept from the step before."""
        given: dict[str, Any] = self.cleaned_data
        if not given.get("file") and not given.get("kept"):
            self.add_error("file", "取り込むファイルを選んでください。")
        return given

    def wishes(self, *, may_add_partners: bool) -> Wishes:
        """What the person says: also the columns (`col:見出し`) and words (`word:functions:草むしり`) mapped."""
        labels: dict[str, str] = {}
        words: dict[tuple[str, str], int] = {}
        for key, value in self.data.items():
            kind, _, rest = str(key).partition(":")
            if kind == "col" and value != "?":
                labels[rest] = str(value)
            elif kind == "word" and str(value).isdecimal():
                name, _, word = rest.partition(":")
                words[name, word] = int(value)
        return Wishes(
            labels=labels,
            fiscal_year=self.cleaned_data["fiscal_year"],
            post=self.cleaned_data["post"],
            words=words,
            may_add_partners=may_add_partners,
        )
