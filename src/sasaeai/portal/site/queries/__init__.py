"""Every read of the public pages."""

from sasaeai.portal.site.queries.finding import (
    DAYS,
    WITHIN,
    Asked,
    Found,
    Line,
    Near,
    found,
    lines_of,
    marks_near,
    points,
)
from sasaeai.portal.site.queries.showing import (
    area_of,
    map_areas,
    next_times,
    piece_of,
    pieces_of,
    place_of,
    town_of,
)

__all__ = [
    "DAYS",
    "WITHIN",
    "Asked",
    "Found",
    "Line",
    "Near",
    "area_of",
    "found",
    "lines_of",
    "map_areas",
    "marks_near",
    "next_times",
    "piece_of",
    "pieces_of",
    "place_of",
    "points",
    "town_of",
]
