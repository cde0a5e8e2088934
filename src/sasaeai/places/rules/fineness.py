"""How fine a point is, in words."""

from __future__ import annotations

from sasaeai.analysis.addresses.book import Fineness

FINENESS_WORDS: dict[Fineness, str] = {
    Fineness.BLOCK: "番地（街区）までの位置",
    Fineness.TOWN_BLOCK: "町丁目までの位置",
    Fineness.CITY: "市区町村まで（位置なし）",
    Fineness.NONE: "わからない（位置なし）",
}
