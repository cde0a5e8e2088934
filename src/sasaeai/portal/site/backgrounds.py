"""地図の背景: none (own boundaries), tiles of a local PMTiles file, or those of 国土地理院."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import Compression, TileType

from sasaeai.portal.site.models import PublicTown

Page = Callable[[HttpRequest], HttpResponseBase]
NONE, LOCAL, GSI = "none", "pmtiles", "gsi"
# 国土地理院「地理院タイル」 淡色地図. Naming the source is the condition of use (国土地理院コンテンツ利用規約).
GSI_HOST = "https://cyberjapandata.gsi.go.jp"
GSI_TILES = GSI_HOST + "/xyz/pale/{z}/{x}/{y}.png"
GSI_SOURCE = "地図：国土地理院（地理院タイル 淡色地図）"
GSI_DEEPEST = 18
_PICTURES = {TileType.PNG: "image/png", TileType.JPEG: "image/jpeg", TileType.WEBP: "image/webp"}
_reading = threading.Lock()


def background_of(town: PublicTown, tiles_url: str) -> dict[str, Any]:
    """What the map page needs: `tiles` (address pattern, empty = none), `source`, `deepest`."""
    chosen = town.about.get("background", NONE)
    if chosen == GSI:
        return {"tiles": GSI_TILES, "source": GSI_SOURCE, "deepest": GSI_DEEPEST}
    if chosen == LOCAL and (file := local_file()) is not None:
        header, about = _opened(file)[1:]
        source = str(about.get("attribution") or town.about.get("background_source", ""))
        return {"tiles": tiles_url, "source": source, "deepest": header["max_zoom"]}
    return {"tiles": "", "source": "", "deepest": GSI_DEEPEST}


def with_tiles(page: Page, town: PublicTown) -> Page:
    """The page with a security policy that is open for the pictures of the chosen background."""
    chosen = town.about.get("background") == GSI
    return csp_update({"img-src": [GSI_HOST]})(page) if chosen else page


def local_file() -> Path | None:
    """The town's own PMTiles file, if it lies where the settings say and holds pictures."""
    file = Path(settings.SASAEAI_PMTILES)
    if not file.is_file():
        return None
    return file if _opened(file)[1]["tile_type"] in _PICTURES else None


def tile(file: Path, z: int, x: int, y: int) -> tuple[bytes, str] | None:
    """One picture and its type; None where the file has none."""
    reader, header, _ = _opened(file)
    if header["tile_compression"] not in (Compression.NONE, Compression.UNKNOWN):
        return None
    if not (0 <= z <= GSI_DEEPEST and 0 <= x < 2**z and 0 <= y < 2**z):
        return None
    with _reading:
        found = reader.get(z, x, y)
    return (found, _PICTURES[header["tile_type"]]) if found else None


@cache
def _opened(file: Path) -> tuple[Reader, dict[str, Any], dict[str, Any]]:
    """The file is opened once a process and stays mapped."""
    with file.open("rb") as opened:  # the mapping outlives the handle
        reader = Reader(MmapSource(opened))
    return reader, reader.header(), reader.metadata()
