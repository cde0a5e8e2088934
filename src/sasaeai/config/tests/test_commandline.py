"""Whoever mistypes is told so in Japanese, before anything is made."""

import socket

import pytest

from sasaeai.config.commandline import COMMANDS, main


@pytest.fixture(autouse=True)
def no_folder_given(monkeypatch, tmp_path):
    """`--data` is handed on in the environment; what a test hands on ends with it."""
    monkeypatch.setenv("SASAEAI_DATA", str(tmp_path / "data"))


def refused(capsys, *argv) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2
    return capsys.readouterr().err


def test_the_help_names_every_command_in_both_languages(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    assert all(c.japanese in said and c.english in said for c in COMMANDS)


def test_an_unknown_command_is_told_with_the_one_that_was_meant(capsys):
    assert "「table」のことでしょうか" in refused(capsys, "tabel")


def test_a_wrong_option_is_refused_in_japanese(capsys):
    assert "--port の「八千」は数ではありません" in refused(capsys, "serve", "--port", "八千")
    assert "「--prot 80」は使えません" in refused(capsys, "serve", "--prot", "80")
    assert "「--facts, --layout, --out」がありません" in refused(capsys, "table")


def test_a_port_in_use_is_told_before_anything_is_made(capsys, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        assert main(["serve", "--port", port, "--data", str(tmp_path / "町")]) == 2

    assert f"ポート {port} は使えません" in capsys.readouterr().err
    assert not (tmp_path / "町").exists()


def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(capsys, tmp_path):
    file = tmp_path / "町"
    file.touch()

    assert main(["demo", "--data", str(file)]) == 2
    assert "書き込める場所を「--data フォルダ」で" in capsys.readouterr().err


def test_a_mistyped_folder_is_not_called_whole(capsys, tmp_path):
    assert main(["check", "--data", str(tmp_path / "まちがい")]) == 2
    assert "には記録がありません" in capsys.readouterr().err
    assert not (tmp_path / "まちがい").exists()
