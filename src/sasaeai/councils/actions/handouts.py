"""配布資料: added to a meeting and taken away."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from django.core.files.base import File
from django.db import transaction

from sasaeai.councils.models import Handout, Meeting
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


@transaction.atomic
def add_handout(
    *, by: Doer, at: datetime, meeting: Meeting, file: File[bytes], title: str = ""
) -> Handout:
    """Keep a file with the meeting, under its own name unless told otherwise."""
    name = title.strip() or PurePath(file.name or "資料").stem[:120]
    handout = Handout(meeting=meeting, title=name, added_at=at)
    handout.file.save(PurePath(file.name or "file").name, file, save=False)
    handout.full_clean()
    handout.save()
    history.note(by=by, at=at, what="councils.handout_added", about=meeting, after={"資料": name})
    return handout


@transaction.atomic
def remove_handout(*, by: Doer, at: datetime, handout: Handout) -> None:
    """A file is not handed out after all."""
    file = handout.file
    history.note(
        by=by,
        at=at,
        what="councils.handout_removed",
        about=handout.meeting,
        before={"資料": handout.title},
    )
    handout.delete()
    transaction.on_commit(lambda: file.storage.delete(str(file.name)))
