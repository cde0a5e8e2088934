"""Which municipality a command is about."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404

from sasaeai.towns.models import Town
from sasaeai.towns.refusal import Unusable


def town_called(code: str | None) -> Town:
    """The town of a code (five or six digits), or the only one there is.

    :raises Unusable: if there is none, or several and no code
    """
    towns = list(Town.objects.order_by("code"))
    if code:
        towns = [t for t in towns if t.code.startswith(code) and len(code) >= 5]
    if len(towns) == 1:
        return towns[0]
    if not towns:
        named = f"コード「{code}」の" if code else ""
        raise Unusable(
            f"{named}自治体がありません。--data のフォルダか --town のコードを確かめてください。"
        )
    names = "、".join(f"{t.code} {t.name}" for t in towns)
    raise Unusable(f"自治体がいくつもあります（{names}）。--town でコードを指定してください。")


def public_town() -> Town:
    """The town whose public records are shown to everybody: the one of the setting, else the first (one query).

    :raises Http404: if there is no town yet
    """
    towns = Town.objects.order_by("code")
    if settings.SASAEAI_PUBLIC_TOWN:
        towns = towns.filter(code=settings.SASAEAI_PUBLIC_TOWN)
    town = towns.first()
    if town is None:
        raise Http404("公開する自治体がまだありません。")
    return town
