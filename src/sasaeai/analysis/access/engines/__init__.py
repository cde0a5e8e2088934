"""Search engines: the same answers from SciPy (always there) or compiled by numba (extra `[fast]`).

numba is loaded only when it is asked for: it takes 60 MB and half a second of every process that loads it.
"""

from __future__ import annotations

import importlib
from enum import StrEnum
from typing import Final

from sasaeai.analysis.access.engines.contract import Engine, Seeds, Table
from sasaeai.analysis.access.engines.sparse import SparseEngine

__all__ = ["Engine", "EngineName", "EngineNotInstalled", "Seeds", "Table", "engine_named"]

_FAST: Final = "sasaeai.analysis.access.engines.compiled"


class EngineName(StrEnum):
    """Names of the engines, as on the command line."""

    SCIPY = "scipy"
    NUMBA = "numba"


class EngineNotInstalled(Exception):
    """The engine asked for is an extra that this machine does not have."""


def engine_named(name: str = EngineName.SCIPY) -> Engine:
    """The engine of that name.

    :raises EngineNotInstalled: for numba where the extra `[fast]` is not installed
    """
    if EngineName(name) is EngineName.SCIPY:
        return SparseEngine()
    fast = importlib.import_module(_FAST)
    if not fast.COMPILED:
        raise EngineNotInstalled(
            "計算エンジン「numba」は追加の部品です。この機械には入っていません。"
            "--engine scipy を使うか、pip install 'sasaeai[fast]' で入れてください。"
        )
    engine: Engine = fast.CompiledEngine()
    return engine
