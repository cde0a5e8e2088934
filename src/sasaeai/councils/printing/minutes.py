"""次第 and 会議録: for the table, for the office, for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sasaeai.councils.models import AgendaItem, Meeting
from sasaeai.councils.printing.words import when_words, where_words
from sasaeai.councils.queries.meetings import Line, MeetingPage
from sasaeai.councils.rules.meetings import TOOK_PART, Took
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.report import Bullets, Heading, Paragraph, Report, Section
from sasaeai.documents.words_tables import words_table


@dataclass(frozen=True)
class MinutesLevel:
    """How much of the minutes a paper tells.

    :param full: with what was said, not only the gist
    :param names: with the names of those who took part
    :param internal: with the office's own notes
    """

    code: str
    title: str
    full: bool = False
    names: bool = True
    internal: bool = False


LEVELS = {
    level.code: level
    for level in (
        MinutesLevel("digest", "会議録（要旨）"),
        MinutesLevel("full", "会議録（全文）", full=True),
        MinutesLevel("internal", "会議録（内部）", full=True, internal=True),
    )
}


def agenda_report(meeting: Meeting, found: MeetingPage, *, made_by: str, on: date) -> Report:
    """次第: what is talked about, and what is handed out."""
    sections: list[Section] = [
        Paragraph(f"日時　{when_words(meeting)}\n場所　{where_words(meeting)}")
    ]
    sections.append(Heading("議題", 2))
    for n, item in enumerate(found.items, start=1):
        after = "　".join(
            part for part in (item.presenter, item.minutes and f"{item.minutes}分") if part
        )
        sections.append(Paragraph(f"{n}　{item.title}" + (f"（{after}）" if after else "")))
    if not found.items:
        sections.append(Paragraph("（議題はまだ決まっていません）"))
    if found.handouts:
        sections += [Heading("配布資料", 2), Bullets(tuple(h.title for h in found.handouts))]
    return _report(meeting, f"{meeting.name} 次第", sections, made_by, on)


def minutes_report(
    meeting: Meeting, found: MeetingPage, level: MinutesLevel, *, made_by: str, on: date
) -> Report:
    """会議録 at a level."""
    sections: list[Section] = [Paragraph(facts_text(meeting, found, names=level.names))]
    if meeting.summary:
        sections += [Heading("まとめ", 2), Paragraph(meeting.summary)]
    for n, item in enumerate(found.items, start=1):
        sections.append(Heading(f"{n}　{item.title}", 2))
        sections += _of_item(item, level)
    if found.tasks:
        sections.append(Heading("これからすること", 2))
        rows = [
            (t.wording, t.owner, japanese_day(t.due_on) if t.due_on else "", _done(t.done_on))
            for t in found.tasks
        ]
        sections.append(words_table("", ("すること", "だれが", "いつまでに", "結果"), rows))
    if meeting.next_on or meeting.next_words:
        day = japanese_day(meeting.next_on) if meeting.next_on else ""
        sections += [Heading("次回", 2), Paragraph(f"{day}　{meeting.next_words}".strip())]
    title = f"{meeting.name} {level.title}"
    return _report(meeting, title, sections, made_by, on, confidential=level.internal)


def public_report(
    meeting: Meeting, text: str, found: MeetingPage, *, made_by: str, on: date
) -> Report:
    """会議録 for everybody: the text that a person confirmed; nobody is named."""
    sections: list[Section] = [Paragraph(facts_text(meeting, found, names=False))]
    sections += [Paragraph(part) for part in text.split("\n\n") if part.strip()]
    return _report(meeting, f"{meeting.name} 会議録（公開）", sections, made_by, on)


def facts_text(meeting: Meeting, found: MeetingPage, *, names: bool) -> str:
    """日時, 場所, 出席者: by name, or by kind only."""
    came = [x for x in found.lines if x.attendance and x.attendance.took in TOOK_PART]
    rows = [("日時", when_words(meeting)), ("場所", where_words(meeting))]
    count = f"{len(came) + meeting.others}人"
    if found.members:
        count += f"（構成員{found.members}人のうち{found.members_came}人）"
    if names:
        rows.append(("出席", f"{count}\n" + "、".join(_named(x) for x in came)))
        rows.append(("欠席", "、".join(_named(x) for x in found.absent)))
    else:
        kinds = Counter(x.attendance.kind.label for x in came if x.attendance and x.attendance.kind)
        rows.append(("出席", f"{count}\n" + "、".join(f"{k}{n}" for k, n in kinds.most_common())))
    rows.append(("名簿にない人", f"{meeting.others}人" if meeting.others and came else ""))
    rows.append(("配布資料", "、".join(h.title for h in found.handouts)))
    return "\n".join(f"{name}　{text}" for name, text in rows if text.strip())


def _named(line: Line) -> str:
    there = line.attendance
    body = f"（{line.stands_for}）" if line.stands_for else ""
    if there and there.took == Took.SUBSTITUTE:
        return f"{line.participant.name}{body}代理 {there.substitute_name}".rstrip()
    return f"{line.participant.name}{body}"


def _of_item(item: AgendaItem, level: MinutesLevel) -> Iterator[Section]:
    text = item.full_text if level.full and item.full_text else item.digest
    if level.full and item.full_text and item.digest:
        yield Paragraph(f"要旨：{item.digest}")
    yield Paragraph(text or "（記録なし）")
    if item.decision:
        yield Paragraph(f"決まったこと：{item.decision}")
    if level.internal and item.internal:
        yield Paragraph(f"内部のメモ：{item.internal}")


def _done(day: date | None) -> str:
    return f"{japanese_day(day)}に済み" if day else ""


def _report(
    meeting: Meeting,
    title: str,
    sections: list[Section],
    made_by: str,
    on: date,
    *,
    confidential: bool = False,
) -> Report:
    return Report(
        title=title,
        made_by=made_by,
        made_on=on,
        sections=sections,
        town=meeting.council.town.name,
        confidential=confidential,
    )
