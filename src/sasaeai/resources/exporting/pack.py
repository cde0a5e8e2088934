"""台帳と写真: the workbook with its pictures beside it, in one zip that the import takes back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator

from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.importing.packs import FOLDER, HEADS, LIST, YES
from sasaeai.resources.models import ResourcePhoto, ResourceQuerySet

MOST_BYTES = 90 * MEGABYTE
TOO_MUCH = "写真が多く、1つのファイルに入りません（90MBまで）。区域ごとに分けて書き出してください。"


def photo_pack(workbook: bytes, found: ResourceQuerySet) -> bytes:
    """The zip: the workbook, a folder of pictures named after their place, and the list that joins the two.

    :raises CannotRead: if the pictures are too much for one file
    """
    made, size = io.BytesIO(), len(workbook)
    listed = io.StringIO(newline="")
    lines = csv.writer(listed, lineterminator="\r\n")
    lines.writerow(HEADS)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("地域資源台帳.xlsx", workbook)
        for number, (picture, data) in enumerate(_pictures(found), start=1):
            size += len(data)
            if size > MOST_BYTES:
                raise CannotRead(TOO_MUCH)
            one = picture.resource
            name = f"{FOLDER}{number:04}_{_plain(one.name)}.jpg"
            archive.writestr(name, data)
            told = (picture.get_sort_display(), picture.caption, YES if picture.may_publish else "")
            lines.writerow((str(one.public_id), one.name, name, *told))
        archive.writestr(LIST, listed.getvalue().encode("utf-8-sig"))
    return made.getvalue()


def _pictures(found: ResourceQuerySet) -> Iterator[tuple[ResourcePhoto, bytes]]:
    """Pictures of the resources found, in the order of the register; a file that is lost is left out."""
    rows = ResourcePhoto.objects.filter(resource__in=found.order_by().values("pk"))
    ordered = rows.select_related("resource").order_by(
        "resource__sort_key", "resource", "sort", "pk"
    )
    for picture in ordered:
        try:
            with picture.file.open("rb") as file:
                yield picture, file.read()
        except OSError:
            continue


def _plain(name: str) -> str:
    """A name that every system of files takes."""
    return "".join(c if c.isalnum() else "_" for c in name)[:30]
