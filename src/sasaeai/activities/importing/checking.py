"""A file checked row by row against what the town knows; nothing is written."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sasaeai.activities.actions.checks import ClosedMonths
from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.importing.cells import Cells, unit_of_bare_time
from sasaeai.activities.importing.heads import REQUIRED, heads_with
from sasaeai.activities.importing.known import Known, known_of
from sasaeai.activities.importing.rows import Context, partner_key, read_entry, row_key
from sasaeai.activities.models import Activity, ImportBatch
from sasaeai.activities.rules import month_of
from sasaeai.documents.reading import HeadsNotFound, ReadTable, read_table
from sasaeai.documents.reading.refused_rows import RowProblem, refused_sheets_workbook
from sasaeai.people.models import Post
from sasaeai.towns.models import Town

KNOWN_HEADS_OF_A_LOG = 2
FISCAL_YEAR = re.compile(r"(令和|平成|昭和|R|H|S)\s*(元|\d{1,2})\s*年度|(\d{4})\s*年度")
YEAR_MONTH = re.compile(
    r"(?:(令和|平成|昭和|R|H|S)\s*(元|\d{1,2})|(\d{4}))\s*[年./-]\s*(\d{1,2})\s*月?"
)
MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月")
FIRST_YEARS = {"令和": 2019, "R": 2019, "平成": 1989, "H": 1989, "昭和": 1926, "S": 1926}


@dataclass(frozen=True)
class Wishes:
    """What the person who loads the file says about it.

    :param sheet: only this one
    :param labels: head of a column → field, or "" to leave it out
    :param words: (field, folded word) → key of the term or area it means
    """

    sheet: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    fiscal_year: int | None = None
    post: Post | None = None
    words: dict[tuple[str, str], int] = field(default_factory=dict)
    may_add_partners: bool = True


@dataclass(frozen=True)
class Ready:
    """A row that can be written."""

    sheet: str
    number: int
    entry: Entry
    partners: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Checked:
    """What a file holds.

    :param doubles: rows taken in before, from this or another file
    :param unknown: words that mean nothing yet, with how often they stand there
    :param before: when the very same file was taken in, if it was
    """

    filename: str
    file_hash: str
    tables: tuple[ReadTable, ...]
    ready: tuple[Ready, ...]
    problems: Mapping[str, Sequence[RowProblem]]
    doubles: int
    new_partners: tuple[str, ...]
    unknown: Mapping[tuple[str, str], int]
    before: ImportBatch | None

    @property
    def refused(self) -> int:
        """Rows that cannot be written as they are."""
        return sum(len({p.number for p in found}) for found in self.problems.values())

    @property
    def rows(self) -> int:
        """Rows with data."""
        return sum(len(table.rows) for table in self.tables)

    def workbook_of_refused(self) -> bytes:
        """The refused rows with their reasons, to mend and load again."""
        parts = [(t, self.problems[t.sheet]) for t in self.tables if self.problems.get(t.sheet)]
        return refused_sheets_workbook(parts)


def check_file(
    data: bytes, *, filename: str, town: Town, today: date, wishes: Wishes | None = None
) -> Checked:
    """Read every sheet of a file that looks like a log of activities, and check every row.

    :raises CannotRead: the file cannot be opened
    :raises HeadsNotFound: no sheet has a column of days
    """
    wishes = wishes or Wishes()
    tables = _tables(data, filename, wishes)
    known = known_of(town, wishes.words)
    check = _Check(town, known, today, wishes)
    for table in tables:
        check.read(table)
    file_hash = hashlib.sha256(data).hexdigest()
    ready, doubles = check.without_doubles()
    return Checked(
        filename=filename,
        file_hash=file_hash,
        tables=tables,
        ready=ready,
        problems=check.problems,
        doubles=doubles,
        new_partners=tuple(check.new_partners.values()),
        unknown=check.words,
        before=ImportBatch.objects.filter(town=town, file_hash=file_hash).first(),
    )


def _tables(data: bytes, filename: str, wishes: Wishes) -> tuple[ReadTable, ...]:
    heads = heads_with(wishes.labels)
    first = read_table(
        data, filename=filename, known_headers=heads, required=REQUIRED, sheet=wishes.sheet
    )
    if wishes.sheet:
        return (first,)
    more = []
    for other in first.others:
        if other.known_headers < KNOWN_HEADS_OF_A_LOG:
            continue
        try:
            more.append(
                read_table(
                    data,
                    filename=filename,
                    known_headers=heads,
                    required=REQUIRED,
                    sheet=other.name,
                )
            )
        except HeadsNotFound:
            continue
    return (first, *more)


class _Check:
    """Goes through the rows and gathers what is ready and what is not."""

    def __init__(self, town: Town, known: Known, today: date, wishes: Wishes) -> None:
        self.town, self.known, self.today, self.wishes = town, known, today, wishes
        self.words: Counter[tuple[str, str]] = Counter()
        self.problems: dict[str, list[RowProblem]] = {}
        self.new_partners: dict[str, str] = {}
        self._ready: list[Ready] = []
        self._seen: Counter[str] = Counter()

    def read(self, table: ReadTable) -> None:
        """Every row of a sheet."""
        year, month = year_and_month(table)
        context = Context(
            known=self.known,
            today=self.today,
            fiscal_year=self.wishes.fiscal_year or year,
            month=month,
            post=self.wishes.post,
            words=self.words,
        )
        bare_time = unit_of_bare_time(table)
        for row in table.rows:
            cells = Cells(table, row, bare_time)
            found = read_entry(cells, context)
            if found is not None:
                self._partners(cells, found.partners)
            if found is None or cells.problems:
                self.problems.setdefault(table.sheet, []).extend(cells.problems)
                continue
            bare = row_key(self.town.pk, cells, found.entry.on, 0)
            key = row_key(self.town.pk, cells, found.entry.on, self._seen[bare])
            self._seen[bare] += 1
            self._ready.append(Ready(table.sheet, row.number, found.entry, found.partners, key))

    def _partners(self, cells: Cells, names: Sequence[str]) -> None:
        for name in names:
            if partner_key(name) in self.known.partners:
                continue
            if not self.wishes.may_add_partners:
                cells.refuse(
                    "partners", f"「{name}」は連携先に登録されていません。先に登録してください。"
                )
            elif len(name) > 100:
                cells.refuse(
                    "partners", "連携先の名前が長すぎます（100字まで）。「、」で区切ってください。"
                )
            else:
                self.new_partners.setdefault(partner_key(name), name)

    def without_doubles(self) -> tuple[tuple[Ready, ...], int]:
        """Rows not taken in before and not in a closed month; how many were taken in before."""
        keys = [ready.key for ready in self._ready]
        taken: set[str | None] = set()
        mine = Activity.objects.filter(town=self.town)
        for start in range(0, len(keys), 5000):
            part = keys[start : start + 5000]
            taken.update(mine.filter(row_key__in=part).values_list("row_key", flat=True))
        closed = ClosedMonths(self.town.pk, {month_of(r.entry.on) for r in self._ready})
        fresh = []
        for ready in self._ready:
            if ready.key in taken:
                continue
            entry = ready.entry
            area = entry.area or entry.posts[0].area
            closing = closed.over(
                entry.on, area.pk if area else None, entry.tier or entry.posts[0].tier
            )
            if closing is None:
                fresh.append(replace(ready, entry=entry))
            else:
                why = (
                    f"「{closing}」は締めてあるため取り込めません。再開してから取り込んでください。"
                )
                problem = RowProblem(ready.number, why, "on")
                self.problems.setdefault(ready.sheet, []).append(problem)
        return tuple(fresh), sum(1 for key in keys if key in taken)


def year_and_month(table: ReadTable) -> tuple[int | None, int | None]:
    """What the sheet's name, the lines above the heads and the file's name say of year and month."""
    # A title straight above the heads may have been read as their upper level.
    heads = [label for label in table.labels if "／" in label]
    texts = (table.sheet, *table.above, *heads, table.filename)
    said = [unicodedata.normalize("NFKC", text) for text in texts]
    year = month = None
    for text in said:
        whole = YEAR_MONTH.search(text)
        if whole and 1 <= int(whole[4]) <= 12:
            month = month or int(whole[4])
            calendar_year = _year(whole[1], whole[2], whole[3])
            year = year or (calendar_year if month >= 4 else calendar_year - 1)
        fiscal = FISCAL_YEAR.search(text)
        if fiscal:
            year = year or _year(*fiscal.groups())
        only = MONTH.search(text)
        if only and 1 <= int(only[1]) <= 12 and text == said[0]:
            month = month or int(only[1])
    return year, month


def _year(era: str | None, number: str | None, western: str | None) -> int:
    if western:
        return int(western)
    return FIRST_YEARS[era or "令和"] + (1 if number == "元" else int(number or 1)) - 1
