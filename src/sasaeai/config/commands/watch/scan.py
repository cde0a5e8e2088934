"""`sasaeai watch scan`: alerts, scores and grades of every household of a file."""

from __future__ import annotations

import argparse
import dataclasses
import math
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np

from sasaeai.analysis.electricity.absences import Absences
from sasaeai.analysis.electricity.advancing import Scores, Standing
from sasaeai.analysis.electricity.alerts import Crossing, Limits, crossings
from sasaeai.analysis.electricity.arrays import HALF_HOURS_A_DAY, Flags
from sasaeai.analysis.electricity.grades import Grade, self_test
from sasaeai.analysis.electricity.method import (
    LEARNING,
    RED,
    SILENT_AFTER_ABSENCE,
    YELLOW,
)
from sasaeai.analysis.electricity.watching import watch
from sasaeai.config.commands.access.inputs import progress, spoken, tell
from sasaeai.documents.metering.absences import absences_of, read_absences
from sasaeai.documents.metering.answers import (
    GRADES,
    SCORES,
    grade_row,
    whole_text,
    write_alerts,
    write_rows,
    write_scores,
)
from sasaeai.documents.metering.readings import PutAside, Table, read_readings
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One file in, alerts and what else is wished out."""
    add = parser.add_argument
    add("readings", type=Path, metavar="READINGS.csv[.gz]",
        help="household,start,kwh のCSV（ほかの形は docs/methods/electricity.md） / readings")  # fmt: skip
    add("--out", type=Path, required=True, metavar="ALERTS.csv", help="知らせの一覧 / alerts")
    add("--scores", type=Path, metavar="FILE", help="30分ごとの点数も書く / scores (.gz allowed)")
    add("--grades", type=Path, metavar="FILE",
        help="世帯ごとの見守りやすさ（A・B・C）も書く / self-test grades")  # fmt: skip
    add("--absences", type=Path, metavar="FILE",
        help="household,from,to のCSV。留守の間は知らせません / registered absences")  # fmt: skip
    add("--red", type=_limit, default=RED, metavar="N", help=f"赤の点数（{RED}） / red")
    add("--yellow", type=_limit, metavar="N",
        help=f"黄の点数（{YELLOW}、赤がそれより低ければ赤と同じ） / yellow")  # fmt: skip


def _limit(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= 100:
        raise argparse.ArgumentTypeError(f"「{text}」：0より大きく100までの数を書いてください。")
    return value


@dataclass(slots=True)
class _Found:
    """What is kept in memory until all is read."""

    alerts: list[tuple[int, int, int, Crossing]] = field(default_factory=list)
    grades: dict[int, list[str]] = field(default_factory=dict)
    watched: int = 0


def run(arguments: argparse.Namespace) -> int:
    """Write the alerts and, where wished, scores and grades; all of them or none."""
    limits = Limits(arguments.yellow or min(YELLOW, arguments.red), arguments.red)
    if limits.yellow > limits.red:
        raise CannotRead(
            f"--yellow（{limits.yellow:g}）は --red（{limits.red:g}）より大きくできません。"
        )
    _check_targets(arguments)
    rows = read_absences(arguments.absences) if arguments.absences else []
    done = spoken(f"{arguments.readings.name} を読んでいます")
    with ExitStack() as open_files:
        aside = open_files.enter_context(
            read_readings(arguments.readings, progress=progress(arguments.readings.name))
        )
        done()
        absences, strangers = absences_of(rows, aside.households)
        for name in strangers[:20]:
            tell(f"  留守の届けの「{name}」は {arguments.readings.name} にありません。")
        scores, grades, out = (
            open_files.enter_context(whole_text(path)) if path else None
            for path in (arguments.scores, arguments.grades, arguments.out)
        )
        found = _scanned(aside, absences, limits, scores, wants_grades=grades is not None)
        _written(aside, found, out, grades)
    _told(arguments, aside, found)
    return 0


def _check_targets(arguments: argparse.Namespace) -> None:
    targets = [path for path in (arguments.out, arguments.scores, arguments.grades) if path]
    for path in targets:
        if path.is_dir():
            raise CannotRead(f"{path} はフォルダーです。書き出すファイルの名前を指定してください。")
        if not path.absolute().parent.is_dir():
            raise CannotRead(f"{path.absolute().parent} がありません。先に作ってください。")
    everything = [p.absolute() for p in (*targets, arguments.readings, arguments.absences) if p]
    if len(set(everything)) < len(everything):
        raise CannotRead("同じファイルが2度指定されています。別々の名前にしてください。")


def _scanned(
    aside: PutAside,
    absences: Absences,
    limits: Limits,
    scores: TextIO | None,
    *,
    wants_grades: bool,
) -> _Found:
    """Watch all homes, some at a time."""
    done = spoken(f"{len(aside.households):,}世帯を調べています")
    found, shown, seen = _Found(), Progress(lambda share: tell(f"  {share}")), 0
    if scores:
        write_rows(scores, SCORES, [])
    for table in aside.tables():
        standing, result = watch(table.kwh, _away(table, absences))
        silent = _away(table, absences, after=SILENT_AFTER_ABSENCE)[:, result.start :]
        seen += len(table.home)
        found.watched += int(np.count_nonzero(standing.model.known))
        for crossing in crossings(result, silent, limits):
            row = crossing.home
            at = int(table.first[row]) + crossing.half_hour
            absolute = dataclasses.replace(crossing, home=int(table.home[row]), half_hour=at)
            found.alerts.append((at, absolute.home, len(found.alerts), absolute))
        if scores:
            _write_scores(scores, aside, table, result)
        if wants_grades:
            found.grades.update(_graded(aside, table, standing, limits.red))
        shown.at(seen / max(len(aside.households), 1))
    done()
    return found


def _away(table: Table, absences: Absences, *, after: int = 0) -> Flags:
    """Absences in the table's own time, and so many half hours after a return."""
    rows = {home: row for row, home in enumerate(table.home.tolist())}
    mine = np.array([n for n, home in enumerate(absences.home.tolist()) if home in rows], np.int64)
    row = np.array([rows[home] for home in absences.home[mine].tolist()], np.int64)
    own = Absences(
        row, absences.leaves[mine] - table.first[row], absences.returns[mine] - table.first[row]
    )
    homes, many = table.kwh.shape
    return own.away(homes, 0, many, lasting=after)


