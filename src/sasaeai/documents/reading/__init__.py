"""読み込み: tables that people kept in Excel, as they are, with a reason for every row refused."""

from sasaeai.documents.reading.body import ReadRow, SkippedRow
from sasaeai.documents.reading.sheets import CellValue, SheetGlance, text_of
from sasaeai.documents.reading.tables import (
    HeadsNotFound,
    Preview,
    ReadTable,
    preview_table,
    read_table,
)

__all__ = [
    "CellValue",
    "HeadsNotFound",
    "Preview",
    "ReadRow",
    "ReadTable",
    "SheetGlance",
    "SkippedRow",
    "preview_table",
    "read_table",
    "text_of",
]
