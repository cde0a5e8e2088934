"""Hundreds of free-text answers: read from a file or from what was pasted, checked row by row, taken in."""

from sasaeai.needs.importing.checking import Checked, Wishes, as_file, check_file, take_in

__all__ = ["Checked", "Wishes", "as_file", "check_file", "take_in"]
