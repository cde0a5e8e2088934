"""Typed builders of a town with public pages, for tests, the demo and the docs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sasaeai.people.examples import Cast
from sasaeai.portal.actions import draft_newsletter, publish
from sasaeai.portal.models import Landmark, Newsletter, PortalSettings
from sasaeai.resources.actions import publish as publish_resource
from sasaeai.resources.examples import a_resource, a_word
from sasaeai.resources.models import Call, RegisterSettings, Resource, Side, Sort
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.recurrence import Freq, Recurrence
from sasaeai.towns import clock

AT = datetime(2022, 10, 3, 1, 0, tzinfo=UTC)
DAY = date(2022, 10, 3)
THURSDAYS = Recurrence(Freq.WEEKLY, ("TH",), starts_at=time(13, 30), ends_at=time(15))


def a_public_resource(cast: Cast, name: str = "みどりサロン", **facts: Any) -> Resource:
    """A resource that residents may see, every field of it."""
    hidden = facts.pop("hidden", None)
    at = facts.get("at", AT)
    one = a_resource(cast, name, **facts)
    return publish_resource(
        by=cast.ishida, at=at, resource=one, publishing=Publishing.PUBLIC, hidden=hidden
    )


def a_landmark(cast: Cast, name: str = "支合駅", kana: str = "しあいえき") -> Landmark:
    """A station in the middle of the town."""
    return Landmark.objects.create(
        town=cast.town, name=name, kana=kana, latitude=36.5605, longitude=136.6555
    )


def a_call(cast: Cast, title: str = "空き家をサロンに使いませんか", **given: Any) -> Call:
    """An offer with the telephone of the person who made it, which the board must never show."""
    usual: dict[str, Any] = {
        "side": Side.OFFER,
        "sort": Sort.SPACE,
        "wording": "6畳2間、駐車1台。週に1日ほど。",
        "name": "久保",
        "phone": "000-999-8888",
        "address": "支合市花咲町9-9",
        "notes": "持ち主は市外",
        "consented_on": DAY,
        "entered_on": DAY,
        "changed_at": AT,
        "area": cast.first_area,
    }
    return Call.objects.create(town=cast.town, title=title, **usual | given)


def an_issue(cast: Cast, month: date = DAY) -> Newsletter:
    """A draft of the whole town."""
    return draft_newsletter(by=cast.aoki, at=AT, town=cast.town, month=month)


def a_town_with_pages(cast: Cast) -> Resource:
    """Two places (Tuesday, Thursday), a station, an office telephone: published as of now.

    Tests of pages read the real clock, so these records are of today.
    """
    now = clock.now()
    PortalSettings.objects.update_or_create(town=cast.town, defaults={"takes_letters": True})
    RegisterSettings.objects.update_or_create(
        town=cast.town,
        defaults={"office_name": "支え合い事務局", "office_phone": "000-123-4567"},
    )
    a_landmark(cast)
    today: dict[str, Any] = {"at": now, "assured_on": clock.today()}
    a_public_resource(cast, **today)
    far = a_public_resource(
        cast,
        "たけぞの体操会",
        kana="たけぞのたいそうかい",
        area=cast.second_area,
        venue="竹園会館",
        address="支合市竹園町2丁目7-1",
        latitude=36.5712,
        longitude=136.6701,
        functions=[a_word(cast.town, "need-kind", "health")],
        schedules=[THURSDAYS],
        easy_text="みんなで 体操《たいそう》を します。",
        **today,
    )
    publish(by=cast.uno, at=now, town=cast.town)
    return far


def a_town_that_listens(cast: Cast) -> None:
    """Public pages on which residents can tell their troubles; the office has a telephone."""
    PortalSettings.objects.update_or_create(town=cast.town, defaults={"takes_letters": True})
    RegisterSettings.objects.update_or_create(
        town=cast.town,
        defaults={"office_name": "支え合い事務局", "office_phone": "000-123-4567"},
    )
    publish(by=cast.uno, at=clock.now(), town=cast.town)
