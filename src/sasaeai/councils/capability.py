"""What councils bring to the pages and figures of others."""

from __future__ import annotations

from sasaeai.ui import slots

SEE = "councils.see"

WORDS = {
    "councils.council_recorded": "協議体を登録した",
    "councils.council_changed": "協議体を直した",
    "councils.participant_recorded": "参加者を登録した",
    "councils.participant_changed": "参加者を直した",
    "councils.seat_given": "構成員に加えた",
    "councils.seat_changed": "構成員の任期・立場を直した",
    "councils.meeting_planned": "会議を予定した",
    "councils.meeting_changed": "会議を直した",
    "councils.meeting_held": "会議を開催にした",
    "councils.meeting_postponed": "会議を延期にした",
    "councils.meeting_cancelled": "会議を中止にした",
    "councils.meeting_replanned": "会議の日を決めなおした",
    "councils.attendance_noted": "出欠を書いた",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(slots.MenuItem("councils", "協議体", "councils:list", SEE, 40))
    slots.history_words.fill(slots.HistoryWords("councils", WORDS))
