"""Components of every page. Arguments are keywords with types and defaults; the gallery page shows them all."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sasaeai.ui.form_rendering import labelled

register = template.Library()


@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """A labelled field with help and errors; radio and checkbox groups get a legend."""
    return labelled(bound)


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What is wrong with the form as a whole, once, above it."""
    return {"form": form}


@register.inclusion_tag("ui/_pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Page numbers under a list; the filters stay in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}


@register.simple_tag
def pill(text: str, kind: str = "plain") -> SafeString:
    """A state in a small frame: plain | good | warn | bad | off. The word carries the meaning, not the colour."""
    return format_html('<span class="pill {}">{}</span>', kind, text)


@register.simple_block_tag
def empty(content: str, title: str = "まだありません") -> SafeString:
    """An empty list: what it means, and the next step in one sentence."""
    return format_html('<div class="empty"><p class="title">{}</p>{}</div>', title, content)


@register.simple_block_tag
def later(content: str, title: str) -> SafeString:
    """What can wait: on a phone folded under its title (`ui.js`), on a wide screen and on paper open."""
    return format_html(
        '<details class="later" open><summary>{}</summary>{}</details>', title, content
    )


@register.simple_block_tag
def panel(content: str, title: str, id: str = "") -> SafeString:
    """A part of a page with a heading."""
    return format_html(
        '<section class="panel"{}><h2>{}</h2>{}</section>',
        format_html(' id="{}"', id) if id else "",
        title,
        content,
    )
