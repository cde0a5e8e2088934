"""JSON: HSDS 3 (list, page, NDJSON, organisations with services) and GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sasaeai.documents.reading.encodings import decoded
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.importing.made_tables import Record


def looks_like_json(data: bytes) -> bool:
    """Whether the file begins as JSON does."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"{", b"[")


def json_of(data: bytes) -> Any:
    """The content; of NDJSON the list of its lines.

    :raises CannotRead: if it is neither
    """
    text, _ = decoded(data)
    try:
        return json.loads(text)
    except RecursionError as deep:
        raise CannotRead(
            "JSONの入れ子が深すぎます。書き出し元のファイルを確かめてください。"
        ) from deep
    except ValueError as broken:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            return [json.loads(line) for line in lines]
        except (ValueError, RecursionError):
            raise CannotRead(
                f"JSONとして読めません（{broken}）。書き出しなおすか、ExcelかCSVでお選びください。"
            ) from broken


def services_in(content: Any) -> list[dict[str, Any]]:
    """Services of an HSDS file, each with its organisation; empty if it is none."""
    return [one for one in _services(content, None) if isinstance(one.get("name"), str)]


def _services(content: Any, organisation: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if isinstance(content, list):
        for one in content:
            yield from _services(one, organisation)
    elif isinstance(content, dict):
        for name in ("contents", "services", "service", "organizations"):
            inner = content.get(name)
            if isinstance(inner, list | dict):
                mother = content if name == "services" and "name" in content else organisation
                yield from _services(inner, mother)
                return
        if "status" in content:
            own = {"organization": organisation} if organisation else {}
            yield own | content


def geojson_records(content: Any) -> list[Record] | None:
    """A record for each feature: its properties as columns, its point; None if it is no GeoJSON."""
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        return None
    features = content.get("features")
    if not isinstance(features, list):
        return None
    return [_feature(one) for one in features if isinstance(one, dict)]


def _feature(feature: dict[str, Any]) -> dict[str, Any]:
    record = {str(name): _plain(value) for name, value in (feature.get("properties") or {}).items()}
    if feature.get("id") is not None:
        record.setdefault("id", _plain(feature["id"]))
    geometry = feature.get("geometry") or {}
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(point, list) and geometry.get("type") == "Point" and len(point) >= 2:
        record |= {"経度": _plain(point[0]), "緯度": _plain(point[1])}
    return record


def _plain(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False)
