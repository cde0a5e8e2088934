"""The newsletter as PDF by typst: A4, two columns, 12 pt, good in black and white. Texts go in as data."""

from __future__ import annotations

import functools
import importlib.resources
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typst

from sasaeai.documents.writing.pdf import japanese_font
from sasaeai.documents.writing.printable import printable

_TEMPLATE: Final = "newsletter.typ"


@dataclass(frozen=True, slots=True)
class Article:
    """One piece: heading, text, and a JPEG with its caption (empty bytes: none)."""

    heading: str
    text: str
    photo: bytes = b""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class NewsletterSheet:
    """An issue as it is printed."""

    title: str
    number: str
    area: str
    issued: str
    publisher: str
    contact: str
    lead: str
    articles: tuple[Article, ...]


def newsletter_to_pdf(sheet: NewsletterSheet) -> bytes:
    """The issue as PDF; its pictures lie in a folder of their own only while it is made."""
    source = importlib.resources.files("sasaeai.documents.writing").joinpath(_TEMPLATE).read_bytes()
    with tempfile.TemporaryDirectory(prefix="sasaeai-newsletter-") as folder:
        root = Path(folder)
        main = root / "main.typ"
        main.write_bytes(source)
        data = {
            name: printable(getattr(sheet, name))
            for name in ("title", "number", "area", "issued", "publisher", "contact", "lead")
        }
        articles = [_article(one, root, n) for n, one in enumerate(sheet.articles)]
        told = json.dumps(data | {"articles": articles}, ensure_ascii=False)
        pdf: bytes = typst.compile(
            str(main), root=str(root), format="pdf", font_paths=_fonts(), sys_inputs={"data": told}
        )
    return pdf


@functools.cache
def _fonts() -> typst.Fonts:
    """Read once a process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(japanese_font())])


def _article(one: Article, root: Path, number: int) -> dict[str, str]:
    name = ""
    if one.photo:
        name = f"photo-{number}.jpg"
        (root / name).write_bytes(one.photo)
    return {
        "heading": printable(one.heading),
        "text": printable(one.text),
        "photo": name,
        "caption": printable(one.caption),
    }
