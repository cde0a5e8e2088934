"""Fiscal years as a town names them."""

from __future__ import annotations

from sasaeai.analysis.figures.periods import fiscal_year, label, words


def year_label(year: int) -> str:
    """令和4年度

    >>> year_label(2022)
    '令和4年度'
    """
    return label(fiscal_year(year))


def short_year(year: int) -> str:
    """R4

    >>> short_year(2018)
    'H30'
    """
    return words(fiscal_year(year))["short"]
