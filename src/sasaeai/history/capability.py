"""What the history brings to the house: its entry in the menu and its own words."""

from __future__ import annotations

from sasaeai.ui import slots


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem("history", "履歴", "history:lines", "history.see", 90, group="settings")
    )
    slots.history_words.fill(
        slots.HistoryWords(
            "history",
            {
                "history.saw": "記録を見た",
                "history.refused": "権限のないページを開こうとした",
                "history.not_theirs": "開けない記録を開こうとした",
                "history.chain_checked": "履歴のつながりを確かめた",
                "history.month_reviewed": "月の点検をした",
                "history.exported": "履歴を書き出した",
                "history.printed": "ページを印刷した",
            },
        )
    )
