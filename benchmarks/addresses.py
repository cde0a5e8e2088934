"""How many addresses of real lists are found, how finely, and how far off: `./bench addresses --points F… --lists F…`.

`--points` are files of address points (位置参照情報 CSV or ZIP, `pref,city,town,koaza,lat,lon`, or JSON of
`{"町名\\t街区": [lon, lat]}`), `--lists` files whose rows have an address, and a point to compare with if they have one
(GeoJSON, CSV). Nothing is tuned to these files; the figures are counts of each level and metres to the file's own point.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sasaeai.analysis.access.plane import ground_metres
from sasaeai.analysis.addresses.book import Book, Cities, Fineness, Place, place_of
from sasaeai.documents.reading.encodings import decoded
from sasaeai.places.rules.address_file import read_addresses

ADDRESS_HEADS = ("住所", "所在地_連結表記", "所在地", "address", "address_full")


def main(argv: Sequence[str]) -> int:
    """Look up every address of the lists."""
    parser = argparse.ArgumentParser(prog="./bench addresses", description=__doc__)
    parser.add_argument("--city", required=True, help="自治体名（例：枚方市）")
    parser.add_argument("--prefecture", default="")
    parser.add_argument("--points", nargs="+", required=True, type=Path)
    parser.add_argument("--lists", nargs="+", required=True, type=Path)
    parser.add_argument("--show", type=int, default=0, help="見つからない住所をいくつ見せるか")
    given = parser.parse_args(argv)
    begun = time.process_time()
    places = [place for file in given.points for place in points_of(file, given.city)]
    book = Book(Cities([(given.prefecture, given.city)]), places)
    made = time.process_time() - begun
    print(f"{platform.machine()} Python {platform.python_version()}")
    print(f"{given.city}: {len(places):,} points, book made in {made:.2f} CPU s")
    for file in given.lists:
        measure(book, file, given.city, given.show)
    return 0


def points_of(file: Path, city: str) -> Iterator[Place]:
    """Points of a file in any of the three forms."""
    if file.suffix != ".json":
        yield from read_addresses(file.read_bytes(), filename=file.name, town=city).places
        return
    for key, value in json.loads(file.read_text("utf-8")).items():
        if not key.startswith("_"):
            town, _, number = key.partition("\t")
            yield place_of(city, town, "", number, value[1], value[0])


def measure(book: Book, file: Path, city: str, show: int) -> None:
    """Counts of each level, and the metres to the points of the list itself."""
    rows = [(text, point) for text, point in rows_of(file) if city in text or not _names_city(text)]
    if not rows:
        return
    begun = time.process_time()
    found = [book.locate(text) for text, _ in rows]
    spent = time.process_time() - begun
    counts = Counter(one.fineness for one in found)
    shares = "  ".join(
        f"{level}: {counts[level]:,} ({counts[level] / max(len(rows), 1):.1%})"
        for level in Fineness
    )
    print(
        f"\n{file.name}: {len(rows):,} addresses, {spent / max(len(rows), 1) * 1e6:.0f} CPU µs each"
    )
    print(f"  {shares}")
    for level in (Fineness.BLOCK, Fineness.TOWN_BLOCK):
        pairs = [
            (one.longitude, one.latitude, point[1], point[0])
            for one, (_, point) in zip(found, rows, strict=True)
            if one.fineness == level and point is not None
        ]
        if pairs:
            metres = ground_metres(*(np.array(column) for column in zip(*pairs, strict=True)))
            cuts = np.percentile(metres, [50, 90, 99])
            print(
                f"  {level}: metres to the list's own point p50/p90/p99 {cuts.round().tolist()}, n={len(pairs)}"
            )
    if show:
        missed = [text for one, (text, _) in zip(found, rows, strict=True) if one.point is None]
        print("  not found:", *missed[:show], sep="\n    ")


def _names_city(text: str) -> bool:
    return any(mark in text[:10] for mark in ("市", "町", "村")) and any(
        mark in text[:4] for mark in ("都", "道", "府", "県")
    )


def rows_of(file: Path) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """Address and point (latitude, longitude) of every row."""
    text = decoded(file.read_bytes())[0]
    if file.suffix == ".geojson":
        for feature in json.loads(text)["features"]:
            said = feature["properties"]
            address = next((said[h] for h in ADDRESS_HEADS if said.get(h)), "")
            longitude, latitude = feature["geometry"]["coordinates"]
            if address:
                yield address, _point(latitude, longitude)
        return
    for row in csv.DictReader(io.StringIO(text)):
        address = next((row[h] for h in ADDRESS_HEADS if row.get(h)), "")
        if address:
            yield address, _point(row.get("緯度"), row.get("経度"))


def _point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    try:
        point = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None
    return point if 20 < point[0] < 46 and 122 < point[1] < 154 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
