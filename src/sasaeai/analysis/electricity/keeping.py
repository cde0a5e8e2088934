"""Readings that come in as they come: late, twice, out of order. The state is always the same."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np

from sasaeai.analysis.electricity.absences import Absences, no_absences
from sasaeai.analysis.electricity.advancing import (
    Readings,
    Scores,
    Standing,
    advance,
    nothing_known,
)
from sasaeai.analysis.electricity.arrays import Floats, Longs
from sasaeai.analysis.electricity.gauges import score
from sasaeai.analysis.electricity.half_hours import midnight_before
from sasaeai.analysis.electricity.method import LEARNING, METHOD, REFIT, Method

NONE: Final = np.iinfo(np.int64).max  # "no reading yet" in arrays of half hours


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Readings as they came in.

    :param home: positions of homes
    :param half_hour: when each reading began
    :param kwh: NaN where the meter said that it knows nothing
    """

    home: Longs
    half_hour: Longs
    kwh: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """The kept state of homes.

    :param standing: after the newest half hour of any home
    :param rewinds: standings at the last two beginnings of a week, older first
    :param kept: readings since four weeks before the older of them
    :param too_late: readings that came more than a week late and were left out
    """

    standing: Standing
    rewinds: tuple[Standing, ...]
    kept: Readings
    absences: Absences
    too_late: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What a batch did.

    :param homes: positions of the homes that were scored
    :param scores: their scores from the first half hour that changed, rows as in `homes`
    :param before: their scores just before it, NaN where nothing was known
    """

    homes: Longs
    scores: Scores
    before: Floats


def begin(homes: int, at: int, *, absences: Absences | None = None) -> Watch:
    """The state of homes before their first reading.

    :param at: any half hour at or before the first reading
    """
    start = at - at % REFIT
    standing = nothing_known(homes, start, np.full(homes, NONE))
    table = np.full((homes, 0), np.nan, np.float32)
    kept = Readings(start, table, np.zeros(table.shape, bool))
    return Watch(standing, (standing,), kept, absences or no_absences())


def take(watch: Watch, batch: Batch, method: Method = METHOD) -> tuple[Watch, list[Taken]]:
    """Take in readings: new ones move on, earlier ones go back to the week's beginning and replay.

    Of two different readings for the same half hour the larger counts, in whatever order they come.
    A reading from before the week before this one is left out. The state that was given is used up:
    its table of readings is written on.
    """
    batch, too_late = _in_time(watch, batch)
    watch = dataclasses.replace(watch, too_late=watch.too_late + too_late)
    if not len(batch.home):
        return watch, []
    before, until = watch.standing.at, int(batch.half_hour.max()) + 1
    watch = _grown(watch, until)
    earliest = _written(watch, batch)
    watch = _begun(watch, batch)
    told: list[Taken] = []
    back = np.flatnonzero(earliest < before)
    if len(back):
        watch, taken = _replayed(watch, back, int(earliest.min()), method)
        told.append(taken)
    if until > before:
        watch, more = _moved_on(watch, until, method)
        told += more
    return _shortened(watch), told


def register(
    watch: Watch, absences: Absences, method: Method = METHOD
) -> tuple[Watch, list[Taken]]:
    """The same with other absences; homes where they touch the last week or two are replayed."""
    kept = watch.kept
    new = _with_absences(kept.start, kept.kwh, absences)
    columns = slice(watch.rewinds[0].at - kept.start, watch.standing.at - kept.start)
    changed = new.away[:, columns] != kept.away[:, columns]
    watch = dataclasses.replace(watch, kept=new, absences=absences)
    homes = np.flatnonzero(changed.any(axis=1))
    if not len(homes):
        return watch, []
    earliest = int(changed.any(axis=0).argmax()) + watch.rewinds[0].at
    watch, taken = _replayed(watch, homes, earliest, method)
    return watch, [taken]


def _in_time(watch: Watch, batch: Batch) -> tuple[Batch, int]:
    good = batch.half_hour >= watch.rewinds[0].at
    late = int(np.count_nonzero(~good))
    return Batch(batch.home[good], batch.half_hour[good], batch.kwh[good]), late


def _grown(watch: Watch, until: int) -> Watch:
    """The same with a table that reaches up to `until`."""
    kept = watch.kept
    missing = until - kept.start - kept.kwh.shape[1]
    if missing <= 0:
        return watch
    more = np.full((len(kept.kwh), -(-missing // REFIT) * REFIT), np.nan, np.float32)
    kwh = np.concatenate([kept.kwh, more], axis=1)
    return dataclasses.replace(watch, kept=_with_absences(kept.start, kwh, watch.absences))


def _with_absences(start: int, kwh: Floats, absences: Absences) -> Readings:
    return Readings(start, kwh, absences.away(len(kwh), start, start + kwh.shape[1]))


def _written(watch: Watch, batch: Batch) -> Longs:
    """Write readings into the table; the earliest half hour of each home that changed, else `NONE`."""
    table = watch.kept.kwh  # grown or taken over: nobody else holds it for reading
    column = batch.half_hour - watch.kept.start
    old = table[batch.home, column]
    changed = ~(batch.kwh <= old) & ~np.isnan(batch.kwh)
    np.fmax.at(table, (batch.home, column), batch.kwh)
    earliest = np.full(len(table), NONE)
    np.minimum.at(earliest, batch.home[changed], batch.half_hour[changed])
    return earliest


def _begun(watch: Watch, batch: Batch) -> Watch:
    """The same with the first midnight of each home as it is known now."""
    first = watch.standing.first.copy()
    read = ~np.isnan(batch.kwh)
    np.minimum.at(first, batch.home[read], midnight_before(batch.half_hour[read]))
    return dataclasses.replace(
        watch,
        standing=dataclasses.replace(watch.standing, first=first),
        rewinds=tuple(dataclasses.replace(rewind, first=first) for rewind in watch.rewinds),
    )


def _replayed(
    watch: Watch, homes: np.ndarray, earliest: int, method: Method
) -> tuple[Watch, Taken]:
    """Some homes gone back to the last rewind before the change and stepped up to now."""
    from_here = max(n for n, rewind in enumerate(watch.rewinds) if rewind.at <= earliest)
    kept = watch.kept
    table = Readings(kept.start, kept.kwh[homes], kept.away[homes])
    start = watch.rewinds[from_here].of(homes)
    before = score(start.model, start.gauges, method)[0]
    rewinds, pieces = list(watch.rewinds), []
    for n in range(from_here + 1, len(rewinds)):
        start, scores = advance(start, table, rewinds[n].at, method)
        rewinds[n] = rewinds[n].put(homes, start)
        pieces.append(scores)
    end, scores = advance(start, table, watch.standing.at, method)
    taken = Taken(homes, _in_a_row([*pieces, scores]), before)
    standing = watch.standing.put(homes, end)
    return dataclasses.replace(watch, standing=standing, rewinds=tuple(rewinds)), taken


def _in_a_row(pieces: list[Scores]) -> Scores:
    tables = {
        field.name: np.concatenate([getattr(piece, field.name) for piece in pieces], axis=1)
        for field in dataclasses.fields(Scores)
        if field.name != "start"
    }
    return Scores(start=pieces[0].start, **tables)


def _moved_on(watch: Watch, until: int, method: Method) -> tuple[Watch, list[Taken]]:
    """All homes stepped up to `until`, a rewind kept at each beginning of a week."""
    told: list[Taken] = []
    everyone = np.arange(len(watch.kept.kwh))
    while watch.standing.at < until:
        now = watch.standing
        stop = min(until, (now.at // REFIT + 1) * REFIT)
        before = score(now.model, now.gauges, method)[0]
        then, scores = advance(now, watch.kept, stop, method)
        told.append(Taken(everyone, scores, before))
        rewinds = (*watch.rewinds[-1:], then) if stop % REFIT == 0 else watch.rewinds
        watch = dataclasses.replace(watch, standing=then, rewinds=rewinds)
    return watch, told


def _shortened(watch: Watch) -> Watch:
    """The same without readings that no rewind needs."""
    kept = watch.kept
    start = max(kept.start, watch.rewinds[0].at - LEARNING)
    if start == kept.start:
        return watch
    away = kept.away[:, start - kept.start :]
    shorter = Readings(start, kept.kwh[:, start - kept.start :].copy(), away)
    return dataclasses.replace(watch, kept=shorter)
