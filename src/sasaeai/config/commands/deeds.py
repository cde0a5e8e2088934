"""A command of several deeds on plain files: `sasaeai access compute`, `sasaeai helping plan`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sasaeai.documents.refusals import CannotRead


class Deed(Protocol):
    """A module that adds its arguments and runs."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None: ...

    def run(self, arguments: argparse.Namespace, /) -> int: ...


@dataclass(frozen=True)
class Deeds:
    """The deeds of a command by name, each with what it does in words.

    :param refusals: errors whose words are the answer
    """

    known: Mapping[str, tuple[Deed, str]]
    refusals: tuple[type[Exception], ...] = (CannotRead,)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """One sub-command a deed."""
        deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
        for name, (module, words) in self.known.items():
            own = deeds.add_parser(
                name,
                help=words,
                description=f"{words}\n\n{module.__doc__ or ''}",
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
            module.add_arguments(own)

    def run(self, arguments: argparse.Namespace) -> int:
        """0 when done, 2 where the input cannot be used (then nothing is written)."""
        module, _ = self.known[arguments.deed]
        try:
            return module.run(arguments)
        except self.refusals as refused:
            print(refused, file=sys.stderr)
        except OSError as error:
            print(f"書き込めませんでした（{error.strerror}）：{error.filename}", file=sys.stderr)
        return 2
