"""値: what a cell means: days, times, minutes, numbers, yes and no, lists.

Every reader returns None for a blank cell, and raises `CellRefused` with a Japanese sentence for
a cell that it cannot understand.
"""

from sasaeai.documents.reading.values.days import read_day
from sasaeai.documents.reading.values.hours import (
    TimeSpan,
    read_minutes,
    read_time,
    read_time_span,
)
from sasaeai.documents.reading.values.numbers import ReadNumber, read_number
from sasaeai.documents.reading.values.words import read_list, read_yes_no

__all__ = [
    "ReadNumber",
    "TimeSpan",
    "read_day",
    "read_list",
    "read_minutes",
    "read_number",
    "read_time",
    "read_time_span",
    "read_yes_no",
]
