"""Facts: the rows every figure is counted from, held in columns."""

from sasaeai.analysis.figures.facts.building import (
    facts_from_columns,
    facts_from_rows,
)
from sasaeai.analysis.figures.facts.columns import Amounts, Column
from sasaeai.analysis.figures.facts.encoding import Encoded, EncodedLists
from sasaeai.analysis.figures.facts.table import Facts

__all__ = [
    "Amounts",
    "Column",
    "Encoded",
    "EncodedLists",
    "Facts",
    "facts_from_columns",
    "facts_from_rows",
]
