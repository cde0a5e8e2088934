"""通いの場の調査: one month of every place, counted as the ministry asks, and what was left out with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sasaeai.analysis.figures.rendered import (
    RenderedCell,
    RenderedColumn,
    RenderedRow,
    RenderedTable,
)
from sasaeai.resources.models import ParticipantCount, Participation, Resource
from sasaeai.resources.queries.settings import settings_of
from sasaeai.resources.queries.showing import occurrences_of
from sasaeai.resources.rules.recurrence import Frequency
from sasaeai.resources.rules.states import State
from sasaeai.resources.rules.survey import (
    LARGEST,
    SIZES,
    UNFILLED,
    AskedPlace,
    band_of_frequency,
    band_of_size,
    why_left_out,
)
from sasaeai.vocabulary.queries import terms_of

Bands = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True)
class PlaceLine:
    """One place of the month.

    :param why: why it is not counted; empty = it is
    :param lacks: what is still to be filled in, though it is counted
    """

    resource: Resource
    operator: str
    place: str
    activity: str
    frequency: str
    size: str
    month: Participation | None
    people: dict[tuple[str, int | None], int]
    why: str

    @property
    def distinct(self) -> int | None:
        """Different people of the month; None where nobody wrote."""
        return self.month.distinct if self.month else None

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is still to be asked."""
        known = {"運営主体": self.operator, "場所": self.place, "主な活動": self.activity}
        found = [name for name, value in known.items() if value == UNFILLED]
        if self.size == UNFILLED:
            found.append("回数・延べ人数")
        if self.distinct is None:
            found.append("実人数")
        elif sum(self.people.values()) < self.distinct:
            found.append("実人数の男女・年齢")
        return tuple(found)


@dataclass(frozen=True)
class Survey:
    """The month: what is counted, what is not."""

    month: date
    counted: list[PlaceLine]
    left_out: list[PlaceLine]
    bands: Bands
    words: dict[str, list[str]]

    @property
    def people(self) -> int:
        """Different people, added over the places (somebody who goes to two is counted twice)."""
        return sum(line.distinct or 0 for line in self.counted)

    @property
    def lacking(self) -> list[PlaceLine]:
        """Counted places with something still to be filled in."""
        return [line for line in self.counted if line.lacks]


def survey_of(town_id: int, month: date) -> Survey:
    """The survey of a month (ten queries, however many places).

    :param month: its first day
    """
    first, last = month, _end_of(month)
    places = (
        Resource.objects.filter(town=town_id, gathering__isnull=False)
        .kept()
        .select_related(
            "area", "operator", "gathering__main_activity", "gathering__operator_kind",
            "gathering__place_kind",
        )
        .prefetch_related("schedules", "unusual_days", "state_lines")
        .order_by("sort_key", "pk")
    )  # fmt: skip
    months = {
        one.resource_id: one
        for one in Participation.objects.filter(
            resource__town=town_id, month=first
        ).prefetch_related("counts")
    }
    lines = [_line(one, months.get(one.pk), first, last) for one in places]
    words = {
        "operator": [t.label for t in terms_of(town_id, "gathering-operator")],
        "place": [t.label for t in terms_of(town_id, "gathering-place")],
        "activity": [t.label for t in terms_of(town_id, "gathering-activity")],
        "frequency": [f.label for f in Frequency if f != Frequency.RARE],
        "size": [*(name for _, name in SIZES), LARGEST],
    }
    return Survey(
        first,
        [line for line in lines if not line.why],
        [line for line in lines if line.why],
        settings_of(town_id).age_bands,
        words,
    )


def _line(one: Resource, month: Participation | None, first: date, last: date) -> PlaceLine:
    kinds = one.gathering
    asked = AskedPlace(
        in_survey=kinds.in_survey,
        why_not=kinds.why_not,
        started_on=one.started_on,
        state=_state_on(one, last),
        was_open=_was_open(one, first, last),
        held=month.held if month else None,
        planned=len(occurrences_of(one, first, last)),
        a_month=sum(line.recurrence.times_a_month() for line in one.schedules.all()),
    )
    people = {(c.sex, c.age_from): c.people for c in month.counts.all()} if month else {}
    return PlaceLine(
        one,
        kinds.operator_kind.label if kinds.operator_kind else UNFILLED,
        kinds.place_kind.label if kinds.place_kind else UNFILLED,
        kinds.main_activity.label if kinds.main_activity else UNFILLED,
        band_of_frequency(asked),
        band_of_size(month.total, month.held) if month else UNFILLED,
        month,
        people,
        why_left_out(asked, last),
    )


def _state_on(one: Resource, day: date) -> State:
    """The state at the end of a day, by the dated lines; before the first line, what it was before that."""
    lines = sorted(one.state_lines.all(), key=lambda line: (line.on, line.pk))
    before = [line for line in lines if line.on <= day]
    if before:
        return State(before[-1].state)
    if lines:
        begun = one.started_on is None or one.started_on <= day
        return State.ACTIVE if begun and lines[0].state != State.ACTIVE else State.PREPARING
    return one.state_now


def _was_open(one: Resource, first: date, last: date) -> bool:
    """活動中 on any day: at the beginning, at the end, or from some day within."""
    opened = any(
        line.state == State.ACTIVE and first <= line.on <= last for line in one.state_lines.all()
    )
    return opened or State.ACTIVE in (_state_on(one, first), _state_on(one, last))


