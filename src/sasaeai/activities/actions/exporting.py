"""Writing down that records left the system."""

from __future__ import annotations

from datetime import datetime

from sasaeai.history import actions as history
from sasaeai.history.models import Kind
from sasaeai.towns.viewer import Doer


def note_export(*, by: Doer, at: datetime, asked: str, form: str) -> None:
    """Activities were written into a file: by whom, with which filters."""
    history.note(
        by=by,
        at=at,
        what="activities.exported",
        kind=Kind.EXPORT,
        label="活動記録",
        after={"しぼりこみ": asked or "なし", "形式": form},
    )
