"""What the interface brings to the pages of others."""

from __future__ import annotations

from sasaeai.ui import slots

WORDS = {
    "api.token_made": "連携用の合いことばを作った",
    "api.token_revoked": "連携用の合いことばを使えなくした",
    "api.register_read": "連携用の合いことばで台帳を読んだ",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem(
            "api-tokens", "システム連携", "api:tokens", "api.tokens", 90, group="settings"
        )
    )
    slots.history_words.fill(slots.HistoryWords("api", WORDS))
