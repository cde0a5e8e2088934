"""What resources bring to the pages and figures of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest

from sasaeai.people.models import User
from sasaeai.reports.facts import Source, add_source
from sasaeai.resources import feeds
from sasaeai.resources.models import Resource
from sasaeai.ui import slots

WORDS = {
    "resources.recorded": "資源を登録した",
    "resources.recorded_many": "資源をまとめて登録した",
    "resources.changed": "資源を直した",
    "resources.removed": "資源を取り消した",
    "resources.moved": "資源の状態を変えた",
    "resources.published": "資源の公開を決めた",
    "resources.confirmed": "資源を確認した",
    "resources.token_renewed": "確認用のQRを作り直した",
    "resources.merged": "資源を統合した",
    "resources.merged_away": "資源を別の資源にまとめた",
    "resources.settings_decided": "台帳の決めごとを変えた",
    "resources.participation_recorded": "月の参加を書いた",
    "resources.body_recorded": "活動体を登録した",
    "resources.body_changed": "活動体を直した",
    "resources.body_moved": "活動体の段階を進めた",
}


def join() -> None:
    """Fill the slots."""
    slots.history_words.fill(slots.HistoryWords("resources", WORDS))
    for code, title, rows, word in (
        ("resources", "地域資源", feeds.resource_rows, '"地域資源"'),
        ("bodies", "活動体", feeds.body_rows, '"活動体"'),
        ("body-stages", "活動体の段階", feeds.stage_rows, '"活動体の段階"'),
        ("participations", "通いの場の参加", feeds.participation_rows, '"通いの場の参加"'),
    ):
        add_source(Source(code, title, rows, named=(word,), by_month=False))


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the resources among the keys that the person may see, in the order of the keys."""
    seen = Resource.objects.visible_to(cast("User", request.user)).filter(pk__in=keys)
    known = seen.select_related("kind", "area").in_bulk()
    for one in (known[key] for key in keys if key in known):
        kind = f"{one.kind.label}・" if one.kind else ""
        yield slots.SearchLine(key=one.pk, title=one.name, detail=f"{kind}{one.area_name}", url="")
