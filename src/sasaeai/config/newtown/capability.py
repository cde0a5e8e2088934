"""What the founding brings to the frame."""

from __future__ import annotations

from sasaeai.config.newtown.queries import ready_card, way_back
from sasaeai.ui import slots

PREPARE = "towns.prepare"
DEEDS = {
    "towns.founded": "町を始めた",
    "towns.prepared": "はじめの準備を終えた",
    "towns.preparing_again": "はじめの準備にもどした",
}


def join() -> None:
    """Menu line, start card, the way back from every page, the words of the history."""
    slots.menu.fill(
        slots.MenuItem("newtown", "はじめの準備", "newtown:ready", PREPARE, 990, group="settings")
    )
    slots.start_cards.fill(
        slots.StartCard("newtown", "newtown/_ready_card.html", PREPARE, -10, ready_card)
    )
    slots.banners.fill(slots.StartCard("newtown", "newtown/_way_back.html", PREPARE, 5, way_back))
    slots.history_words.fill(slots.HistoryWords("towns", DEEDS))
