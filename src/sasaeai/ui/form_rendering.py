"""Fields of forms as HTML, written directly: a template for every field and option costs a third of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"
INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "search", "number", "date", "time", "email", "tel", "url")
) | {"django/forms/widgets/hidden.html", "django/forms/widgets/checkbox.html"}
GROUPED = (forms.RadioSelect, forms.CheckboxSelectMultiple)
MUST = '<span class="must">必須</span>'


class Renderer(DjangoTemplates):
    """Django's own renderer, with a short way for `<select>` and `<input>`."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """The same HTML as Django's template gives, but for white space."""
        if template_name == SELECT:
            return select(context["widget"])
        if template_name in INPUTS:
            return plain_input(context["widget"])
        return super().render(template_name, context, request)


def labelled(bound: forms.BoundField) -> SafeString:
    """A field with its label, help and errors; a group of radio buttons or boxes gets a legend."""
    widget, errors = bound.field.widget, bound.errors
    grouped = isinstance(widget, GROUPED)
    marks = " wrong" if errors else ""
    if getattr(widget, "input_type", None) == "checkbox":
        marks += " check"
    head = conditional_escape(bound.label) + (MUST if bound.field.required else "")
    if grouped:
        wrong = ' aria-invalid="true"' if errors else ""
        head = f"<fieldset{wrong}><legend>{head}</legend>"
    else:
        head = f'<label for="{escape(bound.id_for_label)}">{head}</label>'
    of = escape(str(bound.auto_id))
    help_text = bound.help_text and (
        f'<p class="help" id="{of}_helptext">{conditional_escape(bound.help_text)}</p>'
    )
    said = "".join(
        f'<p class="error" id="{of}_error">{conditional_escape(str(error))}</p>' for error in errors
    )
    foot = "</fieldset>" if grouped else ""
    return mark_safe(  # noqa: S308 every part is escaped, here or by its widget
        f'<div class="field{marks}">\n{head}\n{help_text}\n{said}\n{bound}\n{foot}\n</div>\n'
    )


def plain_input(widget: Mapping[str, Any]) -> SafeString:
    """An `<input>` with its attributes."""
    value, name = widget["value"], escape(widget["name"])
    given = "" if value is None else f' value="{conditional_escape(str(value))}"'
    inside = "".join(
        f" {escape(key)}" + ("" if said is True else f'="{conditional_escape(str(said))}"')
        for key, said in widget["attrs"].items()
        if said is not False
    )
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{given}{inside}>')  # noqa: S308


def select(widget: Mapping[str, Any]) -> SafeString:
    """A `<select>` with its groups of options."""
    return format_html(
        '<select name="{}"{}>{}</select>',
        widget["name"],
        flatatt(widget["attrs"]),
        format_html_join("", "{}", ((part,) for part in _groups(widget["optgroups"]))),
    )


def _groups(groups: Any) -> Iterator[SafeString]:
    for label, options, _ in groups:
        inside = mark_safe("".join(map(_option, options)))  # noqa: S308 every part is escaped
        yield format_html('<optgroup label="{}">{}</optgroup>', label, inside) if label else inside


def _option(option: Mapping[str, Any]) -> str:
    """One option, every part escaped: a list of two hundred deeds is written on one page."""
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    value, label = escape(str(option["value"])), escape(str(option["label"]))
    return f'<option value="{value}"{attributes}>{label}</option>'
