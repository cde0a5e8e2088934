"""Alerts, scores and grades as CSV files."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

import numpy as np

from sasaeai.analysis.electricity.advancing import Scores
from sasaeai.analysis.electricity.alerts import Crossing
from sasaeai.analysis.electricity.gauges import NAMES
from sasaeai.analysis.electricity.grades import LABELS, Grade
from sasaeai.analysis.electricity.half_hours import end_of, start_of
from sasaeai.documents.atomic import whole_file
from sasaeai.documents.writing.formulas import guarded

ALERTS: Final = ("household", "at", "level", "score", "reason")
SCORES: Final = ("household", "at", "score", "gauge")
GRADES: Final = (
    "household",
    "grade",
    "mean_hours",
    "within_24h",
    "missed_72h",
    "learned_from",
    "learned_to",
    "meaning",
)


@contextmanager
def whole_text(path: Path) -> Iterator[TextIO]:
    """A text file that appears whole or not at all; packed where its name ends with `.gz`."""
    with whole_file(path) as file:
        packed = gzip.GzipFile("", "wb", 6, file, 0) if path.suffix == ".gz" else None
        text = io.TextIOWrapper(packed or file, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()
        if packed:
            packed.close()


def moment_text(half_hour: int) -> str:
    """When a half hour ends, in local time.

    >>> moment_text(0)
    '2000-01-01T00:30'
    """
    return end_of(half_hour).isoformat(timespec="minutes")


def write_alerts(file: TextIO, crossings: Sequence[tuple[str, Crossing]]) -> None:
    """One line an upward crossing."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(ALERTS)
    for household, crossing in crossings:
        writer.writerow(
            [
                guarded(household),
                moment_text(crossing.half_hour),
                crossing.level.value,
                f"{crossing.score:.3f}",
                crossing.reason,
            ]
        )


def write_scores(file: TextIO, household: str, first: int, scores: Scores, row: int) -> None:
    """The scores of one home, a line for each half hour in which it was watched.

    :param first: the half hour that the scores count from
    """
    known = np.flatnonzero(~np.isnan(scores.score[row]))
    name = _quoted(guarded(household))
    texts = [moment_text(first + scores.start + column) for column in known.tolist()]
    values, gauges = scores.score[row, known].tolist(), scores.gauge[row, known].tolist()
    file.writelines(
        f"{name},{at},{value:.3f},{NAMES[gauge]}\n"
        for at, value, gauge in zip(texts, values, gauges, strict=True)
    )


def _quoted(text: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([text])
    return buffer.getvalue()


def grade_row(
    household: str, grade: Grade, figures: tuple[float, float, float], learned: tuple[int, int]
) -> list[str]:
    """One line of the grades.

    :param figures: mean hours, share within a day, share missed
    :param learned: the first half hour that was learned from and the first one after
    """
    if grade is Grade.UNKNOWN:
        return [guarded(household), grade.value, "", "", "", "", "", LABELS[grade]]
    days = [start_of(learned[0]).date().isoformat(), start_of(learned[1] - 1).date().isoformat()]
    hours, day, missed = figures
    shown = [f"{hours:.1f}", f"{day:.2f}", f"{missed:.2f}"]
    return [guarded(household), grade.value, *shown, *days, LABELS[grade]]


def write_rows(file: TextIO, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table with its head."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
