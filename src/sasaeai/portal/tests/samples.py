"""Example records of the addresses of the public pages and the newsletter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai.people.examples import Cast
from sasaeai.portal.examples import AT, a_call, a_town_with_pages, an_issue
from sasaeai.portal.models import Landmark, Newsletter
from sasaeai.portal.site.mirror import pictures_of
from sasaeai.portal.site.models import PublicArea, PublicPiece, PublicPlace, PublicTown
from sasaeai.resources.models import Call

HASH = "0" * 64
PAGES = (
    *("home", "find", "points", "outlines", "areas"),
    *("newsletters", "board", "practices", "tell"),
)


def _page(cast: Cast, **more: Any) -> list[dict[str, Any]]:
    """A published town; nothing of it is anybody's own."""
    if not PublicTown.objects.filter(code=cast.town.code).exists():
        a_town_with_pages(cast)
    return [{"town": cast.town.code, **more}]


def _place(cast: Cast) -> list[dict[str, Any]]:
    _page(cast)
    return _page(cast, public_id=PublicPlace.objects.first().public_id)


def _area(cast: Cast) -> list[dict[str, Any]]:
    _page(cast)
    return _page(cast, key=PublicArea.objects.first().key)


def _issue_page(cast: Cast) -> list[dict[str, Any]]:
    _page(cast)
    PublicPiece.objects.get_or_create(
        town=PublicTown.objects.get(), sort="newsletter", key="2022-1",
        defaults={"order": 0, "title": "支え合いだより", "content": {"items": []}},
    )  # fmt: skip
    return _page(cast, key="2022-1")


def _picture(cast: Cast) -> list[dict[str, Any]]:
    folder = pictures_of(cast.town.code)
    found = _page(cast, name=HASH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{HASH}.jpg").write_bytes(b"\xff\xd8\xff")
    return found


def _landmark(cast: Cast) -> list[dict[str, Any]]:
    own, other = (
        Landmark.objects.get_or_create(
            town=town, name="東口", defaults={"latitude": 36.5, "longitude": 136.6}
        )[0]
        for town in (cast.town, cast.other_town)
    )
    return [{"pk": own.pk}, None, {"pk": other.pk}]


def _call(cast: Cast) -> list[dict[str, Any]]:
    own = Call.objects.filter(town=cast.town, area=cast.first_area).first() or a_call(cast)
    away = Call.objects.filter(area=cast.second_area).first() or a_call(cast, area=cast.second_area)
    other = Call.objects.filter(town=cast.other_town).first() or Call.objects.create(
        town=cast.other_town,
        side="offer",
        title="隣町の空き家",
        entered_on=AT.date(),
        changed_at=AT,
    )
    return [{"pk": own.pk}, {"pk": away.pk}, {"pk": other.pk}]


def _issue(cast: Cast) -> list[dict[str, Any]]:
    return [{"pk": one.pk} for one in _issues(cast)]


def _issues(cast: Cast) -> list[Newsletter]:
    own = Newsletter.objects.filter(town=cast.town, area=None, issued_on=None).first() or an_issue(
        cast
    )
    found = [own]
    for town, area in ((cast.town, cast.second_area), (cast.other_town, None)):
        one = Newsletter.objects.filter(town=town, area=area).exclude(pk=own.pk).first()
        found.append(one or _bare_issue(town, area))
    return found


def _bare_issue(town: Any, area: Any) -> Newsletter:
    return Newsletter.objects.create(
        town=town, area=area, fiscal_year=2021, number=7, month=AT.date().replace(day=1),
        title="たより", made_by_name="見本", changed_at=AT,
    )  # fmt: skip


SAMPLES: dict[str, Callable[[Cast], list[dict[str, Any]]]] = {
    **dict.fromkeys((f"site:{name}" for name in PAGES), _page),
    "site:place": _place,
    "site:place-calendar": _place,
    "site:area": _area,
    "site:area-calendar": _area,
    "site:newsletter": _issue_page,
    "site:switch": lambda cast: _page(cast, what="size", to="l"),
    "site:tile": lambda cast: _page(cast, z=1, x=1, y=0),
    "site:picture": _picture,
    "portal:landmark-remove": _landmark,
    "portal:moderate": _call,
    "portal:newsletter": _issue,
    "portal:newsletter-remove": _issue,
    "portal:newsletter-paper": _issue,
}  # fmt: skip
