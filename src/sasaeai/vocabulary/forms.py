"""Forms of schemes and terms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sasaeai.vocabulary.models import Scheme, Term
from sasaeai.vocabulary.rules.years import year_words


class YearField(forms.TypedChoiceField):
    """年度, chosen from the years around the present one."""

    def __init__(self, **given: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **given)

    def around(self, year: int, *, back: int = 6, ahead: int = 3, blank: str = "") -> None:
        """Offer the years around one, the later first; with a blank first line if words are given."""
        years = [(str(y), year_words(y)) for y in range(year + ahead, year - back - 1, -1)]
        self.choices = [("", blank), *years] if blank else years


class SchemeForm(forms.ModelForm[Scheme]):
    """A scheme's name and purpose."""

    class Meta:
        model = Scheme
        fields = ("name", "purpose", "source")


class NewSchemeForm(forms.ModelForm[Scheme]):
    """A scheme of the town's own."""

    class Meta:
        model = Scheme
        fields = ("name", "code", "purpose")
        help_texts = {"code": "半角の英小文字と数字と - で。表の設定で使います（例：local-kind）。"}


class TermForm(forms.ModelForm[Term]):
    """A term, for all years."""

    in_use_from = YearField(label="何年度から使うか", required=False)

    class Meta:
        model = Term
        fields = ("label", "short_label", "meaning", "parent", "in_use_from", "shared_code")
        help_texts = {
            "short_label": "せまい表で使います。空欄なら名前をそのまま使います。",
            "meaning": "記録する人が迷わないように、何を含むか、どう数えるかを書きます。",
            "parent": "大きなまとまりの下に置くときに選びます。",
        }

    def __init__(self, *args: Any, scheme: Scheme, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = scheme.terms.exclude(pk=self.instance.pk).filter(retired_in=None)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ModelChoiceField):
            parent.queryset = others.order_by("order")
            parent.empty_label = "なし（いちばん上）"
        years = self.fields["in_use_from"]
        if isinstance(years, YearField):
            years.around(year, back=12, blank="はじめから")


class RenameTermForm(forms.Form):
    """Another label from a year on."""

    label = forms.CharField(label="新しい名前", max_length=100)
    short_label = forms.CharField(label="新しい短い名前", max_length=30, required=False)
    from_year = YearField(label="何年度から")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _years(self, year)


class RetireTermForm(forms.Form):
    """From which year a term is no longer offered."""

    from_year = YearField(label="何年度から使わないか")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _years(self, year)


class MergeTermsForm(forms.Form):
    """Several terms into one from a year on."""

    terms = forms.ModelMultipleChoiceField(
        Term.objects.none(), label="1つにする用語", widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Term.objects.none(),
        label="残す用語",
        required=False,
        empty_label="新しい用語をつくる",
        help_text="選んだ用語のどれかに寄せるときに選びます。",
    )
    label = forms.CharField(
        label="新しい用語の名前", max_length=100, required=False,
        help_text="新しい用語をつくるときに入れます。",
    )  # fmt: skip
    from_year = YearField(label="何年度から")

    def __init__(self, *args: Any, scheme: Scheme, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = scheme.terms.filter(retired_in=None).order_by("order")
        for name in ("terms", "into"):
            chosen = self.fields[name]
            if isinstance(chosen, forms.ModelChoiceField):
                chosen.queryset = in_use
        _years(self, year)

    def clean(self) -> dict[str, Any]:
        """Two terms at least, and where they go."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        terms, into = given.get("terms"), given.get("into")
        if terms is not None and len(terms) < 2:
            self.add_error("terms", "2つ以上お選びください。")
        if terms and into and into not in terms:
            self.add_error("into", "1つにする用語の中からお選びください。")
        if not into and not given.get("label"):
            self.add_error("label", "新しい用語の名前を入れるか、残す用語をお選びください。")
        return given


class SplitTermForm(forms.Form):
    """One term into several from a year on."""

    labels = forms.CharField(
        label="分けた後の用語の名前", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="1行に1つずつ、2つ以上書きます。",
    )  # fmt: skip
    from_year = YearField(label="何年度から")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _years(self, year)

    def clean_labels(self) -> list[str]:
        """One label a line."""
        labels = [line.strip() for line in self.cleaned_data["labels"].splitlines() if line.strip()]
        if len(labels) < 2:
            raise forms.ValidationError("2つ以上の名前を、1行に1つずつ書いてください。")
        if len(set(labels)) < len(labels):
            raise forms.ValidationError("同じ名前が2つあります。別の名前にしてください。")
        return labels


class UploadForm(forms.Form):
    """A file with terms."""

    file = forms.FileField(
        label="ファイル",
        help_text="Excel（.xlsx）かCSV。見出しは「コード・名前・短い名前・意味・数え方・上の用語のコード」です。",
    )


def _years(form: forms.Form, year: int) -> None:
    field = form.fields["from_year"]
    if isinstance(field, YearField):
        field.around(year)
        field.initial = year + 1


def matrix_of(
    posted: dict[str, list[str]], terms: Iterable[int]
) -> dict[int, tuple[int | None, frozenset[int]]]:
    """What the matrix of readings says: `on-TERM` targets ticked, `main-TERM` the main one.

    One ticked target is the main one by itself; of several the first ticked, unless one is marked.
    """
    found: dict[int, tuple[int | None, frozenset[int]]] = {}
    for term in terms:
        ticked = [int(t) for t in posted.get(f"on-{term}", []) if t.isdigit()]
        marked = [int(t) for t in posted.get(f"main-{term}", []) if t.isdigit()]
        main = next((t for t in marked if t in ticked), ticked[0] if ticked else None)
        found[term] = (main, frozenset(ticked))
    return found
