"""`.graphml` of street graphs, as OSMnx and networkx write them."""

from __future__ import annotations

import functools
import gzip
import xml.sax.xmlreader
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

import defusedxml.sax
import numpy as np
from defusedxml.common import DefusedXmlException

from sasaeai.analysis.access.arrays import Floats, millimetres
from sasaeai.analysis.access.network import NO_WAY, Network, Provenance
from sasaeai.analysis.access.plane import to_degrees, to_plane
from sasaeai.analysis.access.zones import zone_of, zone_of_epsg
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.degrees import EAST, NORTH, SOUTH, WEST, says_of

MAX_BYTES: Final = 2048 * MEGABYTE
_TRUE: Final = frozenset({"true", "1", "yes"})


@dataclass(slots=True)
class _Read:
    """What a file says, in its own numbers."""

    directed: bool = False
    crs: str = ""
    names: dict[str, int] = field(default_factory=dict)
    places: list[tuple[float, float]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    edges: list[tuple[str, str, float, float, bool, list[tuple[float, float]], int]] = field(
        default_factory=list
    )


class _Reader(ContentHandler):
    """Collects nodes and edges; every refusal knows its line."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.read = name, _Read()
        self._keys: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._ends: tuple[str, str] = ("", "")
        self._key, self._text, self._owner = "", "", ""
        self._locator: xml.sax.xmlreader.Locator | None = None

    def setDocumentLocator(self, locator: xml.sax.xmlreader.Locator) -> None:  # noqa: N802
        self._locator = locator

    @property
    def line(self) -> int:
        return self._locator.getLineNumber() or 0 if self._locator else 0

    def refusal(self, says: str) -> CannotRead:
        return CannotRead(f"{self.name} の{self.line}行目：{says}")

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        if name == "key":
            self._keys[attrs["id"]] = attrs.get("attr.name", attrs["id"])
        elif name == "graph":
            self.read.directed = attrs.get("edgedefault") == "directed"
            self._owner = "graph"
        elif name in ("node", "edge"):
            self._owner, self._within = name, {}
            self._ends = (attrs.get("source", attrs.get("id", "")), attrs.get("target", ""))
        elif name == "data":
            self._key, self._text = self._keys.get(attrs.get("key", ""), ""), ""

    def characters(self, content: str) -> None:
        self._text += content

    def endElement(self, name: str) -> None:  # noqa: N802
        if name == "data" and self._owner == "graph" and self._key == "crs":
            self.read.crs = self._text
        elif name == "data":
            self._within[self._key] = self._text.strip()
        elif name == "node":
            self._node()
        elif name == "edge":
            self._edge()

    def _node(self) -> None:
        x, y = (
            self._within.get("x", self._within.get("lon")),
            self._within.get("y", self._within.get("lat")),
        )
        if x is None or y is None:
            raise self.refusal(f"node「{self._ends[0]}」にx,y（またはlon,lat）がありません。")
        if self._ends[0] in self.read.names:
            raise self.refusal(f"node「{self._ends[0]}」は2度目です。")
        self.read.names[self._ends[0]] = len(self.read.names)
        self.read.places.append((self._number(x, "x"), self._number(y, "y")))
        self.read.lines.append(self.line)

    def _edge(self) -> None:
        given = self._within
        metres = given.get("length", given.get("length_m", given.get("weight")))
        if metres is None:
            raise self.refusal("edgeにlength（メートル）がありません。")
        value = self._number(metres, "length")
        if not 0 <= value <= 1_000_000:
            raise self.refusal(f"lengthの「{metres}」は長さ（メートル、0以上）として使えません。")
        slope = given.get("slope", given.get("grade", ""))
        oneway = given["oneway"].lower() in _TRUE if given.get("oneway") else self.read.directed
        bends = self._bends(given.get("geometry", ""))
        self.read.edges.append(
            (*self._ends, value, self._number(slope or "0", "slope"), oneway, bends, self.line)
        )

    def _number(self, text: str, what: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            raise self.refusal(f"{what}の「{text}」は数ではありません。")
        return value

    def _bends(self, geometry: str) -> list[tuple[float, float]]:
        """The points between the ends of `LINESTRING (x y, …)`."""
        if not geometry.startswith("LINESTRING"):
            return []
        pairs = geometry[geometry.find("(") + 1 : geometry.rfind(")")].split(",")
        points = [pair.split()[:2] for pair in pairs]
        if any(len(point) != 2 for point in points):
            raise self.refusal("geometryを線として読めません。")
        return [(self._number(a, "geometry"), self._number(b, "geometry")) for a, b in points[1:-1]]


def read_graphml(path: Path, *, zone: int | None = None) -> Network:
    """A street graph with node positions and edge lengths in metres.

    An edge goes both ways unless `oneway`. Where it does not say, an edge of a directed graph goes
    one way (two-way streets are there twice) and one of an undirected graph both.

    :raises CannotRead: with the line
    """
    handler = _Reader(path.name)
    parse_xml(path, handler)
    read = handler.read
    if not read.edges:
        raise CannotRead(f"{path.name} には道（edge）がありません。")
    return _network(path, read, zone)


def parse_xml(path: Path, handler: ContentHandler) -> None:
    """Parse a file whose size is in bounds, without entities.

    :raises CannotRead: too large, not XML, entities
    """
    if path.stat().st_size > MAX_BYTES:
        raise CannotRead(
            f"{path.name} は大きすぎます（{MAX_BYTES // MEGABYTE:,}MBまで）。"
            "町のまわりだけを切り出してください。"
        )
    try:
        with path.open("rb") as file:
            content: IO[bytes] = file
            if file.peek(2)[:2] == b"\x1f\x8b":
                content = gzip.GzipFile(fileobj=file)  # type: ignore[assignment]
            defusedxml.sax.parse(content, handler)
    except SAXParseException as error:
        raise CannotRead(
            f"{path.name} の{error.getLineNumber()}行目：XMLとして読めません（{error.getMessage()}）。"
            "もう一度書き出してください。"
        ) from error
    except (DefusedXmlException, EOFError, gzip.BadGzipFile) as error:
        raise CannotRead(f"{path.name} は安全に読めない形のため、使えません。") from error


def _network(path: Path, read: _Read, zone: int | None) -> Network:
    places = np.array(read.places)
    epsg = read.crs.lower().removeprefix("epsg:")
    plane = zone_of_epsg(int(epsg)) if epsg.isdigit() else None
    if plane is None:
        _check_degrees(path, read, places)
        plane = zone or zone_of(places[:, 0], places[:, 1])
        in_plane: Callable[[Floats, Floats], tuple[Floats, Floats]] = functools.partial(
            to_plane, zone=plane
        )
    elif zone and zone != plane:
        lon, lat = to_degrees(places[:, 0], places[:, 1], plane)
        raise CannotRead(
            f"{path.name} は第{plane}系の座標です（{lat.mean():.3f}, {lon.mean():.3f} あたり）。"
            "--zone を外してください。"
        )
    else:
        in_plane = _as_is
    x, y = in_plane(places[:, 0], places[:, 1])
    bends = np.array([p for edge in read.edges for p in edge[5]], float).reshape(-1, 2)
    shape_x, shape_y = in_plane(bends[:, 0], bends[:, 1])
    counts = [len(edge[5]) for edge in read.edges]
    length = millimetres(np.array([edge[2] for edge in read.edges]))
    one_way = np.array([edge[4] for edge in read.edges])
    return Network(
        x=x,
        y=y,
        tail=np.array([_place(path, read, edge[0], edge[6]) for edge in read.edges], np.int32),
        head=np.array([_place(path, read, edge[1], edge[6]) for edge in read.edges], np.int32),
        forward_mm=length,
        backward_mm=np.where(one_way, NO_WAY, length).astype(np.int32),
        slope=np.array([edge[3] for edge in read.edges]),
        shape_start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        shape_x=shape_x,
        shape_y=shape_y,
        zone=plane,
        provenance=Provenance(source=path.name),
    )


def _as_is(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return x, y


def _check_degrees(path: Path, read: _Read, places: Floats) -> None:
    lon, lat = places[:, 0], places[:, 1]
    outside = ~((lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH))
    if outside.any():
        first = int(np.flatnonzero(outside)[0])
        says = says_of(float(lon[first]), float(lat[first]))
        raise CannotRead(f"{path.name} の{read.lines[first]}行目：{says}")


def _place(path: Path, read: _Read, name: str, line: int) -> int:
    if name not in read.names:
        raise CannotRead(f"{path.name} の{line}行目：edgeの端「{name}」というnodeがありません。")
    return read.names[name]
