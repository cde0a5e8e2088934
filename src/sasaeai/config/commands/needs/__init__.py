"""`sasaeai needs`: what texts about troubles are about, and which tell the same; on plain files."""

from __future__ import annotations

import argparse
import sys
from typing import Protocol

from sasaeai.config.commands.needs import classify, group, vectors
from sasaeai.documents.refusals import CannotRead


class Deed(Protocol):
    """A module that adds its arguments and runs."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, /) -> int: ...


_DEEDS: dict[str, tuple[Deed, str]] = {
    "classify": (classify, "困りごとの文に分類の案を付けます / suggest codes for texts"),
    "group": (group, "同じ声・似た声をまとめます / group texts that say the same"),
    "vectors": (vectors, "言葉の表を作ります（なくても動きます） / make the table of word vectors"),
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
    except CannotRead as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
    return 2
