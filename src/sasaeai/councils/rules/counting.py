"""How the meetings of a council are usually counted among the activities."""

from __future__ import annotations

USUAL = {
    "working": "council_working",
    "care_meeting": "care_meeting",
    "district_talk": "district_talk",
    "block_exchange": "block_exchange",
    "liaison": "liaison",
    "heads": "operation_talk",
    "minkyo": "area_meeting",
}


def usual_kind(kind: str, tier: str) -> str:
    """The code of the activity kind for a council's kind and tier.

    >>> usual_kind("council", "1"), usual_kind("council", "2"), usual_kind("network", "")
    ('council_1', 'council_2', 'other_meeting')
    """
    if kind == "council":
        return "council_1" if tier in ("1", "12") else "council_2"
    return USUAL.get(kind, "other_meeting")
