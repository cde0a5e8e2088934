"""Finding: a resident gets to the place near home, on the day, for what troubles them, however it is written."""

import re
from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse

from sasaeai.analysis.access.examples import ZONE, a_network
from sasaeai.analysis.access.plane import to_degrees
from sasaeai.documents.walking.kept import keep_network
from sasaeai.places.actions import load_postcodes, remove_addresses
from sasaeai.places.examples_of_addresses import a_book, postcode_file
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.portal.actions import publish
from sasaeai.portal.examples import (
    AT,
    DAY,
    THURSDAYS,
    a_landmark,
    a_public_resource,
    a_town_with_pages,
)
from sasaeai.portal.site.models import (
    PublicAddress,
    PublicMark,
    PublicPlace,
    PublicTime,
    PublicTown,
)
from sasaeai.portal.site.queries import Asked, found, marks_near
from sasaeai.resources.examples import a_word


@pytest.fixture
def town(cast):
    """みどりサロン (Tuesday, near the station), たけぞの体操会 (Thursday, farther away)."""
    a_landmark(cast)
    a_public_resource(cast)
    a_public_resource(
        cast,
        "髙橋さんちの体操会",
        kana="たかはしさんちのたいそうかい",
        area=cast.second_area,
        venue="竹園会館",
        address="支合市竹園町2丁目7-1",
        latitude=36.5712,
        longitude=136.6701,
        functions=[a_word(cast.town, "need-kind", "health")],
        schedules=[THURSDAYS],
    )
    publish(by=cast.uno, at=AT, town=cast.town)
    return PublicTown.objects.get()


def names(town, **asked):
    keys = found(town, Asked(**asked), today=DAY).keys
    known = PublicPlace.objects.in_bulk(keys)
    return [known[key].name for key in keys]


@pytest.mark.parametrize(
    "typed",
    ["高橋", "髙橋", "たかはし", "ﾀｶﾊｼ", "体操", "タイソウ", "000-111-2222", "０００１１１"],
)
def test_a_name_is_found_however_it_is_written(town, typed):
    assert "髙橋さんちの体操会" in names(town, words=typed)


def test_several_words_must_all_be_there(town):
    assert names(town, words="体操 竹園") == ["髙橋さんちの体操会"]
    assert names(town, words="体操 みどり町") == []


def test_words_that_mean_the_same_are_found_as_the_same(cast):
    a_public_resource(cast, "買い物バス")
    publish(by=cast.uno, at=AT, town=cast.town)

    assert names(PublicTown.objects.get(), words="買物") == ["買い物バス"]


def test_a_day_of_the_week_is_a_day_of_the_coming_weeks(town):
    assert names(town, day="thu") == ["髙橋さんちの体操会"]
    assert names(town, day="tue") == ["みどりサロン"]
    assert names(town, day="sun") == []


def test_this_week_ends_on_sunday(town):
    # 3 October 2022 is a Monday.
    assert len(names(town, day="week")) == 2
    assert found(town, Asked(day="week"), today=DAY + timedelta(days=4)).keys == ()


def test_what_troubles_me_leads_to_what_helps(town):
    assert names(town, what="health") == ["髙橋さんちの体操会"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("支合駅", "みどりサロン"),
        ("しあいえき", "みどりサロン"),
        ("竹園町", "髙橋さんちの体操会"),
        ("支合市竹園町２丁目１５−３", "髙橋さんちの体操会"),
        ("みどり集会所", "みどりサロン"),
    ],
)
def test_near_a_station_an_address_or_a_hall_comes_first(town, typed, first):
    assert names(town, near=typed)[0] == first


def test_near_a_postcode_too_but_nobody_is_offered_hundreds_of_them(
    cast, town, client, monkeypatch
):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    a_book(cast.town, [(cast.town.name, "竹園町二丁目", "", "7", 36.5712, 136.6701)])
    lines = [("9990003", cast.town.name, "竹園町")]
    file = read_postcodes(postcode_file(lines), filename="k.csv", code="99901", town=cast.town.name)
    load_postcodes(by=cast.uno, at=AT, town=cast.town, file=file)
    publish(by=cast.uno, at=AT, town=cast.town)
    town = PublicTown.objects.get()

    page = client.get(reverse("site:find", args=[town.code]), {"near": "9990003"}).content.decode()

    assert names(town, near="〒999-0003")[0] == "髙橋さんちの体操会"
    assert "999-0003 竹園町" in page
    assert '<option value="999-0003' not in page
    assert marks_near(town, "999-0004").name == ""
    assert marks_near(town, "竹園町").name == "支合市竹園町"


