"""The file of word vectors, if there is one."""

from __future__ import annotations

from pathlib import Path

from sasaeai.analysis.needs.kept import NotKept, unpacked_table
from sasaeai.analysis.needs.vectors import VectorTable
from sasaeai.documents.refusals import CannotRead


def read_vectors(path: Path) -> VectorTable | None:
    """The table of word vectors; None where there is no such file.

    :raises CannotRead: where it is there but cannot be used
    """
    if not path.exists():
        return None
    try:
        return unpacked_table(path.read_bytes())
    except (NotKept, OSError) as reason:
        raise CannotRead(
            f"{path} を言葉の表として使えません（{reason}）。sasaeai needs vectors で作り直すか、消してください。"
        ) from None
