"""台帳の列: every column of the register as a file, in the order in which people read it.

The same names are written by the export and known by the import, so that what went out comes back.
"""

from __future__ import annotations

from typing import Final

OWN: Final[dict[str, str]] = {
    "public_id": "資源番号",
    "name": "名称",
    "kana": "ふりがな",
    "other_names": "別の呼び名",
    "kind": "種別",
    "more_kinds": "ほかの種別",
    "functions": "できること",
    "operator": "運営",
    "area": "区域",
    "more_areas": "ほかに利用できる区域",
    "description": "内容",
    "easy_text": "やさしい日本語",
    "times": "日時",
    "schedule_note": "日時の補足",
    "unusual": "いつもと違う日",
    "venue": "会場",
    "postcode": "郵便番号",
    "address": "住所",
    "latitude": "緯度",
    "longitude": "経度",
    "match_level": "位置の細かさ",
    "target": "対象",
    "age_from": "何歳から",
    "age_to": "何歳まで",
    "fee": "参加費・料金",
    "fee_yen": "1回の金額（円）",
    "capacity": "定員（人）",
    "trial": "見学・体験",
    "application": "申し込み",
    "access": "行き方",
    "transport": "送迎",
    "parking": "駐車場",
    "steps": "段差",
    "toilet": "トイレ",
    "contacts": "問い合わせ先",
    "url": "ホームページ",
    "started_on": "始まった日",
    "ended_on": "終わった日",
    "state": "状態",
    "state_on": "いつからその状態か",
    "state_reason": "状態の理由",
    "state_conditions": "再開の条件・続けていること",
    "main_activity": "通いの場：主な活動",
    "operator_kind": "通いの場：運営主体",
    "place_kind": "通いの場：場所の区分",
    "funding_kind": "通いの場：財源",
    "survey": "通いの場：調査",
    "publishing": "公開",
    "hidden": "公開しない項目",
    "review_months": "確認の間隔（月）",
    "assured_on": "最終確認",
    "assured_how": "確認の方法",
    "assured_by_name": "確認した人",
    "source": "どこから知ったか",
    "source_note": "出典",
    "tags": "しるし",
    "notes": "職員のメモ",
    "supports": "支援したこと",
    "fundings": "財源の記録",
    "participations": "月の参加",
    "codes": "ほかの台帳の番号",
    "extras": "ほかの列",
    "coded_times": "日時（くり返しの記号）",
}
GATHERING: Final = ("main_activity", "operator_kind", "place_kind", "funding_kind")
# Fields of which only staff hear; a file for everybody never has their columns.
FOR_STAFF: Final = frozenset(
    {
        *("notes", "tags", "extras", "codes", "hidden", "publishing", "review_months", "source"),
        *("source_note", "assured_by_name", "assured_how", "survey", *GATHERING),
        *("supports", "fundings", "participations"),
    }
)
IN_SURVEY: Final = "数える"
LEFT_OUT: Final = "数えない"
