"""A walking network from whatever a city has: a folder of CSVs, `.npz`, `.graphml`, `.osm`, `.osm.pbf`."""

from __future__ import annotations

from pathlib import Path

from sasaeai.analysis.access.joining import joined
from sasaeai.analysis.access.network import Network, in_walking_order
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.columns import Progress
from sasaeai.documents.walking.graphml import read_graphml
from sasaeai.documents.walking.kept import read_kept
from sasaeai.documents.walking.osm import Box, read_osm
from sasaeai.documents.walking.streets import read_street_folder


def read_network(
    path: Path,
    *,
    zone: int | None = None,
    clip: Box | None = None,
    progress: Progress | None = None,
) -> Network:
    """A network ready for searching: parallel streets joined, nodes in walking order.

    :param zone: plane rectangular zone to use instead of the one of the data
    :param clip: of an OpenStreetMap extract keep only what touches this box
    :raises CannotRead: with file and line
    """
    if not path.exists():
        raise CannotRead(f"{path} が見つかりません。ファイルの場所と名前を確かめてください。")
    name = path.name.lower()
    if path.is_dir():
        network = read_street_folder(path, zone=zone, progress=progress)
    elif name.endswith(".npz"):
        network = read_kept(path)
    elif name.endswith((".graphml", ".graphml.gz")):
        network = read_graphml(path, zone=zone)
    elif name.endswith((".osm", ".osm.gz", ".osm.bz2", ".pbf")):
        network = read_osm(path, zone=zone, clip=clip, progress=progress)
    else:
        raise CannotRead(
            f"{path.name} はネットワークとして読めません。nodes.csv と edges.csv のあるフォルダーか、"
            ".npz .graphml .osm .osm.pbf のファイルを指定してください。"
        )
    network = joined(network)
    if not network.street_count:
        raise CannotRead(f"{path.name} には歩ける道がひとつもありません。中身を確かめてください。")
    return in_walking_order(network)
