"""Making a table: a layout, the town's facts, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sasaeai.analysis.figures.conditions import Condition, Every, Is
from sasaeai.analysis.figures.facts import Facts
from sasaeai.analysis.figures.layouts import Layout, Settings, render
from sasaeai.analysis.figures.periods import Period
from sasaeai.analysis.figures.rendered import RenderedTable, trace
from sasaeai.reports.asking import TIERS, Asked
from sasaeai.reports.dimension_orders import always_shown, filled_out
from sasaeai.reports.fact_store import facts_of
from sasaeai.reports.shelf import read_text
from sasaeai.towns.models import Town
from sasaeai.towns.rules import PersonTimes

READINGS = {
    PersonTimes.TIMES: "回",
    PersonTimes.TIMES_BY_COORDINATORS: "回×担当者数",
    PersonTimes.TIMES_BY_PEOPLE: "回×対象者数",
}


@dataclass(frozen=True)
class Made:
    """A table that was made, with the facts that it was made from."""

    table: RenderedTable
    facts: Facts

    def records(self, row: int, column: int) -> tuple[str, ...]:
        """Ids of the facts behind a cell, in order."""
        return trace(self.table, row, column)


# Words of a layout that may look outside the days it is asked for.
LOOKING_OUT = ("change", "cumulative", "fiscal_year", "plan_period", "previous", "at =", "period")


def days_needed(text: str, asked: Asked) -> Period | None:
    """The days whose facts a table needs; None = perhaps all."""
    if asked.period is None or any(word in text for word in LOOKING_OUT):
        return None
    return asked.period


def made_table(town: Town, text: str, asked: Asked, *, once: bool = False) -> Made:
    """The table of a layout's text over the town's facts.

    :param once: True in a command that makes one table and ends: only the months needed are read

    :raises FigureRefused: if the layout cannot be used, or a figure would be wrong
    """
    only = days_needed(text, asked) if once else None
    return made_of(town, read_text(text), text, asked, only=only)


def made_of(
    town: Town, layout: Layout, text: str, asked: Asked, *, only: Period | None = None
) -> Made:
    """The table of a layout that has been read. `text` tells which facts take part.

    What the town settled (how 回・人 is counted) stands before the layout: one definition in one town.
    """
    facts = facts_of(town, text, only=only)
    layout = replace(layout, parameters={**layout.parameters, **settings_of(town).parameters})
    if asked.area is None:
        shown = always_shown(town, asked.as_of)
        layout = filled_out(layout, facts, shown, asked.period or layout.period)
    table = render(
        narrowed(layout, asked),
        facts,
        as_of=asked.as_of,
        period=asked.period,
    )
    return Made(table, facts)


def narrowed(layout: Layout, asked: Asked) -> Layout:
    """The layout for one tier or area only; its subtitle says so."""
    conditions: list[Condition] = [layout.where]
    if asked.tier:
        conditions.append(Is("tier", (TIERS[asked.tier],)))
    if asked.area is not None:
        conditions.append(Is(f"area.{asked.area.level.name}", (asked.area.name,)))
    if len(conditions) == 1:
        return layout
    names = (TIERS.get(asked.tier, ""), asked.area.name if asked.area else "")
    only = " ".join(name for name in names if name)
    subtitle = f"{layout.subtitle}　{only}のみ" if layout.subtitle else f"{only}のみ"
    return replace(layout, where=Every(tuple(conditions)), subtitle=subtitle)


def settings_of(town: Town) -> Settings:
    """What the town has settled: how 回・人 is counted."""
    return Settings(parameters={"回・人": READINGS[PersonTimes(town.person_times)]})
