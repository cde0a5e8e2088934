"""How a meeting is told: its day and place in words, and the text of a notice."""

from __future__ import annotations

from sasaeai.councils.models import AgendaItem, Meeting
from sasaeai.documents.paper import japanese_day
from sasaeai.resources.queries import settings_of

WEEKDAYS = "月火水木金土日"


def when_words(meeting: Meeting) -> str:
    """令和4年10月3日（月）14:00〜15:30"""
    day = f"{japanese_day(meeting.on)}（{WEEKDAYS[meeting.on.weekday()]}）"
    start = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    end = f"〜{meeting.ends_at:%H:%M}" if meeting.ends_at and start else "〜" if start else ""
    return f"{day}{start}{end}"


def where_words(meeting: Meeting) -> str:
    """みどり集会所（対面とオンラインの併用）"""
    mode = "" if meeting.mode == "in-person" else f"（{meeting.get_mode_display()}）"
    place = meeting.place or ("" if mode else "（決まりしだいお知らせします）")
    return f"{place}{mode}"


def office_words(meeting: Meeting) -> tuple[str, str]:
    """The office that invites, and how to reach it: as the council says, else as the town tells its residents.

    Empty where neither has a telephone: the page says so before anything is printed.
    """
    council = meeting.council
    office = council.secretariat
    reach = _reach(office.phone, office.fax) if office else ""
    if office is not None and reach:
        return office.name, reach
    kept = settings_of(council.town_id)
    name = office.name if office else kept.office_name or council.town.name
    return name, _reach(kept.office_phone, kept.office_fax)


def _reach(phone: str, fax: str) -> str:
    parts = (phone and f"電話 {phone}", fax and f"FAX {fax}")
    return "　".join(part for part in parts if part)


def notice_rows(meeting: Meeting, items: list[AgendaItem]) -> list[tuple[str, str]]:
    """日時, 場所, 議題: what every notice says."""
    topics = "\n".join(f"{n}. {item.title}" for n, item in enumerate(items, start=1))
    rows = [
        ("日時", when_words(meeting)),
        ("場所", where_words(meeting)),
        ("オンライン", meeting.online_address),
        ("議題", topics),
    ]
    return [(name, text) for name, text in rows if text]


def mail_text(meeting: Meeting, items: list[AgendaItem]) -> tuple[str, str]:
    """Subject and text of an e-mail."""
    office, reach = office_words(meeting)
    rows = "\n".join(f"■{name}\n{text}" for name, text in notice_rows(meeting, items))
    text = (
        f"構成員の皆さま\n\nいつもお世話になっております。{office}です。\n"
        f"{meeting.name}を下記のとおり開きます。ご出席くださいますようお願いいたします。\n\n"
        f"{rows}\n\nご出席・ご欠席を、このメールへの返信でお知らせください。\n"
        f"代理の方が出られるときは、お名前もお書きください。\n\n{office}\n{reach}"
    )
    return f"【ご案内】{meeting.name}（{meeting.on.month}月{meeting.on.day}日）", text.rstrip()


def line_text(meeting: Meeting, items: list[AgendaItem]) -> str:
    """A short message for LINE: the first lines say everything."""
    office, reach = office_words(meeting)
    topics = "、".join(item.title for item in items[:3])
    lines = (
        f"{meeting.name}のご案内です。",
        f"日時：{when_words(meeting)}",
        f"場所：{where_words(meeting)}",
        meeting.online_address,
        f"話すこと：{topics}" if topics else "",
        "「出ます」「休みます」とお返事ください。",
        f"{office} {reach}".strip(),
    )
    return "\n".join(line for line in lines if line)
