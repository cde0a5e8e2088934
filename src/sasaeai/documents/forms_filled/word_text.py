"""Texts in a Word paragraph, which Word splits over runs as it likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def text_places(paragraph: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The `w:t` elements of a paragraph in order; those of text boxes inside it are not its own."""
    return list(_own_texts(paragraph))


def _own_texts(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child
        elif child.tag != qn("w:p"):
            yield from _own_texts(child)


def paragraph_text(paragraph: BaseOxmlElement) -> str:
    """The text of a paragraph, runs joined."""
    return "".join(place.text or "" for place in text_places(paragraph))


def replace_span(places: list[BaseOxmlElement], start: int, end: int, new: str) -> None:
    """Put `new` in place of the letters from `start` to `end`, in the look of the first of them."""
    at = 0
    placed = False
    for place in places:
        text = place.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= len(text) or last <= 0 or first >= last:
            continue
        middle = "" if placed else new
        set_text(place, text[:first] + middle + text[last:])
        placed = True


def set_text(place: BaseOxmlElement, text: str) -> None:
    """Set a `w:t`; line ends become line breaks of Word."""
    lines = text.split("\n")
    place.text = lines[0]
    place.set(_SPACE, "preserve")
    last = place
    for line in lines[1:]:
        line_break = OxmlElement("w:br")
        last.addnext(line_break)
        following = OxmlElement("w:t")
        following.text = line
        following.set(_SPACE, "preserve")
        line_break.addnext(following)
        last = following


def set_paragraph_text(paragraph: BaseOxmlElement, text: str) -> None:
    """Replace all text of a paragraph, keeping the look of its first run."""
    places = text_places(paragraph)
    if places:
        for place in places[1:]:
            place.text = ""
        set_text(places[0], text)
        return
    run = OxmlElement("w:r")
    place = OxmlElement("w:t")
    run.append(place)
    paragraph.append(run)
    set_text(place, text)
