"""What councils tell others: facts for every table, what a month lacks, chapters of a handover."""

from sasaeai.councils.feeds.facts import (
    agenda_rows,
    attendance_rows,
    founding_rows,
    meeting_rows,
    uncounted_rows,
)
from sasaeai.councils.feeds.months import handover_parts, unmarked
from sasaeai.reports.facts import Source

# What activities call the meetings that councils hold: a table that counts one of these counts those as well
# at which no coordinator was, and which are no activity therefore.
COUNTED = (
    *("協議体", "協議体（第1層）", "協議体（第2層）", "協議体の部会・準備会"),
    *("座談会", "地域福祉座談会", "連絡会", "ブロックの情報交換", "地域ケア会議"),
    *("センター長会議", "センター長会議等", "運営懇談会", "その他の会議"),
)


def _quoted(*words: str) -> tuple[str, ...]:
    return tuple(f'"{word}"' for word in words)


SOURCES: tuple[Source, ...] = (
    *(
        Source(code, title, rows, named=_quoted(title), by_month=False)
        for code, title, rows in (
            ("council-foundings", "協議体の発足", founding_rows),
            ("council-meetings", "協議体の会議", meeting_rows),
            ("council-attendances", "協議体への参加", attendance_rows),
            ("council-agenda", "協議体の議題", agenda_rows),
        )
    ),
    Source(
        *("council-uncounted", "コーディネーターのいない会議・予定の会議", uncounted_rows),
        named=_quoted(*COUNTED),
        by_month=False,
    ),
)

__all__ = ["SOURCES", "handover_parts", "unmarked"]
