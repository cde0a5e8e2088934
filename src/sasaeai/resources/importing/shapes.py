"""Shapes of lists that are known by their columns: open data, care offices, events, shops, our own register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sasaeai.documents.reading import ReadTable
from sasaeai.documents.reading.headers import plain


@dataclass(frozen=True)
class Shape:
    """How a list is read.

    :param title: the list's name; numbers of its rows are kept under it
    :param marks: heads that only this shape has
    :param slug: part of the file name by convention
    :param kind: code of the kind (`resource-kind`) where a row says none
    :param functions: codes of the needs answered (`need-kind`)
    :param numbered: whether its ID column names records, not only rows of this file
    :param strict: unknown words are refused instead of kept as tags; a blank cell clears
    """

    code: str
    title: str
    marks: tuple[str, ...] = ()
    slug: str = ""
    kind: str = ""
    functions: tuple[str, ...] = ()
    numbered: bool = True
    strict: bool = False


REGISTER: Final = Shape(
    "register", "地域資源台帳", ("資源番号", "日時（くり返しの記号）"), strict=True
)
HSDS: Final = Shape("hsds", "HSDS")
MYMAPS: Final = Shape("mymaps", "Google マイマップ", numbered=False)
GEOJSON: Final = Shape("geojson", "GeoJSON")
TABLE: Final = Shape("table", "一覧表", numbered=False)
POPULATION: Final = Shape("population", "地域・年齢別人口", ("総人口", "0-4歳の男性"), "population")
FACILITY: Final = Shape(
    "facility", "公共施設一覧", ("poiコード", "名称_英字"), "public_facility", "venue"
)
SHAPES: Final[tuple[Shape, ...]] = (
    REGISTER,
    POPULATION,
    Shape(
        "kayoinoba",
        "通いの場一覧",
        marks=("通いの場の主な活動", "通いの場の開催頻度"),
        slug="kayoinoba",
        kind="salon",
    ),
    Shape(
        "care",
        "介護サービス事業所一覧",
        marks=("介護サービス事業所名称", "実施サービス", "介護保険事業所番号", "サービスの種類"),
        slug="care_service",
        kind="firm",
    ),
    Shape(
        "event",
        "イベント一覧",
        marks=("イベント名", "イベント名_カナ", "開催パターン"),
        slug="event",
    ),
    Shape(
        "shop",
        "食品等営業許可・届出一覧",
        marks=("営業の種類", "業態", "廃業年月日", "営業所所在地"),
        slug="food_business",
        kind="shopping",
        functions=("shopping",),
    ),
    Shape(
        "evacuation",
        "指定緊急避難場所一覧",
        marks=("災害種別_洪水", "災害種別_地震", "想定収容人数", "指定避難所との重複"),
        slug="evacuation_space",
        kind="venue",
        functions=("disaster",),
    ),
    Shape(
        "preschool",
        "子育て施設一覧",
        marks=("一時預かりの有無", "病児保育の有無", "受入年齢", "認可等年月日"),
        slug="preschool",
        kind="venue",
        functions=("child",),
    ),
    Shape("aed", "AED設置箇所一覧", marks=("小児対応設備の有無",), slug="aed", kind="venue"),
    Shape(
        "toilet",
        "公衆トイレ一覧",
        marks=("女性トイレ総数", "男性トイレ総数"),
        slug="public_toilet",
        kind="venue",
    ),
    Shape(
        "school",
        "小中学校通学区域",
        marks=("通学区域_登録年月日", "学校コード"),
        slug="school_district",
        kind="venue",
    ),
    FACILITY,
)

BY_CODE: Final = {shape.code: shape for shape in (*SHAPES, HSDS, MYMAPS, GEOJSON, TABLE)}
# The common block, in its old and its new form.
_COMMON: Final = (
    *("全国地方公共団体コード", "都道府県コード又は市区町村コード", "所在地_連結表記", "所在地_連結標記"),
    *("施設_id", "施設_名称", "市区町村コード"),
)  # fmt: skip


def shape_of(table: ReadTable) -> Shape:
    """The shape of a table by its heads; the convention of file names breaks ties.

    >>> [shape.code for shape in SHAPES[:2]]
    ['register', 'population']
    """
    # In text files a title above the heads is read as an upper head: then the lower one counts.
    heads = {plain(part) for label in table.labels for part in (label, label.rsplit("／", 1)[-1])}
    named = re.search(r"(?<!\d)\d{6}_([a-z_]+)", table.filename.lower())
    slug = named[1] if named else ""
    best, best_score = TABLE, 0.0
    for shape in SHAPES:
        score = sum(plain(mark) in heads for mark in shape.marks) + 0.0
        if shape.slug and slug.startswith(shape.slug):
            score += 1.5
        if score > best_score:
            best, best_score = shape, score
    if best is TABLE and any(plain(head) in heads for head in _COMMON):
        return FACILITY
    return best
