"""Writing down that troubles left the system."""

from __future__ import annotations

from datetime import datetime

from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


def note_export(*, by: Doer, at: datetime, said: str, form: str, count: int) -> None:
    """Troubles were written into a file: by whom, with which filters."""
    history.exported(
        by=by, at=at, what="needs.exported", label=f"困りごと（{said}、{form}）", count=count
    )
