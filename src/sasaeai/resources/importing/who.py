"""Who runs it and how they are reached."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sasaeai.documents.reading.values import read_list
from sasaeai.resources.actions.given import GivenContact
from sasaeai.resources.importing.cells import Cells
from sasaeai.resources.rules.written_lines import read_parts

MOST_OPERATOR = 100
PARTS = {
    "役": "role",
    "氏名": "name",
    "電話": "phone",
    "FAX": "fax",
    "メール": "mail",
    "時間": "hours",
}
MOST = {"role": 60, "name": 100, "phone": 40, "fax": 40, "mail": 254, "hours": 80}
OPEN = "公開"


def read_operator(cells: Cells) -> str | None:
    """The organisation's name; None leaves what is there."""
    name = re.sub(r"\s+", " ", cells.text("operator"))
    if len(name) > MOST_OPERATOR:
        cells.put_aside("operator", f"運営の名前が{MOST_OPERATOR}字を超えています。")
        return None
    if name or (cells.strict and cells.has("operator")):
        return name
    return None


def read_contacts(cells: Cells, *, public: bool) -> list[GivenContact] | None:
    """Lines of our own, or name, telephone, FAX and mail in columns of their own.

    :param public: whether what the list tells is open to everybody already
    """
    if cells.has("contacts"):
        lines = [line for line in cells.text("contacts").splitlines() if line.strip()]
        found = [_of_line(cells, line) for line in lines]
        return [contact for contact in found if contact is not None]
    return _of_columns(cells, public=public)


def _of_line(cells: Cells, line: str) -> GivenContact | None:
    parts, flags = read_parts(line)
    told = {PARTS[name]: value for name, value in parts.items() if name in PARTS}
    unknown = set(parts) - set(PARTS)
    if not told or unknown or flags - {OPEN}:
        if not cells.strict and not told and not cells.problems:
            return GivenContact(name=line[: MOST["name"]])
        cells.refuse(
            "contacts",
            f"「{line}」を問い合わせ先として読めません。"
            "「氏名：江川｜電話：000-111-2222｜公開」のように書いてください。",
        )
        return None
    too_long = [name for name, value in told.items() if len(value) > MOST[name]]
    if too_long or not _mail_ok(told.get("mail", "")):
        cells.refuse("contacts", f"「{line}」のメールの書き方か長さを確かめてください。")
        return None
    if not (told.keys() & {"name", "phone", "fax", "mail"}):
        cells.refuse("contacts", f"「{line}」に氏名、電話、FAX、メールのどれもありません。")
        return None
    return GivenContact(**told, is_public=OPEN in flags)


def _of_columns(cells: Cells, *, public: bool) -> list[GivenContact] | None:
    mail = unicodedata.normalize("NFKC", cells.text("mail"))
    if not _mail_ok(mail):
        cells.put_aside("mail", f"「{mail}」はメールアドレスの形ではありません。")
        mail = ""
    phones = read_list(cells.text("phone")) if len(cells.text("phone")) > MOST["phone"] else ()
    phone, fax = (phones[0] if phones else cells.text("phone")), cells.text("fax")
    if phones:
        cells.put_aside("phone")
    if cells.text("extension") and phone:
        phone = f"{phone} 内線{cells.text('extension')}"
    name = cells.text("contact_name")
    for field, text in (("phone", phone), ("fax", fax), ("contact_name", name)):
        if len(text) > MOST.get(field, MOST["name"]):
            cells.put_aside(field, f"{cells.head(field)}が長すぎるため一部だけを使いました。")
    contact = GivenContact(
        name=name[: MOST["name"]],
        phone=phone[: MOST["phone"]],
        fax=fax[: MOST["fax"]],
        mail=mail,
        is_public=public,
    )
    said = contact.name or contact.phone or contact.fax or contact.mail
    return [contact] if said else None


def _mail_ok(mail: str) -> bool:
    if not mail:
        return True
    try:
        validate_email(mail)
    except ValidationError:
        return False
    return len(mail) <= MOST["mail"]
