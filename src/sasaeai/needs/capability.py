"""What troubles bring to the pages and figures of others."""

from __future__ import annotations

from sasaeai.ui import slots

WORDS = {
    "needs.recorded": "困りごとを受け付けた",
    "needs.recorded_many": "困りごとをまとめて受け付けた",
    "needs.settled": "困りごとの分類を決めた",
    "needs.unsettled": "困りごとの分類をもどした",
    "needs.moved": "困りごとの状態を変えた",
    "needs.step_told": "困りごとの対応を書いた",
}


def join() -> None:
    """Fill the slots."""
    slots.history_words.fill(slots.HistoryWords("needs", WORDS))
