"""What of a resource residents see: the whole record has a level, and each field can be held back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices


class Publishing(TextChoices):
    """公開: who may be shown the resource."""

    PUBLIC = "public", "公開する"
    ASK = "ask", "電話で案内する（名前と区域だけ公開）"
    STAFF = "staff", "職員だけ"


# Fields that a resident may be shown, in the order of the page. Nothing else ever leaves the office.
PUBLISHABLE: dict[str, str] = {
    "name": "名称",
    "kana": "ふりがな",
    "kind": "種別",
    "functions": "できること・答える困りごと",
    "operator": "運営",
    "area": "区域",
    "description": "内容",
    "easy_text": "やさしい日本語",
    "schedule": "日時",
    "venue": "会場",
    "address": "住所",
    "point": "地図の位置",
    "target": "対象",
    "fee": "参加費・料金",
    "capacity": "定員",
    "trial": "見学・体験",
    "application": "申し込み",
    "access": "行き方",
    "transport": "送迎",
    "parking": "駐車場",
    "steps": "段差",
    "toilet": "トイレ",
    "contacts": "問い合わせ先",
    "url": "ホームページ",
    "photos": "写真",
    "flyer": "チラシ",
    "started_on": "始まった日",
}
ALWAYS_SHOWN = frozenset({"name", "kind", "area"})
HIDEABLE: dict[str, str] = {k: v for k, v in PUBLISHABLE.items() if k not in ALWAYS_SHOWN}


def shown_fields(publishing: str, hidden: Iterable[str]) -> frozenset[str]:
    """Names of the fields that residents see.

    >>> sorted(shown_fields("ask", [])) == ["area", "kind", "name"]
    True
    >>> "address" in shown_fields("public", ["address"])
    False
    """
    if publishing == Publishing.STAFF:
        return frozenset()
    if publishing == Publishing.ASK:
        return ALWAYS_SHOWN
    return frozenset(PUBLISHABLE) - frozenset(hidden) | ALWAYS_SHOWN
