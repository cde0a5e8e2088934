"""Public resources as GeoJSON (RFC 7946): a feature each, in the register's own words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sasaeai.resources.exporting.public import PublicRecord
from sasaeai.resources.rules.columns import OWN


def geojson_text(records: Iterable[PublicRecord], *, source: str) -> Iterator[str]:
    """A feature collection in pieces; places without a point have `"geometry": null`.

    :param source: whose data these are
    """
    yield '{"type": "FeatureCollection", "attribution": ' + _json(source) + ', "features": [\n'
    before = ""
    for record in records:
        yield before + _json(feature(record))
        before = ",\n"
    yield "\n]}\n"


def feature(record: PublicRecord) -> dict[str, Any]:
    """One resource; the point stands in the geometry only."""
    told = dict(record.columns)
    latitude, longitude = told.pop("latitude", None), told.pop("longitude", None)
    geometry = None
    if latitude is not None and longitude is not None:
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": told["public_id"],
        "geometry": geometry,
        "properties": {OWN[name]: plain(value) for name, value in told.items()},
    }


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    return value.isoformat() if isinstance(value, date) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
