"""Meter readings of fictional homes as files, to be spoilt by tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from sasaeai.analysis.electricity.examples import a_home, silenced
from sasaeai.analysis.electricity.method import LEARNING
from sasaeai.config import commandline

FIRST = datetime(2026, 1, 5)  # noqa: DTZ001 - wall-clock time
DAYS = 32
COLLAPSE = LEARNING + 40
HOMES = {
    "青葉1-1": silenced(a_home(DAYS, seed=1), COLLAPSE, DAYS * 48 - COLLAPSE),
    "青葉1-2": a_home(DAYS, seed=2),
}


def moment(half_hour: int) -> str:
    """The beginning of a half hour as it stands in a file."""
    return (FIRST + timedelta(minutes=30 * half_hour)).isoformat(timespec="minutes")


def lines(homes=HOMES) -> list[str]:
    """`household,start,kwh`, without the head."""
    return [
        f"{name},{moment(n)},{'' if np.isnan(kwh) else f'{kwh:.3f}'}"
        for name, home in homes.items()
        for n, kwh in enumerate(home)
    ]


def long_form(rows: list[str] | None = None) -> str:
    """The whole file."""
    return "\n".join(["household,start,kwh", *(rows if rows is not None else lines())]) + "\n"


def by_day() -> str:
    """One line a day."""
    clocks = [f"{n // 2:02d}:{n % 2 * 30:02d}" for n in range(48)]
    rows = [
        ",".join([name, moment(day * 48)[:10], *(f"{kwh:.3f}" for kwh in home[day * 48 :][:48])])
        for name, home in HOMES.items()
        for day in range(DAYS)
    ]
    return "\n".join([",".join(["household", "date", *clocks]), *rows]) + "\n"


def by_household() -> str:
    """One line a household."""
    head = ",".join(["household", *(moment(n) for n in range(DAYS * 48))])
    rows = [",".join([name, *(f"{kwh:.3f}" for kwh in home)]) for name, home in HOMES.items()]
    return "\n".join([head, *rows]) + "\n"


def by_half_hour() -> str:
    """One line a half hour."""
    rows = [
        ",".join([moment(n), *(f"{home[n]:.3f}" for home in HOMES.values())])
        for n in range(DAYS * 48)
    ]
    return "\n".join([",".join(["start", *HOMES]), *rows]) + "\n"


def scan(folder: Path, content: str | bytes, *more: str, name: str = "readings.csv") -> int:
    """Run the command on a file."""
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    given = ["watch", "scan", str(folder / name), "--out", str(folder / "alerts.csv"), *more]
    return commandline.main(given)
