"""`sasaeai needs vectors`: the optional table of word vectors, from a package like the public one."""

from __future__ import annotations

import io
import json
import zipfile

import msgspec
import numpy as np
import pytest

from sasaeai.analysis.needs.kept import unpacked_table
from sasaeai.config.commandline import main
from sasaeai.documents.needs.wheel import murmur64

WORDS = ["雪", "除雪機", "歩く", "ごみ袋", "a", "薬"]


@pytest.fixture
def wheel(tmp_path):
    vectors = io.BytesIO()
    np.save(vectors, np.random.default_rng(1).normal(size=(len(WORDS), 300)).astype(np.float32))
    rows = {int(number): n for n, number in enumerate(murmur64(WORDS))}
    path = tmp_path / "ja_tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("ja_tiny/vocab/vectors", vectors.getvalue())
        packed.writestr("ja_tiny/vocab/key2row", msgspec.msgpack.encode(rows))
        packed.writestr("ja_tiny/vocab/strings.json", json.dumps([*WORDS, "知らない"]))
    return path


def test_a_table_is_made_and_used(tmp_path, monkeypatch, wheel, capsys):
    monkeypatch.setenv("SASAEAI_DATA", str(tmp_path / "data"))
    out = tmp_path / "data" / "needs" / "vectors.npz"

    assert main(["needs", "vectors", "--wheel", str(wheel), "--out", str(out)]) == 0

    table = unpacked_table(out.read_bytes())
    assert table.source == "ja_tiny-1.0"
    assert np.linalg.norm(table.of_texts(["除雪機を借りたい"])) == pytest.approx(1, abs=0.01)
    assert np.allclose(table.of_texts(["歩けない"]), table.of_texts(["歩きたい"]))


def test_the_classifier_uses_a_table_of_another_package_too(tmp_path, wheel, capsys):
    out = tmp_path / "vectors.npz"
    main(["needs", "vectors", "--wheel", str(wheel), "--out", str(out)])
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "雪かきができない"}', encoding="utf-8")
    capsys.readouterr()

    done = main(
        [
            "needs",
            "classify",
            str(source),
            "--out",
            str(tmp_path / "o.jsonl"),
            "--vectors",
            str(out),
        ]
    )

    assert done == 0
    assert "言葉の表がない" not in capsys.readouterr().err
    assert json.loads((tmp_path / "o.jsonl").read_text())["labels"][0]["code"] == "snow"


def test_another_file_is_refused_in_words(tmp_path, capsys):
    other = tmp_path / "other.whl"
    other.write_bytes(b"no package")

    out = tmp_path / "vectors.npz"
    assert main(["needs", "vectors", "--wheel", str(other), "--out", str(out)]) == 2

    assert "ja_ginza" in capsys.readouterr().err
    assert not out.exists()


def test_a_broken_table_is_named(tmp_path, capsys):
    (tmp_path / "vectors.npz").write_bytes(b"PK no table")
    (tmp_path / "in.jsonl").write_text('{"id": 1, "text": "雪"}', encoding="utf-8")

    done = main(
        ["needs", "classify", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "o.jsonl"),
         "--vectors", str(tmp_path / "vectors.npz")]
    )  # fmt: skip

    assert done == 2
    assert "vectors.npz" in capsys.readouterr().err
