"""`sasaeai report`: what the pages make, without a page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from sasaeai.analysis.figures.period_text import parse_day, parse_period
from sasaeai.analysis.figures.periods import Period, day_words, fiscal_year, fiscal_year_of, label
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.documents.atomic import write_whole
from sasaeai.places.models import Area
from sasaeai.reports.asking import Asked, last_month
from sasaeai.reports.file_answers import KINDS
from sasaeai.reports.making import made_table
from sasaeai.reports.models import TownLayout
from sasaeai.reports.pack_document import WRITERS, pack_report
from sasaeai.reports.pack_making import made_pack
from sasaeai.reports.packs import PACKS, Pack
from sasaeai.reports.shelf import presets
from sasaeai.reports.table_files import table_file
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.refusal import Unusable
from sasaeai.towns.viewer import PartOfSystem

T = TypeVar("T")


def report(given: argparse.Namespace) -> int:
    """Write a table or report into a file.

    :raises Unusable: in words, if something of what was given cannot be used
    """
    town = _town(given.town)
    if given.list:
        _print_names(town)
        return 0
    if not given.name or not given.out:
        raise Unusable(
            "NAME と --out FILE を書いてください。名前の一覧は sasaeai report --list で見られます。"
        )
    out = Path(given.out)
    kind = out.suffix.lstrip(".").lower()
    if kind not in KINDS:
        raise Unusable(
            f"「{out.name}」の形式では書けません。.xlsx .docx .pdf .csv .json のどれかにしてください。"
        )
    asked = Asked(
        _read(parse_day, given.as_of) or clock.today(),
        _read(parse_period, given.period),
        given.tier or "",
        _area(town, given.area),
    )
    try:
        content = _content(town, given.name, kind, asked)
    except FigureRefused as refusal:
        raise Unusable(str(refusal)) from None
    try:
        write_whole(out, content)
    except OSError as fault:
        raise Unusable(
            f"「{out}」に書けません（{fault.strerror}）。場所を確かめてください。"
        ) from None
    return 0


def _content(town: Town, name: str, kind: str, asked: Asked) -> bytes:
    by = PartOfSystem("report コマンド", town.pk)
    if name in PACKS:
        return _pack(town, PACKS[name], kind, asked, by)
    made = made_table(town, _text(town, name), asked, once=True)
    return table_file(made, kind, by=by, town=town.name, made_on=clock.today())


def _pack(town: Town, pack: Pack, kind: str, asked: Asked, by: PartOfSystem) -> bytes:
    period = asked.period or _usual(pack, clock.today())
    as_of = min(asked.as_of, period.last)
    made = made_pack(town, pack, period, as_of=as_of)
    if kind == "json":
        tables = [one.made.table.plain(records=True) for one in made.parts if one.made]
        plain = {"title": made.title, "tables": tables, "words": made.frozen_words()}
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()
    partial = f"（{day_words(as_of)}現在）" if as_of < period.last else ""
    words = f"{label(period)}{partial}"
    return WRITERS[kind](pack_report(made, kind, by=by, on=clock.today(), period=words))


def _usual(pack: Pack, today: date) -> Period:
    before = last_month(today)
    return before if pack.span == "month" else fiscal_year(fiscal_year_of(before.first))


def _text(town: Town, name: str) -> str:
    own = TownLayout.objects.filter(town=town, code=name).first()
    if own is not None:
        return own.text
    name = name if name in presets() else name.replace("-", "_")
    if name not in presets():
        raise Unusable(
            f"「{name}」という表や報告はありません。名前の一覧は sasaeai report --list で見られます。"
        )
    return presets()[name].text


def _town(code: str | None) -> Town:
    towns = list(Town.objects.filter(code=code) if code else Town.objects.all()[:2])
    if len(towns) == 1:
        return towns[0]
    if not towns:
        raise Unusable(
            f"自治体コード「{code}」の町はありません。コードを確かめてください。"
            if code
            else "町がまだありません。先に sasaeai demo か最初の設定をしてください。"
        )
    raise Unusable("町がいくつもあります。--town に自治体コードを書いてください。")


def _area(town: Town, name: str | None) -> Area | None:
    if not name:
        return None
    found = list(Area.objects.of_town(town.pk).filter(name=name).select_related("level")[:2])
    if len(found) != 1:
        raise Unusable(
            f"区域「{name}」が{'見つかりません' if not found else '1つに決まりません'}。"
        )
    return found[0]


def _read(reader: Callable[[str], T], text: str | None) -> T | None:
    if not text:
        return None
    try:
        return reader(text)
    except FigureRefused as refusal:
        raise Unusable(str(refusal)) from None


def _print_names(town: Town) -> None:
    for pack in PACKS.values():
        sys.stdout.write(f"{pack.code}\t{pack.title}\n")
    for layout in TownLayout.objects.filter(town=town):
        sys.stdout.write(f"{layout.code}\t{layout.title}\n")
    for shelved in presets().values():
        sys.stdout.write(f"{shelved.code}\t{shelved.title}\n")
