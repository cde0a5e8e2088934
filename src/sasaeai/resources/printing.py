"""Paper: lists, call sheets, FAX sheets, one sheet for the wall, address labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sasaeai.analysis.figures.rendered import (
    RenderedTable,
)
from sasaeai.documents.info_sheets import InfoSheet
from sasaeai.documents.labels import Label
from sasaeai.documents.paper import japanese_day
from sasaeai.documents.words_tables import words_table
from sasaeai.resources.models import RegisterSettings, Resource, ResourceContact
from sasaeai.resources.queries.proposals import proposable_values
from sasaeai.resources.queries.showing import schedule_words, shown
from sasaeai.resources.rules.proposing import PROPOSABLE
from sasaeai.resources.rules.publishing import PUBLISHABLE

LINK = Callable[[Resource], str]
# Room to write in with a pen: full-width spaces make the column wide.
ROOM = "　" * 13
ANSWERS = ("変わりなし", "変更あり", "休止中", "終了")


def list_table(title: str, resources: Iterable[Resource], note: str) -> RenderedTable:
    """The list for the office wall: what, where, when, for whom, whom to ring."""
    heads = ("名称", "種別", "区域・会場", "日時", "対象・費用", "問い合わせ先", "最終確認")
    return words_table(title, heads, (_list_row(one) for one in resources), (note,))


def _list_row(one: Resource) -> tuple[str, ...]:
    state = "" if one.state == "active" else f"（{one.get_state_display()}）"
    return (
        f"{one.name}{state}",
        one.kind.label if one.kind else "",
        "\n".join(part for part in (one.area_name, one.venue, one.address) if part),
        "\n".join(schedule_words(one)),
        "\n".join(part for part in (one.target, one.fee) if part),
        "\n".join(contact_words(c) for c in one.contacts.all()),
        japanese_day(one.assured_on) if one.assured_on else "未確認",
    )


def contact_words(contact: ResourceContact) -> str:
    """代表 江川 000-111-2222"""
    parts = (contact.role, contact.name, contact.phone, contact.fax and f"FAX {contact.fax}")
    return " ".join(part for part in parts if part)


def call_sheet(title: str, resources: Iterable[Resource], note: str) -> RenderedTable:
    """電話確認の用紙: a row a resource, room to tick and write."""
    heads = ("名称", "電話", "いまの内容", "最終確認", "結果", "書き留めること")
    ticks = "\n".join(f"□{word}" for word in (*ANSWERS, "出ない"))
    rows = (
        (
            one.name,
            "\n".join(contact_words(c) for c in one.contacts.all()) or "（電話なし）",
            "\n".join([*schedule_words(one), one.venue, one.fee]).strip(),
            f"{one.assured_on:%Y/%m/%d}" if one.assured_on else "未確認",
            ticks,
            ROOM,
        )
        for one in resources
    )
    return words_table(title, heads, rows, (note,))


def fax_sheet(one: Resource, settings: RegisterSettings, link: LINK, due: str) -> InfoSheet:
    """返信用FAX: the boxes are big, what is known stands there, the rest is written with a pen."""
    values = proposable_values(one)
    office = settings.office_name or one.town.name
    back = f"返信FAX：{settings.office_fax}" if settings.office_fax else ""
    phone = f"電話：{settings.office_phone}" if settings.office_phone else ""
    return InfoSheet(
        title=one.name,
        over=f"{one.operator.name if one.operator else one.name}　御中\n地域資源台帳の確認のお願い",
        subtitle=f"{due}までにお知らせください" if due else "",
        intro="いまの登録内容です。あてはまるものにしるしを付け、変わったところを右の欄に書いて、"
        "このまま返信してください。スマートフォンで右上のQRを読んでも返事ができます。",
        boxes=ANSWERS,
        rows=tuple(
            (PROPOSABLE[name].removesuffix("（1行に1つ）"), text)
            for name, text in values.items()
            if name != "kana"
        ),
        blank="変わったところ",
        writing=("お名前", "連絡先"),
        foot="\n".join(part for part in (office, f"{back}　{phone}".strip()) if part),
        link=link(one),
        link_caption="スマートフォンでの返事",
        size=10.5,
    )


def wall_sheet(one: Resource, settings: RegisterSettings, link: str = "") -> InfoSheet:
    """One A4 for the wall: only what residents may see, in large letters."""
    seen = shown(one)
    rows = [
        (PUBLISHABLE[name], _text(seen.values[name]))
        for name in PUBLISHABLE
        if seen.has(name)
        and name not in ("name", "kana", "kind", "point", "functions", "easy_text")
    ]
    rows += [("問い合わせ先", contact_words(c)) for c in seen.contacts]
    known = one.assured_on and f"{japanese_day(one.assured_on)}に確認した内容です"
    office = " ".join(x for x in (settings.office_name, settings.office_phone) if x)
    return InfoSheet(
        title=one.name,
        over=one.kind.label if one.kind else "",
        subtitle="" if one.state == "active" else f"いまは{one.get_state_display()}です",
        rows=tuple(rows),
        foot="\n".join(x for x in (f"お問い合わせ　{office}" if office else "", known or "") if x),
        link=link,
        link_caption="くわしくはこちら" if link else "",
        size=15.0,
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    year = getattr(value, "year", None)
    return f"{year}年から" if year else str(value)


def resource_labels(resources: Iterable[Resource]) -> list[Label]:
    """Address labels of the operators: the operator's address before the venue's."""
    found = []
    for one in resources:
        operator = one.operator
        address = operator.address if operator and operator.address else one.address
        if not address:
            continue
        post = f"〒{one.postcode}\n" if one.postcode and address == one.address else ""
        name = operator.name if operator else one.name
        inside = f"\n{one.name}" if operator else ""
        found.append(Label(f"{post}{address}", f"{name}{inside}　御中"))
    return found
