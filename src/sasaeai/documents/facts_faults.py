"""Why a line of facts cannot be read, in words that say where to look and what to do."""

from __future__ import annotations

import re

import msgspec

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF16 = (
    "UTF-16 で保存されています（Excel の「Unicode テキスト」など）。"
    "文字コードに UTF-8 を選んで保存し直してください。"
)
# What cannot be decoded: not JSON, not UTF-8, or nested deeper than a reader goes.
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_BYTE = re.compile(r"\(byte (\d+)\)")
_FAULTS = {
    "trailing comma": "最後の値の後のコンマを消してください",
    "truncated": "途中で終わっています。引用符やかっこの閉じ忘れがないか確かめてください",
    "expected ','": "前の項目との間のコンマがないか、引用符の閉じ忘れです",
    "expected ':'": "項目の名前の後に : がありません",
    "invalid character": "書き方の決まりにない文字です。引用符の付け忘れがないか確かめてください",
}


def reason_of(error: Exception, line: bytes = b"{") -> str:
    """Why a line (or a piece of one) is not readable JSON, and what to do."""
    told = str(error)
    if isinstance(error, RecursionError):
        return "[ ] や { } の入れ子が深すぎます。浅くしてください。"
    if isinstance(error, UnicodeDecodeError):
        return (
            "UTF-8 ではない文字があります。UTF-8 で保存し直してください"
            "（メモ帳や Excel では、保存のときに文字コード「UTF-8」を選びます）。"
        )
    if "out of range" in told:
        return "数の桁が多すぎます。1兆より小さく書いてください（大きな金額は千円などの単位で）。"
    start = line.strip()[:60].decode(errors="ignore")[:15]
    if not start.startswith("{") or isinstance(error, msgspec.ValidationError):
        return (
            "一行に一つの JSON オブジェクト（{ で始まり } で終わる）を書いてください"
            f"（この行は「{start}」で始まっています。全体を [ ] で囲んだり、CSV のまま渡したりはできません）。"
        )
    fault = next((words for sign, words in _FAULTS.items() if sign in told), "")
    found = _BYTE.search(told)
    before = line[: int(found[1])].decode(errors="ignore") if found else ""
    where = f"{len(before) + 1}文字目のあたり：" if before else ""
    return f"JSON として読めません。{where}{fault or 'かっこ・引用符・コンマを確かめてください'}。"
