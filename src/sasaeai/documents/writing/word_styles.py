"""The styles of the Word files we write, all with a Japanese font set for Japanese letters."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT: Final = "游ゴシック"
CELL_WORDS: Final = "表の文字"
CELL_NUMBER: Final = "表の数"
CELL_HEAD: Final = "表の見出し"
TABLE_TITLE: Final = "表の題名"
NOTE: Final = "注"

_HEADING_SIZES: Final = {"Title": 18.0, "Heading 1": 16.0, "Heading 2": 13.0, "Heading 3": 11.5}
# What the schema of Word wants after autoSpaceDE and autoSpaceDN.
_AFTER_AUTO_SPACE: Final = (
    "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
    "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_ALIGNED: Final = {
    CELL_WORDS: WD_ALIGN_PARAGRAPH.LEFT,
    CELL_NUMBER: WD_ALIGN_PARAGRAPH.RIGHT,
    CELL_HEAD: WD_ALIGN_PARAGRAPH.CENTER,
}


def set_styles(document: Document) -> None:
    """Give an empty document our styles."""
    normal = document.styles["Normal"]
    _dress(normal, size=10.5)
    _without_gaps(normal)
    _speak_japanese(document)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _HEADING_SIZES.items():
        style = document.styles[name]
        _dress(style, size=size, bold=True)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(12)
    for name in ("List Bullet", "Header", "Footer"):
        _dress(document.styles[name], size=9 if name == "Footer" else 10.5)
        _drop(document.styles[name], "w:tabs")
    _drop(document.styles["Title"], "w:pBdr")
    for name, alignment in _ALIGNED.items():
        style = _new(document, name, bold=name == CELL_HEAD)
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_after = Pt(0)
    title = _new(document, TABLE_TITLE, size=12, bold=True)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(12)
    note = _new(document, NOTE)
    note.paragraph_format.space_after = Pt(2)


def _new(
    document: Document, name: str, *, size: float = 10.5, bold: bool = False
) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _dress(style, size=size, bold=bold)
    return style


def _drop(style: ParagraphStyle, name: str) -> None:
    """Take something of Word's own template out of a style."""
    properties = style.element.get_or_add_pPr()
    for element in properties.findall(qn(name)):
        properties.remove(element)


def _speak_japanese(document: Document) -> None:
    """Without this, kanji and punctuation take their Chinese shapes where the font is missing."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ja-JP")
        language.set(qn("w:eastAsia"), "ja-JP")


def _without_gaps(style: ParagraphStyle) -> None:
    """No gap between digits and kanji: 12回, as the table's text has it."""
    properties = style.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(name)
        element.set(qn("w:val"), "0")
        properties.insert_element_before(element, *_AFTER_AUTO_SPACE)


def _dress(style: ParagraphStyle, *, size: float, bold: bool = False) -> None:
    """Font, size and black ink; the theme's fonts and colours would win otherwise."""
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:eastAsia", "w:hAnsi", "w:ascii", "w:cs"):
        fonts.set(qn(script), FONT)
