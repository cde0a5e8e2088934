"""自治体標準オープンデータセット: 地域資源一覧 shaped like 公共施設一覧, and 通いの場一覧 beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import jaconv

from sasaeai.documents.report import ListValue
from sasaeai.resources.exporting.public import COLUMNS, PublicRecord
from sasaeai.resources.models import GatheringPlace, Resource
from sasaeai.resources.rules.columns import OWN
from sasaeai.resources.rules.recurrence import WEEKDAY_WORDS, Freq, frequency_of
from sasaeai.towns.models import Town

PREFECTURE = re.compile(r"^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)")
COMMON = (
    *("全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_英字"),
    *(
        "所在地_全国地方公共団体コード",
        "町字ID",
        "所在地_連結表記",
        "所在地_都道府県",
        "所在地_市区町村",
    ),
    *("所在地_町字", "所在地_番地以下", "建物名等(方書)", "緯度", "経度", "郵便番号"),
    *("電話番号", "内線番号", "連絡先メールアドレス"),
)
FACILITY = (
    *("POIコード", "法人番号", "団体名", "利用可能曜日", "開始時間", "終了時間"),
    *(
        "利用可能日時特記事項",
        "アクセス方法",
        "駐車場情報",
        "説明",
        "バリアフリー情報",
        "URL",
        "備考",
    ),
)
GATHERING = ("通いの場の主な活動", "通いの場の運営主体", "通いの場の場所", "通いの場の開催頻度")
# What the standard has a column for under another name, or says in parts.
_SAID = frozenset(
    {
        *("public_id", "name", "kana", "postcode", "address", "latitude", "longitude", "operator"),
        *("access", "parking", "description", "url", "schedule_note"),
    }
)
MORE = tuple(name for name in COLUMNS if name not in _SAID)
FACILITY_HEADS = (*COMMON, *FACILITY, *(OWN[name] for name in MORE))
GATHERING_HEADS = (*COMMON, *GATHERING, *FACILITY[1:], *(OWN[name] for name in MORE))


def facility_rows(town: Town, records: Iterator[PublicRecord]) -> Iterator[Sequence[ListValue]]:
    """地域資源一覧: a row for each public resource, in the order of `FACILITY_HEADS`."""
    for record in records:
        told = _common(town, record) | _facility(record)
        yield [told.get(head) for head in FACILITY_HEADS]


def gathering_rows(town: Town, records: Iterator[PublicRecord]) -> Iterator[Sequence[ListValue]]:
    """通いの場一覧 (`<code>_kayoinoba.csv`): public resources with the attributes of the survey."""
    for record in records:
        place: GatheringPlace | None = getattr(record.resource, "gathering", None)
        if place is None:
            continue
        told = _common(town, record) | _facility(record) | _gathering(place, record.resource)
        yield [told.get(head) for head in GATHERING_HEADS]


def _common(town: Town, record: PublicRecord) -> dict[str, Any]:
    told = record.columns
    address = str(told.get("address", ""))
    contact = next(iter(record.shown.contacts), None)
    found = PREFECTURE.match(address)
    common = {
        "全国地方公共団体コード": town.code,
        "ID": told["public_id"],
        "地方公共団体名": town.name,
        "名称": told.get("name"),
        "名称_カナ": jaconv.hira2kata(str(told.get("kana", ""))),
        "所在地_連結表記": address,
        "緯度": told.get("latitude"),
        "経度": told.get("longitude"),
        "郵便番号": told.get("postcode"),
        "電話番号": contact.phone if contact else None,
        "連絡先メールアドレス": contact.mail if contact else None,
    }
    if address:
        rest = address[found.end() :] if found else address
        common["所在地_全国地方公共団体コード"] = town.code
        common["所在地_都道府県"] = found[0] if found else None
        common["所在地_市区町村"] = town.name if rest.startswith(town.name) else None
    return common | {OWN[name]: told.get(name) for name in MORE}


def _facility(record: PublicRecord) -> dict[str, Any]:
    told = record.columns
    facility = {
        "団体名": told.get("operator"),
        "利用可能日時特記事項": told.get("schedule_note"),
        "アクセス方法": told.get("access"),
        "駐車場情報": told.get("parking"),
        "説明": told.get("description"),
        "バリアフリー情報": None,
        "URL": told.get("url"),
    }
    return facility | _weekdays(record)


def _weekdays(record: PublicRecord) -> dict[str, Any]:
    """Weekdays and hours where one weekly line says it all; else 日時 at the end tells."""
    if not record.shown.has("schedule"):
        return {}
    lines = [line.recurrence for line in record.resource.schedules.all()]
    if len(lines) != 1 or lines[0].freq != Freq.WEEKLY or lines[0].interval != 1:
        return {}
    line = lines[0]
    return {
        "利用可能曜日": ";".join(WEEKDAY_WORDS[d] for d in line.byday),
        "開始時間": f"{line.starts_at:%H:%M}" if line.starts_at else None,
        "終了時間": f"{line.ends_at:%H:%M}" if line.ends_at else None,
    }


def _gathering(place: GatheringPlace, resource: Resource) -> dict[str, Any]:
    times = sum(line.recurrence.times_a_month() for line in resource.schedules.all())
    shown = "schedule" in resource.shown_fields and times
    return {
        "通いの場の主な活動": place.main_activity.label if place.main_activity else None,
        "通いの場の運営主体": place.operator_kind.label if place.operator_kind else None,
        "通いの場の場所": place.place_kind.label if place.place_kind else None,
        "通いの場の開催頻度": frequency_of(times).label if shown else None,
    }
