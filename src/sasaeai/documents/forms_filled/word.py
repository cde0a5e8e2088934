"""Word forms, filled in place: body, tables, text boxes, heads and feet of pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import docx
from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from sasaeai.analysis.figures.rendered import RenderedTable
from sasaeai.documents.forms_filled.marks import (
    MARK,
    Filling,
    lone_mark,
    marks_in,
    missing,
    words,
)
from sasaeai.documents.forms_filled.word_table import (
    place_list,
    place_table,
)
from sasaeai.documents.forms_filled.word_text import paragraph_text, replace_span, text_places

_PARTS_WITH_TEXT: Final = ("document", "header", "footer", "footnotes", "endnotes")


def names(form: bytes) -> list[str]:
    """Placeholders of a form, in order, each once."""
    document = docx.Document(io.BytesIO(form))
    found: dict[str, None] = {}
    for paragraph in _paragraphs(document):
        found.update((mark.shown, None) for mark in marks_in(paragraph_text(paragraph)))
    return list(found)


def filled(form: bytes, filling: Filling) -> tuple[bytes, list[str]]:
    """The filled form; Word's look is kept whole, so there is nothing to warn of."""
    document = docx.Document(io.BytesIO(form))
    for paragraph in list(_paragraphs(document)):
        if paragraph.getparent() is not None:
            _fill_paragraph(document, paragraph, filling)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue(), []


def _paragraphs(document: Document) -> Iterator[BaseOxmlElement]:
    """Every paragraph of every part that is printed, the body first."""
    parts = [
        document.part,
        *(p for p in document.part.package.iter_parts() if p is not document.part),
    ]
    for part in parts:
        name = str(part.partname).rsplit("/", maxsplit=1)[-1]
        if isinstance(part, XmlPart) and name.startswith(_PARTS_WITH_TEXT):
            yield from part.element.iter(qn("w:p"))


def _fill_paragraph(document: Document, paragraph: BaseOxmlElement, filling: Filling) -> None:
    text = paragraph_text(paragraph)
    if not MARK.search(text):
        return
    lone = lone_mark(text)
    value = filling.values.get(lone.name) if lone is not None else None
    if lone is not None and isinstance(value, RenderedTable):
        filling.value(lone)
        place_table(document, paragraph, value, lone.wishes)
        return
    if lone is not None and isinstance(value, list | tuple):
        filling.value(lone)
        place_list(paragraph, value)
        return
    _fill_words(paragraph, text, filling)


def _fill_words(paragraph: BaseOxmlElement, text: str, filling: Filling) -> None:
    """Replace from the end, so that earlier places stay where they are."""
    found = list(MARK.finditer(text))
    values = [filling.value(mark) for mark in marks_in(text)]
    new = [
        missing(mark) if value is None else words(value)
        for mark, value in zip(marks_in(text), values, strict=True)
    ]
    places = text_places(paragraph)
    for match, replacement in reversed(list(zip(found, new, strict=True))):
        replace_span(places, match.start(), match.end(), replacement)
