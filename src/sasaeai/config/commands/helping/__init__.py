"""`sasaeai helping`: the week's plan of visits and the day's rides, on plain files."""

from __future__ import annotations

import argparse
import sys
from typing import Protocol

from sasaeai.analysis.matching.settled import CannotSettle
from sasaeai.config.commands.helping import plan, rides
from sasaeai.documents.refusals import CannotRead


class Deed(Protocol):
    """A module that adds its arguments and runs."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, /) -> int: ...


_DEEDS: dict[str, tuple[Deed, str]] = {
    "plan": (plan, "1週間の依頼と担い手を組み合わせます / who visits whom this week"),
    "rides": (rides, "1日の送迎の順番を組みます / who drives whom today"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a deed."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, (module, words) in _DEEDS.items():
        own = deeds.add_parser(
            name,
            help=words,
            description=f"{words}\n\n{module.__doc__ or ''}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(own)


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 2 where the input cannot be used (then nothing is written)."""
    module, _ = _DEEDS[arguments.deed]
    try:
        return module.run(arguments)
    except (CannotRead, CannotSettle) as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
    return 2
