"""Photos of an activity: shown to who may see the activity, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sasaeai.activities import actions
from sasaeai.activities.models import Activity
from sasaeai.activities.queries.choices import may_edit
from sasaeai.activities.queries.closings import closing_over
from sasaeai.activities.views.found import activity_of, not_yours
from sasaeai.documents.photos import clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui.pictures import picture_answer


@require_GET
def photo(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The picture itself: a JPEG made by us, whatever was sent."""
    kept = get_object_or_404(activity_of(request, pk).photos, pk=number)
    return picture_answer(kept.file)


@require_POST
def photo_change(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """説明・公開してよい・消す."""
    activity = activity_of(request, pk)
    kept = get_object_or_404(activity.photos.select_related("activity"), pk=number)
    if not may_edit(request.user, activity, clock.today()) or closing_over(activity):
        return not_yours(request, activity)
    by, at = request.user, clock.now()
    if request.POST.get("do") == "remove":
        actions.remove_photo(by=by, at=at, photo=kept)
        messages.success(request, "写真を消しました。")
    else:
        actions.change_photo(
            by=by,
            at=at,
            photo=kept,
            caption=request.POST.get("caption", ""),
            may_publish="may_publish" in request.POST,
        )
        messages.success(request, "写真の説明を変えました。")
    return redirect("activities:show", pk=pk)


def keep_photos(
    request: SignedInRequest, activity: Activity, files: Sequence[UploadedFile[bytes]], at: datetime
) -> None:
    """Keep what was sent with an entry; what is no photo is told, the entry itself is safe already."""
    cleaned = []
    for file in files:
        try:
            cleaned.append(actions.GivenPhoto(clean_photo(file.read()), str(file.name)))
        except CannotRead as reason:
            messages.warning(request, f"{file.name}：{reason}")
    actions.add_photos(by=request.user, at=at, activity=activity, photos=cleaned)
