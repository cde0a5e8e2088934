"""A file is written whole or not at all."""

from __future__ import annotations

import pytest

from sasaeai.documents.atomic import whole_file, write_whole


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "報告書.csv"

    write_whole(path, b"one")
    write_whole(path, b"two")

    assert path.read_bytes() == b"two"
    assert [file.name for file in tmp_path.iterdir()] == ["報告書.csv"]
    assert path.stat().st_mode & 0o777 == 0o644


def half_written(path):
    with whole_file(path) as file:
        file.write(b"half of the new")
        raise RuntimeError("out of paper")


def test_an_accident_in_the_middle_leaves_the_old_file(tmp_path):
    path = tmp_path / "報告書.csv"
    write_whole(path, b"old")

    with pytest.raises(RuntimeError, match="out of paper"):
        half_written(path)

    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["報告書.csv"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "ない" / "x.csv", b"")
