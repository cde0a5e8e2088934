"""Pictures kept with a record: a JPEG made by us, whatever was sent."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse


def picture_answer(kept: FieldFile) -> HttpResponse:
    """The picture itself, to be kept for a day by this person's browser alone.

    :raises Http404: if the file is no longer there
    """
    try:
        with kept.open("rb") as file:
            data = file.read()
    except FileNotFoundError as gone:
        raise Http404("写真のファイルがありません。") from gone
    answer = HttpResponse(data, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
