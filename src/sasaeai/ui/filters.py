"""Forms of filters. A list is asked for all day long and its filters offer some 200 choices: they are made light."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Self, cast

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString, mark_safe

ALL = "すべて"
NO_SUCH_ROW = {"invalid_choice": forms.ModelChoiceField.default_error_messages["invalid_choice"]}


class Offered(BaseChoiceIterator):
    """Choices that are pairs already and stay as they are: Django looks through a list twice, and copies it."""

    def __init__(self, pairs: Iterable[tuple[Any, Any]]) -> None:
        self.pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.pairs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class LightSelect(forms.Select):
    """The `<select>` of a filter. Django makes a dictionary of every option first; a list of deeds has some 400."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002  Django gives it to every widget
    ) -> SafeString:
        """The same HTML, written from the choices."""
        chosen = set(self.format_value(value))
        attributes = flatatt(self.build_attrs(self.attrs, attrs))
        inside = "".join(_plain_options(self.choices, chosen))
        return mark_safe(f'<select name="{escape(name)}"{attributes}>{inside}</select>')  # noqa: S308


class LightFilter(forms.Form):
    """What a list is filtered by: every `<select>` of it is written the light way."""

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        for field in cls.declared_fields.values():
            if isinstance(field, forms.ChoiceField) and type(field.widget) is forms.Select:
                field.widget = LightSelect(field.widget.attrs)
                field.choices = Offered(cast(Any, field.choices))

    def said(self) -> str:
        """The filter in words, for the history and the head of a print."""
        self.is_valid()
        words = []
        for name, value in self.cleaned_data.items():
            field = self.fields[name]
            if value is True:
                words.append(str(field.label))
            elif value:
                known = (
                    dict(cast(Any, field).choices) if isinstance(field, forms.ChoiceField) else {}
                )
                words.append(str(known.get(value, value)))
        return "、".join(words) or ALL


def one_of(label: str) -> forms.TypedChoiceField:
    """A filter by one of the town's rows, as its key or None; `offer_pairs` says which there are."""
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None, error_messages=NO_SUCH_ROW
    )


def offer_pairs(
    form: LightFilter, name: str, pairs: Iterable[tuple[Any, str]], *, empty: str
) -> None:
    """Let a field choose among the pairs of key and words, or nothing."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = Offered([("", empty), *pairs])


def _plain_options(choices: Iterable[Any], chosen: set[str]) -> Iterator[str]:
    """Options and their groups, every part escaped."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            inside = "".join(_plain_options(label, chosen))
            yield f'<optgroup label="{escape(str(value))}">{inside}</optgroup>'
        else:
            given = "" if value is None else str(value)
            selected = " selected" if given in chosen else ""
            yield f'<option value="{escape(given)}"{selected}>{escape(str(label))}</option>'
