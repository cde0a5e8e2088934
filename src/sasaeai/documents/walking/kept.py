"""The kept form of a network: one `.npz` with its arrays, its origin and its licence."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import numpy as np

from sasaeai.analysis.access.network import Network, Provenance
from sasaeai.analysis.access.plane import ZONES
from sasaeai.documents.archives import MEGABYTE
from sasaeai.documents.atomic import write_whole
from sasaeai.documents.refusals import CannotRead

FORM: Final = "sasaeai-walking-network-1"
MAX_BYTES: Final = 8 * 1024 * MEGABYTE  # all Japan is about 2 GB
_ARRAYS: Final = {
    "x": np.float64,
    "y": np.float64,
    "tail": np.int32,
    "head": np.int32,
    "forward_mm": np.int32,
    "backward_mm": np.int32,
    "slope": np.float64,
    "shape_start": np.int64,
    "shape_x": np.float64,
    "shape_y": np.float64,
}


def keep_network(network: Network, path: Path) -> None:
    """Write a network whole or not at all. The same network gives the same arrays.

    :raises OSError: when the folder cannot be written
    """
    about = {
        "form": FORM,
        "zone": network.zone,
        "provenance": dataclasses.asdict(network.provenance),
    }
    content = io.BytesIO()
    arrays: dict[str, Any] = {name: getattr(network, name) for name in _ARRAYS}
    np.savez_compressed(content, about=json.dumps(about, ensure_ascii=False), **arrays)
    write_whole(path, content.getvalue())


def read_kept(path: Path) -> Network:
    """A network as `keep_network` wrote it.

    :raises CannotRead: not ours, broken, too large, or arrays that do not fit together
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_BYTES:
                raise CannotRead(
                    f"{path.name} は展開すると大きすぎます。市町村ごとに分けてください。"
                )
        with np.load(path, allow_pickle=False) as kept:
            about = json.loads(str(kept["about"]))
            if about["form"] != FORM:
                raise _not_ours(path)
            arrays = {name: kept[name].astype(kind) for name, kind in _ARRAYS.items()}
        network = Network(
            **arrays, zone=int(about["zone"]), provenance=Provenance(**about["provenance"])
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
        OSError,
    ) as error:
        raise _not_ours(path) from error
    _check(network, path)
    return network


def _not_ours(path: Path) -> CannotRead:
    return CannotRead(
        f"{path.name} は支え合いの歩行者ネットワーク（.npz）として読めません。"
        "sasaeai access network で作りなおしてください。"
    )


def _check(network: Network, path: Path) -> None:
    """Refuse arrays that would send a search outside the graph."""
    streets, nodes = network.street_count, network.node_count
    same = {len(network.head), len(network.forward_mm), len(network.backward_mm)}
    same |= {len(network.slope), len(network.shape_start) - 1}
    ends = np.concatenate([network.tail, network.head])
    bends = network.shape_start
    good = (
        same == {streets}
        and len(network.y) == nodes
        and (not len(ends) or (ends.min() >= 0 and ends.max() < nodes))
        and bends[0] == 0
        and bool((np.diff(bends) >= 0).all())
        and bends[-1] == len(network.shape_x) == len(network.shape_y)
        and network.zone in ZONES
        and bool((network.forward_mm >= -1).all() and (network.backward_mm >= -1).all())
        and bool(np.isfinite(network.x).all() and np.isfinite(network.y).all())
    )
    if not good:
        raise _not_ours(path)
