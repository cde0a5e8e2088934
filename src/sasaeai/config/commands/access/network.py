"""`sasaeai access network`: keep a walking network as one `.npz` with its origin and licence."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from sasaeai.analysis.access.plane import ZONES
from sasaeai.config.commands.access import inputs
from sasaeai.documents.refusals import CannotRead
from sasaeai.documents.walking.kept import keep_network
from sasaeai.documents.walking.networks import read_network
from sasaeai.documents.walking.osm import BUFFER_METRES, box_around
from sasaeai.documents.walking.points import read_places


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `network`."""
    parser.add_argument(
        "--from", dest="source", type=Path, required=True, help="もとのデータ / source"
    )
    parser.add_argument("--out", type=Path, required=True, help="書き出す .npz / file to write")
    parser.add_argument(
        "--around", type=Path, help="この場所（id,lat,lon）のまわりだけ / clip around"
    )
    parser.add_argument(
        "--buffer", type=inputs.metres, default=BUFFER_METRES, help="まわり何m / buffer (3000)"
    )
    parser.add_argument("--zone", type=int, choices=ZONES, help="平面直角座標系の系番号 / zone")
    for name, words in (
        ("source-name", "出典"),
        ("licence", "利用条件"),
        ("attribution", "表示する文"),
        ("data-date", "データの日付"),
    ):
        parser.add_argument(f"--{name}", default="", help=f"{words} / {name.replace('-', ' ')}")


def run(arguments: argparse.Namespace) -> int:
    """Read, clip, keep."""
    if arguments.out.suffix != ".npz":
        raise CannotRead(f"{arguments.out} の名前は .npz で終わるようにしてください。")
    if not arguments.out.absolute().parent.is_dir():
        raise CannotRead(f"{arguments.out.absolute().parent} がありません。先に作ってください。")
    clip = None
    if arguments.around:
        _, lon, lat = read_places(arguments.around)
        clip = box_around(lon, lat, arguments.buffer)
    done = inputs.spoken(f"{arguments.source} を読んでいます")
    network = read_network(
        arguments.source,
        zone=arguments.zone,
        clip=clip,
        progress=inputs.progress(arguments.source.name),
    )
    done()
    told = {
        "source": arguments.source_name,
        "licence": arguments.licence,
        "attribution": arguments.attribution,
        "data_date": arguments.data_date,
    }
    told = {name: words for name, words in told.items() if words}
    provenance = dataclasses.replace(network.provenance, **told)
    keep_network(dataclasses.replace(network, provenance=provenance), arguments.out)
    inputs.tell(
        f"{arguments.out} に書きました（交差点 {network.node_count:,}、道 {network.street_count:,}、"
        f"第{network.zone}系）。{provenance.attribution}"
    )
    return 0
