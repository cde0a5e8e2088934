"""Heads of columns as answer sheets and consultation logs write them."""

from __future__ import annotations

from typing import Final

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("番号", "No", "No.", "整理番号", "受付番号", "回答番号", "管理番号", "id"),
    "text": (
        "困りごと", "困りごとの内容", "内容", "本文", "自由記載", "自由記述", "自由回答", "自由意見",
        "ご意見", "意見", "記述", "記載内容", "回答", "相談内容", "聞いたこと", "文", "text",
    ),
    "wish": ("どうしたいか", "希望", "要望", "wish"),
    "heard_on": ("聞いた日", "受付日", "相談日", "日付", "回答日", "月日", "date"),
    "area": ("圏域・地区", "圏域", "地区", "区域", "日常生活圏域", "地域", "area"),
    "labels": ("分類", "項目", "カテゴリ", "カテゴリー", "困りごとの種類", "category"),
    "details": ("こまかい分類", "小分類", "分類（こまかい）", "detail"),
    "urgency": ("急ぎ具合", "緊急度", "urgency"),
    "route": ("どなたから", "相談経路", "相談者", "経路", "route"),
    "channel": ("どうやって", "困りごとの経路", "手段", "channel"),
    "age_band": ("年代", "年齢", "年齢層", "age"),
    "households": ("世帯のようす", "世帯", "世帯構成", "household"),
    "example": ("印刷する例", "例"),
}  # fmt: skip
NAMES: Final = {name: spellings[0] for name, spellings in HEADS.items()}
REQUIRED: Final = ("text",)
# Answers that say nothing: counted, not kept.
NOTHING: Final = frozenset(
    {"なし", "無し", "特になし", "特に無し", "特にない", "特にありません", "ありません", "ない", "無回答"}
    | {"-", "―", "ー", "同上", "わからない"}
)  # fmt: skip
