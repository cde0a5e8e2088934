"""The form of a new token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from sasaeai.people.models import User

USUAL = timedelta(days=365)


class TokenForm(forms.Form):
    """連携用の合いことば: for which system, in whose name, until when."""

    use_required_attribute = False

    name = forms.CharField(label="使いみち", max_length=80, help_text="例：市の地図システム")
    user = forms.TypedChoiceField(
        label="だれの権限で", coerce=int, help_text="この人が見られるものだけを渡します"
    )
    expires_on = forms.DateField(
        label="いつまで", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, users: Sequence[User], today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self._users = {user.pk: user for user in users}
        field = self.fields["user"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (declared above)
        field.choices = [("", "選んでください"), *((u.pk, u.name) for u in users)]
        self.fields["expires_on"].initial = today + USUAL

    @property
    def person(self) -> User:
        """The person chosen."""
        return self._users[self.cleaned_data["user"]]
