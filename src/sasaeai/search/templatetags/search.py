"""Marked words, and the address of a group of words."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sasaeai.analysis.words.marking import Part
from sasaeai.search.models import Wording

register = template.Library()


@register.simple_tag
def parts(shown: Iterable[Part]) -> SafeString:
    """A text with the found words marked."""
    pieces = (format_html("<mark>{}</mark>" if p.hit else "{}", p.text) for p in shown)
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_tag
def wording_url(wording: Wording) -> str:
    """Where a group is changed."""
    if wording.code:
        return reverse("search:wording-standard", args=[wording.code])
    return reverse("search:wording", args=[wording.pk])
