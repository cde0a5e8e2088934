"""What an operator may propose without an account, as texts by field name."""

from __future__ import annotations

from collections.abc import Mapping

PROPOSABLE: dict[str, str] = {
    "name": "名称",
    "kana": "ふりがな",
    "times": "日時（1行に1つ）",
    "schedule_note": "日時の補足",
    "venue": "会場",
    "address": "住所",
    "target": "対象",
    "fee": "参加費・料金",
    "application": "申し込み",
    "description": "内容",
    "contact_phone": "住民からの問い合わせの電話",
}
LONG = frozenset({"times", "description"})
# A resource with so many undecided proposals takes no more: somebody is playing, or the office is asleep.
MOST_WAITING = 10


def changed_fields(seen: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Only what differs from what the operator saw, spaces at the ends aside.

    >>> changed_fields({"fee": "100円", "venue": "集会所"}, {"fee": "200円", "venue": "集会所 "})
    {'fee': '200円'}
    """

    def tidy(text: str) -> str:
        return "\n".join(line.strip() for line in text.strip().splitlines())

    return {
        name: tidy(text)
        for name, text in given.items()
        if name in PROPOSABLE and tidy(text) != tidy(seen.get(name, ""))
    }
