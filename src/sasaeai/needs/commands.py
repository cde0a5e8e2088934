"""Commands about troubles: answers of a survey in. Answers go to stderr in words, the exit code says the rest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sasaeai.activities.commands import Command
from sasaeai.documents.atomic import write_whole
from sasaeai.needs.importing import Wishes, check_file, take_in
from sasaeai.needs.importing.heads import NAMES
from sasaeai.towns import clock
from sasaeai.towns.queries import town_called
from sasaeai.towns.refusal import Unusable, usable
from sasaeai.vocabulary.models import Term

MOST_TOLD = 20
MENDED = "_直す行"


def import_file(arguments: argparse.Namespace) -> int:
    """`sasaeai import needs FILE`: every row that is ready is taken in, the others come back in a workbook.

    :raises Unusable: if the file cannot be opened or has no column of texts
    """
    town, path, today = town_called(arguments.town), Path(arguments.file), clock.today()
    wishes = Wishes(
        name=path.stem.removesuffix(MENDED),
        heard_on=today,
        channel=Term.objects.of(town.pk, "need-channel").filter(code="survey").first(),
        route=Term.objects.of(town.pk, "referral-route").filter(code="questionnaire").first(),
        sheet=arguments.sheet,
    )
    with usable(path):
        data = path.read_bytes()
        checked = check_file(data, filename=path.name, town=town, today=today, wishes=wishes)
    if not arguments.dry_run:
        take_in(by=Command("取り込み", town.pk), at=clock.now(), town=town, checked=checked)
    done = "取り込めます（まだ書き込んでいません）" if arguments.dry_run else "取り込みました"
    _say(f"{path.name}：{len(checked.ready):,}件を{done}。")
    if checked.doubles:
        _say(f"{checked.doubles:,}件は前に取り込み済みのため、二重にしませんでした。")
    if checked.nothing:
        _say(f"「特になし」や空の答え：{checked.nothing:,}件")
    if not checked.refused:
        return 0
    for one in checked.problems[:MOST_TOLD]:
        _say(f"  {one.number}行目（{NAMES.get(one.field or '', '行')}）：{one.reason}")
    report = (
        Path(arguments.report) if arguments.report else path.with_name(f"{path.stem}{MENDED}.xlsx")
    )
    try:
        write_whole(report, checked.workbook_of_refused())
    except OSError as reason:
        raise Unusable(
            f"{report} に書き込めません（{reason.strerror}）。--report で別の場所を指定してください。"
        ) from reason
    _say(
        f"{checked.refused:,}件は読み込めませんでした。理由を書いた表：{report}\n"
        "色のついたマスを直して、その表をもう一度取り込んでください。"
    )
    return 1


def _say(text: str) -> None:
    print(text, file=sys.stderr)
