"""Networks from the files that cities have."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from sasaeai.analysis.access.network import NO_WAY
from sasaeai.analysis.access.tests.shared_data import shared
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking import columns, graphml, osm
from sasaeai.documents.walking import kept as kept_form
from sasaeai.documents.walking.kept import keep_network
from sasaeai.documents.walking.networks import read_network
from sasaeai.documents.walking.walking_rules import direction, is_walked, slope

GRAPHML = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="graph" attr.name="crs" attr.type="string"/>
<key id="d1" for="node" attr.name="x" attr.type="string"/>
<key id="d2" for="node" attr.name="y" attr.type="string"/>
<key id="d3" for="edge" attr.name="length" attr.type="string"/>
<key id="d4" for="edge" attr.name="geometry" attr.type="string"/>
<key id="d5" for="edge" attr.name="oneway" attr.type="string"/>
<key id="d6" for="edge" attr.name="grade" attr.type="string"/>
<graph edgedefault="directed"><data key="d0">epsg:4326</data>
<node id="a"><data key="d1">140.1000</data><data key="d2">36.0800</data></node>
<node id="b"><data key="d1">140.1050</data><data key="d2">36.0800</data></node>
<edge source="a" target="b"><data key="d3">500.5</data>
<data key="d4">LINESTRING (140.1 36.08, 140.102 36.081, 140.105 36.08)</data>
<data key="d6">0.04</data></edge>
<edge source="b" target="a"><data key="d3">500.5</data>
<data key="d4">LINESTRING (140.105 36.08, 140.102 36.081, 140.1 36.08)</data></edge>
</graph></graphml>
"""
OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="36.080" lon="140.100"/><node id="2" lat="36.080" lon="140.101"/>
<node id="3" lat="36.080" lon="140.102"/><node id="4" lat="36.081" lon="140.101"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/>
<tag k="oneway" v="yes"/></way>
<way id="11"><nd ref="2"/><nd ref="4"/><tag k="highway" v="steps"/><tag k="incline" v="20%"/></way>
<way id="12"><nd ref="1"/><nd ref="4"/><tag k="highway" v="motorway"/></way>
<way id="13"><nd ref="3"/><nd ref="4"/><tag k="highway" v="service"/><tag k="access" v="private"/></way>
</osm>
"""


@pytest.fixture(params=[True, False], ids=["pyosmium", "xml"])
def reader(request, monkeypatch):
    if request.param and osm.osmium is None:
        pytest.skip("pyosmiumが入っていません")
    if not request.param:
        monkeypatch.setattr(osm, "osmium", None)


def _write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_graph_of_osmnx_is_one_street_with_its_bend(tmp_path):
    network = read_network(_write(tmp_path, "city.graphml", GRAPHML))

    assert (network.street_count, network.zone) == (1, 9)
    assert network.forward_mm.tolist() == network.backward_mm.tolist() == [500_500]
    assert len(network.shape_x) == 1
    assert abs(network.slope[0]) == 0.04


def test_an_undirected_graph_goes_both_ways_unless_oneway(tmp_path):
    both = GRAPHML.replace('edgedefault="directed"', 'edgedefault="undirected"')
    cut = both[: both.index('<edge source="b"')] + "</graph></graphml>"
    oneway = cut.replace('<data key="d6">0.04', '<data key="d5">True</data><data key="d6">0.04')

    network = read_network(_write(tmp_path, "both.graphml", cut))
    one = read_network(_write(tmp_path, "one.graphml", oneway))

    assert NO_WAY not in [*network.forward_mm, *network.backward_mm]
    assert sorted([one.forward_mm[0], one.backward_mm[0]]) == [NO_WAY, 500_500]


def test_a_directed_graph_goes_one_way_unless_it_says_otherwise(tmp_path):
    cut = GRAPHML[: GRAPHML.index('<edge source="b"')] + "</graph></graphml>"
    both = cut.replace('<data key="d6">0.04', '<data key="d5">False</data><data key="d6">0.04')

    one = read_network(_write(tmp_path, "one.graphml", cut))
    two = read_network(_write(tmp_path, "two.graphml", both))

    assert NO_WAY in [*one.forward_mm, *one.backward_mm]
    assert NO_WAY not in [*two.forward_mm, *two.backward_mm]


def test_slopes_in_per_cent_are_understood_and_told(tmp_path):
    (tmp_path / "nodes.csv").write_text("node,lon,lat\n1,140.1,36.08\n2,140.2,36.08\n")
    (tmp_path / "edges.csv").write_text("u,v,length_m,slope\n1,2,9000,-12.5\n1,2,9500,\n")

    network = read_network(tmp_path)

    assert np.abs(network.slope).tolist() == [0.125]
    assert "%" in network.provenance.note


def test_a_graph_in_metres_of_a_zone(tmp_path):
    text = GRAPHML.replace("epsg:4326", "epsg:6677")
    for degrees, metres in (
        ("140.1000", "24000.0"),
        ("140.1050", "24450.0"),
        ("36.0800", "8900.0"),
    ):
        text = text.replace(f">{degrees}<", f">{metres}<")
    text = text.replace("140.102 36.081", "24200 8950")

    network = read_network(_write(tmp_path, "zone.graphml", text))

    assert network.zone == 9
    assert sorted(network.x) == [24_000, 24_450]


@pytest.mark.parametrize(
    ("wrong", "right", "what"),
    [
        (">500.5<", ">遠い<", "行目：lengthの「遠い」"),
        (">500.5<", ">-1<", "長さ"),
        (">140.1000<", ">36.08<", "緯度と経度が入れかわって|日本の範囲"),
        ('target="a"', 'target="z"', "「z」というnode"),
        ("</graph>", "", "XMLとして読めません"),
        ("LINESTRING (140.1 36.08", "LINESTRING (140.1 36.08, 7", "geometry"),
        ('<node id="b">', '<node id="a">', "2度目"),
        ('<data key="d3">500.5</data>', "", "length（メートル）がありません"),
        ('<edge source="a"', '<other source="a"', "XMLとして"),
        ('<data key="d2">36.0800</data></node>\n<node id="b">', "</node>\n<node id='b'>", "x,y"),
    ],
)
def test_a_graph_that_cannot_be_used_is_refused_with_the_line(tmp_path, wrong, right, what):
    assert wrong in GRAPHML

    with pytest.raises(CannotRead, match=what):
        read_network(_write(tmp_path, "wrong.graphml", GRAPHML.replace(wrong, right)))


def test_a_graph_without_edges_has_no_streets(tmp_path):
    empty = GRAPHML[: GRAPHML.index("<edge")] + "</graph></graphml>"

    with pytest.raises(CannotRead, match="道（edge）がありません"):
        read_network(_write(tmp_path, "empty.graphml", empty))


def test_a_packed_graph_is_read_and_a_broken_one_refused(tmp_path):
    path = tmp_path / "city.graphml.gz"
    path.write_bytes(gzip.compress(GRAPHML.encode()))
    assert read_network(path).street_count == 1

    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CannotRead, match="安全に読めない"):
        read_network(path)


def test_a_graph_in_metres_keeps_its_zone(tmp_path):
    text = GRAPHML.replace("epsg:4326", "epsg:6677")

    with pytest.raises(CannotRead, match="--zone を外して"):
        read_network(_write(tmp_path, "zone.graphml", text), zone=3)


def test_a_graph_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(graphml, "MAX_BYTES", 100)

    with pytest.raises(CannotRead, match="大きすぎます"):
        read_network(_write(tmp_path, "city.graphml", GRAPHML))


def test_entities_are_not_expanded(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "aaaa">]><graphml>&a;</graphml>'

    with pytest.raises(CannotRead, match="安全"):
        read_network(_write(tmp_path, "bomb.graphml", bomb))


@pytest.mark.usefixtures("reader")
def test_walked_ways_of_openstreetmap_are_cut_where_they_meet(tmp_path):
    network = read_network(_write(tmp_path, "town.osm", OSM))

    assert (network.node_count, network.street_count) == (4, 3)
    assert sorted(np.rint(network.forward_mm / 1000)) == [90, 90, 111]
    assert (network.forward_mm == network.backward_mm).all()  # oneway is for cars
    assert sorted(np.abs(network.slope)) == [0, 0, 0.2]
    assert network.provenance.attribution == "© OpenStreetMap contributors"


@pytest.mark.usefixtures("reader")
def test_a_clip_keeps_what_touches_the_box(tmp_path):
    path = _write(tmp_path, "town.osm", OSM)

    network = read_network(path, clip=(140.1005, 36.0805, 140.1015, 36.0815))

    assert network.street_count == 1
    with pytest.raises(CannotRead, match="ありません"):
        read_network(path, clip=(141.0, 36.0, 141.1, 36.1))


@pytest.mark.usefixtures("reader")
def test_what_is_no_openstreetmap_is_refused(tmp_path):
    with pytest.raises(CannotRead, match="読めません"):
        read_network(_write(tmp_path, "town.osm", "<osm><node"))
    with pytest.raises(CannotRead, match="歩ける道"):
        read_network(_write(tmp_path, "empty.osm", '<osm version="0.6"></osm>'))


@pytest.mark.skipif(osm.osmium is None, reason="pyosmiumが入っていません")
def test_the_packed_form_gives_the_same_network(tmp_path):
    plain, packed = _write(tmp_path, "town.osm", OSM), tmp_path / "town.osm.pbf"
    with osm.osmium.SimpleWriter(str(packed)) as writer:
        for thing in osm.osmium.FileProcessor(str(plain)):
            writer.add(thing)

    first, second = read_network(plain), read_network(packed)

    assert np.array_equal(first.forward_mm, second.forward_mm)
    assert np.array_equal(first.x, second.x)
    packed.write_bytes(packed.read_bytes()[:-40])
    with pytest.raises(CannotRead, match="ダウンロードしなおして"):
        read_network(packed)


@pytest.mark.parametrize(
    ("tags", "way"),
    [
        ({"highway": "steps", "conveying": "backward"}, -1),
        ({"highway": "footway", "oneway:foot": "-1"}, -1),
        ({"highway": "footway", "foot:backward": "no"}, 1),
        ({"highway": "residential", "oneway": "yes"}, 0),
    ],
)
def test_directions_that_bind_people_on_foot(tags, way):
    assert is_walked(tags)
    assert direction(tags) == way


@pytest.mark.parametrize(
    "tags", [{"highway": "trunk", "motorroad": "yes"}, {"highway": "pedestrian", "area": "yes"}]
)
def test_ways_that_nobody_walks(tags):
    assert not is_walked(tags)


@pytest.mark.parametrize(("incline", "rise"), [("8 %", 0.08), ("steep%", 0), ("900%", 0), ("", 0)])
def test_the_incline_is_understood_where_it_is_a_number(incline, rise):
    assert slope({"incline": incline}) == rise


@pytest.mark.skipif(osm.osmium is None, reason="pyosmiumが入っていません")
def test_a_long_extract_tells_how_many_ways_there_are(tmp_path, monkeypatch):
    monkeypatch.setattr(osm, "_TOLD_EACH", 1)
    heard: list[str] = []

    read_network(_write(tmp_path, "town.osm", OSM), progress=columns.Progress(heard.append))

    assert heard == ["1本", "2本"]


@pytest.mark.usefixtures("reader")
def test_a_way_of_one_point_is_no_street(tmp_path):
    lonely = '<way id="14"><nd ref="1"/><tag k="highway" v="path"/></way></osm>'

    network = read_network(_write(tmp_path, "town.osm", OSM.replace("</osm>", lonely)))

    assert network.street_count == 3


def test_a_place_that_is_no_number_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(osm, "osmium", None)

    with pytest.raises(CannotRead, match="読めません"):
        read_network(_write(tmp_path, "town.osm", OSM.replace('lat="36.081"', 'lat="north"')))


def test_pbf_without_its_reader_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(osm, "osmium", None)

    with pytest.raises(CannotRead, match="pip install osmium"):
        read_network(_write(tmp_path, "town.osm.pbf", "x"))


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(("name", "streets"), [("aist.osm", 868), ("tsukuba.osm", 136)])
def test_real_extracts(name, streets):
    network = read_network(shared("osm_raw") / name)

    assert (network.street_count, network.zone) == (streets, 9)


def test_a_kept_network_is_the_same_network(tmp_path):
    network = read_network(_write(tmp_path, "city.graphml", GRAPHML))
    kept = tmp_path / "city.npz"

    keep_network(network, kept)
    again = read_network(kept)

    assert again.provenance == network.provenance
    for name in ("x", "tail", "head", "forward_mm", "backward_mm", "slope", "shape_x"):
        assert np.array_equal(getattr(again, name), getattr(network, name))


@pytest.mark.parametrize("spoil", ["tail", "shape_start", "form", "garbage", "missing"])
def test_a_spoilt_kept_network_is_refused(tmp_path, spoil):
    kept = tmp_path / "city.npz"
    keep_network(read_network(_write(tmp_path, "city.graphml", GRAPHML)), kept)
    with np.load(kept) as arrays:
        content = dict(arrays)
    if spoil == "garbage":
        kept.write_bytes(b"PK\x03\x04 nothing")
    else:
        if spoil == "missing":
            del content["x"]
        elif spoil == "form":
            content["about"] = np.array('{"form": "other"}')
        else:
            content[spoil] = content[spoil] + 99
        np.savez(kept, **content)

    with pytest.raises(CannotRead, match="sasaeai access network"):
        read_network(kept)


def test_a_kept_network_too_large_to_unpack_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_form, "MAX_BYTES", 100)
    kept = tmp_path / "city.npz"
    keep_network(read_network(_write(tmp_path, "city.graphml", GRAPHML)), kept)

    with pytest.raises(CannotRead, match="大きすぎます"):
        read_network(kept)


def test_metres_columns_that_are_blank_are_not_there(tmp_path):
    (tmp_path / "nodes.csv").write_text("node,lon,lat,x,y\n1,140.1,36.08,,\n2,140.2,36.08,,\n")
    (tmp_path / "edges.csv").write_text("u,v,length_m\n1,2,9000\n")

    network = read_network(tmp_path)

    assert network.zone == 9
    assert abs(network.x[1] - network.x[0]) == pytest.approx(9006.4, abs=0.1)


def test_a_long_table_tells_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "_ROWS_AT_ONCE", 2)
    (tmp_path / "nodes.csv").write_text("node,lon,lat\n1,140.1,36.08\n2,140.2,36.08\n")
    (tmp_path / "edges.csv").write_text("u,v,length_m\n" + "1,2,9000\n" * 8)
    heard: list[str] = []

    read_network(tmp_path, progress=columns.Progress(heard.append))

    assert heard == ["100%"]


def test_letters_of_two_codes_in_one_table_are_refused(tmp_path):
    long = "u,v,length_m,name\n" + "1,2,9000,a\n" * 120_000
    (tmp_path / "nodes.csv").write_text("node,lon,lat\n1,140.1,36.08\n2,140.2,36.08\n")
    (tmp_path / "edges.csv").write_bytes(long.encode() + "1,2,9000,橋\n".encode("cp932"))

    with pytest.raises(CannotRead, match="文字コードがそろって"):
        read_network(tmp_path)


def test_a_broken_gzip_is_refused(tmp_path):
    (tmp_path / "nodes.csv.gz").write_bytes(gzip.compress(b"node,lon,lat\n" * 9000)[:40])
    (tmp_path / "edges.csv").write_text("u,v,length_m\n1,2,3\n", encoding="utf-8")

    with pytest.raises(CannotRead, match="壊れて"):
        read_network(tmp_path)


def test_metres_columns_tell_the_zone_whichever_way_they_are_named(tmp_path):
    nodes = "node,lon,lat,x,y\n1,131.2855539,33.9453939,{}\n2,131.2819885,33.9433894,{}\n"
    (tmp_path / "edges.csv").write_text("u,v,length_m\n1,2,400\n", encoding="utf-8")
    east, north = ("-81446.54", "-81778.04"), ("-227565.73", "-227785.22")
    for pair in (zip(east, north, strict=True), zip(north, east, strict=True)):
        text = nodes.format(*(",".join(p) for p in pair))
        (tmp_path / "nodes.csv").write_text(text, encoding="utf-8")

        network = read_network(tmp_path)

        assert network.zone == 3
        assert sorted(network.x) == [-81778.04, -81446.54]


def test_an_unknown_kind_of_file_is_told_what_is_possible(tmp_path):
    with pytest.raises(CannotRead, match="graphml"):
        read_network(_write(tmp_path, "city.shp", "x"))
    with pytest.raises(CannotRead, match="見つかりません"):
        read_network(tmp_path / "nowhere")
