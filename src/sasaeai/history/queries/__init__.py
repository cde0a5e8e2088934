"""Reading the history: the auditor's list, the lines of one record, the state of the chain."""

from sasaeai.history.queries.chain import (
    ChainReport,
    Fault,
    last_good_check,
    verify_chain,
)
from sasaeai.history.queries.lines import (
    Asked,
    Page,
    lines_asked,
    month_counts,
    page_of,
    reviews_by_month,
)
from sasaeai.history.queries.records import (
    Difference,
    changes_since,
    differences_of,
    last_change,
    latest_number,
    lines_about,
    sign_ins_of,
    sort_of,
    spoken_values_of,
    values_of,
)

__all__ = [
    "Asked",
    "ChainReport",
    "Difference",
    "Fault",
    "Page",
    "changes_since",
    "differences_of",
    "last_change",
    "last_good_check",
    "latest_number",
    "lines_about",
    "lines_asked",
    "month_counts",
    "page_of",
    "reviews_by_month",
    "sign_ins_of",
    "sort_of",
    "spoken_values_of",
    "values_of",
    "verify_chain",
]
