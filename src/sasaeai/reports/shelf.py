"""The tables there are: presets that come with the product, and those a town made itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.http import Http404

from sasaeai.analysis.figures import Layout, layout_from_toml, values_from_toml
from sasaeai.reports.models import TownLayout
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class Shelved:
    """One table on the shelf: its code, title and text; `own` if the town made it."""

    code: str
    title: str
    text: str
    description: str = ""
    own: TownLayout | None = None


@cache
def presets() -> dict[str, Shelved]:
    """The tables that come with the product, by code, in the order of their files."""
    folder = files("sasaeai.reports") / "layouts"
    found: dict[str, Shelved] = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            code = path.name.removesuffix(".toml")
            found[code] = _preset(code, path.read_text(encoding="utf-8"))
    return found


def _preset(code: str, text: str) -> Shelved:
    given = values_from_toml(text)
    return Shelved(code, str(given["title"]), text, str(given.get("description", "")))


def own_tables(viewer: Viewer) -> list[Shelved]:
    """The town's own tables that the viewer may use."""
    return [
        _own(layout) for layout in TownLayout.objects.visible_to(viewer).select_related("owner")
    ]


def table_or_404(viewer: Viewer, code: str) -> Shelved:
    """A table by its code: the town's own, else a preset."""
    layout = TownLayout.objects.visible_to(viewer).select_related("owner").filter(code=code).first()
    if layout is not None:
        return _own(layout)
    if code in presets():
        return presets()[code]
    raise Http404("その表は見つかりません。")


def _own(layout: TownLayout) -> Shelved:
    return Shelved(layout.code, layout.title, layout.text, own=layout)


def read_text(text: str) -> Layout:
    """A layout out of its text.

    :raises LayoutRefused: naming the line or the place, the reason and the remedy
    """
    return layout_from_toml(text)
