"""A map on paper: what is drawn where, in millimetres."""

import pytest

from sasaeai.analysis.map_sheet import LEAST_METRES, Shape, map_sheet

SQUARE = [[136.0, 36.0], [136.1, 36.0], [136.1, 36.1], [136.0, 36.1], [136.0, 36.0]]
A4 = {"width": 180, "height": 120}
TOWN = Shape("港", {"type": "Polygon", "coordinates": [SQUARE]})


def test_an_outline_fills_the_sheet_with_its_name_in_the_middle():
    sheet = map_sheet([TOWN], [], **A4)

    ((name, x, y),) = sheet.names
    assert (name, round(x), round(y)) == ("港", 90, 60)
    (path,) = sheet.paths
    assert path.startswith("M")
    assert path.endswith("Z")
    assert path.count("L") == 3


def test_points_decide_the_frame_and_names_outside_it_are_left_out():
    sheet = map_sheet([TOWN], [(1, 36.001, 136.001), (2, 36.002, 136.002)], **A4)

    assert sheet.names == ()
    assert [mark.numbers for mark in sheet.marks] == [(1,), (2,)]
    assert all(0 < mark.x < 180 and 0 < mark.y < 120 for mark in sheet.marks)


def test_points_too_near_each_other_are_one_mark():
    sheet = map_sheet([], [(1, 36.0, 136.0), (2, 36.00001, 136.0), (3, 36.01, 136.0)], **A4)

    assert [mark.numbers for mark in sheet.marks] == [(1, 2), (3,)]


def test_a_shape_that_is_no_outline_is_left_out():
    broken = Shape("壊", {"type": "Point", "coordinates": [136.0, 36.0]})

    assert len(map_sheet([broken, TOWN], [], **A4).paths) == 1
    assert map_sheet([broken], [], **A4).paths == ()


@pytest.mark.parametrize(
    ("points", "metres"),
    [
        ([], 200),
        ([(1, 36.0, 136.0), (2, 36.1, 136.1)], 2000),
        ([(1, 31.0, 131.0), (2, 43.0, 143.0)], 10_000),
    ],
)
def test_the_bar_is_a_round_length_of_at_most_a_quarter(points, metres):
    sheet = map_sheet([], points, **A4)

    assert sheet.bar_metres == metres
    assert 0 < sheet.bar <= 45


def test_a_single_point_shows_its_surroundings():
    (mark,) = map_sheet([], [(7, 36.0, 136.0)], **A4).marks

    assert (mark.numbers, round(mark.x), round(mark.y)) == ((7,), 90, 60)
    assert LEAST_METRES == 600
