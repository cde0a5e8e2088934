"""Photos of a trouble: stripped before they are kept, gone for good when they are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from sasaeai.documents.photos import CleanPhoto
from sasaeai.history import actions as history
from sasaeai.needs.models import Need, NeedPhoto
from sasaeai.needs.rules.states import CLOSED
from sasaeai.towns.viewer import Doer

MOST = 6


@transaction.atomic
def add_photos(
    *, by: Doer, at: datetime, need: Need, photos: Sequence[CleanPhoto]
) -> list[NeedPhoto]:
    """Keep photos with a trouble.

    :raises ValidationError: if it is closed, or would have too many
    """
    if need.state in CLOSED:
        raise ValidationError(f"「{need.state_now.label}」の困りごとに、写真は足せません。")
    if need.photos.count() + len(photos) > MOST:
        raise ValidationError(f"写真は1つの困りごとに{MOST}枚までです。")
    made = []
    for given in photos:
        photo = NeedPhoto(need=need, added_at=at)
        photo.file.save(f"{need.pk}.jpg", ContentFile(given.data), save=False)
        photo.save()
        made.append(photo)
    if made:
        history.note(by=by, at=at, what="needs.photos_added", about=need, after={"写真": len(made)})
    return made


@transaction.atomic
def remove_photos(*, by: Doer, at: datetime, need: Need, photos: Sequence[NeedPhoto]) -> None:
    """Take photos away for good; the files go when the deed is certain."""
    for photo in photos:
        file = photo.file
        transaction.on_commit(lambda file=file: file.storage.delete(file.name or ""))  # type: ignore[misc]
        photo.delete()
    if photos:
        history.note(
            by=by, at=at, what="needs.photos_removed", about=need, before={"写真": len(photos)}
        )
