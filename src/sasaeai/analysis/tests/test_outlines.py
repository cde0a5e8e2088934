"""Outlines: what is no outline in Japan is refused, what has too many points is thinned within a told bound."""

import math

import numpy as np
import pytest

from sasaeai.analysis.outlines import NotAnOutline, drawing, middle_of, polygons_of, thinned

SQUARE = [[136.0, 36.0], [136.1, 36.0], [136.1, 36.1], [136.0, 36.1], [136.0, 36.0]]


def a_circle(points: int) -> dict:
    ring = [
        [136 + 0.05 * math.cos(a), 36 + 0.05 * math.sin(a)]
        for a in np.linspace(0, 2 * math.pi, points)
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_a_square_has_its_middle():
    polygons = polygons_of({"type": "Polygon", "coordinates": [SQUARE]})

    assert middle_of(polygons) == pytest.approx((136.05, 36.05))


def test_few_points_stay_as_they_are():
    found = thinned(polygons_of({"type": "Polygon", "coordinates": [SQUARE]}), most_points=100)

    assert (found.points, found.points_before, found.metres) == (4, 4, 0.0)
    assert found.as_geojson()["coordinates"][0][0][0] == [136.0, 36.0]


def test_many_points_are_thinned_within_the_told_distance():
    circle = polygons_of(a_circle(20_000))

    found = thinned(circle, most_points=500)

    assert found.points <= 500
    assert 0 < found.metres <= 64
    flat = np.array([111_320 * math.cos(math.radians(36)), 111_320])
    distance = np.sqrt(
        ((found.polygons[0][0] - [136, 36]) ** 2 * (flat / 111_320) ** 2).sum(axis=1)
    )
    assert distance.max() < 0.0501


def test_an_island_smaller_than_the_line_goes_first():
    islands = {
        "type": "MultiPolygon",
        "coordinates": [
            *a_circle(3000)["coordinates"][:0],
            a_circle(3000)["coordinates"],
            [[[136.2, 36.2], [136.2000001, 36.2], [136.2, 36.2000001], [136.2, 36.2]]],
        ],
    }

    found = thinned(polygons_of(islands), most_points=200)

    assert len(found.polygons) >= 1
    assert found.points <= 200


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "LineString", "coordinates": [[136, 36], [137, 36]]}, "面（Polygon）"),
        ({"type": "Polygon", "coordinates": []}, "点が足りません"),
        ({"type": "Polygon", "coordinates": [[["x", 1]]]}, "壊れています"),
        (
            {"type": "Polygon", "coordinates": [[[36, 136], [36, 136.1], [36.1, 136.1]]]},
            "逆になっています",
        ),
        (
            {"type": "Polygon", "coordinates": [[[-3000, 12000], [0, 0], [5, 5]]]},
            "世界測地系",
        ),
    ],
)
def test_what_is_no_outline_in_japan_is_refused(geometry, words):
    with pytest.raises(NotAnOutline, match=words):
        polygons_of(geometry)


def test_a_drawing_has_north_up_and_fits():
    found = drawing([{"type": "Polygon", "coordinates": [SQUARE]}], width=100)

    assert found.height == 100.0
    assert found.width == pytest.approx(100 * math.cos(math.radians(36.04)), abs=0.2)
    assert found.paths[0].startswith("M0.0 100.0L")
