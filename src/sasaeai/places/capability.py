"""What areas bring to the frame."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.places.models import AddressBook, Area, Level, Population
from sasaeai.towns.rules import Tier
from sasaeai.ui import slots

DEEDS = {
    "places.tree_added": "区域の分け方を足した",
    "places.tree_changed": "区域の分け方を直した",
    "places.level_added": "区域の段を足した",
    "places.level_changed": "区域の段を直した",
    "places.area_added": "区域を足した",
    "places.area_corrected": "区域を直した",
    "places.area_renamed": "区域の名前を変えた",
    "places.area_moved": "区域の所属を変えた",
    "places.areas_merged": "区域を合わせた",
    "places.area_split": "区域を分けた",
    "places.area_closed": "区域を終えた",
    "places.areas_imported": "区域の一覧を取り込んだ",
    "places.population_imported": "人口を取り込んだ",
    "places.outlines_imported": "区域の境界を取り込んだ",
    "places.addresses_loaded": "住所の一覧を取り込んだ",
    "places.addresses_removed": "住所の一覧を消した",
    "places.postcodes_loaded": "郵便番号の一覧を取り込んだ",
    "places.postcodes_removed": "郵便番号の一覧を消した",
}


def join() -> None:
    """Menu line, words of the history, links of its records, lines of the checklist."""
    slots.menu.fill(
        slots.MenuItem("places", "区域・人口", "places:trees", "places.see", 810, group="settings")
    )
    slots.history_words.fill(slots.HistoryWords("places", DEEDS))
    slots.record_links.fill(slots.RecordLink("places.Area", area_url))
    slots.ready_checks.fill(
        slots.ReadyCheck(
            "places.areas", "区域を入れる", 10, "places:trees", has_areas,
            why="圏域・地区などの一覧を、お手元のExcelから取り込みます。記録を圏域や地区ごとに数えるために使います。",
            permission="places.edit",
        ),
        slots.ReadyCheck(
            "places.tiers", "第1層・第2層にあたる区域を決める", 20, "places:trees", has_tiers,
            why="区域の段（市全域、日常生活圏域など）の「直す」で「層」を選びます。月報で、第2層のどの区域の記録がまだかを示すために使います。",
            permission="places.edit",
        ),
        slots.ReadyCheck(
            "places.population", "人口を取り込む", 90, "places:import-people", has_people,
            why="65歳以上1,000人あたりの数や参加率を出すために使います。住民基本台帳の「地域・年齢別人口」の表を読み込めます。",
            permission="places.import",
        ),
        slots.ReadyCheck(
            "places.addresses", "住所の一覧を取り込む", 95, "places:addresses", has_addresses,
            why="住所から地図の位置を調べるために使います。国土交通省の「位置参照情報」のファイルを読み込めます。",
            permission="places.import",
        ),
    )  # fmt: skip


def has_areas(town_id: int) -> bool:
    """Whether the town has an area."""
    return Area.objects.of_town(town_id).exists()


def has_tiers(town_id: int) -> bool:
    """Whether some level is marked as the areas of the second tier."""
    return Level.objects.filter(tree__town=town_id, tier__contains=Tier.SECOND.value).exists()


def has_people(town_id: int) -> bool:
    """Whether the town has figures of its people."""
    return Population.objects.filter(area__level__tree__town=town_id).exists()


def has_addresses(town_id: int) -> bool:
    """Whether addresses can be looked up."""
    return AddressBook.objects.filter(town=town_id).exists()


def area_url(request: HttpRequest, key: int) -> str | None:
    """Address of an area, for those who may see it."""
    user = request.user
    may = getattr(user, "may", None)
    if not (may and may("places.see")):
        return None
    there = Area.objects.of_town(getattr(user, "town_id", None)).filter(pk=key).exists()
    return reverse("places:area", args=[key]) if there else None
