"""Why a figure is not made: every refusal says what happened, why, and what to do, in Japanese."""

from __future__ import annotations


class FigureRefused(ValueError):
    """A figure that would be wrong, or input that cannot be read. The text is for the reader."""


class UnlikeQuantities(FigureRefused):
    """Two numbers that must not be added or compared: other unit, or counted another way."""


class FactRefused(FigureRefused):
    """A fact that cannot be used: names its line (or id), the field, the reason, the remedy."""


class LayoutRefused(FigureRefused):
    """A layout that cannot be used: names the place in the layout, the reason, the remedy."""
