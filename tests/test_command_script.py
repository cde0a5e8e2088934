"""The command that `./run` puts into `.venv`."""

from __future__ import annotations

import runpy
from types import SimpleNamespace

import pytest

from tools import environment


@pytest.mark.skipif(environment.WINDOWS, reason="a .cmd there")
def test_processes_that_the_command_starts_do_not_start_it_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "BIN", tmp_path)
    told = SimpleNamespace(stdout=str(tmp_path))
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: told)

    environment._put_command()

    # As multiprocessing reads it; `sys.exit` would end this test.
    assert "main" in runpy.run_path(str(tmp_path / "sasaeai"), run_name="__mp_main__")
