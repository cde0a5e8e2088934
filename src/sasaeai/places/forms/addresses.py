"""The file of address points, and an address to try."""

from __future__ import annotations

import re

from django import forms

_SEPARATORS = re.compile(r"[、,，\s]+")


class AddressesForm(forms.Form):
    """住所の一覧を取り込む"""

    use_required_attribute = False

    file = forms.FileField(
        label="ファイル",
        help_text="国土交通省「位置参照情報」の街区レベル・大字町丁目レベルのCSV（ダウンロードしたZIPのままでよい）、"
        "または同じ見出しの町の表。都道府県全体のファイルから、町の分だけを読みます。",
    )
    edition = forms.CharField(
        label="何年の版か",
        required=False,
        max_length=20,
        help_text="例：2024年。出典の表示に使います。",
    )
    source = forms.CharField(label="位置参照情報でないときの出典", required=False, max_length=200)
    also = forms.CharField(
        label="いっしょに読む隣の市区町村",
        required=False,
        max_length=200,
        help_text="読点で区切ります。隣町の店や病院の住所も探せるようになります。",
    )

    def clean_also(self) -> list[str]:
        """Names of the neighbours."""
        return [name for name in _SEPARATORS.split(self.cleaned_data["also"]) if name]


class PostcodesForm(forms.Form):
    """郵便番号の一覧を取り込む"""

    use_required_attribute = False

    file = forms.FileField(
        label="郵便番号データのファイル",
        help_text="日本郵便の「郵便番号データ」（KEN_ALL.CSV か utf_ken_all.csv。ZIPのままでよい）。"
        "全国のファイルから、町の分だけを読みます。",
    )


class TryForm(forms.Form):
    """住所をためす"""

    address = forms.CharField(label="住所", required=False, max_length=200)
