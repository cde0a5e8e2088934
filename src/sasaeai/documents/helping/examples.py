"""The lists of a week as CSV text, for tests, demo and benchmarks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sasaeai.analysis.matching.week import Request, Volunteer
from sasaeai.documents.helping.week_files import REQUEST_COLUMNS, VOLUNTEER_COLUMNS


def requests_csv(requests: Iterable[Request], *, first_block: int = 0) -> str:
    """Requests as `sasaeai helping plan` reads them."""
    return _csv(
        REQUEST_COLUMNS,
        (
            [
                *(one.id, one.lat, one.lon, one.category, one.priority),
                _blocks(one.blocks, first_block),
                *(one.gender.value, one.language, one.people),
                *(_joined(one.previous), _joined(one.blocked)),
            ]
            for one in requests
        ),
    )


def volunteers_csv(volunteers: Iterable[Volunteer], *, first_block: int = 0) -> str:
    """Volunteers as `sasaeai helping plan` reads them."""
    return _csv(
        VOLUNTEER_COLUMNS,
        (
            [
                *(one.id, one.lat, one.lon, _joined(one.skills), one.mode.value),
                "" if one.reach_km is None else one.reach_km,
                *(_blocks(one.blocks, first_block), one.cap, one.gender.value),
                *(_joined(one.languages), f"{one.load_4weeks:g}", _joined(one.likes)),
            ]
            for one in volunteers
        ),
    )


def _blocks(blocks: Iterable[int], first: int) -> str:
    return ";".join(str(block + first) for block in sorted(blocks))


def _joined(names: Iterable[str]) -> str:
    return ";".join(sorted(names))


def _csv(head: Iterable[str], rows: Iterable[list[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
