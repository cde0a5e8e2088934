"""Layouts: a table as data. Read one from TOML values, render it over facts."""

from sasaeai.analysis.figures.layouts.reading import read_layout
from sasaeai.analysis.figures.layouts.rendering import render
from sasaeai.analysis.figures.layouts.toml_text import layout_from_toml, values_from_toml
from sasaeai.analysis.figures.layouts.tree import Layout, Settings

__all__ = ["Layout", "Settings", "layout_from_toml", "read_layout", "render", "values_from_toml"]
