"""A file checked row by row against what the town knows; nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sasaeai.documents.reading import ReadTable, text_of
from sasaeai.documents.reading.refused_rows import RowProblem, refused_sheets_workbook
from sasaeai.people.rules import match_key
from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.importing.comparing import differs, for_known
from sasaeai.resources.importing.context import Context
from sasaeai.resources.importing.finding import REMOVED, Register, register_of
from sasaeai.resources.importing.known import known_of, partners_of
from sasaeai.resources.importing.opening import AUTO, open_file
from sasaeai.resources.importing.rows import rows_of
from sasaeai.resources.importing.said import Said
from sasaeai.resources.importing.shapes import TABLE, Shape
from sasaeai.resources.importing.whereabouts import Whereabouts, told_of_point
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.states import Source
from sasaeai.towns.models import Town

_APIECE = 500
MOST_REMARKS = 2000


@dataclass(frozen=True)
class Wishes:
    """What the person who loads the file says about it.

    :param shape: code of a shape, or `auto`
    :param sheet: only this one
    :param labels: head of a column → field, or "" to leave it out
    :param words: (field, folded word) → key of the term or area it means
    :param confirmed_on: the day on which the list was known to be true
    :param areas_by_point: put the area around its point into a row that names none
    """

    shape: str = AUTO
    sheet: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], int] = field(default_factory=dict)
    confirmed_on: date | None = None
    may_add_partners: bool = True
    areas_by_point: bool = False


@dataclass(frozen=True)
class Ready:
    """A row that can be written.

    :param resource: key of the record it is about; None: it is new
    """

    sheet: str
    number: int
    said: Said
    resource: int | None = None


@dataclass(frozen=True)
class Checked:
    """What a file holds: every row is in `ready`, in `same`, in `doubles`, or has a problem.

    :param same: rows that say nothing new
    :param doubles: rows that stand in the file a second time, to the letter
    :param remarks: (sheet, row, what was kept otherwise than written)
    :param placed: how finely the addresses of rows without a point were known, with how many rows
    :param posted: how many rows get a `postcode` from their address, an `address` from their postcode
    :param areas: areas around the points of rows that name none, with how many rows
    :param unknown: words that mean nothing yet, with how often they stand there
    """

    filename: str
    shape: Shape
    tables: tuple[ReadTable, ...]
    ready: tuple[Ready, ...]
    same: int
    doubles: int
    problems: Mapping[str, Sequence[RowProblem]]
    remarks: tuple[tuple[str, int, str], ...]
    new_partners: tuple[str, ...]
    placed: Mapping[str, int]
    posted: Mapping[str, int]
    areas: Mapping[str, int]
    unknown: Mapping[tuple[str, str], int]

    @property
    def new(self) -> int:
        """Rows that add a resource."""
        return sum(1 for one in self.ready if one.resource is None)

    @property
    def changed(self) -> int:
        """Rows that correct a resource."""
        return len(self.ready) - self.new

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
    """Read a file of any shape and check every row against the register.

    :raises CannotRead: the file cannot be opened or holds something else
    :raises HeadsNotFound: it has no column of names
    """
    wishes = wishes or Wishes()
    shape, tables = open_file(
        data, filename=filename, shape=wishes.shape, sheet=wishes.sheet, labels=wishes.labels
    )
    check = _Check(town, shape, today, wishes)
    for table in tables:
        check.read(table)
    ready = tuple(check.without_same())
    return Checked(
        filename=filename,
        shape=shape,
        tables=tables,
        ready=ready,
        same=check.same,
        doubles=check.doubles,
        problems=check.problems,
        remarks=tuple(check.remarks[:MOST_REMARKS]),
        new_partners=_new_partners(town, ready) if wishes.may_add_partners else (),
        placed=check.whereabouts.counts,
        posted=check.whereabouts.posted,
        areas=check.whereabouts.areas,
        unknown=check.context.words,
    )


class _Check:
    """Goes through the rows and gathers what is ready and what is not."""

    def __init__(self, town: Town, shape: Shape, today: date, wishes: Wishes) -> None:
        self.town, self.shape, self.today, self.wishes = town, shape, today, wishes
        self.context = Context(
            known_of(town, wishes.words),
            shape,
            system="" if shape.strict else shape.title,
            public=not shape.strict and shape is not TABLE,
        )
        self.register: Register = register_of(town)
        self.whereabouts = Whereabouts(town.pk, on=today, with_areas=wishes.areas_by_point)
        self.problems: dict[str, list[RowProblem]] = {}
        self.remarks: list[tuple[str, int, str]] = []
        self.same = self.doubles = 0
        self._ready: list[Ready] = []
        self._seen: dict[tuple[str, str], int] = {}
        self._rows: set[bytes] = set()

    def read(self, table: ReadTable) -> None:
        """Every row of a sheet."""
        for cells, said in rows_of(table, self.context):
            mark = _fingerprint(cells)
            if mark in self._rows:
                self.doubles += 1
                continue
            self._rows.add(mark)
            if said is not None:
                self._place(cells, said)
            found = [(table.sheet, cells.row.number, words) for words in cells.remarks]
            self.remarks += found
            if cells.problems:
                self.problems.setdefault(table.sheet, []).extend(cells.problems)

    def _place(self, cells: Cells, said: Said) -> None:
        """A row that was understood: new, or about a known record; not twice in one file."""
        said = self._with_wishes(said, cells)
        for key in _keys(said):
            if key in self._seen:
                cells.refuse(
                    "source_id" if cells.has("source_id") else "public_id",
                    f"同じ番号「{key[1]}」が{self._seen[key]}行目にもあります。どちらかの番号を直すか、行を消してください。",
                )
                return
            self._seen[key] = cells.row.number
        if said.public_id in self.register.removed:
            cells.refuse("public_id", REMOVED)
            return
        found = self.register.find(said)
        if found is None and said.public_id in self.register.elsewhere:
            said = replace(said, public_id=None)
        self._ready.append(Ready(cells.table.sheet, cells.row.number, said, found))

    def _with_wishes(self, said: Said, cells: Cells) -> Said:
        if not self.shape.strict:
            said.facts.setdefault("source", Source.FILE)
            said.facts.setdefault(
                "source_note", f"{self.shape.title}（{cells.table.filename}）"[:200]
            )
        standing, on = said.standing, self.wishes.confirmed_on
        if on is not None and standing.assured_on is None:
            said.standing = replace(standing, assured_on=on)
        if said.standing.assured_on and said.standing.assured_on > self.today:
            cells.remarks.append("最終確認の日が先の日付のため、確認なしで取り込みます。")
            said.standing = replace(said.standing, assured_on=None)
        return said

    def without_same(self) -> Iterator[Ready]:
        """The rows in order, those about known records only if they say something new."""
        while self._ready:
            part = self._ready[:_APIECE]
            del self._ready[:_APIECE]
            keys = [one.resource for one in part if one.resource is not None]
            known = Resource.objects.with_parts().in_bulk(keys) if keys else {}
            for one in part:
                if one.resource is None:
                    self.whereabouts.fill(one.said, None)
                    yield one
                    continue
                resource = known[one.resource]
                self._remark_on_point(one, resource)
                left = for_known(one.said, resource, strict=self.shape.strict)
                left = self.whereabouts.fill(left, resource)
                if differs(left, resource):
                    yield replace(one, said=left)
                else:
                    self.same += 1

    def _remark_on_point(self, one: Ready, resource: Resource) -> None:
        words = told_of_point(one.said, resource, strict=self.shape.strict)
        if words:
            self.remarks.append((one.sheet, one.number, words))


def _keys(said: Said) -> list[tuple[str, str]]:
    keys = [("資源番号", str(said.public_id))] if said.public_id else []
    return [*keys, (said.system, said.number)] if said.number and said.system else keys


def _fingerprint(cells: Cells) -> bytes:
    texts = "\x1f".join(text_of(value) for value in cells.row.cells)
    return hashlib.blake2b(f"{cells.table.sheet}\x1e{texts}".encode(), digest_size=12).digest()


def _new_partners(town: Town, ready: Sequence[Ready]) -> tuple[str, ...]:
    """Names of organisations that are not registered yet, each once."""
    known = partners_of(town)
    found: dict[str, str] = {}
    for one in ready:
        name = one.said.operator
        if name and match_key(name) not in known:
            found.setdefault(match_key(name), name)
    return tuple(found.values())
