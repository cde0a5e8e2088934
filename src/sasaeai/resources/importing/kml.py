"""Google マイマップ and other KML: placemarks with their folder, description and own data."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sasaeai.documents.archives import check_archive
from sasaeai.documents.reading.headers import field_of, spellings
from sasaeai.documents.refusals import CannotRead

_MARKUP: Final = re.compile(r"<[^>]+>")
_BREAK: Final = re.compile(r"<br\s*/?>|</p>|</div>|\r?\n", re.IGNORECASE)
_TOLD: Final = re.compile(r"\s*([^:：]{1,20})[:：]\s*(.+)")
_MOST_BYTES: Final = 50 * 1024 * 1024


def looks_like_kml(data: bytes) -> bool:
    """Whether the text is KML; the namespace or the root stands at the beginning."""
    return b"<kml" in data[:2048]


def kml_of_archive(data: bytes) -> bytes | None:
    """The KML of a KMZ; None if the archive holds none.

    :raises CannotRead: if the archive is broken or would grow too far
    """
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = next((i for i in archive.infolist() if i.filename.lower().endswith(".kml")), None)
        if found is None or found.file_size > _MOST_BYTES:
            return None
        return archive.read(found)


def kml_records(data: bytes, known_headers: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """A record for each placemark: folder as kind, lines 「電話：…」 of the description as columns.

    :raises CannotRead: if it is no sound XML
    """
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as broken:
        raise CannotRead(
            "KMLのファイルが壊れています。マイマップの「KML/KMZにエクスポート」で書き出しなおしてください。"
        ) from broken
    known = spellings(known_headers)
    return [_record(mark, folder, known) for folder, mark in _placemarks(root, "")]


def _placemarks(element: Element, folder: str) -> Iterator[tuple[str, Element]]:
    for child in element:
        name = _local(child)
        if name == "Placemark":
            yield folder, child
        elif name in ("Document", "Folder"):
            inner = _text(child, "name") if name == "Folder" else folder
            yield from _placemarks(child, inner)


def _record(mark: Element, folder: str, known: Mapping[str, str]) -> dict[str, str]:
    record = {"名称": _text(mark, "name")}
    if folder:
        record["種別"] = folder
    words: list[str] = []
    for line in _lines(_text(mark, "description")):
        told = _TOLD.fullmatch(line)
        if told and field_of(told[1], known) and told[1] not in record:
            record[told[1]] = told[2]
        else:
            words.append(line)
    for data in mark.iter():
        if _local(data) == "Data" and data.get("name") and _text(data, "value"):
            record.setdefault(str(data.get("name")), _text(data, "value"))
    if words:
        record.setdefault("内容", "\n".join(words))
    point = _point(mark)
    if point:
        record["緯度"], record["経度"] = point
    return record


def _point(mark: Element) -> tuple[str, str] | None:
    """Latitude and longitude of the point; of a line or an area the middle of its corners."""
    for element in mark.iter():
        if _local(element) == "coordinates" and element.text and element.text.strip():
            pairs = [part.split(",") for part in element.text.split()]
            try:
                corners = [(float(p[1]), float(p[0])) for p in pairs]
            except (IndexError, ValueError):
                return None
            if len(corners) == 1:
                return pairs[0][1], pairs[0][0]
            middle = [sum(axis) / len(corners) for axis in zip(*corners, strict=True)]
            return f"{middle[0]:.6f}", f"{middle[1]:.6f}"
    return None


def _lines(description: str) -> list[str]:
    parts = _BREAK.split(description)
    plain = (html.unescape(_MARKUP.sub("", part)).strip() for part in parts)
    return [line for line in plain if line]


def _text(element: Element, name: str) -> str:
    for child in element:
        if _local(child) == name:
            return (child.text or "").strip()
    return ""


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
