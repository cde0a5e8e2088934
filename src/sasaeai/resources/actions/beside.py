"""Beside the record itself: pictures, support given, keeping in touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction

from sasaeai.documents.photos import CleanPhoto
from sasaeai.history import actions as history
from sasaeai.resources.models import KeptInTouch, Resource, ResourcePhoto, SupportGiven
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Term


@transaction.atomic
def add_pictures(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    pictures: Sequence[CleanPhoto],
    sort: str = ResourcePhoto.Sort.PHOTO,
    caption: str = "",
    may_publish: bool = False,
) -> list[ResourcePhoto]:
    """Keep pictures without their place and camera data; residents see those marked fit to publish."""
    made = []
    for given in pictures:
        picture = ResourcePhoto(
            resource=resource,
            sort=sort,
            caption=caption.strip()[:100],
            may_publish=may_publish,
            added_at=at,
        )
        picture.file.save(f"{resource.pk}.jpg", ContentFile(given.data), save=False)
        picture.save()
        made.append(picture)
    if made:
        after = {"枚数": len(made), "公開してよい": may_publish}
        history.note(by=by, at=at, what="resources.pictures_added", about=resource, after=after)
    return made


@transaction.atomic
def remove_picture(*, by: Doer, at: datetime, picture: ResourcePhoto) -> None:
    """Take a picture away for good: the file goes when the deed is certain."""
    before = {"写真": picture.caption or "（説明なし）"}
    history.note(
        by=by, at=at, what="resources.picture_removed", about=picture.resource, before=before
    )
    file = picture.file
    transaction.on_commit(lambda: file.storage.delete(file.name or ""))
    picture.delete()


@transaction.atomic
def note_support(
    *, by: Doer, at: datetime, resource: Resource, on: date, wording: str
) -> SupportGiven:
    """Write down what the town or a coordinator gave.

    :raises ValidationError: by field
    """
    line = SupportGiven(resource=resource, on=on, wording=wording.strip())
    line.full_clean()
    line.save()
    after = {"いつ": on, "したこと": line.wording}
    history.note(by=by, at=at, what="resources.support_noted", about=resource, after=after)
    return line


@transaction.atomic
def note_touch(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    on: date,
    wording: str,
    means: Term | None = None,
    people: int | None = None,
) -> KeptInTouch:
    """Write down how those who usually come were kept in touch with.

    :raises ValidationError: by field
    """
    line = KeptInTouch(
        resource=resource,
        on=on,
        wording=wording.strip(),
        means=means,
        people=people,
        by_name=by.doer_name[:120],
        at=at,
    )
    line.full_clean()
    line.save()
    after = {"いつ": on, "手段": means.label if means else "", "人数": people}
    history.note(by=by, at=at, what="resources.kept_in_touch", about=resource, after=after)
    return line
