"""The kernels as plain Python, whether numba is there or not: what is compiled is tested as it reads."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from unittest import mock

from sasaeai.analysis.access.engines import compiled, kernels


def _plain() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plain_kernels", kernels.__file__)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict(sys.modules, {"numba": None}):
        spec.loader.exec_module(module)
    module._POOL = 4  # so small that every pool must grow
    return module


class PlainEngine(compiled.CompiledEngine):
    """The compiled engine without its compiler."""

    name = "plain"

    def __init__(self) -> None:
        super().__init__(_plain())