def _write_scores(file: TextIO, aside: PutAside, table: Table, result: Scores) -> None:
    for row, home in enumerate(table.home.tolist()):
        write_scores(file, aside.households[home], int(table.first[row]), result, row)


def _graded(
    aside: PutAside, table: Table, standing: Standing, red: float
) -> Iterator[tuple[int, list[str]]]:
    """The self-test over the four weeks that the model in force was learned from.

    A home that is not watched yet is tested over the last four weeks that there are.
    """
    whole_days = -(-table.kwh.shape[1] // HALF_HOURS_A_DAY) * HALF_HOURS_A_DAY
    kwh = np.full((len(table.home), whole_days), np.nan, np.float32)
    kwh[:, : table.kwh.shape[1]] = table.kwh
    ends = np.where(standing.model.known, standing.learned, whole_days)
    tested = np.flatnonzero(ends >= LEARNING)
    if not len(tested):
        return
    columns = ends[tested, None] - LEARNING + np.arange(LEARNING)
    grades = self_test(np.take_along_axis(kwh[tested], columns, axis=1), red=red)
    for n, row in enumerate(tested.tolist()):
        home, last = int(table.home[row]), int(table.first[row]) + int(ends[row])
        figures = (grades.mean_hours[n], grades.within_day[n], grades.missed[n])
        learned = (last - LEARNING, last)
        yield home, grade_row(aside.households[home], grades.grade(n), figures, learned)


def _written(aside: PutAside, found: _Found, out: TextIO | None, grades: TextIO | None) -> None:
    if out:
        ordered = sorted(found.alerts, key=lambda alert: alert[:3])
        write_alerts(out, [(aside.households[home], crossing) for _, home, _, crossing in ordered])
    if grades:
        unknown = (math.nan,) * 3
        rows = [
            found.grades.get(home) or grade_row(name, Grade.UNKNOWN, unknown, (0, 0))
            for home, name in enumerate(aside.households)
        ]
        write_rows(grades, GRADES, rows)


def _told(arguments: argparse.Namespace, aside: PutAside, found: _Found) -> None:
    red = sum(1 for *_, crossing in found.alerts if crossing.level.value == "red")
    tell(
        f"{arguments.out} に書きました（{len(aside.households):,}世帯のうち{found.watched:,}世帯を見守り、"
        f"赤 {red:,}件、黄 {len(found.alerts) - red:,}件）。"
    )
    if found.watched < len(aside.households):
        tell("  記録が4週間分そろわない世帯は、まだ見守れません。")
