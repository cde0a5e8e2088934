"""`sasaeai check`: is everything in the data folder whole?"""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--data`."""
    with_django.add_data_argument(parser, town=False)


def run(arguments: argparse.Namespace) -> int:
    """0 if everything holds, 1 if something was found."""
    return with_django.call("sasaeai.config.checking:check", arguments)
