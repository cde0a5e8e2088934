"""Counting views: no cookies, machines and staff do not count, a restart loses nothing, figures know them."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sasaeai.documents.refusals import CannotRead
from sasaeai.portal import feeds
from sasaeai.portal.actions import publish, take_in_views
from sasaeai.portal.examples import AT, a_town_with_pages
from sasaeai.portal.site.models import PublicPlace, ViewCount
from sasaeai.towns import clock

PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"


@pytest.fixture
def resident():
    return Client(headers={"user-agent": PERSON})


@pytest.fixture
def place(cast):
    a_town_with_pages(cast)
    return PublicPlace.objects.get(name="みどりサロン")


def address(cast, place):
    return reverse("site:place", args=[cast.town.code, place.public_id])


def views(page="place"):
    return sum(ViewCount.objects.filter(page=page).values_list("count", flat=True))


def test_two_looks_of_a_resident_are_two_views_of_the_place_and_its_area(resident, cast, place):
    resident.get(address(cast, place))
    resident.get(address(cast, place))

    line = ViewCount.objects.get(page="place")
    assert (line.count, line.title, line.area_key) == (2, "みどりサロン", str(cast.first_area.pk))
    assert line.month == clock.today().replace(day=1)


@pytest.mark.parametrize(
    "agent",
    [
        "Googlebot/2.1 (+http://www.google.com/bot.html)",
        "bingbot/2.0",
        "curl/8.5",
        "",
        "python-requests/2.32",
        "Mozilla/5.0 HeadlessChrome/142.0",
    ],
)
def test_a_machine_is_not_counted(cast, place, agent):
    assert Client(headers={"user-agent": agent}).get(address(cast, place)).status_code == 200
    assert views() == 0


def test_staff_are_not_counted(client, cast, place):
    client.force_login(cast.ishida)

    page = client.get(address(cast, place), headers={"user-agent": PERSON}).content.decode()

    assert "職員の閲覧は数えません" in page
    assert views() == 0


def test_the_network_of_the_office_is_not_counted(resident, cast, place, settings):
    settings.SASAEAI_OFFICE_NETWORKS = ["127.0.0.0/8"]

    resident.get(address(cast, place))

    assert views() == 0


def test_a_page_fetched_ahead_is_not_counted(resident, cast, place):
    resident.get(address(cast, place), headers={"sec-purpose": "prefetch"})

    assert views() == 0


def test_counts_outlive_a_publication_and_a_restart(resident, cast, place):
    resident.get(address(cast, place))
    publish(by=cast.uno, at=clock.now(), town=cast.town)

    resident.get(address(cast, PublicPlace.objects.get(name="みどりサロン")))

    assert ViewCount.objects.get(page="place").count == 2


def test_views_are_facts(resident, cast, place):
    resident.get(address(cast, place))
    month = clock.today().replace(day=1)

    row = next(
        r
        for r in feeds.view_rows(cast.town.pk, month, clock.today())
        if r["category"] == "場のページ"
    )

    assert row["counts"] == {"閲覧": 1}
    assert row["area"]["日常生活圏域"] == "第1圏域"


def told(cast, count=26, **more):
    row = {
        "month": "2022-09-01",
        "page": "area",
        "about": "1",
        "area": "1",
        "title": "第1圏域",
        "count": count,
    }
    return json.dumps(
        {"format": "sasaeai-views-1", "town": cast.town.code, "origin": "portal-a", "rows": [row]}
        | more
    ).encode()


def test_counts_of_a_portal_elsewhere_come_back_once(cast):
    for _ in range(2):
        take_in_views(by=cast.uno, at=AT, town=cast.town, data=told(cast))

    assert views("area") == 26
    assert feeds.view_rows(cast.town.pk, date(2022, 9, 1), date(2022, 9, 30))


@pytest.mark.parametrize("wrong", [b"no json", b"[]", b'{"format": "x"}'])
def test_another_file_is_refused_in_words(cast, wrong):
    with pytest.raises(CannotRead, match="閲覧の数のファイルとして読めません"):
        take_in_views(by=cast.uno, at=AT, town=cast.town, data=wrong)


def test_another_towns_counts_are_refused(cast):
    with pytest.raises(CannotRead, match="別の町"):
        take_in_views(by=cast.uno, at=AT, town=cast.other_town, data=told(cast))
