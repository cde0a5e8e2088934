"""`sasaeai table`: tables from facts and layouts, without a database and without Django."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sasaeai.analysis.figures import (
    Facts,
    FigureRefused,
    Layout,
    LayoutRefused,
    RenderedTable,
    Settings,
    layout_from_toml,
    render,
    trace,
)
from sasaeai.analysis.figures.layouts.needs import fields_needed, ids_needed
from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import Period
from sasaeai.config.commands.side_by_side import side_by_side
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.facts_file import read_facts
from sasaeai.documents.refusals import CannotRead

JAPAN = ZoneInfo("Asia/Tokyo")
FORMATS = (".json", ".csv", ".xlsx", ".docx", ".pdf")
MANY = 200_000  # facts from which a second process pays
TOGETHER = (".xlsx", ".docx", ".pdf")  # hold several tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Facts and layouts in, tables out."""
    add = parser.add_argument
    add("--facts", action="append", required=True, metavar="FACTS.jsonl", type=Path,
        help="事実（一行に一つの JSON）。いくつでも / facts, one JSON object a line; may be repeated")  # fmt: skip
    add("--layout", action="append", required=True, metavar="LAYOUT.toml", type=Path,
        help="様式。いくつでも / layout; may be repeated")  # fmt: skip
    add("--out", required=True, metavar="FILE.(json|csv|xlsx|docx|pdf)", type=Path,
        help="書き出す先。様式が二つ以上なら、xlsx・docx・pdf 一つにまとめるか、フォルダー / "
        "file; for several layouts one xlsx, docx or pdf, or a folder")  # fmt: skip
    add("--as-of", metavar="DATE", help="基準日（例：2023-01-31、令和5年1月31日） / as-of date")
    add("--period", metavar="PERIOD",
        help="期間（例：令和4年度、2022、2022-04..2023-01） / period")  # fmt: skip
    add("--param", action="append", default=[], metavar="名前=値",
        help="町の決め（例：回・人=回×担当者数） / a town's choice; may be repeated")  # fmt: skip
    add("--format", choices=[ending[1:] for ending in FORMATS],
        help="フォルダーに書くときの形（初めは json） / format when --out is a folder")  # fmt: skip
    add("--records", action="store_true",
        help="各欄のもとになった事実の id も付ける / also the ids behind every cell")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Make the tables. Exit 0 when made, 2 for unusable input; nothing is left half-written."""
    try:
        targets = _targets(arguments)
        layouts = [_layout(path) for path in arguments.layout]
        as_of = parse_day(arguments.as_of) if arguments.as_of else None
        period = parse_period(arguments.period) if arguments.period else None
        settings = Settings(parameters=_parameters(arguments.param))
        made = _Making(arguments.facts, as_of, period, settings, arguments.records)
        tables = made.tables(dict(zip(arguments.layout, layouts, strict=True)))
        together = len(targets) < len(tables)  # several tables in one document
        groups = [tables] if together else [[table] for table in tables]
        contents = [
            _content(group, target.suffix.lower(), records=arguments.records)
            for group, target in zip(groups, targets, strict=True)
        ]
        for target, content in zip(targets, contents, strict=True):
            _write(target, content)
    except (FigureRefused, CannotRead) as refusal:
        sys.stderr.write(f"表を作れませんでした。{refusal}\n")
        return 2
    return 0


@dataclass(frozen=True)
class _Making:
    """The tables of some layouts over the same files."""

    paths: Sequence[Path]
    as_of: date | None
    period: Period | None
    settings: Settings
    records: bool

    def tables(self, layouts: Mapping[Path, Layout]) -> list[RenderedTable]:
        """Read the fields the layouts look at, once, and render them all."""
        needed = fields_needed(layouts.values())
        ids = self.records or ids_needed(layouts.values())
        facts = read_facts(self.paths, needed=needed, ids=ids)
        if not facts.size:
            raise CannotRead(
                f"{'、'.join(path.name for path in self.paths)}：事実が一行もありません。"
                "空のファイルを選んでいないか、書き出しが途中で終わっていないか確かめてください。"
            )
        tasks = [partial(self._made, path, layout, facts) for path, layout in layouts.items()]
        apart = facts.size >= MANY and not self.records
        found = side_by_side(tasks) if apart else [task() for task in tasks]
        for path, table in zip(layouts, found, strict=True):
            for warning in table.warnings:
                sys.stderr.write(f"注意（{path.name}）：{warning}\n")
        return found

    def _made(self, path: Path, layout: Layout, facts: Facts) -> RenderedTable:
        try:
            table = self._rendered(layout, facts)
        except FigureRefused as refusal:
            raise CannotRead(f"{path.name}：{self._told(layout, refusal)}") from None
        return table if self.records else replace(table, tracer=None)

    def _rendered(self, layout: Layout, facts: Facts) -> RenderedTable:
        return render(layout, facts, as_of=self.as_of, period=self.period, settings=self.settings)

    def _told(self, layout: Layout, refusal: FigureRefused) -> str:
        """The refusal as all fields of the facts explain it: it may name those that are near."""
        try:
            self._rendered(layout, read_facts(self.paths, ids=True))
        except FigureRefused as fuller:
            return str(fuller)
        return str(refusal)


def _targets(arguments: argparse.Namespace) -> list[Path]:
    out: Path = arguments.out
    several = len(arguments.layout) > 1
    if not out.is_dir() and (not several or out.suffix.lower() in TOGETHER):
        if out.suffix.lower() not in FORMATS:
            raise CannotRead(
                f"--out「{out}」の形が分かりません。終わりを {'・'.join(FORMATS)} のどれかにしてください。"
            )
        if not out.parent.is_dir():
            raise CannotRead(f"フォルダー「{out.parent}」がありません。先に作ってください。")
        return [out]
    if out.suffix.lower() in FORMATS:
        raise CannotRead(
            "様式が二つ以上あるとき、一つのファイルにできるのは xlsx・docx・pdf です。"
            "json と csv は、--out にフォルダーを書いてください。"
        )
    out.mkdir(parents=True, exist_ok=True)
    targets = [out / f"{path.stem}.{arguments.format or 'json'}" for path in arguments.layout]
    if len(set(targets)) < len(targets):
        raise CannotRead("同じ名前の様式が二つあります。ファイルの名前を変えてください。")
    return targets


def _layout(path: Path) -> Layout:
    try:
        return layout_from_toml(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise CannotRead(
            f"様式「{path}」を開けません（{error.strerror}）。場所と名前を確かめてください。"
        ) from None
    except UnicodeDecodeError:
        raise CannotRead(
            f"様式「{path}」は UTF-8 ではありません。UTF-8 で保存し直してください。"
        ) from None
    except LayoutRefused as refusal:
        raise CannotRead(f"様式「{path.name}」：{refusal}") from None


def _parameters(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name or not value:
            raise CannotRead(
                f"--param「{one}」は 名前=値 の形で書いてください（例：回・人=回×担当者数）。"
            )
        found[name.strip()] = value.strip()
    return found


def _content(tables: Sequence[RenderedTable], ending: str, *, records: bool) -> bytes:
    table = tables[0]
    if ending == ".json":
        plain = table.plain(records=records)
        return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"
    documents = importlib.import_module("sasaeai.documents.tables")  # heavy: only when needed
    if ending == ".csv":
        return bytes(documents.table_to_csv(table))
    made = {"made_by": "sasaeai", "made_on": datetime.now(JAPAN).date()}
    if ending == ".xlsx" and records:
        report = importlib.import_module("sasaeai.documents.report")
        rows = [line for one in tables for line in _records_of(one)]
        made["records"] = report.Records(columns=("行", "列", "事実"), rows=rows)
    return bytes(getattr(documents, f"table_to_{ending[1:]}")(tables, **made))


def _write(target: Path, content: bytes) -> None:
    try:
        write_whole(target, content)
    except OSError as error:
        raise CannotRead(
            f"「{target}」に書けません（{error.strerror}）。書き込めるフォルダーか、空きがあるか確かめてください。"
        ) from None


def _records_of(table: RenderedTable) -> list[tuple[str, str, str]]:
    """One line for each record behind each cell."""
    return [
        ("／".join(row.head), "／".join(table.columns[c].heads), one)
        for r, row in enumerate(table.rows)
        for c in range(len(row.cells))
        for one in trace(table, r, c)
    ]
