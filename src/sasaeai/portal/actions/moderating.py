"""The board: what the office lets residents read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.resources.models import Call
from sasaeai.towns.viewer import Doer


@transaction.atomic
def put_on_board(*, by: Doer, at: datetime, call: Call, shown: bool) -> Call:
    """Let an offer or a call be read on the board, or take it down. It shows at the next publication."""
    if call.on_board == shown:
        return call
    call.on_board, call.changed_at = shown, at
    call.save(update_fields=["on_board", "changed_at"])
    what = "portal.call_shown" if shown else "portal.call_taken_down"
    history.note(
        by=by,
        at=at,
        what=what,
        about=call,
        before={"on_board": not shown},
        after={"on_board": shown},
    )
    return call
