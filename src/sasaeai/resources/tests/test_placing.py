"""Where resources lie: by their addresses, never against what a person decided; and what lies near."""

import re

import numpy as np
import pytest
from django.urls import reverse

from sasaeai.analysis.access.examples import ZONE, a_network
from sasaeai.analysis.access.plane import to_degrees
from sasaeai.documents.walking.kept import keep_network
from sasaeai.places.actions import load_postcodes
from sasaeai.places.examples_of_addresses import a_book, postcode_file
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.resources.actions import Given, change_resource
from sasaeai.resources.examples import AT, DAY, a_resource, a_word
from sasaeai.resources.importing import check_file, take_in
from sasaeai.resources.models import Resource
from sasaeai.resources.queries import Asked, resources_found
from sasaeai.resources.queries.near import point_near
from sasaeai.towns.viewer import PartOfSystem

LINES = [
    ("支合市", "みどり町三丁目", "", "4", 36.561, 136.651),
    ("支合市", "みどり町三丁目", "", "5", 36.563, 136.653),
    ("支合市", "本町", "", "1", 36.60, 136.70),
]


@pytest.fixture
def as_ishida(client, cast, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    a_book(cast.town, LINES)
    client.force_login(cast.ishida)
    return client


def fields_of(page):
    form = page.context["form"]
    given = {n: form.initial.get(n) for n in ("name", "address", "latitude", "longitude")}
    seen = str(form["seen"].value() or "") if "seen" in form.fields else ""
    return {k: v for k, v in given.items() if v is not None} | ({"seen": seen} if seen else {})


def point(one):
    one.refresh_from_db()
    return one.latitude, one.longitude, one.match_level


def test_a_salon_written_with_its_address_gets_its_point_and_says_how_fine_it_is(as_ishida, cast):
    a_word(cast.town, "resource-kind", "salon")
    kind = a_word(cast.town, "resource-kind", "exercise")
    typed = {
        "name": "ひだまり", "address": "みどり町３丁目４番地の２", "state": "active",
        "more_kinds": [kind.pk], "more_areas": [cast.second_area.pk],
    }  # fmt: skip

    told = as_ishida.post(reverse("resources:new"), typed, follow=True).content.decode()

    one = Resource.objects.get()
    assert point(one) == (36.561, 136.651, "block")
    assert "番地（街区）までの位置" in told
    assert (one.more_kinds.get(), one.more_areas.get()) == (kind, cast.second_area)


def test_a_point_follows_a_new_address_unless_a_person_decided_it(as_ishida, cast):
    moved = a_resource(cast, "うごく会", latitude=36.5, longitude=136.6, match_level="block")
    pinned = a_resource(cast, "うごかぬ会", latitude=36.5, longitude=136.6, match_level="pin")
    for one in (moved, pinned):
        address = reverse("resources:resource-edit", args=[one.pk])
        typed = fields_of(as_ishida.get(address)) | {"address": "支合市本町1"}
        told = as_ishida.post(address, typed, follow=True).content.decode()

    assert point(moved) == (36.60, 136.70, "block")
    assert point(pinned) == (36.5, 136.6, "pin")
    assert "「職員が決めた位置」のままです" in told


def test_a_typed_point_is_what_the_person_decided(as_ishida, cast):
    one = a_resource(cast, latitude=36.5, longitude=136.6, match_level="block")
    address = reverse("resources:resource-edit", args=[one.pk])
    typed = fields_of(as_ishida.get(address)) | {"latitude": "36.55", "longitude": "136.65"}

    as_ishida.post(address, typed)

    assert point(one) == (36.55, 136.65, "pin")


def test_an_area_is_offered_by_the_outline_and_decided_by_a_person(as_ishida, cast):
    ring = [[136.6, 36.5], [136.7, 36.5], [136.7, 36.6], [136.6, 36.6], [136.6, 36.5]]
    cast.second_area.outline = {"type": "Polygon", "coordinates": [ring]}
    cast.second_area.save()
    one = a_resource(cast, area=None)

    typed = as_ishida.get(reverse("resources:where"), {"address": "みどり町3-4"}).content.decode()
    page = as_ishida.get(reverse("resources:resource", args=[one.pk])).content.decode()
    as_ishida.post(reverse("resources:resource-area", args=[one.pk]), {"area": cast.second_area.pk})

    one.refresh_from_db()
    assert cast.second_area.name in typed
    assert f"{cast.second_area.name}にする" in page
    assert one.area == cast.second_area


def test_an_import_fills_missing_points_and_tells_of_those_it_would_move(as_ishida, cast):
    kept = a_resource(cast, "きまった会", latitude=36.5, longitude=136.6, match_level="given")
    pinned = a_resource(cast, "動かぬ会", latitude=36.5, longitude=136.6, match_level="pin")
    for one, number in ((kept, "1"), (pinned, "2")):
        codes = Given(facts={}, codes={"公共施設一覧": number})
        change_resource(by=cast.aoki, at=AT, resource=one, given=codes)
    text = (
        "全国地方公共団体コード,ID,名称,所在地_連結表記,緯度,経度,POIコード\n"
        "999016,1,きまった会,支合市みどり町3-4-5,36.7,136.7,\n"
        "999016,2,動かぬ会,支合市みどり町3-4-5,36.7,136.7,\n"
        "999016,3,住所の会,支合市みどり町3-5,,,\n"
        "999016,4,よその会,よその市本町1,,,\n"
    )

    checked = check_file(text.encode("utf-8-sig"), filename="a.csv", town=cast.town, today=DAY)
    take_in(by=PartOfSystem("取り込み", cast.town.pk), at=AT, town=cast.town, checked=checked)

    told = " ".join(words for _, _, words in checked.remarks)
    assert dict(checked.placed) == {"番地（街区）までの位置": 1, "わからない（位置なし）": 1}
    assert "「きまった会」の位置を" in told
    assert "ファイルの緯度・経度は使いません" in told
    assert point(kept)[:2] == (36.7, 136.7)
    assert point(pinned) == (36.5, 136.6, "pin")
    assert point(Resource.objects.get(name="住所の会")) == (36.563, 136.653, "block")


def test_the_list_is_ordered_and_cut_by_the_distance_from_an_address(as_ishida, cast):
    near = a_resource(cast, "ちかい会", latitude=36.562, longitude=136.651)
    far = a_resource(cast, "とおい会", latitude=36.60, longitude=136.70)
    nowhere = a_resource(cast, "わからぬ会", latitude=None, longitude=None, address="")
    asked = point_near(cast.town.pk, "支合市みどり町3-4").point

    every = resources_found(cast.aoki, Asked(near=asked), today=DAY)
    close = resources_found(cast.aoki, Asked(near=asked, within=300), today=DAY)
    page = as_ishida.get(reverse("resources:list"), {"near": "みどり町3-4"}).content.decode()
    lost = as_ishida.get(reverse("resources:list"), {"near": "ない町"}).content.decode()

    assert list(every) == [near, far, nowhere]
    assert list(close) == [near]
    assert "111m" in page
    assert "位置が分からないので" in lost


@pytest.mark.parametrize(
    ("typed", "latitude"),
    [("36.5, 136.6", 36.5), ("みどりサロン", 36.561), ("みどり集会所", 36.561), ("0,0", None)],
)
def test_near_is_said_by_coordinates_or_by_the_name_of_a_place(cast, typed, latitude):
    a_resource(cast)

    found = point_near(cast.town.pk, typed)

    assert (found.latitude if found else None) == latitude


def test_near_is_said_by_a_postcode_whose_streets_are_known(cast):
    a_book(cast.town)
    lines = [("9990001", cast.town.name, "みどり町"), ("9990002", cast.town.name, "遠い町")]
    file = read_postcodes(postcode_file(lines), filename="k.csv", code="99901", town=cast.town.name)
    load_postcodes(by=cast.uno, at=AT, town=cast.town, file=file)

    asked = point_near(cast.town.pk, "〒９９９－０００１")

    assert (asked.name, asked.how, asked.latitude) == ("999-0001", "郵便番号の町域の真ん中", 36.561)
    assert point_near(cast.town.pk, "999-0002") is None


@pytest.fixture
def corner(cast, tmp_path, settings):
    """Streets round a corner: to A 354 m straight and 500 m on foot, to B 400 m either way. The point asked from."""
    settings.SASAEAI_WALKING = tmp_path
    nodes = [(0, 0), (0, 250), (250, 250), (0, -400)]
    keep_network(a_network(nodes, [(0, 1), (1, 2), (0, 3)]), tmp_path / f"{cast.town.code}.npz")
    east, north = np.array(nodes, float).T
    longitudes, latitudes = to_degrees(east, north, ZONE)
    for name, node in (("角の会", 2), ("道の会", 3)):
        place = {"latitude": float(latitudes[node]), "longitude": float(longitudes[node])}
        a_resource(cast, name, **place)
    return f"{latitudes[0]},{longitudes[0]}"


def test_where_the_streets_are_there_the_way_on_foot_decides(as_ishida, corner):
    def names(**more):
        page = as_ishida.get(reverse("resources:list"), {"near": corner, **more})
        rows = "".join(page.context["rows"])
        return re.findall(r'<th scope="row".*?>([^<]+)</a>', rows), page.content.decode()

    assert names()[0] == ["角の会", "道の会"]
    assert names(on_foot="on")[0] == ["道の会", "角の会"]
    assert names(on_foot="on", within="500")[0] == ["道の会", "角の会"]
    assert names(on_foot="on", within="300")[0] == []
    assert "（歩く 500m）" in names()[1]


def test_a_file_that_is_no_network_leaves_the_straight_line(as_ishida, cast, tmp_path, settings):
    settings.SASAEAI_WALKING = tmp_path
    (tmp_path / f"{cast.town.code}.npz").write_bytes(b"PK no")

    assert as_ishida.get(reverse("resources:list"), {"near": "36.5,136.6"}).status_code == 200
