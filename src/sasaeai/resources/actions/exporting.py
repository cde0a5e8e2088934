"""That the register left the product as a file."""

from __future__ import annotations

from datetime import datetime

from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


def note_export(*, by: Doer, at: datetime, form: str, count: int) -> None:
    """Leave a line: the whole register holds contacts that are nobody's but the office's."""
    history.exported(by=by, at=at, what="resources.exported", label=form, count=count)