def test_what_is_too_far_to_walk_is_left_out_and_counted(town, client, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)

    def page(**asked):
        asked = {"near": "支合駅", **asked}
        return client.get(reverse("site:find", args=[town.code]), asked).content.decode()

    near = found(town, Asked(near="支合駅", within="walk10"), today=DAY)

    assert names(town, near="支合駅", within="walk10") == ["みどりサロン"]
    assert (near.farther, near.on_foot) == (1, False)
    assert len(names(town, near="支合駅", within="car")) == 2
    assert len(names(town, within="walk10")) == 2
    assert "ほかに1か所あります" in page(within="walk10")
    assert "まっすぐな線で測りました" in page(within="walk10")
    assert "「どこの近く」を入れると" in page(near="", within="walk10")
    points = client.get(
        reverse("site:points", args=[town.code]), {"near": "支合駅", "within": "walk10"}
    )
    assert len(points.json()["points"]) == 1


def test_where_streets_are_laid_the_way_along_them_decides(
    town, tmp_path, settings, client, monkeypatch
):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    settings.SASAEAI_WALKING = tmp_path
    salon, far = PublicPlace.objects.order_by("kana")
    # The way to the nearer one goes round by the farther one.
    nodes = [(0, 0), (0, 500), (300, 500)]
    keep_network(a_network(nodes, [(0, 1), (1, 2)]), tmp_path / f"{town.code}.npz")
    east, north = np.array(nodes, float).T
    longitudes, latitudes = to_degrees(east, north, ZONE)
    for place, node in ((salon, 2), (far, 1)):
        place.latitude, place.longitude = float(latitudes[node]), float(longitudes[node])
        place.save()
    PublicMark.objects.filter(name="支合駅").update(
        latitude=float(latitudes[0]), longitude=float(longitudes[0])
    )

    within = found(town, Asked(near="支合駅", within="walk10"), today=DAY)
    page = client.get(
        reverse("site:find", args=[town.code]), {"near": "支合駅", "within": "walk20"}
    ).content.decode()

    assert (within.keys, within.farther, within.on_foot) == ((far.pk,), 1, True)
    assert "歩く道にそって測りました" in page


def test_an_unknown_place_says_so_and_still_lists(town):
    told = found(town, Asked(near="どこにもない町"), today=DAY)

    assert told.near.name == ""
    assert len(told.keys) == 2


def test_the_nearest_mark_is_named(town):
    assert marks_near(town, "駅").name == "支合駅"


def test_a_place_whose_confirmation_grew_old_leaves_the_pages_by_itself(town):
    assert names(town)
    assert found(town, Asked(), today=DAY + timedelta(days=366)).keys == ()


def test_a_paused_place_is_shown_but_never_promised_for_a_day(town):
    PublicPlace.objects.filter(name="みどりサロン").update(paused=True)

    assert "みどりサロン" in names(town)
    assert names(town, day="tue") == []


@pytest.fixture
def today_town(cast):
    return a_town_with_pages(cast)


def test_every_page_shows_the_telephone_of_the_office(client, cast, today_town):
    for name in ("home", "find", "areas", "newsletters", "board", "practices"):
        page = client.get(reverse(f"site:{name}", args=[cast.town.code])).content.decode()
        assert "000-123-4567" in page, name


def test_a_place_has_its_qr_its_calendar_and_its_easy_japanese(client, cast, today_town):
    address = reverse("site:place", args=[cast.town.code, today_town.public_id])

    page = client.get(address).content.decode()
    assert "<svg" in page
    assert "<ruby>体操" in page
    assert 'href="tel:0001112222"' in page

    calendar = client.get(f"{address}calendar.ics")
    text = calendar.content.decode()
    assert (
        text.count("BEGIN:VEVENT")
        == PublicTime.objects.filter(place__name="たけぞの体操会").count()
    )
    assert "DTSTART;TZID=Asia/Tokyo:" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_pages_work_without_cookies_and_set_none_of_their_own(client, cast, today_town):
    for name in ("home", "find"):
        answer = client.get(reverse(f"site:{name}", args=[cast.town.code]))
        assert answer.status_code == 200
        assert not answer.cookies


