"""The product's command, `sasaeai`: a table of its deeds, each loaded only when it is called."""

from __future__ import annotations

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from sasaeai.config.said_in_japanese import Parser


@dataclass(frozen=True)
class Command:
    """One deed of the command line: where it lives and what it is for, in both languages."""

    name: str
    module: str
    japanese: str
    english: str


COMMANDS: tuple[Command, ...] = (
    Command(
        "check", "sasaeai.config.commands.check", "データが無事か調べます", "is every record whole?"
    ),
    Command("demo", "sasaeai.config.commands.demo", "見本の町を作ります", "fill the demo town"),
    Command(
        "serve", "sasaeai.config.commands.serve", "画面を開けるようにします", "serve the pages"
    ),
    Command(
        "import",
        "sasaeai.config.commands.importing",
        "前の記録をExcel・CSVから取り込みます",
        "take in old logs",
    ),
    Command(
        "export",
        "sasaeai.config.commands.exporting",
        "記録をExcel・CSVに書き出します",
        "write records into a file",
    ),
    Command(
        "schema",
        "sasaeai.config.commands.schema",
        "事実・様式の書き方（JSON Schema）を表示します",
        "print a JSON Schema",
    ),
    Command(
        "table",
        "sasaeai.config.commands.table",
        "事実の一覧と様式から表を作ります",
        "make a table from facts and a layout",
    ),
    Command(
        "report",
        "sasaeai.config.commands.report",
        "記録から表や報告書を書き出します",
        "write a table or report from the records",
    ),
    Command(
        "search",
        "sasaeai.config.commands.search",
        "地域資源をことばと場所でさがします",
        "find resources by words and place",
    ),
    Command(
        "survey",
        "sasaeai.config.commands.survey",
        "国の調査（通いの場）の数字を出します",
        "figures of the ministry's survey",
    ),
    Command(
        "access",
        "sasaeai.config.commands.access",
        "歩いて行ける店や集いの場を計算します",
        "walking access of homes to shops and salons",
    ),
    Command(
        "helping",
        "sasaeai.config.commands.helping",
        "依頼と担い手、送迎を組み合わせます",
        "match requests and volunteers, plan rides",
    ),
    Command(
        "needs",
        "sasaeai.config.commands.needs",
        "困りごとの文に分類の案を付け、似た文をまとめます",
        "suggest codes for troubles, group like ones",
    ),
    Command(
        "watch",
        "sasaeai.config.commands.watch",
        "電気の使用量から、いつもとちがう静けさをさがします",
        "find silence in electricity use",
    ),
    Command(
        "publish",
        "sasaeai.config.commands.publish",
        "住民に見せる内容を、署名した1つのファイルにします",
        "write the signed file of public records",
    ),
    Command(
        "portal",
        "sasaeai.config.commands.portal",
        "住民のページだけを開けるようにします",
        "serve the public pages alone",
    ),
    Command(
        "town",
        "sasaeai.config.commands.town",
        "架空のまちを作ります",
        "make a fictional town",
    ),
)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command; each deed's module adds its own arguments when chosen."""
    lines = "\n".join(f"  {c.name:<10} {c.japanese} / {c.english}" for c in COMMANDS)
    top = Parser(
        prog="sasaeai",
        usage="sasaeai COMMAND …",
        description="支え合い：生活支援体制整備事業の記録・集計・報告\n"
        "Records, figures and reports for Japan's community support programme.",
        epilog=f"できること / commands:\n{lines}\n\nくわしくは sasaeai COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    top.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Every command module has `add_arguments(parser)` and `run(arguments) -> int`. Exit 0 when done,
    1 when rows were refused, 2 for unusable input.
    """
    top = parser()
    given = top.parse_args(argv)
    if given.command is None:
        top.print_help()
        return 2
    # Our arrays are small: more threads for them only wait for each other, and use the cores of others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    command = next((c for c in COMMANDS if c.name == given.command), None)
    if command is None:
        top.error(_unknown(given.command))
    module = importlib.import_module(command.module)
    own = Parser(
        prog=f"sasaeai {command.name}", description=f"{command.japanese} / {command.english}"
    )
    module.add_arguments(own)
    return int(module.run(own.parse_args(given.rest)))


def _unknown(name: str) -> str:
    names = [c.name for c in COMMANDS]
    near = difflib.get_close_matches(name, names, 1)
    meant = f"「{near[0]}」のことでしょうか。" if near else ""
    return f"「{name}」というコマンドはありません。{meant}使えるのは {'、'.join(names)} です。"


if __name__ == "__main__":
    sys.exit(main())
