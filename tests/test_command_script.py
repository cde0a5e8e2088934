"""The command that `./run` puts into `.venv`."""

from __future__ import annotations

import runpy
from types import SimpleNamespace

import pytest

from tools import environment


def test_word_vectors_are_begun_in_the_data_folder_and_not_waited_for(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        environment.subprocess, "run", lambda command, **more: asked.append((command, more))
    )

    environment.make_word_vectors(str(tmp_path / "data"))

    ((command, more),) = asked
    assert command[-2:] == ["needs", "vectors"]
    assert more["env"]["SASAEAI_DATA"] == str(tmp_path / "data")


@pytest.mark.skipif(environment.WINDOWS, reason="a .cmd there")
def test_processes_that_the_command_starts_do_not_start_it_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "BIN", tmp_path)
    told = SimpleNamespace(stdout=str(tmp_path))
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: told)

    environment._put_command()

    # As multiprocessing reads it; `sys.exit` would end this test.
    assert "main" in runpy.run_path(str(tmp_path / "sasaeai"), run_name="__mp_main__")
