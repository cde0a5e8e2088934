"""Fields that choose from rows already read, so that a form costs no query of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Model


def width_folded(value: Any) -> Any:
    """１２ → 12: whoever types with a Japanese keyboard need not switch it."""
    return unicodedata.normalize("NFKC", value) if isinstance(value, str) else value


class NumberField(forms.IntegerField):
    """A whole number of any width, with or without a comma."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": "数字で入れてください（例：12）。"}

    def to_python(self, value: Any) -> int | None:
        """`１，２３４` → 1234."""
        return super().to_python(
            width_folded(value).replace(",", "") if isinstance(value, str) else value
        )


class DayField(forms.DateField):
    """A day, from the calendar of the browser or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {
        "invalid": "日付がわかりません。カレンダーから選ぶか「2022-10-03」のように入れてください。"
    }

    def to_python(self, value: Any) -> Any:
        """`２０２２/１０/３` is a day too."""
        return super().to_python(width_folded(value))


class RowChoice(forms.TypedChoiceField):
    """One row of those given, or None. Choices are (key, label) or groups of them."""

    def __init__(
        self, rows: Iterable[Model], *, choices: Sequence[Any] | None = None, **given: Any
    ):
        self.rows = {str(row.pk): row for row in rows}
        listed = choices if choices is not None else [(k, str(r)) for k, r in self.rows.items()]
        super().__init__(choices=listed, coerce=self.rows.get, empty_value=None, **given)

    def prepare_value(self, value: Any) -> Any:
        """Rows are shown by their key."""
        return value.pk if isinstance(value, Model) else value

    def valid_value(self, value: Any) -> bool:
        """A row that was read is valid, whether or not it is shown."""
        return str(value) in self.rows


class RowsChoice(forms.TypedMultipleChoiceField):
    """Several rows of those given."""

    def __init__(self, rows: Iterable[Model], **given: Any):
        self.rows = {str(row.pk): row for row in rows}
        given.setdefault("widget", forms.CheckboxSelectMultiple)
        listed = [(key, str(row)) for key, row in self.rows.items()]
        coerce: Callable[[str], Any] = self.rows.get
        super().__init__(choices=listed, coerce=coerce, **given)


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; an empty list when none was chosen."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by the rules of one."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]
