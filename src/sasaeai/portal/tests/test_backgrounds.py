"""The background of the maps: none, the town's own file, or 国土地理院; nothing else is ever asked for."""

import pytest
from django.urls import reverse
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from sasaeai.portal.examples import a_town_with_pages
from sasaeai.portal.site.models import PublicTown

PNG = b"\x89PNG\r\n\x1a\n-one-tile"


@pytest.fixture
def file(settings, tmp_path):
    """A map of one picture."""
    settings.SASAEAI_PMTILES = tmp_path / "background.pmtiles"
    with settings.SASAEAI_PMTILES.open("wb") as out:
        writer = Writer(out)
        writer.write_tile(zxy_to_tileid(3, 7, 3), PNG)
        header = {
            "tile_type": TileType.PNG, "tile_compression": Compression.NONE,
            "min_lon_e7": 0, "min_lat_e7": 0, "max_lon_e7": 0, "max_lat_e7": 0,
            "center_zoom": 3, "center_lon_e7": 0, "center_lat_e7": 0,
        }  # fmt: skip
        writer.finalize(header, {"attribution": "支合市都市計画図"})
    return settings.SASAEAI_PMTILES


@pytest.fixture
def town(cast):
    a_town_with_pages(cast)
    kept = PublicTown.objects.get()
    kept.about["background"] = "pmtiles"
    kept.save()
    return kept


def test_the_towns_own_file_is_shown_with_its_source_and_asks_nobody(client, file, town):
    page = client.get(reverse("site:find", args=[town.code]))
    tile = client.get(reverse("site:tile", args=[town.code, 3, 7, 3]))

    assert "支合市都市計画図" in page.content.decode()
    assert "gsi.go.jp" not in page.content.decode() + page.headers["Content-Security-Policy"]
    assert (tile.content, tile["Content-Type"]) == (PNG, "image/png")


@pytest.mark.parametrize("place", [(3, 0, 0), (3, 99, 99), (99, 0, 0)])
def test_where_the_file_has_nothing_nothing_is_answered(client, file, town, place):
    assert client.get(reverse("site:tile", args=[town.code, *place])).status_code == 204


def test_without_the_file_the_boundaries_are_the_map(client, town):
    page = client.get(reverse("site:find", args=[town.code])).content.decode()

    assert 'data-tiles=""' in page
