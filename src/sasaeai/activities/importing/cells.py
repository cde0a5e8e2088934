"""Cells of one row, each read into what an entry needs or refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, TypeVar

from sasaeai.activities.rules import Count, CountKind, Happening, Unit
from sasaeai.documents.reading import CellValue, ReadRow, ReadTable
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.documents.reading.values import (
    read_day,
    read_list,
    read_minutes,
    read_number,
    read_time,
    read_time_span,
    read_yes_no,
)
from sasaeai.documents.refusals import CellRefused

T = TypeVar("T")

STATES = {
    **dict.fromkeys(
        ("実施", "実施済", "実施済み", "済", "済み", "完了", "○", "〇"), Happening.HELD
    ),
    **dict.fromkeys(("予定", "計画", "未実施"), Happening.PLANNED),
    **dict.fromkeys(("中止", "取消", "取りやめ", "×"), Happening.CANCELLED),
    **dict.fromkeys(("延期",), Happening.POSTPONED),
}
COUNT_WORDS = re.compile(
    r"^(?P<part>うち)?(?P<label>.*?)(?P<distinct>実)?(?P<number>[\d,]+)"
    rf"(?P<unit>{'|'.join(Unit.values)}|名)$"
)


THOUSANDS = re.compile(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3}(?![0-9０-９]))")
EITHER = ("時間", "活動時間", "実施時間", "時間帯")  # heads under which both are written
BEGINS_FROM = 6  # hours: nobody begins before, no deed takes as long
CLOCK = re.compile(r"(?P<hour>\d{1,2})(:\d{2}|時(半|\d{1,2}分?)?)")
MORE_THAN_A_DEED_TAKES = 15  # hours: a bare number from here on can only be minutes


def unit_of_bare_time(table: ReadTable) -> Literal["minutes", "hours"]:
    """What a number without a unit means in the column of lengths: by the head, else by the numbers."""
    if "time" not in table.columns:
        return "hours"
    head = table.labels[table.columns["time"]]
    if "分" in head or re.search(r"時間数|[(（]時間[)）]", head):
        return "minutes" if "分" in head else "hours"
    texts = (unicodedata.normalize("NFKC", table.text(row, "time")) for row in table.rows)
    numbers = [float(t) for t in texts if re.fullmatch(r"\d+(\.\d+)?", t)]
    whole = all(n.is_integer() for n in numbers)
    return "minutes" if whole and max(numbers, default=0) >= MORE_THAN_A_DEED_TAKES else "hours"


@dataclass
class Cells:
    """One row being read; what is wrong is gathered, not raised, so that all of it is told at once."""

    table: ReadTable
    row: ReadRow
    bare_time: Literal["minutes", "hours"] = "hours"
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell as text."""
        return self.table.text(self.row, name)

    def refuse(self, name: str | None, reason: str, suggestions: tuple[str, ...] = ()) -> None:
        """Something is wrong with a cell, or with the row as a whole."""
        self.problems.append(RowProblem(self.row.number, reason, name, suggestions))

    def read(self, name: str, reader: Callable[[], T]) -> T | None:
        """What a reader makes of a cell; None, and a problem noted, if it refuses."""
        try:
            return reader()
        except CellRefused as refused:
            self.problems.append(RowProblem.of(self.row, name, refused))
            return None

    def day(self, name: str, fiscal_year: int | None, month: int | None = None) -> date | None:
        """A day; a bare number is the day of the month that the sheet is about."""
        value = self.table.value(self.row, name)
        bare = re.fullmatch(r"(\d{1,2})日?", unicodedata.normalize("NFKC", self.text(name)))
        if bare and month and fiscal_year and 1 <= int(bare[1]) <= 31:
            value = f"{month}/{bare[1]}"
        return self.read(
            name, lambda: read_day(value, fiscal_year=fiscal_year, date1904=self.table.date1904)
        )

    def times(self) -> tuple[time | None, int | None]:
        """Start and minutes, from 開始・終了 or from one cell: 10:00～12:00, 90分, 1.5 under 時間."""
        start = self.read("start", lambda: read_time(self.table.value(self.row, "start")))
        end = self.read("end", lambda: read_time(self.table.value(self.row, "end")))
        if start and end:
            length = (end.hour - start.hour) * 60 + end.minute - start.minute
            if length < 0:
                self.refuse("end", "終了が開始より前です。時刻を確かめてください。")
            return start, max(length, 0)
        if not self.text("time"):
            return start, None
        value = self.table.value(self.row, "time")
        if isinstance(value, str) and re.search(r"[~〜～ー→]|から|\d\s*-\s*\d|午[前後]", value):
            span = self.read("time", lambda: read_time_span(value))
            return (span.start, span.minutes) if span else (start, None)
        if self._is_hour_of_the_day(value):
            return self.read("time", lambda: read_time(value)), None
        minutes = self.read("time", lambda: read_minutes(value, bare=self.bare_time))
        if minutes is not None and minutes > 24 * 60:
            self.refuse(
                "time",
                f"「{self.text('time')}」は24時間を超えます。分のときは「90分」と書いてください。",
            )
            return start, None
        return start, minutes

    def _is_hour_of_the_day(self, value: CellValue) -> bool:
        """「10:00」 or 「13時半」 under 時間 is when it began; 「1:30」 is how long it took."""
        if self.table.labels[self.table.columns["time"]].rsplit("／", 1)[-1] not in EITHER:
            return False
        if isinstance(value, time):
            return value.hour >= BEGINS_FROM
        written = CLOCK.fullmatch(unicodedata.normalize("NFKC", str(value or "")).strip())
        return written is not None and int(written["hour"]) >= BEGINS_FROM

    def state(self, on: date | None, today: date) -> Happening:
        """実施, unless the cell says otherwise or the day is still to come."""
        word = self.text("state")
        if not word:
            return Happening.PLANNED if on and on > today else Happening.HELD
        state = STATES.get(unicodedata.normalize("NFKC", word))
        if state is None:
            self.refuse(
                "state", f"「{word}」は状態としてわかりません。", ("実施", "予定", "中止", "延期")
            )
        return state or Happening.HELD

    def yes(self, name: str) -> bool:
        """A mark."""
        return bool(self.read(name, lambda: read_yes_no(self.table.value(self.row, name))))

    def words(self, name: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Several things in one cell."""
        return read_list(self.table.value(self.row, name), known=known)

    def counts(self) -> tuple[Count, ...]:
        """人数: our own 人数など, or a number a column."""
        if self.text("counts"):
            plain = THOUSANDS.sub("", self.text("counts"))
            found = [self._count(word) for word in read_list(plain)]
            return tuple(c for c in found if c)
        columns = (
            ("people", Count(0)),
            ("distinct", Count(0, count_kind=CountKind.DISTINCT)),
            ("first_time", Count(0, label="初参加", part=True)),
            ("households", Count(0, unit=Unit.HOUSEHOLDS)),
        )
        found = [self._number(name, like) for name, like in columns]
        counts = [c for c in found if c]
        if counts and counts[0].part:
            counts[0] = Count(counts[0].number, label=counts[0].label)
        return tuple(counts)

    def _number(self, name: str, like: Count) -> Count | None:
        number = self.read(name, lambda: read_number(self.table.value(self.row, name)))
        if number is None:
            return None
        if number.value < 0 or number.value != int(number.value) or number.value > 999_999:
            self.refuse(
                name, f"「{self.text(name)}」は人数になりません。0以上の整数にしてください。"
            )
            return None
        unit = number.unit if number.unit in Unit.values else like.unit
        return Count(int(number.value), unit, like.count_kind, like.label, like.part)

    def _count(self, word: str) -> Count | None:
        found = COUNT_WORDS.match(unicodedata.normalize("NFKC", word).strip())
        if found is None:
            self.refuse(
                "counts",
                f"「{word}」を人数として読めません。「参加者12人、うち初参加3人」のように書いてください。",
            )
            return None
        return Count(
            number=int(found["number"].replace(",", "")),
            unit="人" if found["unit"] == "名" else found["unit"],
            count_kind=CountKind.DISTINCT if found["distinct"] else CountKind.TOTAL,
            label=found["label"][:30],
            part=bool(found["part"]),
        )
