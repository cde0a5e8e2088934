"""What publishing and the newsletter bring to the frame and to the figures."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.people.models import User
from sasaeai.portal import feeds
from sasaeai.portal.actions import empty_box
from sasaeai.portal.queries import waiting
from sasaeai.portal.site.backgrounds import GSI, GSI_HOST, background_of
from sasaeai.portal.site.models import PublicTown
from sasaeai.reports.facts import Source, add_source
from sasaeai.towns import clock
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem
from sasaeai.ui import slots

WORDS = {
    "portal.published": "住民のページを公開した",
    "portal.views_taken_in": "閲覧の数を取り込んだ",
    "portal.letters_taken_in": "届いた声のファイルを取り込んだ",
    "portal.settings_decided": "公開の決めごとを変えた",
    "portal.landmark_added": "目印を加えた",
    "portal.landmark_removed": "目印を消した",
    "portal.call_shown": "掲示板に載せた",
    "portal.call_taken_down": "掲示板から外した",
    "portal.newsletter_drafted": "たよりの下書きを作った",
    "portal.newsletter_changed": "たよりを直した",
    "portal.newsletter_issued": "たよりを発行した",
    "portal.newsletter_removed": "たよりの下書きを消した",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem("newsletters", "たより", "portal:newsletters", "portal.newsletter", 60),
        slots.MenuItem("portal", "公開", "portal:overview", "portal.publish", 70),
    )  # fmt: skip
    slots.history_words.fill(slots.HistoryWords("portal", WORDS))
    slots.start_cards.fill(
        slots.StartCard("publish", "portal/_card_waiting.html", "portal.publish", 60, waiting_card)
    )
    slots.letter_boxes.fill(slots.LetterBox("office", empty_at_once))
    slots.map_backgrounds.fill(slots.MapBackground("portal", staff_background))
    add_source(Source("views", "閲覧", feeds.view_rows, named=('"閲覧"',), by_month=False))
    add_source(
        Source("newsletters", "たより", feeds.newsletter_rows, named=('"通信"',), by_month=False)
    )


def empty_at_once(town_code: str, at: datetime) -> None:
    """A resident's letter lies in the box of this machine: the office has it a moment later."""
    town = Town.objects.filter(code=town_code).first()
    if town is not None:
        empty_box(by=PartOfSystem("住民のページ", town.pk), at=at, town=town)


def staff_background(town_code: str) -> dict[str, Any]:
    """Maps of staff lie on what the town chose for its public pages."""
    town = PublicTown.objects.filter(code=town_code).first()
    if town is None:
        return {}
    chosen = background_of(town, reverse("site:home", args=[town_code]) + "tiles/{z}/{x}/{y}/")
    outside = town.about.get("background") == GSI
    return chosen | {"host": GSI_HOST if outside else ""}


def waiting_card(request: HttpRequest) -> dict[str, Any] | None:
    """Shown only when the public pages are behind the records."""
    found = waiting(cast("User", request.user), today=clock.today())
    return {"waiting": found} if found.is_due else None
