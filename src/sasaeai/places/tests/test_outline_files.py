"""Outlines and points from GeoJSON, whatever the properties are called."""

import json
import math
from datetime import UTC, datetime

import pytest

from sasaeai.documents.refusals import CannotRead
from sasaeai.history.models import Event
from sasaeai.places.actions import import_outlines
from sasaeai.places.examples import a_district
from sasaeai.places.models import Area
from sasaeai.places.queries.importing import outline_plan
from sasaeai.places.rules import geojson_file
from sasaeai.places.rules.geojson_file import read_features
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 12, 1, tzinfo=UTC)


@pytest.fixture
def town(db):
    town = Town.objects.create(code="999032", name="支合市")
    a_district(town, "若葉地区", code="1")
    a_district(town, "青葉地区", code="2")
    return town


@pytest.fixture
def level(town):
    return Area.objects.get(name="若葉地区").level


def a_square(x=136.0, y=36.0, side=0.1):
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def a_file(*features):
    lines = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": lines}).encode()


def plan(level, *features, **more):
    return outline_plan(level.tree.town_id, read_features(a_file(*features)), level=level, **more)


@pytest.mark.parametrize("key", ["A32_004", "P29_004", "名称", "なまえ"])
def test_the_property_that_names_the_areas_is_found(level, key):
    found = plan(
        level,
        ({"A32_001": "99903", "A32_002": "支合市", key: "若葉小学校"}, a_square()),
        ({"A32_001": "99903", "A32_002": "支合市", key: "青葉"}, a_square(136.1)),
    )

    assert found.named_by == key
    assert [s.name for s in found.shapes] == ["若葉地区", "青葉地区"]


def test_outlines_are_kept_with_their_source(level):
    found = plan(level, ({"name": "若葉地区"}, a_square()))
    by = PartOfSystem("試し", level.tree.town_id)

    count = import_outlines(
        by=by, at=AT, level=level, plan=found, source="支合市（CC BY 4.0）", filename="a.geojson"
    )

    area = Area.objects.get(name="若葉地区")
    assert count == 1
    assert area.outline["type"] == "MultiPolygon"
    assert (area.latitude, area.longitude) == pytest.approx((36.05, 136.05))
    assert area.outline_source == "支合市（CC BY 4.0）"


def test_several_shapes_of_one_name_make_one_area(level):
    found = plan(
        level,
        ({"name": "若葉地区"}, a_square()),
        ({"name": "若葉地区"}, a_square(136.3, side=0.01)),
    )

    assert len(found.shapes) == 1
    assert len(found.shapes[0].outline.polygons) == 2


def test_points_place_an_area_without_an_outline(level):
    found = plan(level, ({"name": "若葉地区"}, {"type": "Point", "coordinates": [136.2, 36.1]}))

    assert (found.shapes[0].outline, found.shapes[0].point) == (None, (36.1, 136.2))


def test_a_point_leaves_the_outline_there_and_nothing_is_told_of_nothing(level):
    deed = {"by": PartOfSystem("試し", level.tree.town_id), "at": AT, "level": level}
    given = {"source": "支合市", "filename": "a.geojson"}
    import_outlines(**deed, plan=plan(level, ({"name": "若葉地区"}, a_square())), **given)
    pin = ({"name": "若葉地区"}, {"type": "Point", "coordinates": [136.2, 36.1]})

    import_outlines(**deed, plan=plan(level, pin), **given)
    none = import_outlines(**deed, plan=plan(level, ({"name": "港地区"}, a_square())), **given)

    area = Area.objects.get(name="若葉地区")
    assert (area.outline["type"], area.latitude) == ("MultiPolygon", 36.1)
    assert (none, Event.objects.filter(what="places.outlines_imported").count()) == (0, 2)


def test_a_pin_without_numbers_is_refused_and_the_rest_kept(level):
    pin = {"type": "Point", "coordinates": ["東", "北"]}
    found = plan(level, ({"name": "若葉地区"}, pin), ({"name": "青葉地区"}, a_square()))

    assert [s.name for s in found.shapes] == ["青葉地区"]
    assert "座標が壊れています" in found.refused[0][2]


@pytest.mark.parametrize(("name", "words"), [("MAX_BYTES", "30MB"), ("MAX_FEATURES", "多すぎます")])
def test_a_file_of_the_whole_country_is_refused(monkeypatch, name, words):
    monkeypatch.setattr(geojson_file, name, 1)

    with pytest.raises(CannotRead, match=words):
        read_features(a_file(({"name": "若葉"}, a_square()), ({"name": "青葉"}, a_square())))


def test_a_code_helps_where_the_name_does_not(level):
    found = plan(level, ({"名称": "わかば", "コード": 1.0}, a_square()), named_by="名称")

    assert [s.name for s in found.shapes] == ["若葉地区"]


def test_shapes_without_an_area_are_told(level):
    found = plan(level, ({"name": "若葉地区"}, a_square()), ({"name": "港地区"}, a_square()))

    assert found.unmatched == ((2, "港地区", "この名前の区域がありません"),)


def test_a_shape_abroad_is_refused_and_the_rest_kept(level):
    found = plan(
        level, ({"name": "若葉地区"}, a_square(2.0, 48.0)), ({"name": "青葉地区"}, a_square())
    )

    assert [s.name for s in found.shapes] == ["青葉地区"]
    assert "日本の緯度・経度ではありません" in found.refused[0][2]


def test_too_many_points_are_thinned_and_told(level):
    ring = [
        [136 + 0.05 * math.cos(n / 500 * math.pi), 36 + 0.05 * math.sin(n / 500 * math.pi)]
        for n in range(1000)
    ]
    found = plan(level, ({"name": "若葉地区"}, {"type": "Polygon", "coordinates": [ring]}))

    (shape,) = found.thinned_out
    assert shape.outline.points <= 800
    assert shape.outline.metres <= 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "GeoJSONとして読めません"),
        (b"[1]", "GeoJSONではありません"),
        (b'{"type": "Topology"}', "TopoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "1つも入っていません"),
        (b'{"type": "FeatureCollection", "features": [1]}', "1番目の図形が壊れています"),
    ],
)
def test_what_is_no_geojson_says_what_to_do(data, words):
    with pytest.raises(CannotRead, match=words):
        read_features(data)
