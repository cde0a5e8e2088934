"""Words of the public pages: ruby over kanji, easy Japanese where the reader asked for it."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_RUBY = re.compile(r"([一-龠々〆ヶ0-9０-９A-Za-zァ-ヶー]+)《([ぁ-んァ-ヶー ]+)》")


@register.filter
def ruby(text: str) -> SafeString:
    """漢字《かんじ》 with its reading above it; everything else is escaped."""
    written = str(conditional_escape(text))
    return mark_safe(  # noqa: S308  (escaped above; only our own tags are added)
        _RUBY.sub(r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>", written)
    )


@register.simple_tag(takes_context=True)
def say(context: dict[str, Any], plain: str, easy: str) -> SafeString | str:
    """The plain words, or the easy ones with ruby where easy Japanese is on."""
    return ruby(easy) if context.get("easy") else plain


@register.simple_tag(takes_context=True)
def named(context: dict[str, Any], name: str, kana: str) -> SafeString | str:
    """A name; with its reading above it where easy Japanese is on and the reading is known."""
    if not (context.get("easy") and kana and kana != name):
        return name
    return format_html("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", name, kana)


@register.filter
def digits(phone: str) -> str:
    """A telephone number as a telephone wants it."""
    return re.sub(r"[^0-9+]", "", phone)
