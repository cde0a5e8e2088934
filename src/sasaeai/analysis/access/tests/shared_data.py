"""Where the shared example data lie, if they lie beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[5]


def shared(name: str) -> Path:
    """A folder of the shared data; skips the test where there is none."""
    places = [_ROOT.parent / "shared", _ROOT.parent.parent / "shared"]
    if os.environ.get("SASAEAI_SHARED"):
        places.insert(0, Path(os.environ["SASAEAI_SHARED"]))
    for place in places:
        if (place / "data" / name).is_dir():
            return place / "data" / name
    pytest.skip(f"../shared/data/{name} が隣にありません（SASAEAI_SHARED で場所を言えます）")
