"""Taking in a published file: the public tables become what the file says, all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime

from sasaeai.analysis.words.folding import search_key
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.published import Published, read_published
from sasaeai.documents.refusals import CannotRead
from sasaeai.portal.site.letters import forget_letters
from sasaeai.portal.site.models import (
    PublicAddress,
    PublicArea,
    PublicMark,
    PublicPiece,
    PublicPlace,
    PublicTime,
    PublicTown,
)

Row = Mapping[str, Any]
ADDRESS = ("city", "base", "chome", "number", "name", "latitude", "longitude")


def take_in(data: bytes, *, at: datetime, trust: str = "") -> PublicTown:
    """Show from now on what a published file holds.

    :param trust: the beginning of a key that is to be believed although earlier files were signed with another
    :raises CannotRead: if the file was changed, is signed by somebody else or is older than what is shown
    """
    found = read_published(data)
    kept = PublicTown.objects.filter(code=found.town_code).first()
    believed = len(trust) >= 16 and found.key.startswith(trust)
    if kept is not None and not believed:
        found = read_published(data, key=kept.key)
    if trust and not believed:
        raise CannotRead(
            f"公開ファイルの確認番号は {found.key[:16]} です。指定された番号と違うので、公開していません。"
        )
    if kept is not None and found.made_at < kept.made_at:
        raise CannotRead(
            f"この公開ファイル（{localtime(found.made_at):%Y-%m-%d %H:%M}）は、いま公開している内容"
            f"（{localtime(kept.made_at):%Y-%m-%d %H:%M}）より古いものです。新しいファイルをお使いください。"
        )
    _keep_pictures(found)
    return _replaced(found, at)


def pictures_of(town_code: str) -> Path:
    """The folder of a town's public pictures."""
    return Path(settings.SASAEAI_PUBLIC_PICTURES) / town_code


def _keep_pictures(found: Published) -> None:
    folder = pictures_of(found.town_code)
    folder.mkdir(parents=True, exist_ok=True)
    names = {Path(name).name: name for name in found.files if name.startswith("pictures/")}
    for short, name in names.items():
        if not (folder / short).exists():
            write_whole(folder / short, found.files[name])
    for old in folder.glob("*.jpg"):
        if old.name not in names:
            old.unlink()


@transaction.atomic
def _replaced(found: Published, at: datetime) -> PublicTown:
    before = PublicTown.objects.filter(code=found.town_code).first()
    about = _addresses(found, before.about if before else {})
    said = found.document("town.json")
    forget_letters(found.town_code, said.get("letters_taken", ()))
    PublicTown.objects.filter(code=found.town_code).delete()
    town = PublicTown.objects.create(
        code=found.town_code,
        name=found.town_name,
        made_at=found.made_at,
        taken_in_at=at,
        key=found.key,
        about={**said, "addresses": about},
    )
    _areas(town, found.document("areas.json"))
    _places(town, found.document("places.json"))
    _marks(town, found.document("marks.json"))
    _pieces(town, found.document("pieces.json"))
    return town


def _addresses(found: Published, before: Row) -> dict[str, Any]:
    """Points of addresses, written only if they changed: what the town keeps about them."""
    data = found.files.get("addresses.json", b"{}")  # files of before the first list have none
    mark = hashlib.sha256(data).hexdigest()
    kept: dict[str, Any] = before.get("addresses", {})
    if kept.get("mark") == mark:
        return kept
    content = json.loads(data)
    PublicAddress.objects.filter(town_code=found.town_code).delete()
    PublicAddress.objects.bulk_create(
        (
            PublicAddress(town_code=found.town_code, **dict(zip(ADDRESS, row, strict=True)))
            for row in content.get("rows", ())
        ),
        batch_size=2000,
    )
    return {
        "mark": mark,
        "cities": content.get("cities", []),
        "credit": content.get("credit", ""),
    }


def _areas(town: PublicTown, rows: list[Row]) -> None:
    PublicArea.objects.bulk_create(
        PublicArea(town=town, order=order, **row) for order, row in enumerate(rows)
    )


def _places(town: PublicTown, rows: list[Row]) -> None:
    made = PublicPlace.objects.bulk_create(
        (_place(town, order, row) for order, row in enumerate(rows)), batch_size=1000
    )
    times = (
        PublicTime(
            place=place,
            on=date.fromisoformat(on),
            starts_at=starts and time.fromisoformat(starts),
            ends_at=ends and time.fromisoformat(ends),
            note=note,
        )
        for place, row in zip(made, rows, strict=True)
        for on, starts, ends, note in row["times"]
    )
    PublicTime.objects.bulk_create(times, batch_size=5000)


def _place(town: PublicTown, order: int, row: Row) -> PublicPlace:
    return PublicPlace(
        town=town,
        order=order,
        public_id=row["public_id"],
        name=row["name"],
        kana=row["kana"],
        kind=row["kind"],
        area_key=row["area_key"],
        area_name=row["area_name"],
        areas=_tokens(row["areas"]),
        functions=_tokens(row["functions"]),
        phone=row["phone"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        paused=row["paused"],
        until=row["until"] and date.fromisoformat(row["until"]),
        words=search_key(row["words"]),
        content=row["content"],
    )


def _tokens(words: list[Any]) -> str:
    return f" {' '.join(str(word) for word in words)} " if words else ""


def _marks(town: PublicTown, rows: list[Row]) -> None:
    PublicMark.objects.bulk_create(
        (
            PublicMark(
                town=town,
                name=row["name"],
                sort=row["sort"],
                key=search_key(row["name"]),
                kana_key=search_key(row.get("kana", "")),
                rank=row.get("rank", 9),
                latitude=row["latitude"],
                longitude=row["longitude"],
            )
            for row in rows
        ),
        batch_size=1000,
    )


def _pieces(town: PublicTown, rows: list[Row]) -> None:
    PublicPiece.objects.bulk_create(
        PublicPiece(town=town, order=order, **row) for order, row in enumerate(rows)
    )
