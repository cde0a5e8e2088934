"""A street of one kilometre in Tsukuba as files, to be spoilt by tests."""

from __future__ import annotations

from pathlib import Path

from sasaeai.config import commandline

NODES = "node,lon,lat\n1,140.1000,36.0800\n2,140.1050,36.0800\n3,140.1110,36.0800\n"
EDGES = "u,v,length_m\n1,2,450\n2,3,540\n"
HOMES = (
    "id,lat,lon,pop65,pop75,name\nH1,36.0801,140.1001,10,4,東町\nH2,36.0799,140.1100,20,9,西町\n"
)
FACILITIES = "id,lat,lon,category,name\nS1,36.0800,140.1052,supermarket,架空スーパー\n"


def files(folder: Path, **changed: str | bytes) -> Path:
    """Write the four files; `homes="…"` replaces one."""
    (folder / "net").mkdir()
    contents = {
        "net/nodes.csv": changed.get("nodes", NODES),
        "net/edges.csv": changed.get("edges", EDGES),
        "homes.csv": changed.get("homes", HOMES),
        "facilities.csv": changed.get("facilities", FACILITIES),
    }
    for name, content in contents.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return folder


def access(folder: Path, deed: str, *more: str) -> int:
    """Run a deed on the files."""
    given = ["--network", str(folder / "net"), "--homes", str(folder / "homes.csv")]
    given += ["--facilities", str(folder / "facilities.csv"), "--out", str(folder / "out")]
    return commandline.main(["access", deed, *given, *more])