def _end_of(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


AXES: tuple[tuple[str, str, Callable[[PlaceLine], str]], ...] = (
    ("operator", "運営主体", lambda line: line.operator),
    ("place", "場所", lambda line: line.place),
    ("activity", "主な活動", lambda line: line.activity),
    ("frequency", "開催頻度", lambda line: line.frequency),
    ("size", "1回当たりの参加人数", lambda line: line.size),
)


def survey_tables(survey: Survey) -> list[RenderedTable]:
    """The answer: a table an axis, people by sex and age, every place, what was left out, what is lacking."""
    return [
        *(_axis_table(survey, *axis) for axis in AXES),
        _people_table(survey),
        _places_table(survey),
        _left_out_table(survey),
        _lacking_table(survey),
    ]


def _number(value: int) -> RenderedCell:
    return RenderedCell(f"{value:,}", value)


def _axis_table(
    survey: Survey, key: str, name: str, of: Callable[[PlaceLine], str]
) -> RenderedTable:
    places: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for line in survey.counted:
        places[of(line)] += 1
        people[of(line)] += line.distinct or 0
    words = list(dict.fromkeys([*survey.words[key], *sorted(places)]))
    rows = [RenderedRow((w,), (_number(places[w]), _number(people[w]))) for w in words]
    total = (_number(len(survey.counted)), _number(survey.people))
    return RenderedTable(
        title=f"{name}別",
        subtitle=f"{survey.month.year}年{survey.month.month}月",
        columns=(RenderedColumn(("箇所数",), "か所"), RenderedColumn(("参加者実人数",), "人")),
        rows=(*rows, RenderedRow(("計",), total, kind="total")),
        row_head_titles=(name,),
    )


def _people_table(survey: Survey) -> RenderedTable:
    sexes = list(ParticipantCount.Sex)
    rows = []
    found: Counter[tuple[str, int | None]] = Counter()
    for line in survey.counted:
        found.update(line.people)
    for first, last in survey.bands:
        word = (
            f"{first}歳以上" if last is None else f"{first}〜{last}歳" if first else f"{last}歳以下"
        )
        cells = [found[sex, first] for sex in sexes]
        rows.append(RenderedRow((word,), tuple(_number(n) for n in (*cells, sum(cells)))))
    known = sum(found.values())
    rest = survey.people - known
    rows.append(RenderedRow(("内訳が分からない",), (*(_number(0),) * 3, _number(rest))))
    sums = [sum(n for (sex, _), n in found.items() if sex == s) for s in sexes]
    total = tuple(_number(n) for n in (*sums, survey.people))
    return RenderedTable(
        title="参加者実人数（性別・年齢）",
        subtitle="会場ごとの実人数の合計（2か所に通う人は2人に数えます）",
        columns=tuple(
            RenderedColumn((word,), "人") for word in (*(str(s.label) for s in sexes), "計")
        ),
        rows=(*rows, RenderedRow(("計",), total, kind="total")),
        row_head_titles=("年齢",),
    )


def _words_rows(rows: list[tuple[str, ...]]) -> tuple[RenderedRow, ...]:
    return tuple(
        RenderedRow((row[0],), tuple(RenderedCell(text) for text in row[1:])) for row in rows
    )


def _words_columns(*heads: str) -> tuple[RenderedColumn, ...]:
    return tuple(RenderedColumn((head,), align="left") for head in heads)


def _places_table(survey: Survey) -> RenderedTable:
    rows = []
    for line in survey.counted:
        month = line.month
        numbers = (month.held, month.total, month.distinct) if month else (None, None, None)
        cells = [
            RenderedCell(t)
            for t in (
                *(line.resource.area_name, line.operator, line.place, line.activity),
                *(line.frequency, line.size),
            )
        ]
        cells += [_number(n) if n is not None else RenderedCell("") for n in numbers]
        for sex in (ParticipantCount.Sex.MALE, ParticipantCount.Sex.FEMALE):
            cells += [_number(line.people.get((sex, first), 0)) for first, _ in survey.bands]
        rows.append(RenderedRow((line.resource.name,), tuple(cells)))
    ages = [
        f"{sex}{first}歳〜" if first else f"{sex}{last}歳以下"
        for sex in ("男", "女")
        for first, last in survey.bands
    ]
    return RenderedTable(
        title="会場ごと",
        subtitle=f"{survey.month.year}年{survey.month.month}月",
        columns=(
            *_words_columns("区域", "運営主体", "場所", "主な活動", "開催頻度", "1回当たり"),
            *(RenderedColumn((head,)) for head in ("回数", "延べ人数", "実人数", *ages)),
        ),
        rows=tuple(rows),
        row_head_titles=("会場",),
    )


def _left_out_table(survey: Survey) -> RenderedTable:
    return RenderedTable(
        title="数えなかった会場と理由",
        columns=_words_columns("区域", "理由"),
        rows=_words_rows(
            [(line.resource.name, line.resource.area_name, line.why) for line in survey.left_out]
        ),
        row_head_titles=("会場",),
    )


def _lacking_table(survey: Survey) -> RenderedTable:
    return RenderedTable(
        title="数えたが、確かめたい会場",
        columns=_words_columns("区域", "足りないこと"),
        rows=_words_rows(
            [
                (line.resource.name, line.resource.area_name, "、".join(line.lacks))
                for line in survey.lacking
            ]
        ),
        row_head_titles=("会場",),
    )
