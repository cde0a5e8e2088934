"""The form of the founding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sasaeai.config.newtown.door import is_founding_code
from sasaeai.towns.rules import full_municipality_code

ENTRY_SCHEMES = (
    ("function", "標準の業務項目（国の6つの機能に、協働・普及啓発などを加えたもの）"),
    ("mhlw-6", "国の6つの機能（総合事業ガイドライン）"),
    ("mhlw-10", "国の調査の10の活動（2025年度）"),
    ("hakodate-6", "6つの業務項目（第2層との協働・ネットワーク・普及啓発 …）"),
    ("kanazawa-roles", "3つの役割（担い手養成と開発・ネットワーク化・マッチング）"),
)


class FoundingForm(forms.Form):
    """町の名前、業務項目の分け方、最初の管理者。"""

    code_word = forms.CharField(
        label="はじめての設定の番号",
        help_text="始めたときの画面（./run を実行した窓）に出ている8桁の番号です。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label="自治体名", max_length=60)
    code = forms.CharField(
        label="全国地方公共団体コード",
        max_length=6,
        help_text="5桁か6桁。6桁目（検査数字）は入れなくてもかまいません。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    entry_scheme = forms.ChoiceField(
        label="記録のときに選ぶ業務項目",
        choices=ENTRY_SCHEMES,
        initial="function",
        widget=forms.RadioSelect,
        help_text="あとから変えられます。ほかの分け方の表へは、読み替えて集計します。",
    )
    administrator = forms.CharField(label="最初の管理者の氏名", max_length=60)
    section = forms.CharField(label="所属", max_length=80, required=False)
    login = forms.SlugField(label="ログイン名", max_length=60, help_text="半角の英数字。")
    password = forms.CharField(
        label="パスワード",
        help_text="10文字以上。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="パスワード（もう一度）",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code_word(self) -> str:
        """The printed digits."""
        given: str = self.cleaned_data["code_word"]
        if not is_founding_code(given):
            raise ValidationError(
                "番号が違います。./run を実行した窓に出ている番号を入れてください。"
            )
        return given

    def clean_code(self) -> str:
        """Five or six digits with the right check digit."""
        try:
            return full_municipality_code(self.cleaned_data["code"])
        except ValueError as reason:
            raise ValidationError(str(reason)) from reason

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", "1つ目のパスワードと違います。もう一度入れてください。")
        return given

    def founding(self) -> dict[str, Any]:
        """What the action needs."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("code_word", "again")}

    def show(self, reason: ValidationError) -> None:
        """Put what the action refused at the field it is about."""
        fields = reason.message_dict if hasattr(reason, "error_dict") else {}
        for name, words in fields.items():
            self.add_error(name if name in self.fields else None, words)
        if not fields:
            self.add_error("password", reason.messages)
