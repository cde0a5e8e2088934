"""Every change to schemes and terms. Nothing is deleted: an old year keeps printing as it was."""

from sasaeai.vocabulary.actions.presets import load_preset, load_presets
from sasaeai.vocabulary.actions.readings import set_readings
from sasaeai.vocabulary.actions.reshaping import merge_terms, split_term
from sasaeai.vocabulary.actions.terms import (
    add_scheme,
    add_term,
    change_scheme,
    choose_entry_scheme,
    correct_term,
    import_terms,
    place_term,
    rename_term,
    retire_term,
    take_up_term,
)

__all__ = [
    "add_scheme",
    "add_term",
    "change_scheme",
    "choose_entry_scheme",
    "correct_term",
    "import_terms",
    "load_preset",
    "load_presets",
    "merge_terms",
    "place_term",
    "rename_term",
    "retire_term",
    "set_readings",
    "split_term",
    "take_up_term",
]
