"""`sasaeai watch`: the silence of homes in their electricity use, on plain files."""

from __future__ import annotations

import argparse
import sys

from sasaeai.config.commands.watch import scan
from sasaeai.documents.refusals import CannotRead


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-command a deed."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    words = "30分ごとの電力量から、いつもとちがう静けさをさがします / alerts from meter readings"
    scan.add_arguments(deeds.add_parser("scan", help=words, description=words))


def run(arguments: argparse.Namespace) -> int:
    """0 when done, 2 where the input cannot be used (then nothing is written)."""
    try:
        return scan.run(arguments)
    except CannotRead as refused:
        print(refused, file=sys.stderr)
    except OSError as error:
        print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
    return 2
