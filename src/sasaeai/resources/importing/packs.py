"""台帳と写真: a zip of the register with its pictures, read back."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sasaeai.documents.archives import check_archive
from sasaeai.documents.kinds import FileKind, kind_of
from sasaeai.documents.photos import clean_photo, same_picture
from sasaeai.documents.refusals import CannotRead
from sasaeai.resources.actions.beside import add_pictures
from sasaeai.resources.models import Resource, ResourcePhoto
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

LIST, FOLDER, YES = "写真.csv", "写真/", "公開してよい"
HEADS = ("資源番号", "名称", "ファイル", "種別", "説明", "公開")
NO_TABLE = (
    "ZIPの中に台帳のExcelがありません。書き出した「台帳と写真」のZIPをそのままお選びください。"
)
# Whatever a spoilt zip makes the library raise (an unknown way of packing is a RuntimeError).
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, csv.Error, OSError, EOFError, RuntimeError)


@dataclass(frozen=True)
class Picture:
    """A line of the list with its picture.

    :param resource: number of the resource; None: it cannot be read
    :param data: None: the file is not in the zip
    """

    resource: UUID | None
    file: str
    sort: str
    caption: str
    may_publish: bool
    data: bytes | None


@dataclass(frozen=True)
class Pack:
    """The workbook and its pictures; a file of any other kind is a pack without pictures."""

    name: str
    table: bytes
    pictures: tuple[Picture, ...] = ()


def open_pack(data: bytes, *, filename: str) -> Pack:
    """What was handed in; only a zip with a list of pictures is more than the file itself.

    :raises CannotRead: if such a zip is broken, too large or has no workbook
    """
    if kind_of(data) is not FileKind.ZIP:
        return Pack(filename, data)
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if LIST not in names:
            return Pack(filename, data)
        table = next((n for n in names if n.endswith(".xlsx") and "/" not in n), None)
        if table is None:
            raise CannotRead(NO_TABLE)
        try:
            return Pack(table, archive.read(table), tuple(_pictures(archive, set(names))))
        except _BROKEN as broken:
            raise CannotRead("ZIPを開けません。もう一度書き出してください。") from broken


def _pictures(archive: zipfile.ZipFile, names: set[str]) -> Iterator[Picture]:
    rows = csv.reader(io.StringIO(archive.read(LIST).decode("utf-8-sig"), newline=""))
    next(rows, None)
    sorts = {label: value for value, label in ResourcePhoto.Sort.choices}
    for row in rows:
        number, _, file, sort, caption, public = (cell.strip() for cell in [*row, *[""] * 6][:6])
        if not file:
            continue
        yield Picture(
            _uuid(number), file, sorts.get(sort, ResourcePhoto.Sort.PHOTO), caption, public == YES,
            archive.read(file) if file in names else None,
        )  # fmt: skip


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class PicturesTaken:
    """What became of the pictures: added, known already, and those that could not be taken, in words."""

    added: int
    known: int
    refused: tuple[str, ...]


@transaction.atomic
def take_pictures(
    *, by: Doer, at: datetime, town: Town, pictures: Sequence[Picture]
) -> PicturesTaken:
    """Give the pictures to their resources, made anew without place and camera data; none twice."""
    numbers = [one.resource for one in pictures if one.resource]
    mine = Resource.objects.filter(town=town, public_id__in=numbers).kept()
    known = {one.public_id: one for one in mine.prefetch_related("photos")}
    kept: dict[int, list[bytes]] = defaultdict(list)
    for resource in known.values():
        kept[resource.pk] = list(_kept(resource))
    added, same, refused = 0, 0, []
    for one in pictures:
        resource_of_it = known.get(one.resource) if one.resource else None
        if resource_of_it is None or one.data is None:
            why = "写真のファイルがありません" if one.data is None else "台帳にない資源の写真です"
            refused.append(f"{one.file}：{why}。")
            continue
        try:
            clean = clean_photo(one.data)
        except CannotRead as reason:
            refused.append(f"{one.file}：{reason}")
            continue
        if any(same_picture(clean.data, other) for other in kept[resource_of_it.pk]):
            same += 1
            continue
        add_pictures(
            by=by, at=at, resource=resource_of_it, pictures=[clean], sort=one.sort,
            caption=one.caption, may_publish=one.may_publish,
        )  # fmt: skip
        kept[resource_of_it.pk].append(clean.data)
        added += 1
    return PicturesTaken(added, same, tuple(refused))


def _kept(resource: Resource) -> Iterator[bytes]:
    for picture in resource.photos.all():
        try:
            with picture.file.open("rb") as file:
                yield file.read()
        except OSError:
            continue
