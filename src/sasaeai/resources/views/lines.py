"""The lines of the register, written without the template language: fifty of them are half a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from sasaeai.resources.queries.listing import Line, telephones_of, times_of
from sasaeai.resources.queries.near import Near
from sasaeai.resources.queries.page import MARKS
from sasaeai.resources.rules.freshness import Freshness, freshness
from sasaeai.resources.rules.states import State
from sasaeai.ui.templatetags.ui import pill

ROW = (
    '<tr>\n<th scope="row" class="wide"><a href="{here}{key}/">{name}</a>{state}</th>\n'
    '<td>{kind}</td><td class="short">{area}{away}</td>\n<td class="wide">{times}</td>\n'
    '<td>{operator} {phone}</td>\n<td class="short">{fresh} {assured}</td>\n</tr>'
)
NOWHERE = '<br><span class="quiet">位置なし</span>'
STATES = {s.value: " " + pill(str(s.label), kind="off") for s in State if s is not State.ACTIVE}
FRESH = {fresh: pill(str(fresh.label), kind=MARKS[fresh]) for fresh in Freshness}


@dataclass(frozen=True)
class Distances:
    """From where a list is measured.

    :param near: the point; None when the list is in the order of its reading
    :param walked: metres on foot, by key, where the streets are known
    """

    near: Near | None = None
    walked: dict[int, int] = field(default_factory=dict)

    def words(self, line: Line) -> str:
        """What is said of the way to a resource, below its area."""
        if self.near is None:
            return ""
        metres, walked = self.near.metres_to(line), self.walked.get(line.pk)
        if metres is None:
            return NOWHERE
        on_foot = "" if walked is None else f"（歩く {walked}m）"
        return f"<br><strong>{metres}m</strong>{on_foot}"


def rows_of(lines: Sequence[Line], today: date, distances: Distances) -> list[SafeString]:
    """The rows of the list (two queries)."""
    keys = [line.pk for line in lines]
    times, phones = times_of(keys), telephones_of(keys)
    return [
        _row(line, today, distances.words(line), times.get(line.pk, ()), phones.get(line.pk, ""))
        for line in lines
    ]


def _row(line: Line, today: date, away: str, times: Iterable[str], phone: str) -> SafeString:
    on = line.assured_on
    written = ROW.format(
        here=reverse("resources:list"),
        key=line.pk,
        name=escape(line.name),
        state=STATES.get(line.state, ""),
        kind=escape(line.kind or ""),
        area=escape(line.area or "全市"),
        away=away,
        times="<br>".join(map(escape, times)),
        operator=escape(line.operator or ""),
        phone=escape(phone),
        fresh=FRESH[freshness(today, line.due_on, line.leaves_public_on)],
        assured=f"{on.year}年{on.month}月{on.day}日" if on else "",
    )
    return mark_safe(written)  # noqa: S308 what was written by people is escaped
