"""OpenStreetMap extracts (`.osm.pbf`, `.osm`) as a walking network.

Read by pyosmium; `.osm` also where a machine cannot have it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from xml.sax.handler import ContentHandler

import numpy as np

from sasaeai.analysis.access.arrays import Flags, Floats, Longs, millimetres, spans
from sasaeai.analysis.access.network import NO_WAY, Network, Provenance
from sasaeai.analysis.access.plane import ground_metres, to_plane
from sasaeai.analysis.access.zones import zone_of
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Progress
from sasaeai.documents.walking.graphml import parse_xml
from sasaeai.documents.walking.walking_rules import direction, is_walked, slope

try:
    import osmium
except ImportError:  # no wheel for this machine
    osmium = None

LICENCE: Final = "ODbL 1.0 (https://opendatacommons.org/licenses/odbl/)"
ATTRIBUTION: Final = "© OpenStreetMap contributors"
BUFFER_METRES: Final = 3000.0
_TOLD_EACH: Final = 20_000  # ways
_METRES_OF_DEGREE: Final = 111_000.0
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(slots=True)
class _Ways:
    """Walked ways, their points one after another."""

    node: list[int] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    way: list[tuple[int, float]] = field(default_factory=list)  # direction, slope
    date: str = ""

    def add(self, points: list[tuple[int, float, float]], tags: dict[str, str]) -> None:
        if len(points) < 2:
            return
        for node, lon, lat in points:
            self.node.append(node)
            self.lon.append(lon)
            self.lat.append(lat)
        self.count.append(len(points))
        self.way.append((direction(tags), slope(tags)))


def box_around(lon: Floats, lat: Floats, metres: float = BUFFER_METRES) -> Box:
    """The box of some places and so many metres around it."""
    north = metres / _METRES_OF_DEGREE
    east = north / float(np.cos(np.radians(np.abs(lat).max())))
    return (
        float(lon.min()) - east,
        float(lat.min()) - north,
        float(lon.max()) + east,
        float(lat.max()) + north,
    )


def read_osm(
    path: Path,
    *,
    zone: int | None = None,
    clip: Box | None = None,
    progress: Progress | None = None,
) -> Network:
    """Ways that people walk, cut where they meet, with their bends.

    :param clip: keep only what has a point in this box
    :raises CannotRead: not readable, no walked way, or pyosmium is missing for `.pbf`
    """
    plain = path.name.lower().endswith((".osm", ".osm.gz"))
    if osmium is None and not plain:
        raise CannotRead(
            f"{path.name} を読む部品（osmium）がこの機械に入っていません。pip install osmium で入れるか、"
            ".osm（XML）で書き出してください。"
        )
    ways = _by_sax(path) if osmium is None else _by_osmium(path, clip, progress)
    if not ways.count:
        raise CannotRead(
            f"{path.name} には歩ける道（highway）がありません。中身を確かめてください。"
        )
    return _network(path, ways, zone, clip)


def _by_osmium(path: Path, clip: Box | None, progress: Progress | None) -> _Ways:
    ways = _Ways()
    west, south, east, north = clip or (-180.0, -90.0, 180.0, 90.0)
    try:
        with osmium.io.Reader(str(path)) as reader:
            ways.date = reader.header().get("osmosis_replication_timestamp", "")
        found = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY)
        found = found.with_locations().with_filter(osmium.filter.EntityFilter(osmium.osm.WAY))
        for way in found.with_filter(osmium.filter.KeyFilter("highway")):
            tags = dict(way.tags)
            if not is_walked(tags):
                continue
            points = [
                (node.ref, node.location.lon, node.location.lat)
                for node in way.nodes
                if node.location.valid()
            ]
            if any(west <= p[1] <= east and south <= p[2] <= north for p in points):
                ways.add(points, tags)
                if progress and len(ways.count) % _TOLD_EACH == 0:
                    progress.count(len(ways.count))
    except RuntimeError as error:
        raise CannotRead(
            f"{path.name} をOpenStreetMapのデータとして読めません（{error}）。"
            "ダウンロードしなおしてください。"
        ) from error
    return ways


class _Sax(ContentHandler):
    """Nodes first, then ways, as every .osm file has them."""

    def __init__(self) -> None:
        super().__init__()
        self.ways = _Ways()
        self._places: dict[int, tuple[float, float]] = {}
        self._refs: list[int] = []
        self._tags: dict[str, str] = {}

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        if name == "node" and "lat" in attrs:
            self._places[int(attrs["id"])] = (float(attrs["lon"]), float(attrs["lat"]))
        elif name == "way":
            self._refs, self._tags = [], {}
        elif name == "nd":
            self._refs.append(int(attrs["ref"]))
        elif name == "tag":
            self._tags[attrs["k"]] = attrs["v"]
        elif name == "osm":
            self.ways.date = attrs.get("timestamp", "")

    def endElement(self, name: str) -> None:  # noqa: N802
        if name == "way" and is_walked(self._tags):
            known = [ref for ref in self._refs if ref in self._places]
            self.ways.add([(ref, *self._places[ref]) for ref in known], self._tags)


def _by_sax(path: Path) -> _Ways:
    handler = _Sax()
    try:
        parse_xml(path, handler)
    except (ValueError, KeyError) as error:
        raise CannotRead(
            f"{path.name} をOpenStreetMapのデータとして読めません（{error}）。"
        ) from error
    return handler.ways


def _network(path: Path, ways: _Ways, zone: int | None, clip: Box | None) -> Network:
    node, lon, lat = np.array(ways.node), np.array(ways.lon), np.array(ways.lat)
    way = np.repeat(np.arange(len(ways.count)), ways.count)
    left = np.flatnonzero(way[:-1] == way[1:])
    if clip is not None:
        inside = (lon >= clip[0]) & (lon <= clip[2]) & (lat >= clip[1]) & (lat <= clip[3])
        left = left[inside[left] | inside[left + 1]]
    if not len(left):
        raise CannotRead(f"{path.name} には、この町のまわりに歩ける道がありません。")
    metres = ground_metres(lon[left], lat[left], lon[left + 1], lat[left + 1])
    first, last = _cut(node, left)
    starts = np.searchsorted(left, first)
    length = np.add.reduceat(metres, starts)
    bends = last - first - 1
    zone = zone or zone_of(lon, lat)
    x, y = to_plane(lon, lat, zone)
    numbers, place = np.unique(np.concatenate([node[first], node[last]]), return_inverse=True)
    where = np.concatenate([first, last])
    at = np.empty(len(numbers), np.int64)
    at[place] = where
    between = spans(first + 1, bends)
    facts = np.array(ways.way)[way[first]]
    tail, head = place[: len(first)].astype(np.int32), place[len(first) :].astype(np.int32)
    lengths = millimetres(length)
    return Network(
        x=x[at],
        y=y[at],
        tail=tail,
        head=head,
        forward_mm=np.where(facts[:, 0] == -1, NO_WAY, lengths).astype(np.int32),
        backward_mm=np.where(facts[:, 0] == 1, NO_WAY, lengths).astype(np.int32),
        slope=facts[:, 1],
        shape_start=np.concatenate([[0], np.cumsum(bends)]).astype(np.int64),
        shape_x=x[between],
        shape_y=y[between],
        zone=zone,
        provenance=Provenance(path.name, LICENCE, ATTRIBUTION, ways.date[:10]),
    )


def _cut(node: Longs, left: Longs) -> tuple[Longs, Longs]:
    """Streets as first and last point: ways cut at nodes that are met more than once, and at gaps.

    :param left: the points from which a segment goes on to the next point
    """
    goes_on = np.zeros(len(node), np.bool_)
    goes_on[left] = True
    comes_from = np.concatenate([[False], goes_on[:-1]])
    used = goes_on | comes_from
    meets = _met_often(node, used)
    begins = goes_on & (meets | ~comes_from)
    ends = comes_from & (meets | ~goes_on)
    return np.flatnonzero(begins), np.flatnonzero(ends)


def _met_often(node: Longs, used: Flags) -> Flags:
    _, place, times = np.unique(node[used], return_inverse=True, return_counts=True)
    often = np.zeros(len(node), np.bool_)
    often[used] = times[place] > 1
    return often
