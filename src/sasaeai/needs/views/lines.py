"""The lines of the list and of the board, written without the template language: fifty of them are half a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sasaeai.needs.queries.board import Column
from sasaeai.needs.queries.listing import Line
from sasaeai.needs.rules.states import NeedState, Urgency
from sasaeai.ui.templatetags.ui import pill

TICK = (
    '<td class="no-print"><input type="checkbox" name="chosen" value="{key}"'
    ' aria-label="{heading}に印"></td>'
)
ROW = (
    '<tr>{tick}\n<td class="short">{day}</td><th scope="row" class="wide">'
    '<a href="{here}{key}/">{heading}</a>{urgency}</th>\n<td>{labels}</td>'
    '<td class="short">{area}</td><td class="short">{state}</td><td>{post}</td></tr>'
)
ENTRY = (
    '<li><a href="{here}{key}/">{heading}</a> {urgency}'
    '<span class="second">{day}・{area}{labels}</span></li>'
)
NO_LABEL = '<span class="quiet">まだ決めていない</span>'
URGENT: dict[str, SafeString] = {
    Urgency.NOW: pill("すぐに", kind="bad"),
    Urgency.SOON: pill("早めに", kind="warn"),
}


def rows_of(
    lines: Iterable[Line], labels: dict[int, list[str]], *, choosable: bool
) -> list[SafeString]:
    """The rows of the list.

    :param labels: by key, the categories in words
    :param choosable: whether a row begins with a box to mark it
    """
    row = ROW.replace("{tick}", TICK if choosable else "")
    return [_row(row, line, labels.get(line.key)) for line in lines]


def _row(row: str, line: Line, labels: list[str] | None) -> SafeString:
    on = line.heard_on
    urgency = URGENT.get(line.urgency)
    written = row.format(
        here=reverse("needs:list"),
        key=line.key,
        day=f"{on.year}/{on.month}/{on.day}",
        heading=escape(line.heading),
        urgency=f" {urgency}" if urgency else "",
        labels=escape("、".join(labels)) if labels else NO_LABEL,
        area=escape(line.area_name),
        state=_state_said(line.state, is_closed=line.closed_on is not None),
        post=escape(line.post or ""),
    )
    return mark_safe(written)  # noqa: S308 what was written by people is escaped


def entries_of(column: Column) -> SafeString:
    """The list of a column of the board."""
    here = reverse("needs:list")
    entries = "".join(_entry(here, line, labels) for line, labels in column.needs)
    return mark_safe(f"<ul>{entries}</ul>")  # noqa: S308 what was written by people is escaped


def _entry(here: str, line: Line, labels: list[str]) -> str:
    return ENTRY.format(
        here=here,
        key=line.key,
        heading=escape(line.heading),
        urgency=URGENT.get(line.urgency, ""),
        day=f"{line.heard_on.month}月{line.heard_on.day}日",
        area=escape(line.area_name),
        labels="".join(f"・{escape(label)}" for label in labels),
    )


@lru_cache(maxsize=32)
def _state_said(state: str, *, is_closed: bool) -> SafeString:
    """The mark of a state; a page has a few of them, fifty times over."""
    need = {
        "state": state,
        "closed_on": is_closed,
        "get_state_display": NeedState(state).label,
    }
    return mark_safe(render_to_string("needs/_state.html", {"need": need}).strip())  # noqa: S308
