"""`sasaeai demo`: fill the demo town into an empty data folder."""

from __future__ import annotations

import argparse

from sasaeai.config.commands import with_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--data`."""
    with_django.add_data_argument(parser, town=False)


def run(arguments: argparse.Namespace) -> int:
    """Fill, or say why not."""
    return with_django.call("sasaeai.config.serving:demo_town", arguments, may_begin=True)
