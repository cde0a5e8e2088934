"""Forms of coming in and going out."""

from __future__ import annotations

from typing import Any

from django import forms

from sasaeai.places.queries.choosing import Choices
from sasaeai.resources.exporting.files import FORMS
from sasaeai.resources.importing import Wishes
from sasaeai.resources.importing.opening import AUTO
from sasaeai.resources.importing.shapes import BY_CODE, POPULATION


class ImportForm(forms.Form):
    """取り込み: which file, of which shape, confirmed when."""

    use_required_attribute = False

    file = forms.FileField(
        label="ファイル",
        required=False,
        help_text="Excel、CSV、マイマップのKML、GeoJSON、HSDSのJSON。題名や注意書きが上にあってもかまいません",
    )
    shape = forms.ChoiceField(
        label="ファイルの形",
        required=False,
        choices=[
            (AUTO, "中身から見分ける"),
            *((code, shape.title) for code, shape in BY_CODE.items() if shape is not POPULATION),
        ],
    )
    confirmed_on = forms.DateField(
        label="内容を確かめた日",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="正しいと確かめた資料のときだけ入れます。空欄なら「未確認」として取り込みます",
    )
    areas_by_point = forms.BooleanField(
        label="区域のない行に、位置を含む区域を入れる", required=False
    )
    token = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A file, or the one kept from the step before."""
        given: dict[str, Any] = self.cleaned_data
        if not given.get("file") and not given.get("token"):
            self.add_error("file", "取り込むファイルを選んでください。")
        return given

    def wishes(self, *, may_add_partners: bool) -> Wishes:
        """What the person says: also columns (`col:見出し`) and words (`word:kind:ことば`) mapped by hand."""
        labels: dict[str, str] = {}
        words: dict[tuple[str, str], int] = {}
        for key, value in self.data.items():
            sort, _, rest = str(key).partition(":")
            if sort == "col" and value != "?":
                labels[rest] = str(value)
            elif sort == "word" and str(value).isdecimal():
                name, _, word = rest.partition(":")
                words[name, word] = int(value)
        return Wishes(
            shape=self.cleaned_data["shape"] or AUTO,
            labels=labels,
            words=words,
            confirmed_on=self.cleaned_data["confirmed_on"],
            areas_by_point=self.cleaned_data["areas_by_point"],
            may_add_partners=may_add_partners,
        )


class ExportForm(forms.Form):
    """書き出し: in which form, of which area."""

    use_required_attribute = False

    form = forms.ChoiceField(
        label="ファイルの形",
        choices=[(form.code, form.title) for form in FORMS.values()],
        help_text="「台帳のすべて」は職員用で、個人の連絡先を含みます。ほかは公開している資源の公開項目だけです",
    )
    area = forms.TypedChoiceField(label="区域", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, areas: Choices, **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["area"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (declared above)
        field.choices = [("", "全市"), *areas]
