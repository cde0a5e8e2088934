"""What the search brings to the frame."""

from __future__ import annotations

from sasaeai.ui import slots


def join() -> None:
    """Menu line and the words of the history."""
    slots.menu.fill(
        slots.MenuItem(
            "search.wordings",
            "検索のことば",
            "search:wordings",
            "search.synonyms",
            930,
            group="settings",
        )
    )
    slots.history_words.fill(
        slots.HistoryWords(
            "search",
            {
                "search.wording_saved": "検索で同じとみなすことばを保存した",
                "search.wording_removed": "検索で同じとみなすことばを取り消した",
                "search.personal_found": "検索で個人情報のある記録を表示した",
            },
        )
    )
