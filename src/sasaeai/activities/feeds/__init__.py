"""What activities tell others: facts for every table, flagged words for the monthly report, what is still missing
in a month, chapters of a handover."""

from sasaeai.activities.feeds.facts import fact_rows
from sasaeai.activities.feeds.handover import handover_parts
from sasaeai.activities.feeds.months import flagged_passages, no_issues, silent, unmarked

__all__ = ["fact_rows", "flagged_passages", "handover_parts", "no_issues", "silent", "unmarked"]
