"""Reading places: which area lies within which on a day, what became of one, who lives there."""

from sasaeai.places.queries.choosing import area_choices
from sasaeai.places.queries.over_time import (
    area_paths,
    area_paths_over,
    areas_on,
    map_of,
    names_on,
    successor_map,
)
from sasaeai.places.queries.people import population_of
from sasaeai.places.queries.within import areas_within, areas_within_each

__all__ = [
    "area_choices",
    "area_paths",
    "area_paths_over",
    "areas_on",
    "areas_within",
    "areas_within_each",
    "map_of",
    "names_on",
    "population_of",
    "successor_map",
]
