"""Commands about activities: old logs in, records out. Answers go to stderr in words, the exit code says the rest."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from sasaeai.activities import actions
from sasaeai.activities.importing import Checked, Wishes, check_file, take_in
from sasaeai.activities.importing.heads import FIELD_NAMES
from sasaeai.activities.queries.asked import Asked
from sasaeai.activities.queries.exporting import HEADS, WIDTHS, export_rows
from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.analysis.figures.refusals import FigureRefused
from sasaeai.documents.atomic import whole_file, write_whole
from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.documents.writing.separated_text import as_cp932
from sasaeai.people.models import Post
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable
from sasaeai.towns.viewer import PartOfSystem

MOST_TOLD = 20


@dataclass(frozen=True)
class Command(PartOfSystem):
    """The command line: sees the whole town."""

    def may(self, permission: str) -> bool:
        """Whoever can open the data folder may do what its commands do."""
        return bool(permission)

    def area_ids(self) -> frozenset[int] | None:
        """The whole town."""
        return None

    def organisation_ids(self) -> frozenset[int] | None:
        """Everybody's records."""
        return None


def import_file(arguments: argparse.Namespace) -> int:
    """`sasaeai import activities FILE`.

    :raises Unusable: if the file cannot be opened or is no log of activities
    """
    town = town_called(arguments.town)
    path = Path(arguments.file)
    checked = _checked(path, town, arguments)
    if not arguments.dry_run:
        take_in(by=Command("取り込み", town.pk), at=clock.now(), town=town, checked=checked)
    _tell(checked, written=not arguments.dry_run)
    if not checked.refused:
        return 0
    report = Path(arguments.report) if arguments.report else _beside(path)
    _write(report, checked.workbook_of_refused())
    say(
        f"{checked.refused:,}件は読み込めませんでした。理由を書いた表：{report}\n"
        "色のついたマスを直して、その表をもう一度取り込んでください。"
    )
    return 1


def export_file(arguments: argparse.Namespace) -> int:
    """`sasaeai export activities --out FILE`.

    :raises Unusable: if the period or the kind of file is unknown, or the file cannot be written
    """
    town, out, now = town_called(arguments.town), Path(arguments.out), clock.now()
    by = Command("書き出し", town.pk)
    asked = _asked(arguments.period)
    rows = export_rows(by, asked)
    kind = out.suffix.lower()
    try:
        if kind == ".xlsx":
            made = Imprint(by.doer_name, timezone.localdate(now), town.name, confidential=True)
            with whole_file(out) as file:
                list_to_xlsx(HEADS, rows, into=file, title="活動記録", widths=WIDTHS, imprint=made)
        elif kind == ".csv":
            _write_csv(out, b"".join(list_to_csv(HEADS, rows)), cp932=arguments.cp932)
        else:
            raise Unusable(f"「{out.name}」：書き出せるのは .xlsx と .csv です。")
    except OSError as reason:
        raise Unusable(f"{out} に書き込めません（{reason.strerror}）。") from reason
    actions.note_export(by=by, at=now, asked=asked.query(), form=kind.lstrip("."))
    return 0


def say(text: str) -> None:
    """Words for the person at the keyboard."""
    print(text, file=sys.stderr)


def _checked(path: Path, town: Town, arguments: argparse.Namespace) -> Checked:
    wishes = Wishes(
        sheet=arguments.sheet,
        fiscal_year=arguments.fiscal_year,
        post=_post(town, arguments.post) if arguments.post else None,
    )
    with usable(path):
        data = path.read_bytes()
        return check_file(data, filename=path.name, town=town, today=clock.today(), wishes=wishes)


def _post(town: Town, name: str) -> Post:
    post = Post.objects.filter(town=town, name=name).select_related("area").first()
    if post is None:
        names = "、".join(Post.objects.filter(town=town).values_list("name", flat=True))
        raise Unusable(f"「{name}」という職はありません。登録されている職：{names or 'なし'}")
    return post


def _asked(period: str | None) -> Asked:
    if not period:
        return Asked(sort="old")
    try:
        found = parse_period(period)
    except FigureRefused as reason:
        raise Unusable(str(reason)) from reason
    return Asked(first=found.first, last=found.last, sort="old")


def _write_csv(out: Path, data: bytes, *, cp932: bool) -> None:
    if not cp932:
        write_whole(out, data)
        return
    text = as_cp932(data.decode().removeprefix("\ufeff"))
    write_whole(out, text.data)
    if text.unwritable:
        say(f"Shift_JISにない文字を「〓」にしました：{'、'.join(text.unwritable)}")


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}_直す行.xlsx")


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as reason:
        raise Unusable(
            f"{path} に書き込めません（{reason.strerror}）。--report で別の場所を指定してください。"
        ) from reason


def _tell(checked: Checked, *, written: bool) -> None:
    if checked.before and checked.doubles:
        day = timezone.localdate(checked.before.at)
        say(f"このファイルは{day.year}年{day.month}月{day.day}日に取り込み済みです。")
    done = "取り込みました" if written else "取り込めます（まだ書き込んでいません）"
    say(f"{checked.filename}：{checked.rows:,}件を読み、{len(checked.ready):,}件を{done}。")
    if checked.doubles:
        say(f"{checked.doubles:,}件は前に取り込み済みのため、二重にしませんでした。")
    if checked.new_partners:
        say(f"新しい連携先：{len(checked.new_partners):,}件")
    for table in checked.tables:
        if table.skipped:
            say(f"読み飛ばした行（{table.sheet}）：{len(table.skipped):,}行")
    _tell_unknown(Counter(checked.unknown))


def _tell_unknown(words: Counter[tuple[str, str]]) -> None:
    for (name, word), times in words.most_common(MOST_TOLD):
        label = {"post": "担当", **FIELD_NAMES}.get(name, name)
        say(f"わからない言葉（{label}）：{word}　{times:,}件")
