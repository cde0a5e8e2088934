"""Outlines and points of areas out of a GeoJSON file, whatever its properties are called."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sasaeai.analysis.outlines import (
    NotAnOutline,
    Thinned,
    middle_of,
    polygons_of,
    refuse_abroad,
    thinned,
)
from sasaeai.documents.refusals import CannotRead
from sasaeai.places.rules.naming import NameIndex

MAX_BYTES = 30 * 1024 * 1024
MAX_FEATURES = 5_000
MAX_POINTS = 800
# Names of areas in the layers that towns have: 国土数値情報 A27, A32, P29, N03; e-Stat; our own export.
NAME_KEYS = (
    "name", "名称", "区域名", "地域名", "圏域名", "圏域", "area_name", "center_name", "A32_004", "A27_004",
    "P29_004", "P29_005", "N03_005", "N03_004", "S_NAME", "町名", "学校名",
)  # fmt: skip
CODE_KEYS = ("code", "コード", "区域コード", "area_id", "KEY_CODE", "id")


@dataclass(frozen=True)
class Feature:
    """One shape with its words."""

    number: int
    properties: Mapping[str, str]
    geometry: Mapping[str, Any]


@dataclass(frozen=True)
class Shape:
    """What an area would get."""

    area: int
    name: str
    outline: Thinned | None
    point: tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class OutlinePlan:
    """What an import of shapes would do.

    :param named_by: the property that names the areas; `keys`: all properties, for choosing another
    :param unmatched: (feature number, name, why)
    """

    named_by: str
    keys: tuple[str, ...]
    shapes: tuple[Shape, ...]
    unmatched: tuple[tuple[int, str, str], ...]
    refused: tuple[tuple[int, str, str], ...]

    @property
    def thinned_out(self) -> list[Shape]:
        """Shapes with fewer points than in the file."""
        return [s for s in self.shapes if s.outline and s.outline.metres]


def read_features(data: bytes) -> list[Feature]:
    """The features of a GeoJSON file.

    :raises CannotRead: if it is none, is too large, or is TopoJSON
    """
    if len(data) > MAX_BYTES:
        raise CannotRead(
            "ファイルが大きすぎます（30MBまで）。市の範囲だけに切り出してお使いください。"
        )
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as broken:
        raise CannotRead(
            "GeoJSONとして読めません。UTF-8のGeoJSONファイルをお選びください。"
        ) from broken
    if not isinstance(content, dict):
        raise CannotRead("GeoJSONではありません。「FeatureCollection」のファイルをお選びください。")
    if content.get("type") == "Topology":
        raise CannotRead("TopoJSONは読み込めません。GeoJSONに変えてからお選びください。")
    features = content.get("features") if content.get("type") == "FeatureCollection" else [content]
    if not isinstance(features, list) or not features:
        raise CannotRead("図形が1つも入っていません。ファイルを確かめてください。")
    if len(features) > MAX_FEATURES:
        raise CannotRead(
            f"図形が多すぎます（{MAX_FEATURES:,}個まで）。市の範囲だけに切り出してお使いください。"
        )
    return [_feature(number, one) for number, one in enumerate(features, start=1)]


def _feature(number: int, one: object) -> Feature:
    if not isinstance(one, dict) or one.get("type") != "Feature":
        raise CannotRead(f"{number}番目の図形が壊れています。ファイルを確かめてください。")
    properties, geometry = one.get("properties") or {}, one.get("geometry") or {}
    words = (
        {str(k): _word(v) for k, v in properties.items()} if isinstance(properties, dict) else {}
    )
    return Feature(number, words, geometry if isinstance(geometry, dict) else {})


def _word(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def keys_in(features: Iterable[Feature]) -> tuple[str, ...]:
    """Every property that some feature has."""
    return tuple(dict.fromkeys(key for f in features for key in f.properties))


def naming_key(features: Sequence[Feature], areas: Sequence[tuple[int, str, str]]) -> str:
    """The property that names most areas already there; else a usual one; else the most telling one."""
    index = NameIndex(areas)
    keys = keys_in(features)

    def fit(key: str) -> tuple[int, int, int]:
        values = [f.properties.get(key, "") for f in features]
        told = sum(1 for value in values if value and len(index.find(value)) == 1)
        usual = len(NAME_KEYS) - NAME_KEYS.index(key) if key in NAME_KEYS else 0
        words = len({v for v in values if v and not v.replace(".", "").isdigit()})
        return told, usual, words

    return max(keys, key=fit, default="")


def plan_of(
    features: Sequence[Feature], areas: Sequence[tuple[int, str, str]], named_by: str = ""
) -> OutlinePlan:
    """Match shapes to areas; several shapes of one name make one area.

    :param areas: (key, code, name) of one level
    """
    key = named_by or naming_key(features, areas)
    code_key = next((k for k in CODE_KEYS if k in keys_in(features)), "")
    index = NameIndex(areas)
    of_area: dict[int, list[Feature]] = {}
    unmatched: list[tuple[int, str, str]] = []
    for feature in features:
        name = feature.properties.get(key, "")
        found = index.find(name) or index.find("", feature.properties.get(code_key, "") or "―")
        if len(found) == 1:
            of_area.setdefault(found[0], []).append(feature)
        else:
            why = "同じ名前の区域がいくつかあります" if found else "この名前の区域がありません"
            unmatched.append((feature.number, name, why))
    names = {area: name for area, _, name in areas}
    shapes, refused = _shapes(of_area, names)
    return OutlinePlan(key, keys_in(features), tuple(shapes), tuple(unmatched), tuple(refused))


def _shapes(
    of_area: Mapping[int, list[Feature]], names: Mapping[int, str]
) -> tuple[list[Shape], list[tuple[int, str, str]]]:
    shapes: list[Shape] = []
    refused: list[tuple[int, str, str]] = []
    for area, features in of_area.items():
        try:
            shapes.append(_shape(area, names[area], features))
        except NotAnOutline as reason:
            refused.append((features[0].number, names[area], str(reason)))
    return shapes, refused


def _shape(area: int, name: str, features: Sequence[Feature]) -> Shape:
    points = [f for f in features if f.geometry.get("type") == "Point"]
    faces = [f for f in features if f.geometry.get("type") != "Point"]
    if not faces:
        return Shape(area, name, None, _point(points[0].geometry))
    polygons = [rings for f in faces for rings in polygons_of(f.geometry)]
    longitude, latitude = middle_of(polygons)
    point = _point(points[0].geometry) if points else (round(latitude, 6), round(longitude, 6))
    return Shape(area, name, thinned(polygons, most_points=MAX_POINTS), point)


def _point(geometry: Mapping[str, Any]) -> tuple[float, float]:
    try:
        longitude, latitude = (float(v) for v in geometry["coordinates"][:2])
    except (KeyError, TypeError, ValueError) as broken:
        raise NotAnOutline("座標が壊れています。もとのデータを確かめてください。") from broken
    refuse_abroad(np.array([[longitude, latitude]]))
    return round(latitude, 6), round(longitude, 6)
