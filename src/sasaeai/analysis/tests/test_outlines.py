"""Outlines: what is no outline in Japan is refused, what has too many points is thinned within a told bound."""

import math

import numpy as np
import pytest

from sasaeai.analysis.outlines import (
    NotAnOutline,
    drawing,
    holds,
    middle_of,
    polygons_of,
    thinned,
)

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


@pytest.mark.parametrize("point", [[float("nan"), 36.0], ["東", 36.0], [136.0]])
def test_a_broken_point_is_no_outline(point):
    with pytest.raises(NotAnOutline, match="壊れています"):
        polygons_of({"type": "Polygon", "coordinates": [[point, *SQUARE]]})


def test_an_outline_that_has_shrunk_to_a_point_or_a_line_still_has_a_middle():
    point = polygons_of({"type": "Polygon", "coordinates": [[[136.0, 36.0]] * 5]})
    line = polygons_of({"type": "Polygon", "coordinates": [[[136.0, 36.0], [136.2, 36.2]] * 2]})

    assert thinned(point, most_points=2).points == 4  # no less than the largest part there is
    assert middle_of(point) == pytest.approx((136.0, 36.0))
    assert middle_of(line) == pytest.approx((136.1, 36.1))


def test_a_point_in_a_hole_is_outside():
    hole = [[136.04, 36.04], [136.06, 36.04], [136.06, 36.06], [136.04, 36.06]]
    polygons = polygons_of({"type": "Polygon", "coordinates": [SQUARE, hole]})

    assert holds(polygons, 136.02, 36.05)
    assert not holds(polygons, 136.05, 36.05)
    assert not holds(polygons, 136.2, 36.05)
    assert not holds(polygons, 136.05, 36.2)
