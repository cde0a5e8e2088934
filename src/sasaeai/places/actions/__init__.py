"""Every change to areas. What was is kept with its dates, so that an old year prints as it was."""

from sasaeai.places.actions.addresses import load_addresses, remove_addresses
from sasaeai.places.actions.areas import (
    add_area,
    add_level,
    add_tree,
    change_level,
    change_tree,
    close_area,
    correct_area,
    rename_area,
)
from sasaeai.places.actions.importing import (
    ImportResult,
    PeopleImported,
    import_areas,
    import_outlines,
    import_population,
)
from sasaeai.places.actions.postcodes import load_postcodes, remove_postcodes
from sasaeai.places.actions.reshaping import merge_areas, move_area, split_area

__all__ = [
    "ImportResult",
    "PeopleImported",
    "add_area",
    "add_level",
    "add_tree",
    "change_level",
    "change_tree",
    "close_area",
    "correct_area",
    "import_areas",
    "import_outlines",
    "import_population",
    "load_addresses",
    "load_postcodes",
    "merge_areas",
    "move_area",
    "remove_addresses",
    "remove_postcodes",
    "rename_area",
    "split_area",
]
