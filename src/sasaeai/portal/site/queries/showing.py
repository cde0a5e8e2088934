"""One page each: a place, an area, something to read."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from sasaeai.portal.site.models import (
    PublicArea,
    PublicPiece,
    PublicPlace,
    PublicTime,
    PublicTown,
)


def town_of(code: str) -> PublicTown:
    """The town of an address (one query).

    :raises Http404: if it has published nothing
    """
    town = PublicTown.objects.filter(code=code).first()
    if town is None:
        raise Http404("この町のページはまだ公開されていません。")
    return town


def place_of(town: PublicTown, public_id: UUID, *, today: date) -> PublicPlace | None:
    """A place that is shown on the day; None: not, or not any more."""
    place = (
        PublicPlace.objects.filter(town=town).shown_on(today).filter(public_id=public_id).first()
    )
    if place is not None:
        place.town = town
    return place


def next_times(place: PublicPlace, *, today: date, most: int) -> list[PublicTime]:
    """The coming times of a place."""
    return [] if place.paused else list(place.times.filter(on__gte=today)[:most])


def map_areas(town: PublicTown) -> QuerySet[PublicArea]:
    """Areas that have a map of their own, without their outlines."""
    return PublicArea.objects.filter(town=town, has_map=True).defer("outline")


def area_of(town: PublicTown, key: str) -> PublicArea:
    """An area with a map.

    :raises Http404: if there is none
    """
    area = PublicArea.objects.filter(town=town, has_map=True, key=key).first()
    if area is None:
        raise Http404("この区域の地図はありません。")
    return area


def pieces_of(town: PublicTown, sort: PublicPiece.Sort) -> QuerySet[PublicPiece]:
    """Things to read of one sort, in order."""
    return PublicPiece.objects.filter(town=town, sort=sort)


def piece_of(town: PublicTown, sort: PublicPiece.Sort, key: str) -> PublicPiece:
    """One thing to read.

    :raises Http404: if there is none
    """
    piece = pieces_of(town, sort).filter(key=key).first()
    if piece is None:
        raise Http404("このページは、いまは公開されていません。")
    return piece
