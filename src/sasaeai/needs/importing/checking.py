"""A file checked row by row; what is ready is taken in, the rest comes back to be mended."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sasaeai.documents.reading import HeadsNotFound, ReadTable, read_table
from sasaeai.documents.reading.refused_rows import RowProblem, refused_rows_workbook
from sasaeai.needs.actions import GivenIntake, GivenNeed, record_intakes
from sasaeai.needs.importing.heads import HEADS, NAMES, NOTHING, REQUIRED
from sasaeai.needs.importing.rows import Row, Vocabulary
from sasaeai.needs.models import Need, NeedBatch
from sasaeai.needs.queries.suggesting import text_key
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term

LONGEST = 2000
PASTED = "貼り付けた文.csv"


@dataclass(frozen=True)
class Wishes:
    """What holds for every row that says nothing else.

    :param name: of the bundle; the same row of the same bundle is taken in once
    """

    name: str
    heard_on: date
    area: Area | None = None
    route: Term | None = None
    channel: Term | None = None
    post: Post | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Checked:
    """What a file holds.

    :param doubles: rows taken in before, :param nothing: answers like 「特になし」
    """

    table: ReadTable
    wishes: Wishes
    ready: tuple[GivenIntake, ...]
    problems: tuple[RowProblem, ...]
    doubles: int
    nothing: int

    @property
    def refused(self) -> int:
        """Rows that cannot be kept as they are."""
        return len({problem.number for problem in self.problems})

    @property
    def unused(self) -> tuple[str, ...]:
        """Heads of columns that mean nothing here."""
        return self.table.unknown_labels

    def workbook_of_refused(self) -> bytes:
        """The refused rows with their reasons, to mend and load again."""
        return refused_rows_workbook(self.table, self.problems)


def as_file(pasted: str) -> bytes:
    """What was pasted, as a file: a table with heads if it has tabs, else one answer a line."""
    lines = [line for line in pasted.splitlines() if line.strip()]
    if lines and "\t" in lines[0]:
        return "\n".join(lines).encode("utf-8-sig")
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow([NAMES["id"], NAMES["text"]])
    written.writerows([number, line.strip()] for number, line in enumerate(lines, start=1))
    return text.getvalue().encode("utf-8-sig")


def check_file(data: bytes, *, filename: str, town: Town, today: date, wishes: Wishes) -> Checked:
    """Read the table and check every row; nothing is written.

    :raises CannotRead: the file cannot be opened
    :raises HeadsNotFound: there is no column of texts
    """
    table = _table(data, filename, wishes.sheet)
    words, seen = Vocabulary.of(town), Counter[str]()
    ready: list[GivenIntake] = []
    problems: list[RowProblem] = []
    nothing = 0
    for line in table.rows:
        row = Row(table, line, words)
        if _says_nothing(row.text("text")):
            nothing += 1
            continue
        given = _read(row, town, today, wishes, seen)
        problems += row.problems
        if not row.problems:
            ready.append(given)
    fresh = _without_doubles(town, ready)
    return Checked(table, wishes, tuple(fresh), tuple(problems), len(ready) - len(fresh), nothing)


def take_in(*, by: Doer, at: datetime, town: Town, checked: Checked) -> NeedBatch | None:
    """Write every row that is ready; the refused ones stay in `checked`. None: there was none."""
    if not checked.ready:
        return None
    return record_intakes(
        by=by,
        at=at,
        town=town,
        many=checked.ready,
        name=checked.wishes.name,
        file_name=checked.table.filename,
    )


def _table(data: bytes, filename: str, sheet: str | None) -> ReadTable:
    """The table; where only the column of texts has a head we know, its row is shown to the reader."""
    given: dict[str, Any] = {"known_headers": HEADS, "required": REQUIRED, "sheet": sheet}
    try:
        return read_table(data, filename=filename, **given)
    except HeadsNotFound as refused:
        known = {head.lower() for head in HEADS["text"]}
        for number, cells in refused.preview.rows:
            if any(cell.strip().lower() in known for cell in cells):
                return read_table(data, filename=filename, head_row=number, **given)
        raise


def _says_nothing(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).strip(" 。.、\u3000\n")
    return not plain or plain in NOTHING


def _read(row: Row, town: Town, today: date, wishes: Wishes, seen: Counter[str]) -> GivenIntake:
    text = row.text("text")
    if len(text) > LONGEST:
        row.refuse("text", f"文が長すぎます（{LONGEST:,}字まで）。いくつかに分けてください。")
    example = row.text("example")
    if len(example) > 200:
        row.refuse("example", "印刷する例は200字までです。")
    on = row.day(wishes.heard_on, today)
    area = row.area(wishes.area, on)
    said = (town.pk, wishes.name, row.text("id"), text_key(text), on.isoformat(), area and area.pk)
    bare = "|".join(map(str, said))
    seen[bare] += 1
    key = hashlib.blake2b(f"{bare}|{seen[bare]}".encode(), digest_size=24).hexdigest()
    need = GivenNeed(
        text,
        wish=row.text("wish")[:300],
        urgency=row.urgency(),
        labels=row.labels(),
        example=example,
        row_key=key,
    )
    return GivenIntake(
        heard_on=on,
        needs=(need,),
        area=area,
        route=row.term("route", wishes.route),
        channel=row.term("channel", wishes.channel),
        age_band=row.term("age_band", None),
        households=row.terms("households"),
        post=wishes.post,
    )


def _without_doubles(town: Town, ready: list[GivenIntake]) -> list[GivenIntake]:
    keys = [given.needs[0].row_key for given in ready]
    taken: set[str | None] = set()
    for start in range(0, len(keys), 5000):
        found = Need.objects.filter(town=town, row_key__in=keys[start : start + 5000])
        taken.update(found.values_list("row_key", flat=True))
    return [given for given, key in zip(ready, keys, strict=True) if key not in taken]