def test_easy_japanese_puts_readings_over_the_names(client, cast, today_town):
    client.get(reverse("site:switch", args=[cast.town.code, "easy", "on"]))

    page = client.get(reverse("site:find", args=[cast.town.code])).content.decode()

    assert "<ruby>たけぞの体操会<rp>（</rp><rt>たけぞのたいそうかい</rt>" in page


def test_a_switch_leads_nowhere_but_back(client, cast, today_town):
    answer = client.get(
        reverse("site:switch", args=[cast.town.code, "size", "l"]), {"next": "https://example.com/"}
    )

    assert answer.url == reverse("site:home", args=[cast.town.code])


def test_the_background_opens_the_policy_only_where_it_is_chosen(client, cast, today_town):
    address = reverse("site:find", args=[cast.town.code])

    assert "gsi.go.jp" not in client.get(address).headers["Content-Security-Policy"]

    kept = PublicTown.objects.get()
    kept.about["background"] = "gsi"
    kept.save()
    answer = client.get(address)
    assert re.search(
        r"img-src [^;]*https://cyberjapandata.gsi.go.jp", answer.headers["Content-Security-Policy"]
    )
    assert "国土地理院" in answer.content.decode()


def test_what_a_staff_member_wrote_is_text_and_never_markup(client, cast):
    a_public_resource(cast, "<script>alert(1)</script>", easy_text="<b>体操《たいそう》</b>")
    publish(by=cast.uno, at=AT, town=cast.town)
    PublicPlace.objects.update(until=None)

    one = PublicPlace.objects.get()
    page = client.get(reverse("site:place", args=[cast.town.code, one.public_id])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;<ruby>体操" in page


def test_an_old_qr_leads_on_instead_of_to_nothing(client, cast, today_town):
    PublicPlace.objects.filter(public_id=today_town.public_id).delete()

    answer = client.get(reverse("site:place", args=[cast.town.code, today_town.public_id]))

    assert answer.status_code == 404
    assert "ほかの場をさがす" in answer.content.decode()
    assert "000-123-4567" in answer.content.decode()


@pytest.mark.parametrize("name", ["q", "near", "day", "what", "kind", "area", "page"])
@pytest.mark.parametrize("typed", ["\x00", "%", "'; --", "１" * 500, "🗾", "-1"])
def test_whatever_is_typed_a_page_answers(client, cast, today_town, name, typed):
    for page in ("find", "points", "outlines"):
        answer = client.get(reverse(f"site:{page}", args=[cast.town.code]), {name: typed})
        assert answer.status_code == 200


def test_an_address_is_found_by_the_published_points_and_says_how_finely(cast, client):
    a_book(cast.town, [("支合市", "みどり町三丁目", "", "4", 36.561, 136.656)])
    a_public_resource(cast)
    publish(by=cast.uno, at=AT, town=cast.town)
    town = PublicTown.objects.get()

    near = marks_near(town, "支合市みどり町３－４－２")
    page = client.get(reverse("site:find", args=[town.code]), {"near": "みどり町3-4"})

    assert (near.latitude, near.how) == (36.561, "番地（街区）までの位置")
    assert "街区レベル位置参照情報 国土交通省（2024年）" in page.content.decode()


def test_points_of_addresses_are_not_written_again_when_they_did_not_change(cast):
    book = a_book(cast.town)
    for _ in range(2):
        publish(by=cast.uno, at=AT, town=cast.town)
    first = PublicAddress.objects.values_list("pk", flat=True)[0]
    publish(by=cast.uno, at=AT, town=cast.town)
    assert [a.pk for a in PublicAddress.objects.all()] == [first]

    remove_addresses(by=cast.kubo, at=AT, book=book)
    publish(by=cast.uno, at=AT, town=cast.town)

    assert not PublicAddress.objects.exists()
