"""Several result files that appear together or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sasaeai.documents.atomic import write_whole


def write_together(out: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder. All are complete before the first one takes its name.

    :raises OSError: when the disk is full or the folder cannot be written; nothing is then changed
    """
    staged = Path(tempfile.mkdtemp(dir=out.absolute().parent, prefix=f".{out.name}."))
    try:
        for name, content in files.items():
            write_whole(staged / name, content)
        if out.exists():
            for name in files:
                (staged / name).replace(out / name)
        else:
            staged.chmod(0o755)
            staged.rename(out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
