"""住所の一覧: files of the ministry are taken in for the town alone, and addresses are found in them."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from sasaeai.documents.refusals import CannotRead
from sasaeai.history.models import Event
from sasaeai.places.actions import load_addresses
from sasaeai.places.examples_of_addresses import a_book, block_file, town_block_file
from sasaeai.places.models import AddressBook, AddressPoint, Area
from sasaeai.places.queries import locate, locator, outlines_of
from sasaeai.places.rules import address_file
from sasaeai.places.rules.address_file import read_addresses
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 12, 1, tzinfo=UTC)
LINES = [
    ("支合市", "みどり町三丁目", "", "4", 36.561, 136.651),
    ("支合市", "みどり町三丁目", "", "5", 36.563, 136.653),
    ("北郡隣町", "本町", "", "1", 36.7, 136.7),
    ("よその市", "本町", "", "1", 36.9, 136.9),
    ("支合市", "海の町", "", "1", 0.0, 0.0),
]

# Longer than what is looked at for the letters: the packing is found broken while the lines are read.
LONG = block_file(LINES) * 200


@pytest.fixture
def town(db):
    return Town.objects.create(code="999032", name="支合市")


def zipped(*files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def test_of_a_file_of_the_prefecture_the_towns_own_rows_are_kept():
    file = read_addresses(block_file(LINES), filename="a.csv", town="支合市")

    assert [place.name for place in file.places] == [
        "支合市みどり町三丁目4",
        "支合市みどり町三丁目5",
    ]
    assert (file.unusable, file.others) == (1, ("よその市", "北郡隣町"))


def test_a_zip_as_downloaded_and_a_neighbour_in_its_county_are_read():
    data = zipped(("readme.txt", b"x"), ("18.csv", block_file(LINES)))

    file = read_addresses(data, filename="a.zip", town="支合市", also=["隣町"])

    assert [city for _, city in file.cities] == ["支合市", "北郡隣町"]


def spoilt(data: bytes) -> bytes:
    """Some bytes in the middle are others: the packing is broken there."""
    return data[:120] + bytes(255 - b for b in data[120:160]) + data[160:]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (block_file(LINES[3:4]), "入っている市区町村：よその市"),
        ("名称,電話\nさくら会,0".encode("cp932"), "緯度"),
        (zipped(("a.txt", b"x")), "CSVが"),
        (b"\x89PNG\r\n\x1a\n", "CSV"),
        (block_file(LINES) + b"\x81\n", "文字を読めません"),
        (zipped(("a.csv", block_file(LINES) * 50))[:-400], "ZIPを開けません"),
        (zipped(("a.csv", LONG)).replace(b"36.561", b"36.999"), "ZIPを開けません"),
        (spoilt(zipped(("a.csv", block_file(LINES) * 50))), "ZIPを開けません"),
    ],
)
def test_what_is_no_list_of_addresses_is_refused_in_words(data, words):
    with pytest.raises(CannotRead, match=words):
        read_addresses(data, filename="a", town="支合市")


def test_an_address_is_found_by_block_then_by_town_block(town):
    a_book(town, LINES)

    block, middle, other = (
        locate(town.pk, t) for t in ("みどり町3-4-1", "みどり町3-9", "よその市本町1")
    )

    assert (block.fineness, block.point) == ("block", (36.561, 136.651))
    assert (middle.fineness, middle.point) == ("town-block", (36.562, 136.652))
    assert other.point is None


def test_many_are_found_as_one_is(town):
    a_book(town, LINES)
    many = locator(town.pk)

    for typed in ("支合市みどり町三丁目4番", "みどり町３丁目９", "支合市", "ない町"):
        assert many(typed) == locate(town.pk, typed)


def test_a_newer_file_takes_the_place_of_the_older_one_of_its_kind(town):
    a_book(town, LINES)
    a_book(town, [("支合市", "みどり町三丁目", "", "4", 36.6, 136.6)])
    by = PartOfSystem("試験", town.pk)
    coarse = read_addresses(town_block_file(LINES[:1]), filename="o.csv", town="支合市")

    load_addresses(by=by, at=AT, town=town, file=coarse)

    assert sorted(AddressBook.objects.values_list("kind", "count")) == [
        ("block", 1), ("town-block", 1),
    ]  # fmt: skip
    assert locate(town.pk, "みどり町3-4").point == (36.6, 136.6)
    assert Event.objects.filter(what="places.addresses_loaded").count() == 3


def test_a_newer_file_leaves_the_neighbour_of_the_older_one(town):
    by = PartOfSystem("試験", town.pk)
    both = read_addresses(block_file(LINES), filename="a.csv", town="支合市", also=["隣町"])
    load_addresses(by=by, at=AT, town=town, file=both)

    newer = a_book(town, LINES[:1])

    older = AddressBook.objects.exclude(pk=newer.pk).get()
    assert (older.cities, older.count, newer.count) == ([["越前県", "北郡隣町"]], 1, 1)


def test_a_list_of_the_towns_own_stands_beside_that_of_the_ministry(town):
    a_book(town, LINES)
    file = read_addresses(block_file(LINES[:1]), filename="町の一覧.csv", town="支合市")

    own = load_addresses(
        by=PartOfSystem("試験", town.pk), at=AT, town=town, file=file, source="支合市資産税課"
    )

    assert (own.kind, own.source) == (AddressBook.Kind.OWN, "支合市資産税課")
    assert sorted(AddressBook.objects.values_list("count", flat=True)) == [1, 2]


def test_lines_of_other_points_and_of_none_are_left_out():
    heads = "市区町村,町名,番地,緯度,経度,代表フラグ"
    lines = [
        "支合市,緑町,1,36.5,136.6,1",
        "支合市,緑町,1,36.6,136.7,0",
        "支合市,,1,36.5,136.6,1",
        "支合市,緑町,2,北,東,1",
        "支合市,緑町,3",
    ]

    file = read_addresses("\n".join([heads, *lines]).encode(), filename="a.csv", town="支合市")

    assert [place.name for place in file.places] == ["支合市緑町1"]
    assert file.unusable == 2


def test_more_points_than_a_town_can_have_are_refused(monkeypatch):
    monkeypatch.setattr(address_file, "MOST_PLACES", 1)

    with pytest.raises(CannotRead, match="1件を超えています。町だけのファイルに分けて"):
        read_addresses(block_file(LINES), filename="a.csv", town="支合市")


def test_the_areas_around_a_point_are_told_by_their_outlines(cast):
    ring = [[136.6, 36.5], [136.7, 36.5], [136.7, 36.6], [136.6, 36.6], [136.6, 36.5]]
    hole = [[136.64, 36.54], [136.66, 36.54], [136.66, 36.56], [136.64, 36.56], [136.64, 36.54]]
    area = Area.objects.of_town(cast.town.pk).first()
    area.outline = {"type": "Polygon", "coordinates": [ring, hole]}
    area.save()
    drawn = outlines_of(cast.town.pk, date(2022, 12, 1))

    assert [drawn.around(*p) for p in ((36.51, 136.61), (36.55, 136.65), (36.4, 136.6))] == [
        [area], [], [],
    ]  # fmt: skip


def test_the_administrator_takes_in_a_file_tries_an_address_and_removes_it(client, cast):
    client.force_login(cast.kubo)
    data = block_file([(cast.town.name, "みどり町三丁目", "", "4", 36.561, 136.651)])

    told = client.post(
        reverse("places:addresses-import"),
        {"file": io.BytesIO(data), "edition": "2024年"},
        follow=True,
    ).content.decode()
    tried = client.get(reverse("places:addresses"), {"address": "みどり町3の4"}).content.decode()
    refused = client.post(reverse("places:addresses-import"), {"file": io.BytesIO(b"a,b\n1,2")})

    assert "街区レベル位置参照情報 国土交通省（2024年）" in told
    assert "番地（街区）までの位置" in tried
    assert refused.status_code == 422
    book = AddressBook.objects.get()
    client.post(reverse("places:addresses-remove", args=[book.pk]), {"do": "remove"})
    assert not AddressPoint.objects.exists()
