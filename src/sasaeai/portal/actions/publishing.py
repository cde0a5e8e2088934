"""Publishing: on this machine at once, or as a signed file for a portal elsewhere; and taking back its counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.documents.atomic import write_whole
from sasaeai.documents.letters import letter_key, new_letter_key
from sasaeai.documents.published import new_key, write_published
from sasaeai.documents.refusals import CannotRead
from sasaeai.history import actions as history
from sasaeai.portal.models import Publication
from sasaeai.portal.queries.snapshot import snapshot
from sasaeai.portal.site.mirror import take_in
from sasaeai.portal.site.models import ViewCount
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

COUNTS = "sasaeai-views-1"


def publishing_key() -> bytes:
    """The private key of this office, made at the first publication and never shown."""
    return _key_in(Path(settings.SASAEAI_PUBLISHING_KEY), new_key)


def letters_key() -> bytes:
    """The private key that opens residents' letters, made at the first publication and never shown."""
    return _key_in(Path(settings.SASAEAI_LETTERS_KEY), new_letter_key)


def _key_in(kept: Path, new: Callable[[], bytes]) -> bytes:
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, new())
        kept.chmod(0o600)
    return kept.read_bytes()


def publish(*, by: Doer, at: datetime, town: Town) -> Publication:
    """Show the town's public pages of this machine as the records stand."""
    data, places = _packed(town, at)
    with transaction.atomic():
        take_in(data, at=at)
        return _noted(by, at, town, places, to_file=False)


def publish_file(*, by: Doer, at: datetime, town: Town) -> tuple[bytes, Publication]:
    """The signed file for a portal elsewhere."""
    data, places = _packed(town, at)
    return data, _noted(by, at, town, places, to_file=True)


def _packed(town: Town, at: datetime) -> tuple[bytes, int]:
    made = snapshot(town, today=localdate(at), letter_key=letter_key(letters_key()))
    data = write_published(
        town_code=town.code, town_name=town.name, made_at=at, files=made.files, key=publishing_key()
    )
    return data, made.places


@transaction.atomic
def _noted(by: Doer, at: datetime, town: Town, places: int, *, to_file: bool) -> Publication:
    line = Publication.objects.create(
        town=town, at=at, by_name=by.doer_name[:120], places=places, to_file=to_file
    )
    after = {"公開した場の数": places, "公開ファイル": to_file}
    history.note(by=by, at=at, what="portal.published", about=town, after=after)
    return line


@transaction.atomic
def take_in_views(*, by: Doer, at: datetime, town: Town, data: bytes) -> int:
    """Take in the counts of a portal elsewhere. The same file twice changes nothing: a month replaces itself.

    :return: how many lines were read
    :raises CannotRead: if it is no such file, or another town's
    """
    origin, rows = _counts(town, data)
    months = {row["month"] for row in rows}
    ViewCount.objects.filter(town_code=town.code, origin=origin, month__in=months).delete()
    ViewCount.objects.bulk_create(
        ViewCount(
            town_code=town.code,
            origin=origin,
            month=date.fromisoformat(row["month"]),
            page=row["page"],
            about=row["about"],
            area_key=row["area"],
            title=row["title"],
            count=int(row["count"]),
        )
        for row in rows
    )
    after = {"数えたところ": origin, "行": len(rows)}
    history.note(by=by, at=at, what="portal.views_taken_in", about=town, after=after)
    return len(rows)


def _counts(town: Town, data: bytes) -> tuple[str, Sequence[dict[str, Any]]]:
    try:
        given = json.loads(data)
        whose, origin, rows = given["town"], str(given["origin"])[:40], given["rows"]
        good = given["format"] == COUNTS and all(_is_row(row) for row in rows)
    except (ValueError, KeyError, TypeError):
        good, whose, origin, rows = False, "", "", []
    if not good or not origin:
        raise CannotRead(
            "閲覧の数のファイルとして読めません。sasaeai portal --views で書き出したファイルをお選びください。"
        )
    if whose != town.code:
        raise CannotRead(f"これは別の町（コード {whose}）の閲覧の数です。取り込んでいません。")
    return origin, rows


def _is_row(row: dict[str, Any]) -> bool:
    date.fromisoformat(row["month"])
    texts = all(isinstance(row[name], str) for name in ("about", "area", "title"))
    return texts and row["page"] in ViewCount.Page.values and 0 <= int(row["count"]) < 2**31
