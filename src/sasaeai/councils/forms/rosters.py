"""The form of a roster that is handed in."""

from __future__ import annotations

from django import forms


class RosterForm(forms.Form):
    """A file of members, or the token of the one that was looked at."""

    use_required_attribute = False

    file = forms.FileField(label="名簿のファイル（Excel・CSV）", required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
