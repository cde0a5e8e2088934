"""One A4 sheet a thing: on the wall with a QR, or to be filled in with a pen and sent back by FAX."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import segno

from sasaeai.documents.paper import Imprint
from sasaeai.documents.writing.pdf import compiled
from sasaeai.documents.writing.printable import printable


@dataclass(frozen=True, slots=True)
class InfoSheet:
    """A sheet.

    :param over: a small line above the title (to whom, from whom)
    :param boxes: words with a big box to tick
    :param rows: what is known: (name, text)
    :param blank: head of an empty column to write in; empty = no such column
    :param writing: words with a line to write on
    :param link: address behind the QR; empty = no QR
    :param size: of the rows' text in points
    """

    title: str
    over: str = ""
    subtitle: str = ""
    intro: str = ""
    boxes: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    blank: str = ""
    writing: tuple[str, ...] = ()
    foot: str = ""
    link: str = ""
    link_caption: str = ""
    size: float = 12.0


def info_sheets_to_pdf(sheets: Sequence[InfoSheet], *, title: str, imprint: Imprint) -> bytes:
    """The sheets as one PDF, each on its own page (A4 portrait, good in black and white)."""
    made_on = imprint.made_on
    return compiled(
        "info_sheets.typ",
        {
            "title": printable(title),
            "author": printable(imprint.made_by),
            "made_on": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
            "imprint": printable(imprint.line),
            "sheets": [_plain(sheet) for sheet in sheets],
        },
    )


def _plain(sheet: InfoSheet) -> dict[str, Any]:
    plain = asdict(sheet)
    link = plain.pop("link")
    plain["qr"] = qr_svg(link) if link else ""
    plain["qr_caption"] = printable(plain.pop("link_caption"))
    plain["rows"] = [[printable(name), printable(text)] for name, text in sheet.rows]
    for name in ("title", "over", "subtitle", "intro", "blank", "foot"):
        plain[name] = printable(plain[name])
    for name in ("boxes", "writing"):
        plain[name] = [printable(word) for word in plain[name]]
    return plain


def qr_svg(link: str) -> str:
    """A QR code as SVG (error correction M, quiet zone of four)."""
    file = io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", xmldecl=False, border=4)
    return file.getvalue().decode()
