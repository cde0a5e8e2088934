"""`sasaeai needs group` on a file of answers."""

from __future__ import annotations

import json

from sasaeai.config.commandline import main


def test_a_line_a_group_with_its_reason(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SASAEAI_DATA", str(tmp_path / "data"))
    texts = ["雪かきを頼む人がいない", "雪かきを頼める人がいない", "弁当を届けてほしい"]
    lines = [json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")

    out = tmp_path / "out.jsonl"
    assert main(["needs", "group", str(tmp_path / "in.jsonl"), "--out", str(out)]) == 0

    groups = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [set(group["ids"]) for group in groups] == [{"a0", "a1"}]
    assert groups[0]["code"] == "snow"
    assert groups[0]["reason"]
    assert "1組" in capsys.readouterr().err


def test_an_empty_file_is_refused_and_nothing_is_written(tmp_path, capsys):
    (tmp_path / "in.jsonl").write_text("\n")

    out = tmp_path / "out.jsonl"
    assert main(["needs", "group", str(tmp_path / "in.jsonl"), "--out", str(out)]) == 2

    assert "文が1つもありません" in capsys.readouterr().err
    assert not out.exists()
