"""郵便番号 at work: at entry, in files, for the whole register, and in what goes out."""

from datetime import date

import pytest
from django.urls import reverse

from sasaeai.places.actions import load_postcodes
from sasaeai.places.examples_of_addresses import a_book, postcode_file
from sasaeai.places.rules.postcode_file import read_postcodes
from sasaeai.resources.examples import AT, a_resource
from sasaeai.resources.exporting.hsds.places import location
from sasaeai.resources.exporting.public import public_record
from sasaeai.resources.importing import Wishes, check_file, take_in
from sasaeai.resources.models import Resource
from sasaeai.towns.viewer import PartOfSystem

SQUARE = [[136.6, 36.5], [136.7, 36.5], [136.7, 36.6], [136.6, 36.6], [136.6, 36.5]]


@pytest.fixture
def town(cast):
    a_book(cast.town)
    data = postcode_file(
        [("0000001", cast.town.name, "みどり町"), ("0000002", cast.town.name, "海の町")]
    )
    file = read_postcodes(data, filename="KEN_ALL.CSV", code="99901", town=cast.town.name)
    load_postcodes(by=PartOfSystem("試験", cast.town.pk), at=AT, town=cast.town, file=file)
    return cast.town


def taken(town, text, **wishes):
    checked = check_file(
        text.encode(), filename="一覧.csv", town=town, today=AT.date(), wishes=Wishes(**wishes)
    )
    take_in(by=PartOfSystem("試験", town.pk), at=AT, town=town, checked=checked)
    return checked


def test_at_entry_each_fills_the_other_in(client, cast, town):
    client.force_login(cast.ishida)
    for name, given in (
        ("番号から", {"postcode": "０００ー０００１"}),
        ("住所から", {"address": "海の町1-1"}),
    ):
        typed = {"name": name, "state": "active", **given}
        client.post(reverse("resources:new"), typed)

    assert list(Resource.objects.order_by("pk").values_list("postcode", "address")) == [
        ("000-0001", f"{town.name}みどり町"),
        ("000-0002", "海の町1-1"),
    ]
    part = client.get(reverse("resources:where"), {"postcode": "0000002"}).content.decode()
    assert f'data-value="{town.name}海の町"' in part


def test_a_file_gets_what_it_lacks_and_a_row_that_is_known_stays(cast, town):
    kept = a_resource(cast, "みどりサロン", address="みどり町3-4", postcode="")

    checked = taken(
        town,
        "名称,住所,郵便番号\n新しい会,みどり町三丁目4,\n番号の会,,000-0002\n分からない会,山の町1,\n",
    )

    assert checked.posted == {"postcode": 1, "address": 1}
    got = dict(Resource.objects.exclude(pk=kept.pk).values_list("name", "postcode"))
    assert got == {"新しい会": "000-0001", "番号の会": "000-0002", "分からない会": ""}
    assert Resource.objects.get(name="番号の会").address == f"{town.name}海の町"
    assert Resource.objects.get(pk=kept.pk).postcode == ""


def test_the_area_around_a_point_is_offered_and_put_in_only_when_it_is_wished(cast, town):
    cast.first_area.outline = {"type": "Polygon", "coordinates": [SQUARE]}
    cast.first_area.save()
    rows = "名称,住所\n近い会,みどり町三丁目4\n遠い会,山の町1\n"

    offered = taken(town, rows)
    put_in = taken(town, rows, areas_by_point=True)

    assert offered.areas == put_in.areas == {cast.first_area.name: 1}
    assert (offered.new, put_in.new, put_in.changed) == (2, 0, 1)
    assert Resource.objects.get(name="近い会").area == cast.first_area


def test_the_register_gets_its_postcodes_at_once(client, cast, town):
    one = a_resource(cast, address="みどり町三丁目4", postcode="")
    a_resource(cast, "分からない会", address="山の町1", postcode="")
    client.force_login(cast.ishida)
    page = client.get(reverse("resources:place-all")).content.decode()

    client.post(reverse("resources:place-all"), {"do": "postcodes"})

    one.refresh_from_db()
    assert "2件・うち住所から1つに決まる 1件" in page
    assert one.postcode == "000-0001"


def test_an_address_goes_out_with_prefecture_and_postcode(cast, town):
    one = a_resource(cast, address=f"{town.name}みどり町3-4", postcode="000-0001")
    one = Resource.objects.with_parts().get(pk=one.pk)
    one.publishing, one.leaves_public_on = "public", date(2099, 1, 1)

    (address,) = location(public_record(one, {}, "越前県"))["addresses"]

    assert (address["postal_code"], address["state_province"], address["city"]) == (
        "000-0001", "越前県", town.name,
    )  # fmt: skip
