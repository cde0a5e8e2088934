"""案内 on paper: letters, FAX sheets, the sheet with the QR for the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sasaeai.councils.models import AgendaItem, Meeting, Participant
from sasaeai.councils.printing.words import notice_rows, office_words, when_words, where_words
from sasaeai.documents.info_sheets import InfoSheet
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.report import Heading, PageBreak, Paragraph, Report, Section

# In Word it can be written in before it is printed.
NO_NUMBER = "電話　（番号を書いてください）"
ANSWERS = ("出席します", "欠席します", "代理が出ます")


def letter_sheets(
    meeting: Meeting, items: list[AgendaItem], people: Sequence[Participant], *, on: date, fax: bool
) -> list[InfoSheet]:
    """One page a person: the notice, and the answer to tick and send back."""
    office, reach = office_words(meeting)
    back = (
        "この用紙に書いて、FAXで返信してください。"
        if fax
        else "下の欄に書いてお返しくださるか、お電話でお知らせください。"
        if reach
        else "下の欄に書いてお返しください。"
    )
    return [
        InfoSheet(
            title=f"{meeting.name} のご案内",
            over=f"{one.belongs_to}\n{one.name}　様".strip(),
            subtitle=japanese_day(on),
            intro="日ごろより地域の支え合いにご協力くださり、ありがとうございます。"
            f"下記のとおり{meeting.council.name}を開きます。ご出席くださいますようお願いいたします。\n{back}",
            rows=tuple(notice_rows(meeting, items)),
            boxes=ANSWERS,
            writing=("お名前", "代理の方のお名前", "ひとこと"),
            foot="\n".join(part for part in (office, reach) if part),
            size=12.0,
        )
        for one in people
    ]


def letter_report(
    meeting: Meeting,
    items: list[AgendaItem],
    people: Sequence[Participant],
    *,
    made_by: str,
    on: date,
) -> Report:
    """The same letters for Word, to be changed before they are printed."""
    office, reach = office_words(meeting)
    sections: list[Section] = []
    for n, one in enumerate(people):
        sections += [PageBreak()] if n else []
        where = f"{one.belongs_to}\n" if one.belongs_to else ""
        rows = "\n".join(f"{name}　{text}" for name, text in notice_rows(meeting, items))
        sections += [
            Paragraph(f"{where}{one.name}　様"),
            Paragraph(f"{japanese_day(on)}\n{office}\n{reach or NO_NUMBER}"),
            Heading(f"{meeting.name} のご案内", 2),
            Paragraph(
                "日ごろより地域の支え合いにご協力くださり、ありがとうございます。"
                f"下記のとおり{meeting.council.name}を開きます。"
                "ご出席くださいますようお願いいたします。"
            ),
            Paragraph(rows),
            Paragraph("ご返事（○をつけてください）　" + "　・　".join(ANSWERS)),
        ]
    return Report(
        title=f"{meeting.council.name} 会議のご案内",
        made_by=made_by,
        made_on=on,
        sections=sections,
        town=meeting.council.town.name,
    )


def check_in_sheet(meeting: Meeting, link: str) -> InfoSheet:
    """The sheet at the door: the QR, and what to do without a phone."""
    return InfoSheet(
        title="受付",
        over=meeting.name,
        subtitle=f"{when_words(meeting)}　{where_words(meeting)}",
        intro="スマートフォンでQRを読み、お名前を入れてください。受付が済みます。\n"
        "スマートフォンをお持ちでない方は、受付の者にお名前をお知らせください。",
        link=link,
        link_caption="ここから受付",
        size=16.0,
    )
