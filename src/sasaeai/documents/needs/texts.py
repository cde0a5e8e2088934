"""Texts to be classified, from JSON lines, CSV or Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from sasaeai.documents.facts_faults import UNREADABLE, UTF16, UTF16_MARKS, reason_of
from sasaeai.documents.reading import HeadsNotFound, ReadTable, read_table
from sasaeai.documents.refusals import CannotRead

LONGEST_TEXT: Final = 20_000
_HEADS: Final = {
    "id": ("id", "番号", "No", "整理番号", "受付番号", "回答番号", "管理番号"),
    "text": (
        "text", "本文", "内容", "困りごと", "困りごとの内容", "自由記載", "自由記述", "自由回答", "自由意見",
        "ご意見", "意見", "記述", "記載内容", "回答", "相談内容", "聞いたこと", "文",
    ),
}  # fmt: skip


class NeedText(msgspec.Struct, frozen=True, gc=False):
    """A text and what it is known by in its file."""

    id: str | int
    text: str


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """All texts of a file.

    :param told: what a person should know about the reading (rows left out)
    """

    texts: list[NeedText]
    told: tuple[str, ...] = ()


def read_texts(path: Path) -> ReadTexts:
    """Texts of a `.jsonl` file (`{"id": …, "text": …}` a line), a CSV file or a workbook.

    :raises CannotRead: naming file and line
    """
    if not path.is_file():
        raise CannotRead(f"{path} というファイルがありません。場所と名前を確かめてください。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRead(
            f"{path} を読めません（{error.strerror}）。場所を確かめてください。"
        ) from None
    if path.suffix.lower() in {".jsonl", ".ndjson", ".json"}:
        return ReadTexts(list(_lines(data, path.name)))
    return _table(data, path.name)


def _lines(data: bytes, name: str) -> Iterator[NeedText]:
    if data.startswith(UTF16_MARKS):
        raise CannotRead(f"{name}：{UTF16}")
    decode = msgspec.json.Decoder(NeedText).decode
    empty = True
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        empty = False
        try:
            found = decode(line)
        except UNREADABLE as error:
            raise CannotRead(f"{name} の{number}行目：{_reason(error, line)}") from None
        yield _checked(found, name, number)
    if empty:
        raise CannotRead(
            f"{name}：文が1つもありません。空のファイルを選んでいないか確かめてください。"
        )


def _reason(error: Exception, line: bytes) -> str:
    """What is wrong with a line, in Japanese."""
    told = str(error)
    if isinstance(error, msgspec.ValidationError) and line.strip().startswith(b"{"):
        if "missing required field" in told:
            lacking = "text" if "`text`" in told else "id"
            return f'「{lacking}」がありません。{{"id": …, "text": "…"}} の形で書いてください。'
        if "$.text" in told:
            return "「text」は文字で書いてください。"
        if "$.id" in told:
            return "「id」は文字か整数で書いてください。"
    return reason_of(error, line)


def _checked(found: NeedText, name: str, number: int) -> NeedText:
    if len(found.text) > LONGEST_TEXT:
        raise CannotRead(
            f"{name} の{number}行目：文が長すぎます（{len(found.text):,}字、{LONGEST_TEXT:,}字まで）。"
            "いくつかに分けてください。"
        )
    return found


def _table(data: bytes, name: str) -> ReadTexts:
    try:
        table = _read_table(data, name)
    except HeadsNotFound:
        raise CannotRead(
            f"{name}：文の列が見つかりません。1行目に見出しを書いてください（番号は「id」、文は「text」か「内容」「自由記述」など）。"
        ) from None
    except CannotRead as refusal:
        raise CannotRead(f"{name}：{refusal}") from None
    texts = [
        _checked(
            NeedText(table.text(row, "id") or str(row.number), table.text(row, "text")),
            name,
            row.number,
        )
        for row in table.rows
    ]
    if not texts:
        raise CannotRead(f"{name}：文が1つもありません。見出しの下に文があるか確かめてください。")
    left_out = tuple(
        f"{name} の{skipped.number}行目は数えません：{skipped.reason}" for skipped in table.skipped
    )
    return ReadTexts(texts, left_out)


def _read_table(data: bytes, name: str) -> ReadTable:
    """The table; where only the column of texts has a head we know, its row is shown to the reader.

    :raises CannotRead: where the file cannot be opened
    :raises HeadsNotFound: where no row holds such a head
    """
    try:
        return read_table(data, filename=name, known_headers=_HEADS, required=("text",))
    except HeadsNotFound as refused:
        known = {head.lower() for head in _HEADS["text"]}
        for number, cells in refused.preview.rows:
            if any(cell.strip().lower() in known for cell in cells):
                return read_table(
                    data, filename=name, known_headers=_HEADS, required=("text",), head_row=number
                )
        raise


def each_tenth(total: int, tell: Callable[[str], None]) -> Callable[[int], None]:
    """Tell how far a long work is, a line each tenth.

    >>> told = []
    >>> at = each_tenth(20, told.append)
    >>> for done in (1, 2, 3, 20): at(done)
    >>> told
    ['10%', '100%']
    """
    shown = 0

    def at(done: int) -> None:
        nonlocal shown
        tenth = done * 10 // total if total else 10
        if tenth > shown:
            shown = tenth
            tell(f"{tenth * 10}%")

    return at
