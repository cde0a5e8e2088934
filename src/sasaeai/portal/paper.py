"""An issue of the newsletter on paper."""

from __future__ import annotations

from datetime import date

from django.db.models.fields.files import FieldFile

from sasaeai.documents.newsletter import Article, NewsletterSheet, newsletter_to_pdf
from sasaeai.portal.models import Newsletter
from sasaeai.portal.queries import settings_of, taken_items
from sasaeai.portal.spoken import full_day
from sasaeai.resources.queries import settings_of as register_settings


def newsletter_pdf(issue: Newsletter, *, today: date) -> bytes:
    """A4, two columns, 12 pt. A draft says so at its head."""
    office, decided = register_settings(issue.town_id), settings_of(issue.town_id)
    issued = (
        f"{full_day(issue.issued_on)}発行" if issue.issued_on else f"下書き（{full_day(today)}）"
    )
    sheet = NewsletterSheet(
        title=issue.title,
        number=f"{issue.number_words}　{issue.month.month}月号",
        area=issue.area_name,
        issued=issued,
        publisher=decided.publisher or str(issue.town),
        contact="　".join(w for w in (office.office_name, office.office_phone) if w),
        lead=issue.lead,
        articles=tuple(
            Article(i.heading, i.text, _bytes(i.shown_picture[0]), i.shown_picture[1])
            for i in taken_items(issue)
        ),
    )
    return newsletter_to_pdf(sheet)


def _bytes(picture: FieldFile | None) -> bytes:
    if picture is None:
        return b""
    try:
        with picture.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
