"""公開の会議録: a proposal in which nobody can be told, for a person to read through."""

from __future__ import annotations

from collections.abc import Iterable

from sasaeai.analysis.needs.personal.finding import masked, personal_in
from sasaeai.councils.models import AgendaItem, Meeting
from sasaeai.councils.queries.meetings import MeetingPage
from sasaeai.councils.rules.meetings import Publication

SOMEBODY = "〇〇"


def proposed_text(meeting: Meeting, found: MeetingPage) -> str:
    """The minutes at the meeting's level, names and numbers taken out. A person must still read it."""
    full = meeting.publication == Publication.FULL
    parts = [meeting.summary] if meeting.summary else []
    for n, item in enumerate(found.items, start=1):
        parts.append(f"{n}　{item.title}\n{_told(item, full)}")
    text = "\n\n".join(part.rstrip() for part in parts)
    names = [line.participant.name for line in found.lines]
    return without_names(masked(text, personal_in(text)), names)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text without the names of those who were there, the longest first; a single character stays.

    >>> without_names("江川さんから報告。", ["江川"])
    '〇〇さんから報告。'
    """
    known = {part for name in names for part in (name, *name.split()) if len(part) > 1}
    for name in sorted(known, key=len, reverse=True):
        text = text.replace(name, SOMEBODY)
    return text


def _told(item: AgendaItem, full: bool) -> str:
    text = item.full_text if full and item.full_text else item.digest
    decision = f"\n決まったこと：{item.decision}" if item.decision else ""
    return f"{text}{decision}"
