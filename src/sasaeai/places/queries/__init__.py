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
from sasaeai.places.queries.postcodes import (
    address_of_postcode,
    point_of_postcode,
    points_of_postcodes,
    postcodes_of,
    prefecture_of,
)
from sasaeai.places.queries.whereabouts import (
    Outlines,
    address_credits,
    locate,
    locator,
    outlines_of,
)
from sasaeai.places.queries.within import areas_within, areas_within_each

__all__ = [
    "Outlines",
    "address_credits",
    "address_of_postcode",
    "area_choices",
    "area_paths",
    "area_paths_over",
    "areas_on",
    "areas_within",
    "areas_within_each",
    "locate",
    "locator",
    "map_of",
    "names_on",
    "outlines_of",
    "point_of_postcode",
    "points_of_postcodes",
    "population_of",
    "postcodes_of",
    "prefecture_of",
    "successor_map",
]
