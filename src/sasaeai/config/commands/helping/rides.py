"""送迎（RIDES.csv）と運転者（DRIVERS.csv）から、1日の順番の案（OUT.json）を作ります。決めるのは人です。

RIDES.csv    id,kind(outward行き|return帰り),from_lat,from_lon,to_lat,to_lon,
             window_from,window_to(9:30。行きは着く時刻、帰りは迎えの時刻の幅),
             wheelchair(0|1),companions(付き添いの人数)[,trip(行きと帰りを結ぶ名前。両方か、なしか)]
DRIVERS.csv  id,lat,lon,shift_from,shift_to,seats,wheelchairs,
             licence_until,inspection_until,insurance_until(2027-03-31。空は未確認＝乗せない)[,legal_form]
くわしくは docs/methods/rides.md
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sasaeai.analysis.matching.rides.people import MINUTE, Terms
from sasaeai.analysis.matching.rides.planning import Engine, plan_rides
from sasaeai.analysis.matching.rides.problem import Problem
from sasaeai.analysis.matching.rides.routing import RoutingNotInstalled, check_installed
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.helping.cells import check_file
from sasaeai.documents.helping.ride_files import read_drivers, read_rides
from sasaeai.documents.helping.rides_file import rides_json
from sasaeai.documents.refusals import CannotRead

_SEARCH = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `rides`."""
    parser.add_argument("--rides", type=Path, required=True, help="送迎のCSV / rides")
    parser.add_argument("--drivers", type=Path, required=True, help="運転者のCSV / drivers")
    parser.add_argument("--out", type=Path, required=True, help="書き出すJSON / the plan")
    parser.add_argument(
        "--on",
        type=_day,
        metavar="YYYY-MM-DD",
        help="送迎の日（書類の期限をこの日で確かめる。なければ今日）/ the day (today)",
    )
    parser.add_argument(
        "--engine", choices=[e.value for e in Engine], default=Engine.INSERTION.value
    )
    parser.add_argument(
        "--search", type=_between(1, 3600), default=_SEARCH, metavar="S",
        help=f"ortools がさがす秒数 / seconds of search ({_SEARCH})",
    )  # fmt: skip
    parser.add_argument(
        "--ride-factor", type=_between(1, 10), default=1.5, help="乗車時間の上限＝直行×これ＋ (1.5)"
    )
    parser.add_argument(
        "--ride-extra", type=_between(0, 240), default=10, metavar="MIN", help="＋この分 (10)"
    )
    parser.add_argument(
        "--km-per-hour", type=_between(1, 100), default=25, help="直線での速さ / speed (25)"
    )
    parser.add_argument(
        "--boarding", type=_between(0, 60), default=2, metavar="MIN", help="乗り降りの分 (2)"
    )
    parser.add_argument(
        "--wheelchair-boarding", type=_between(0, 60), default=5, metavar="MIN",
        help="車いすの乗り降りの分 (5)",
    )  # fmt: skip


def _between(low: float, high: float) -> Callable[[str], float]:
    def reading(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f"「{text}」：{low:g}から{high:g}までの数を書いてください。"
            )
        return value

    return reading


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"「{text}」：日付を 2026-04-15 のように書いてください。"
        ) from None


def run(arguments: argparse.Namespace) -> int:
    """Write the day's plan and tell in one line what it holds."""
    began = time.process_time()
    check_file(arguments.out)
    engine = Engine(arguments.engine)
    terms = Terms(
        arguments.km_per_hour,
        round(arguments.boarding * MINUTE),
        round(arguments.wheelchair_boarding * MINUTE),
        arguments.ride_factor,
        round(arguments.ride_extra * MINUTE),
    )
    try:
        if engine is Engine.ORTOOLS:
            check_installed()
    except RoutingNotInstalled as refused:
        raise CannotRead(str(refused)) from refused
    rides = read_rides(arguments.rides)
    # The clock of the house belongs to Django, which a command on plain files never loads.
    on = arguments.on or date(*time.localtime()[:3])
    problem = Problem.of(rides, read_drivers(arguments.drivers), terms, on=on)
    _tell(f"  送迎{len(problem.rides)}件、運転できる人{len(problem.drivers)}人（{engine.value}）")
    found = plan_rides(problem, engine, search_seconds=int(arguments.search))
    written = rides_json(
        found,
        {ride.id: ride for ride in rides},
        terms,
        on=on.isoformat(),
        engine=engine.value,
        seconds=time.process_time() - began,
    )
    write_whole(arguments.out, written)
    out = f"、書類の期限で休む運転者{len(found.drivers_out)}人" if found.drivers_out else ""
    _tell(
        f"送迎{len(rides)}件のうち{len(found.rides)}件の案ができました"
        f"（運転{found.drive_seconds // MINUTE:,}分{out}）。{arguments.out} に書きました。"
    )
    return 0


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
