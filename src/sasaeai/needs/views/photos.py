"""困りごとの写真: shown to who may see the trouble, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from sasaeai.documents.photos import CleanPhoto, clean_photo
from sasaeai.documents.refusals import CannotRead
from sasaeai.needs import actions
from sasaeai.needs.models import Need
from sasaeai.needs.views.found import done, need_of
from sasaeai.people.requests import SignedInRequest
from sasaeai.towns import clock
from sasaeai.ui.pictures import picture_answer


@require_GET
def photo(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The picture itself."""
    return picture_answer(get_object_or_404(need_of(request, pk).photos, pk=number).file)


@require_POST
def photo_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """One photo more, or several."""
    one = need_of(request, pk)
    if keep_photos(request, one, request.FILES.getlist("photos")):
        messages.success(request, "写真を加えました。撮影した場所などの情報は消してあります。")
    return redirect("needs:need", pk=pk)


@require_POST
def photo_remove(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Away for good (pressing twice is harmless)."""
    one = need_of(request, pk)
    kept = list(one.photos.filter(pk=number)) if request.POST.get("do") == "remove" else []
    if kept:
        actions.remove_photos(by=request.user, at=clock.now(), need=one, photos=kept)
        messages.success(request, "写真を消しました。")
    return redirect("needs:need", pk=pk)


def keep_photos(request: SignedInRequest, need: Need, files: Iterable[UploadedFile[bytes]]) -> int:
    """Keep what was sent; what is no photo is told, everything else is safe already. Answers how many."""
    cleaned: list[CleanPhoto] = []
    for file in files:
        try:
            cleaned.append(clean_photo(file.read()))
        except CannotRead as reason:
            messages.warning(request, f"{file.name}：{reason}")
    made = done(
        request,
        lambda: actions.add_photos(by=request.user, at=clock.now(), need=need, photos=cleaned),
    )
    return len(made or ())
