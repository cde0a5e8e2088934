"""依頼（R.csv）と担い手（V.csv）から、1週間の訪問の案（PLAN.json）を作ります。決めるのは人です。

R.csv  id,lat,lon,category,priority(1急ぎ〜3),blocks("3;4;12"),gender(any|female|male),
       language,people(1|2),previous,blocked("v3;v9")
V.csv  id,lat,lon,skills(";"),mode(walk|bike|car),reach_km(空=1.2/3/7),blocks,cap,gender,
       languages(";"),load_4weeks,likes(";")
blocks 1週間を28に分けた番号（月曜の朝が最初。0〜27か1〜28）
くわしくは docs/methods/matching.md
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from sasaeai.analysis.matching.planning import Method, plan
from sasaeai.analysis.matching.settled import Settled
from sasaeai.analysis.matching.week import week_of
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.helping.cells import check_file
from sasaeai.documents.helping.plan_file import plan_json, read_told
from sasaeai.documents.helping.settings_file import Settings, read_settings
from sasaeai.documents.helping.week_files import ReadWeek, read_declined, read_pins, read_week
from sasaeai.documents.walking.columns import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `plan`."""
    parser.add_argument("--requests", type=Path, required=True, help="依頼のCSV / requests")
    parser.add_argument("--volunteers", type=Path, required=True, help="担い手のCSV / volunteers")
    parser.add_argument("--out", type=Path, required=True, help="書き出す PLAN.json / the plan")
    parser.add_argument("--settings", type=Path, help="重みなどの設定（TOML）/ weights")
    parser.add_argument(
        "--pins", type=Path, help="確定した訪問 request,volunteers,block / confirmed visits"
    )
    parser.add_argument(
        "--declined", type=Path, help="断られた組 request,volunteer[,block] / refusals"
    )
    parser.add_argument(
        "--told", type=Path, help="もう知らせた計画（前の PLAN.json）。なるべく変えない / told plan"
    )
    parser.add_argument(
        "--method",
        choices=[method.value for method in Method],
        default=Method.AUTO.value,
        help="auto：小さな組は最適、大きな組は近似（差を示す）/ exact where small (auto)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write PLAN.json and tell in one line how good it is."""
    began = time.process_time()
    check_file(arguments.out)
    settings = read_settings(arguments.settings) if arguments.settings else Settings()
    given = read_week(
        arguments.requests,
        arguments.volunteers,
        first_block=settings.first_block,
        progress=Progress(lambda share: _tell(f"  読んでいます {share}")),
    )
    week = week_of(given.requests, given.volunteers, settings.weights)
    found = plan(
        week,
        _settled(arguments, given),
        method=Method(arguments.method),
        keep=settings.keep,
        tell=lambda words: _tell(f"  {words}"),
    )
    seconds = time.process_time() - began
    write_whole(
        arguments.out,
        plan_json(found, settings.weights, first_block=given.first_block, seconds=seconds),
    )
    _tell(
        f"{len(week.requests):,}件のうち{len(found.assignments):,}件の案ができました"
        f"（残り{len(found.unserved):,}件、{found.objective:,.1f}点、"
        f"どう組んでも{found.bound:,.1f}点より下がらず、差は{found.gap:.3%}まで）。"
        f"{arguments.out} に書きました。"
    )
    return 0


def _settled(arguments: argparse.Namespace, given: ReadWeek) -> Settled:
    first = given.first_block
    return Settled(
        read_pins(arguments.pins, first) if arguments.pins else (),
        read_declined(arguments.declined, first) if arguments.declined else (),
        read_told(arguments.told, first) if arguments.told else (),
    )


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
