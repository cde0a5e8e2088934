"""郵便番号: the list of 日本郵便 is read for the town alone; one number is told only where there is one."""

import io

import pytest
from django.urls import reverse

from sasaeai.analysis.addresses.postcodes import Postcodes
from sasaeai.documents.refusals import CannotRead
from sasaeai.history.models import Event
from sasaeai.places.examples_of_addresses import a_book, postcode_file
from sasaeai.places.models import Postcode
from sasaeai.places.queries import address_of_postcode, point_of_postcode, postcodes_of
from sasaeai.places.rules.postcode_file import read_postcodes

LINES = [
    ("0000000", "支合市", "以下に掲載がない場合"),
    ("0000001", "支合市", "みどり町（１〜３丁目）"),
    ("0000002", "支合市", "みどり町（４、５丁目）"),
    ("0000003", "支合市", "海の町、港の町"),
    ("0000004", "支合市", "一円"),
    ("0000005", "支合市", "山の町（次のビルを除く）"),
]


def read(data, code="999016"):
    return read_postcodes(data, filename="KEN_ALL.CSV", code=code, town="支合市")


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_of_the_whole_country_the_towns_lines_are_kept(encoding):
    other = postcode_file([("1000001", "よその市", "本町")], code="13101")
    data = (postcode_file(LINES) + other).decode("cp932").encode(encoding)

    file = read(data)

    assert [one.place for one in file.lines] == [
        "", "みどり町", "みどり町", "海の町", "港の町", "一円", "山の町",
    ]  # fmt: skip


def test_a_long_line_that_goes_on_and_zeros_that_a_spreadsheet_ate_are_mended():
    whole = postcode_file(
        [("0000001", "支合市", "みどり町（１丁目、"), ("0000001", "支合市", "２丁目）")]
    )
    eaten = whole.replace(b'"0000001"', b"1").replace(b"\r\n", b"\r\n,,\r\n")

    line, *more = read(eaten).lines

    assert (line.number, line.place, line.note, more) == (
        "0000001",
        "みどり町",
        "１丁目、２丁目",
        [],
    )


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("支合市みどり町2-3-4", "000-0001"),
        ("越前県支合市みどり町五丁目1", "000-0002"),
        ("みどり町", ""),
        ("支合市みどり町9-1", ""),
        ("支合市港の町12", "000-0003"),
        ("支合市山の町1-1 ビル2階", "000-0005"),
        ("よその市海の町1", ""),
        ("支合市知らない町1", ""),
    ],
)
def test_an_address_gets_a_number_only_where_there_is_no_choice(address, number):
    assert Postcodes(read(postcode_file(LINES)).lines).of_address(address) == number


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b,c\n1,2,3\n",
        b"a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n",
        postcode_file(LINES, code="01101").replace("支合市".encode("cp932"), b"X"),
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_list_of_the_town_is_refused_in_words(data):
    with pytest.raises(CannotRead):
        read(data)


def test_the_administrator_takes_the_list_in_and_away_again(client, cast):
    client.force_login(cast.kubo)
    town = cast.town
    a_book(town)
    data = postcode_file(
        [("0000001", town.name, "みどり町"), ("0000003", town.name, "海の町、港の町")]
    )

    told = client.post(
        reverse("places:postcodes-import"), {"file": io.BytesIO(data)}, follow=True
    ).content.decode()
    refused = client.post(reverse("places:postcodes-import"), {"file": io.BytesIO(b"a,b")})

    assert "郵便番号 3件" in told
    assert (refused.status_code, Postcode.objects.count()) == (422, 3)
    assert address_of_postcode(town.pk, "〒000-0001") == f"{town.name}みどり町"
    assert address_of_postcode(town.pk, "0000003") == ""
    assert point_of_postcode(town.pk, "000-0001") == (36.561, 136.651)
    assert postcodes_of(town.pk).of_address(f"{town.name}みどり町3-4") == "000-0001"
    client.post(reverse("places:postcodes-import"), {"do": "remove"})
    assert not Postcode.objects.exists()
    assert Event.objects.filter(what__startswith="places.postcodes").count() == 2
