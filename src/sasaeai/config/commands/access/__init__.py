"""`sasaeai access`: walking access of homes to shops, salons and stops, on plain files."""

from __future__ import annotations

import argparse
import sys
from typing import Protocol

from sasaeai.analysis.access.engines import EngineNotInstalled
from sasaeai.config.commands.access import compute, network, site, towns, whatif
from sasaeai.documents.refusals import CannotRead


class Deed(Protocol):
    """A module that adds its arguments and runs."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, /) -> int: ...


_DEEDS: dict[str, tuple[Deed, str]] = {
    "compute": (compute, "自宅から施設までの歩く距離を計算します / distances, counts, indicators"),
    "whatif": (whatif, "1か所ふえたら・なくなったらを計算します / a stop more, a shop less"),
    "site": (site, "いちばん多くの人に届く場所を選びます / choose the best stops"),
    "towns": (towns, "いくつもの町をまとめて計算します / compute many towns"),
    "network": (network, "歩行者ネットワークを1つのファイルにします / keep a network as .npz"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a deed."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, (module, words) in _DEEDS.items():
        module.add_arguments(deeds.add_parser(name, help=words, description=words))


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 2 where the input cannot be used (then nothing is written)."""
    module, _ = _DEEDS[arguments.deed]
    try:
        return module.run(arguments)
    except (CannotRead, EngineNotInstalled) as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
    return 2
