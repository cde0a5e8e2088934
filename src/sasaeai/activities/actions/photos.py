"""Photos of an activity: stripped of place and camera data before they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from sasaeai.activities.models import Activity, Photo
from sasaeai.documents.photos import CleanPhoto
from sasaeai.history import actions as history
from sasaeai.towns.viewer import Doer


@dataclass(frozen=True)
class Given:
    """A photo ready to be kept, and the name of the file it came from."""

    photo: CleanPhoto
    name: str


@transaction.atomic
def add_photos(
    *, by: Doer, at: datetime, activity: Activity, photos: Sequence[Given]
) -> list[Photo]:
    """Keep photos; nobody outside sees them until somebody marks them as fit to publish."""
    made = []
    for given in photos:
        photo = Photo(activity=activity, added_at=at)
        photo.file.save(f"{activity.pk}.jpg", ContentFile(given.photo.data), save=False)
        photo.save()
        made.append(photo)
    if made:
        history.note(
            by=by, at=at, what="activities.photos_added", about=activity, after={"写真": len(made)}
        )
    return made


@transaction.atomic
def change_photo(*, by: Doer, at: datetime, photo: Photo, caption: str, may_publish: bool) -> Photo:
    """Say what it shows, and whether it may be published."""
    before = {"説明": photo.caption, "公開してよい": photo.may_publish}
    photo.caption, photo.may_publish = caption.strip()[:100], may_publish
    photo.save(update_fields=["caption", "may_publish"])
    history.note(
        by=by,
        at=at,
        what="activities.photo_changed",
        about=photo.activity,
        before=before,
        after={"説明": photo.caption, "公開してよい": may_publish},
    )
    return photo


@transaction.atomic
def remove_photo(*, by: Doer, at: datetime, photo: Photo) -> None:
    """Take a photo away for good: the file goes when the deed is certain."""
    history.note(
        by=by,
        at=at,
        what="activities.photo_removed",
        about=photo.activity,
        before={"写真": photo.caption or "（説明なし）"},
    )
    file = photo.file
    transaction.on_commit(lambda: file.storage.delete(file.name or ""))
    photo.delete()
