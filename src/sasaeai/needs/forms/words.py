"""A word of the town's own."""

from __future__ import annotations

from django import forms

from sasaeai.analysis.needs.codes import LABELS

USES = (("", "この分類のことばとして使う"), ("1", "はじめからの辞書のことばを使わない"))


class WordForm(forms.Form):
    """A category, a word, and whether it is added or left out."""

    code = forms.ChoiceField(
        label="分類",
        choices=[("", "選んでください"), *((c.value, name) for c, name in LABELS.items())],
    )
    word = forms.CharField(
        label="ことば", max_length=40, help_text="町のバスの名前、方言、場所の呼び名など。2文字以上"
    )
    is_removed = forms.ChoiceField(
        label="使いかた", choices=USES, required=False, widget=forms.RadioSelect
    )
