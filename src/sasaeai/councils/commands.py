"""Commands about councils: old lists of meetings and issues in, the same lists out. Answers go to stderr in words."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from sasaeai.activities.commands import Command
from sasaeai.councils.importing.kinds import KINDS, Kind
from sasaeai.councils.importing.lines import Checked
from sasaeai.documents.atomic import whole_file, write_whole
from sasaeai.documents.paper import Imprint
from sasaeai.documents.reading.refused_rows import RowProblem
from sasaeai.documents.writing.lists import list_to_csv, list_to_xlsx
from sasaeai.history import actions as history
from sasaeai.towns import clock
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable

MOST_TOLD = 20


def import_file(arguments: argparse.Namespace) -> int:
    """`sasaeai import meetings|issues FILE`: every row that is ready is taken in, the others come back in a workbook.

    :raises Unusable: if the file cannot be opened or is no such list
    """
    town, path, kind = town_called(arguments.town), Path(arguments.file), KINDS[arguments.what]
    by = Command("取り込み", town.pk)
    with usable(path):
        checked = kind.check(
            path.read_bytes(),
            filename=path.name,
            by=by,
            town=town,
            today=clock.today(),
            sheet=arguments.sheet,
        )
    more: tuple[RowProblem, ...] = ()
    done = checked.count
    if not arguments.dry_run:
        taken = kind.take(by=by, at=clock.now(), checked=checked)
        more, done = taken.problems, taken.done
    _tell(path, kind, checked, done, written=not arguments.dry_run)
    if not checked.refused and not more:
        return 0
    _give_back(path, kind, checked, more, arguments.report)
    return 1


def export_file(arguments: argparse.Namespace) -> int:
    """`sasaeai export meetings|issues --out FILE.(xlsx|csv)`.

    :raises Unusable: if the file is of another kind or cannot be written
    """
    town, out, kind = town_called(arguments.town), Path(arguments.out), KINDS[arguments.what]
    by, now = Command("書き出し", town.pk), clock.now()
    rows = list(kind.rows(by))
    try:
        if out.suffix.lower() == ".csv":
            write_whole(out, b"".join(list_to_csv(kind.heads, rows)))
        elif out.suffix.lower() == ".xlsx":
            made = Imprint(
                by.doer_name, timezone.localdate(now), town.name, confidential=kind.personal
            )
            with whole_file(out) as file:
                list_to_xlsx(
                    kind.heads, rows, into=file, title=kind.title, widths=kind.widths, imprint=made
                )
        else:
            raise Unusable(f"「{out.name}」：書き出せるのは .xlsx と .csv です。")
    except OSError as reason:
        raise Unusable(f"{out} に書き込めません（{reason.strerror}）。") from reason
    label = f"{kind.title}の一覧（取り込める形）"
    history.exported(by=by, at=now, what="councils.exported", label=label, count=len(rows))
    return 0


def _tell(path: Path, kind: Kind, checked: Checked, done: int, *, written: bool) -> None:
    words = "取り込みました" if written else "取り込めます（まだ書き込んでいません）"
    _say(f"{path.name}：{kind.title}{done:,}件を{words}。")
    if checked.there:
        _say(f"{checked.there:,}件はもうあるため、二重にしませんでした。")
    for note in checked.notes:
        _say(note)


def _give_back(
    path: Path, kind: Kind, checked: Checked, more: tuple[RowProblem, ...], report: str | None
) -> None:
    problems = (*checked.problems, *more)
    for one in problems[:MOST_TOLD]:
        _say(f"  {one.number}行目（{kind.names.get(one.field or '', '行')}）：{one.reason}")
    out = Path(report) if report else path.with_name(f"{path.stem}_直す行.xlsx")
    try:
        write_whole(out, checked.workbook_of_refused(more))
    except OSError as reason:
        raise Unusable(
            f"{out} に書き込めません（{reason.strerror}）。--report で別の場所を指定してください。"
        ) from reason
    rows = len({one.number for one in problems})
    _say(
        f"{rows:,}行は取り込めませんでした。理由を書いた表：{out}\n"
        "色のついたマスを直して、その表をもう一度取り込んでください。"
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)
