"""まとめて取り込む: a file or pasted answers, and what holds for all of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from sasaeai.needs.forms.choices import offer_terms, one_of_terms
from sasaeai.needs.importing import Wishes
from sasaeai.people.forms.choices import areas_of, day_input, offer
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.towns.models import Town


class ImportForm(forms.Form):
    """One survey, one bundle."""

    use_required_attribute = False

    bundle = forms.CharField(
        label="束の名前", max_length=120, help_text="例：令和8年度ニーズ調査 自由記述"
    )
    file = forms.FileField(
        label="ファイル",
        required=False,
        help_text="ExcelかCSV。文の列の見出しは「困りごと」「内容」「自由記述」など",
    )
    pasted = forms.CharField(
        label="または、ここに貼り付ける",
        required=False,
        help_text="1行に1つの文。Excelから見出しごと貼ることもできます",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    heard_on = forms.DateField(
        label="いつの声か", widget=day_input(), help_text="行に日付がないとき"
    )
    area = forms.ModelChoiceField(
        label="どこの声か",
        queryset=Area.objects.none(),
        required=False,
        help_text="行に区域がないとき",
    )
    channel = one_of_terms("どうやって")
    route = one_of_terms("どなたから")
    kept = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    file_name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, town: Town, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_terms(self, town, day)
        offer(self, "area", areas_of(town, day), empty="全市・わからない")

    def clean(self) -> dict[str, Any]:
        """A file, or what was pasted, or the file kept from the step before."""
        given: dict[str, Any] = self.cleaned_data
        if (
            not any(given.get(name) for name in ("file", "kept"))
            and not given.get("pasted", "").strip()
        ):
            self.add_error("file", "ファイルを選ぶか、文を貼り付けてください。")
        return given

    def wishes(self, post: Post | None) -> Wishes:
        """What holds for every row that says nothing else."""
        said = self.cleaned_data
        names = ("heard_on", "area", "route", "channel")
        return Wishes(name=said["bundle"], post=post, **{name: said[name] for name in names})
