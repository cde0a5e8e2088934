"""What the register tells others: facts for every table."""

from sasaeai.resources.feeds.facts import (
    body_rows,
    participation_rows,
    resource_rows,
    stage_rows,
)

__all__ = ["body_rows", "participation_rows", "resource_rows", "stage_rows"]
