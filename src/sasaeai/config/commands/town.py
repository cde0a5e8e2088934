"""`sasaeai town`: a fictional town as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sasaeai.analysis.access.fictional import PEOPLE, a_fictional_town
from sasaeai.config.commands.access.inputs import check_folder
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.together import write_together
from sasaeai.documents.walking.town_files import town_files

FEWEST, MOST = 2_000, 200_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`generate --seed N --out DIR`."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    words = "架空のまち（道・自宅・店・校区）を作ります / make a fictional town"
    generate = deeds.add_parser("generate", help=words, description=words)
    generate.add_argument("--seed", type=_seed, required=True, help="種の番号 / seed")
    generate.add_argument("--out", type=Path, required=True, help="書き出すフォルダー / folder")
    generate.add_argument(
        "--people", type=_people, default=PEOPLE, help=f"およその人口 / people ({PEOPLE})"
    )


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 2**63:
        raise argparse.ArgumentTypeError(f"「{text}」：0以上の整数を書いてください。")
    return int(text)


def _people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not FEWEST <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(
            f"「{text}」：人口は{FEWEST:,}から{MOST:,}までで書いてください。"
        )
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """0 when written, 2 where the folder cannot be used."""
    try:
        check_folder(arguments.out)
        town = a_fictional_town(arguments.seed, people=arguments.people)
        write_together(arguments.out, town_files(town))
    except CannotRead as refused:
        print(refused, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
        return 2
    print(
        f"{arguments.out} に架空のまちを書きました（自宅 {len(town.homes.ids):,}、"
        f"道 {town.network.street_count:,}、施設 {len(town.facilities.ids):,}）。",
        file=sys.stderr,
    )
    return 0
