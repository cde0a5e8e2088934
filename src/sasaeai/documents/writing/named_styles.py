"""Named cell styles (題名, 見出し …) in a finished workbook, so that a town can restyle it at once.

XlsxWriter makes cell formats but no named styles, so they are added to its `styles.xml` afterwards.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PART: Final = "xl/styles.xml"


def with_named_styles(workbook: bytes, names: Mapping[int, str]) -> bytes:
    """Give names to cell formats.

    :param names: index of a cell format → name of its style; the first format of a name defines it
    """
    before = zipfile.ZipFile(io.BytesIO(workbook))
    after = io.BytesIO()
    with before, zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == _PART:
                content = _styled(content, names)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return after.getvalue()


def _styled(styles: bytes, names: Mapping[int, str]) -> bytes:
    ElementTree.register_namespace("", _MAIN)
    root = ElementTree.fromstring(styles)  # noqa: S314 — see above
    formats = _child(root, "cellXfs")
    style_formats = _child(root, "cellStyleXfs")
    style_names = _child(root, "cellStyles")
    numbers: dict[str, int] = {}
    for index, name in names.items():
        cell_format = formats[index]
        if name not in numbers:
            numbers[name] = len(style_formats)
            style_formats.append(_as_style(cell_format))
            ElementTree.SubElement(
                style_names, f"{{{_MAIN}}}cellStyle", name=name, xfId=str(numbers[name])
            )
        cell_format.set("xfId", str(numbers[name]))
    style_formats.set("count", str(len(style_formats)))
    style_names.set("count", str(len(style_names)))
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _as_style(cell_format: ElementTree.Element) -> ElementTree.Element:
    """The look without the number format: figures of all units share one style."""
    style = copy.deepcopy(cell_format)
    style.attrib.pop("xfId", None)
    style.attrib.pop("quotePrefix", None)
    style.attrib.pop("applyNumberFormat", None)
    style.set("numFmtId", "0")
    return style


def _child(root: ElementTree.Element, name: str) -> ElementTree.Element:
    found = root.find(f"{{{_MAIN}}}{name}")
    if found is None:
        raise ValueError(f"styles.xml has no {name}")
    return found
