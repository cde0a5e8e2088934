"""The lines of a day of the calendar. A month has two hundred of them: half the page in the template language."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sasaeai.activities.queries.calendar import Line
from sasaeai.activities.rules import Happening

register = template.Library()

MARKS = {
    happening.value: format_html('<span class="mark">{}</span>', happening.label)
    for happening in Happening
    if happening != Happening.HELD
}
LINE = '<li class="{}"><a href="{}{}/">{}{}</a>{}</li>'


@register.simple_tag
def calendar_lines(lines: Iterable[Line], list_url: str) -> SafeString:
    """What there is on a day, each leading to its record."""
    said = (
        (line.happening, list_url, line.key, line.time, line.heading, MARKS.get(line.happening, ""))
        for line in lines
    )
    return format_html_join("", LINE, said)
