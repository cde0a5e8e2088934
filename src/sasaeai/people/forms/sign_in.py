"""Forms of coming in: name and password, the code, one's own password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class SignInForm(AuthenticationForm):
    """Sign-in: the message does not tell whether the name exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = "ログイン名かパスワードが違います。続けて間違えると、しばらく使えなくなります。"
        self.error_messages |= {"invalid_login": wrong, "inactive": wrong}


class CodeForm(forms.Form):
    """Six digits of the app, or eight of a recovery code."""

    code = forms.CharField(
        label="確認コード",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class OwnPasswordForm(PasswordChangeForm):
    """A new password for oneself; it must differ from the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "いまのパスワード"
        self.fields["new_password1"].label = "新しいパスワード"
        self.fields["new_password1"].help_text = (
            "10文字以上。名前やログイン名に似たもの、よく使われるものは使えません。"
            "貼り付けもできます。"
        )
        self.fields["new_password2"].label = "新しいパスワード（確認のためもう一度）"
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Refuse the present one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", "いまのパスワードとは違うものにしてください。")
        return cleaned
