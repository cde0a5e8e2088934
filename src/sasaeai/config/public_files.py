"""Where the static files of packages lie that are used for their files alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def leaflet_folder() -> Path:
    """The folder of Leaflet's files in the package django-leaflet, which is not loaded itself.

    :raises RuntimeError: if the package is not installed
    """
    found = importlib.util.find_spec("leaflet")
    if found is None or found.origin is None:
        raise RuntimeError("django-leaflet がありません。./run をもう一度実行してください。")
    return Path(found.origin).parent / "static" / "leaflet"
