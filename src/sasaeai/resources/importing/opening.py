"""A file of any shape as tables: workbook, separated text, KML, KMZ, HSDS, GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sasaeai.documents.archives import check_file_size
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.reading import HeadsNotFound, ReadTable, read_table
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.importing.heads import REQUIRED, heads_with
from sasaeai.resources.importing.hsds import hsds_records
from sasaeai.resources.importing.json_files import (
    geojson_records,
    json_of,
    looks_like_json,
    services_in,
)
from sasaeai.resources.importing.kml import kml_of_archive, kml_records, looks_like_kml
from sasaeai.resources.importing.made_tables import table_of
from sasaeai.resources.importing.shapes import (
    BY_CODE,
    GEOJSON,
    HSDS,
    MYMAPS,
    POPULATION,
    REGISTER,
    TABLE,
    Shape,
    shape_of,
)

AUTO = "auto"
# In lists without a name column the group's name is the name.
NAME_INSTEAD = ("団体名", "法人の名称", "法人名")
IS_POPULATION = "地域・年齢別人口のファイルです。資源ではないため、「区域」の「人口を取り込む」でお選びください。"


class IsPopulation(CannotRead):
    """The file counts people of areas: it has a door of its own, to which it can be handed on."""


def open_file(
    data: bytes,
    *,
    filename: str,
    shape: str = AUTO,
    sheet: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> tuple[Shape, tuple[ReadTable, ...]]:
    """The shape of a file and its tables.

    :param shape: code of a shape, or `auto` to tell it by the content
    :param labels: head → field, where a person has mapped them
    :raises CannotRead: if it is no list, or a list of something else
    :raises HeadsNotFound: if it opened, but has no column of names
    """
    check_file_size(data)
    heads = heads_with(labels or {})
    kind = kind_of(data)
    if kind is FileKind.ZIP:
        inner = kml_of_archive(data)
        if inner is not None:
            return MYMAPS, (_kml_table(inner, filename, heads),)
    if looks_like_kml(data):
        return MYMAPS, (_kml_table(data, filename, heads),)
    if kind is FileKind.TEXT and looks_like_json(data):
        return _of_json(data, filename, heads)
    tables = _tables(data, filename, heads, sheet)
    told = BY_CODE.get(shape) or shape_of(tables[0])
    if told is POPULATION:
        raise IsPopulation(IS_POPULATION)
    return told, tables


def _kml_table(data: bytes, filename: str, heads: Mapping[str, Sequence[str]]) -> ReadTable:
    records = kml_records(data, heads)
    return table_of(records, filename=filename, title=MYMAPS.title, known_headers=heads)


def _of_json(
    data: bytes, filename: str, heads: Mapping[str, Sequence[str]]
) -> tuple[Shape, tuple[ReadTable, ...]]:
    content = json_of(data)
    features = geojson_records(content)
    if features is not None:
        made = table_of(features, filename=filename, title=GEOJSON.title, known_headers=heads)
        told = shape_of(made)
        return (GEOJSON if told in (TABLE, REGISTER) else told), (made,)
    services = services_in(content)
    if not services:
        raise CannotRead(
            "JSONですが、HSDS（services）でもGeoJSON（features）でもないため読み込めません。"
            "ExcelかCSVで書き出したものをお選びください。"
        )
    records = hsds_records(services)
    made = table_of(records, filename=filename, title=HSDS.title, known_headers=heads)
    return HSDS, (made,)


def _tables(
    data: bytes, filename: str, heads: Mapping[str, Sequence[str]], sheet: str | None
) -> tuple[ReadTable, ...]:
    """The sheet with most known heads, then every other one that has a column of names."""
    try:
        first = read_table(
            data, filename=filename, known_headers=heads, required=REQUIRED, sheet=sheet
        )
    except HeadsNotFound as missing:
        if any(s.label.endswith("総人口") for s in missing.preview.suggestions):
            raise IsPopulation(IS_POPULATION) from missing
        instead = {**heads, "name": [*heads["name"], *NAME_INSTEAD]}
        instead["operator"] = [h for h in heads["operator"] if h not in NAME_INSTEAD]
        first = read_table(
            data, filename=filename, known_headers=instead, required=REQUIRED, sheet=sheet
        )
        heads = instead
    if sheet:
        return (first,)
    more = []
    for other in first.others:
        if other.known_headers < 2:
            continue
        try:
            more.append(
                read_table(
                    data,
                    filename=filename,
                    known_headers=heads,
                    required=REQUIRED,
                    sheet=other.name,
                )
            )
        except HeadsNotFound:
            continue
    return (first, *more)
