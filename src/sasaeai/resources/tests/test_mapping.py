"""地図: points beside the list, a pin set by a person, points for those that have none, a poster."""

import pytest
from django.urls import reverse

from sasaeai.analysis.map_sheet import Shape, map_sheet
from sasaeai.history.models import Event
from sasaeai.places.examples_of_addresses import a_book
from sasaeai.resources.actions import publish
from sasaeai.resources.examples import AT, a_resource
from sasaeai.resources.rules.publishing import Publishing

SQUARE = [[136.6, 36.5], [136.7, 36.5], [136.7, 36.6], [136.6, 36.6], [136.6, 36.5]]


@pytest.fixture
def as_ishida(client, cast, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    client.force_login(cast.ishida)
    return client


def drawn(area):
    area.outline = {"type": "Polygon", "coordinates": [SQUARE]}
    area.save()


def test_the_map_shows_what_the_filter_finds_and_the_boundaries(as_ishida, cast):
    drawn(cast.first_area)
    a_resource(cast, "ある会")
    a_resource(cast, "位置のない会", latitude=None, longitude=None)
    a_resource(cast, "ほかの会", latitude=36.55)

    page = as_ishida.get(reverse("resources:map"), {"q": "ある"}).content.decode()
    points = as_ishida.get(reverse("resources:map-points"), {"q": "会"}).json()["points"]
    outlines = as_ishida.get(reverse("resources:map-outlines")).json()["features"]

    assert "1件・地図に1か所" in page
    assert sorted(point[3] for point in points) == ["ある会", "ほかの会"]
    assert [one["properties"]["name"] for one in outlines] == [cast.first_area.name]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"latitude": "36.7", "longitude": "136.7"}, (36.7, 136.7, "pin")),
        ({"do": "address"}, (36.561, 136.651, "block")),
        ({"do": "remove"}, (None, None, "")),
        ({"latitude": "0", "longitude": "136.7"}, (36.561, 136.656, "given")),
        ({"latitude": "", "longitude": ""}, (36.561, 136.656, "given")),
    ],
)
def test_a_person_decides_the_point(as_ishida, cast, given, kept):
    a_book(cast.town, [("支合市", "みどり町三丁目", "", "4", 36.561, 136.651)])
    one = a_resource(cast)

    as_ishida.post(reverse("resources:resource-pin", args=[one.pk]), given)

    one.refresh_from_db()
    assert (one.latitude, one.longitude, one.match_level) == kept


def test_those_without_a_point_get_it_at_once_by_their_addresses(as_ishida, cast):
    told = as_ishida.get(reverse("resources:place-all")).content.decode()
    a_book(cast.town, [("支合市", "みどり町三丁目", "", "4", 36.561, 136.651)])
    one = a_resource(cast, latitude=None, longitude=None)
    a_resource(cast, "わからぬ会", latitude=None, longitude=None, address="よその市1")

    page = as_ishida.get(reverse("resources:place-all")).content.decode()
    as_ishida.post(reverse("resources:place-all"))

    one.refresh_from_db()
    assert "すべて位置があります" in told
    assert "住所があって位置のない資源 2件・うち住所から分かる 1件" in page
    assert (one.latitude, one.match_level) == (36.561, "block")
    assert Event.objects.filter(what="resources.placed_many").count() == 1


def test_a_poster_holds_only_what_residents_may_see(as_ishida, cast):
    drawn(cast.first_area)
    one = a_resource(cast)
    address = reverse("resources:print")
    refused = as_ishida.get(address, {"sort": "poster"}, follow=True).content.decode()
    publish(by=cast.ishida, at=AT, resource=one, publishing=Publishing.PUBLIC)

    made = [as_ishida.get(address, {"sort": "poster", "paper": p}) for p in ("A4", "A3")]

    assert "公開している資源1〜300件で作ります" in refused
    assert [answer.content[:5] for answer in made] == [b"%PDF-"] * 2


def test_marks_that_would_lie_on_each_other_are_one_with_their_numbers():
    points = [(1, 36.55, 136.65), (2, 36.55, 136.65001), (3, 36.58, 136.68)]

    sheet = map_sheet(
        [Shape("若葉地区", {"type": "Polygon", "coordinates": [SQUARE]})], points, width=180, height=120
    )  # fmt: skip

    assert [mark.numbers for mark in sheet.marks] == [(1, 2), (3,)]
    assert all(0 < m.x < 180 and 0 < m.y < 120 for m in sheet.marks)
    assert (sheet.bar_metres, len(sheet.paths)) == (1000, 1)
