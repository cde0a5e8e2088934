"""The form of words that mean the same."""

from __future__ import annotations

from django import forms

from sasaeai.search.actions import different_words


class WordingForm(forms.Form):
    """同じとみなすことば."""

    words = forms.CharField(
        label="同じとみなすことば",
        max_length=400,
        help_text="読点（、）で区切ります。例：買い物、買物。"
        "ひらがな・カタカナ、全角・半角、旧字体の違いは、書かなくても同じとみなします。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    in_use = forms.BooleanField(label="検索に使う", required=False, initial=True)

    def clean_words(self) -> str:
        """At least two different words."""
        return "、".join(different_words(self.cleaned_data["words"]))
