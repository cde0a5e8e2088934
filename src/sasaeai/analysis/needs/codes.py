"""困りごとの分類: the top-level codes of the default scheme, and their Japanese names."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class NeedCode(StrEnum):
    """What a trouble is about. A text may carry several."""

    TRANSPORT = "transport"
    SHOPPING = "shopping"
    GARBAGE = "garbage"
    HOUSEWORK = "housework"
    GATHERING = "gathering"
    WATCH = "watch"
    MEALS = "meals"
    SNOW = "snow"
    HEALTH = "health"
    MONEY = "money"
    DISASTER = "disaster"
    ICT = "ict"
    ENVIRONMENT = "environment"
    COMMUNITY = "community"
    CHILD = "child"
    CAREGIVER = "caregiver"
    OTHER = "other"


LABELS: Final[dict[NeedCode, str]] = {
    NeedCode.TRANSPORT: "移動・外出",
    NeedCode.SHOPPING: "買い物",
    NeedCode.GARBAGE: "ごみ出し",
    NeedCode.HOUSEWORK: "家事・庭・修理",
    NeedCode.GATHERING: "居場所・話し相手",
    NeedCode.WATCH: "見守り・安否",
    NeedCode.MEALS: "食事",
    NeedCode.SNOW: "除雪",
    NeedCode.HEALTH: "健康・介護・認知症",
    NeedCode.MONEY: "手続き・お金",
    NeedCode.DISASTER: "災害",
    NeedCode.ICT: "情報・機器",
    NeedCode.ENVIRONMENT: "道・坂・住宅などの環境",
    NeedCode.COMMUNITY: "担い手・役・つながり",
    NeedCode.CHILD: "子ども・子育て",
    NeedCode.CAREGIVER: "介護者・家族",
    NeedCode.OTHER: "その他",
}

CODES: Final[tuple[NeedCode, ...]] = tuple(NeedCode)
PLACE: Final[dict[NeedCode, int]] = {code: place for place, code in enumerate(CODES)}
