"""Who could come to whom: hard filters by bit masks, a KD-tree for each skill, mode and reach.

Filter first, cut afterwards: a cut before the skills are looked at leaves requests without anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from sasaeai.analysis.access.arrays import Flags, Floats, Ints, Longs, spans
from sasaeai.analysis.matching.week import Week, chord_of, km_of

# Below this many candidates a request is never cut (measured: 48 cost 0.07 %, 24 cost 2.4 %).
FEWEST_KEPT: Final = 48
# More pairs than this (a prefecture of dense towns) and the dearest of each request are cut.
MOST_PAIRS: Final = 4_000_000
_AT_ONCE: Final = 2_000_000
HAIR_KM: Final = 1e-9  # a volunteer who lives exactly at the limit still comes


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs that pass every filter, by request and then volunteer.

    :param blocks: bit masks of the blocks that suit both
    :param same, liked: whether the volunteer came before, likes the task
    """

    request: Ints
    volunteer: Ints
    km: Floats
    blocks: Ints
    same: Flags
    liked: Flags
    cut: int = 0

    def take(self, some: Longs | Flags) -> Candidates:
        """Some of the pairs."""
        return Candidates(
            self.request[some],
            self.volunteer[some],
            self.km[some],
            self.blocks[some],
            self.same[some],
            self.liked[some],
            self.cut,
        )


def candidates(
    week: Week, *, declined: Longs | None = None, keep: int | None = None, only: int | None = None
) -> Candidates:
    """Every pair of a request and a volunteer who could come.

    :param declined: codes request × volunteers + volunteer of pairs that were refused
    :param keep: how many of the cheapest to keep per request (never below 48); None = all, unless
        there are more than 4 million
    :param only: the place of the one request that matters; None = all
    """
    gone, previous = week.codes("blocked"), week.codes("previous")
    if declined is not None:
        gone = np.union1d(gone, declined)
    found: list[Candidates] = []
    count, cutting = 0, keep is not None
    least = max(keep or 0, FEWEST_KEPT)
    for pairs in _near(week, only):
        one = _allowed(week, pairs, gone, previous)
        count += len(one.request)
        found.append(_cut(week, one, least) if cutting else one)
        if count > MOST_PAIRS and not cutting:
            cutting, found = True, [_cut(week, one, least) for one in found]
    return _together(found)


_Pairs = tuple[Ints, Ints, Floats]


def _allowed(week: Week, pairs: _Pairs, gone: Longs, previous: Longs) -> Candidates:
    """Pairs nobody has ruled out, in order."""
    request, volunteer, km = pairs
    codes = request.astype(np.int64) * len(week.volunteers) + volunteer
    fine = ~within(codes, gone)
    order = np.argsort(codes[fine], kind="stable")
    request, volunteer, km = request[fine][order], volunteer[fine][order], km[fine][order]
    blocks = week.r.blocks[request] & week.v.blocks[volunteer]
    return Candidates(
        request,
        volunteer,
        km,
        blocks.astype(np.int32),
        within(codes[fine][order], previous),
        week.v.likes[week.r.category[request], volunteer],
    )


def _together(found: list[Candidates]) -> Candidates:
    """All categories in one, in order; a request stands in one category only."""
    if not found:
        none = np.zeros(0, np.int32)
        flags = np.zeros(0, np.bool_)
        return Candidates(none, none, np.zeros(0), none, flags, flags)
    joined = Candidates(
        np.concatenate([one.request for one in found]),
        np.concatenate([one.volunteer for one in found]),
        np.concatenate([one.km for one in found]),
        np.concatenate([one.blocks for one in found]),
        np.concatenate([one.same for one in found]),
        np.concatenate([one.liked for one in found]),
        sum(one.cut for one in found),
    )
    return joined.take(np.argsort(joined.request, kind="stable"))


def within(codes: Longs, some: Longs) -> Flags:
    """Which codes are among some; `some` is sorted."""
    if not len(some):
        return np.zeros(len(codes), np.bool_)
    at = np.minimum(np.searchsorted(some, codes), len(some) - 1)
    found: Flags = some[at] == codes
    return found


def _near(week: Week, only: int | None) -> Iterator[_Pairs]:
    """Pairs within reach that share skill, block, gender wish and language, a category at a time."""
    able = (week.v.cap > 0) & (week.v.blocks != 0)
    classes = _reach_classes(week)
    for category in range(len(week.v.skilled)):
        asked = np.flatnonzero((week.r.category == category) & (week.r.blocks != 0))
        asked = asked if only is None else asked[asked == only]
        skilled = able & week.v.skilled[category]
        if not len(asked) or not skilled.any():
            continue
        places = cKDTree(week.r.unit[asked])
        parts: list[_Pairs] = []
        for reach_class in np.unique(classes[skilled]).tolist():
            helping = np.flatnonzero(skilled & (classes == reach_class))
            size = max(1, _AT_ONCE // len(asked))
            for start in range(0, len(helping), size):
                parts.append(_pairs(week, asked, helping[start : start + size], places))
        request, volunteer, km = (np.concatenate(column) for column in zip(*parts, strict=True))
        yield request, volunteer, km


def _reach_classes(week: Week) -> Longs:
    """Volunteers of about the same reach (within a factor of two) share a tree."""
    return np.ceil(np.log2(np.maximum(week.v.reach_km, 0.01))).astype(np.int64)


def _pairs(week: Week, asked: Longs, helping: Longs, places: cKDTree) -> tuple[Ints, Ints, Floats]:
    farthest = float(week.v.reach_km[helping].max()) + 2 * HAIR_KM
    homes = cKDTree(week.v.unit[helping])
    near = homes.sparse_distance_matrix(places, chord_of(farthest), output_type="ndarray")
    volunteer, request = helping[near["i"]], asked[near["j"]]
    fine = (week.r.blocks[request] & week.v.blocks[volunteer]) != 0
    fine &= _suits(week, request, volunteer)
    volunteer, request, km = volunteer[fine], request[fine], km_of(near["v"][fine])
    reached = km <= week.v.reach_km[volunteer] + HAIR_KM
    return (
        request[reached].astype(np.int32),
        volunteer[reached].astype(np.int32),
        km[reached],
    )


def _suits(week: Week, request: Longs, volunteer: Longs) -> Flags:
    """Whether gender and language wishes are met."""
    wish, language = week.r.gender[request], week.r.language[request]
    fine: Flags = (wish == 0) | (wish == week.v.gender[volunteer])
    asked = np.flatnonzero(language >= 0)
    if len(asked):
        fine[asked] &= week.v.speaks[language[asked], volunteer[asked]]
    return fine


def points(week: Week, found: Candidates) -> Floats:
    """Cost of each pair without fairness, in whole thousandths of a point."""
    weights = week.weights
    travel = np.rint(1000.0 * week.v.points_per_km[found.volunteer] * found.km)
    rest = (
        weights.per_visit - weights.same_volunteer * found.same - weights.liked_task * found.liked
    )
    total: Floats = travel + np.rint(1000.0 * rest)
    return total


def _cut(week: Week, found: Candidates, keep: int) -> Candidates:
    """The cheapest of each request (twice as many for two people), and whoever came before."""
    order = np.lexsort((found.volunteer, points(week, found), found.request))
    starts = np.searchsorted(found.request, np.arange(len(week.requests)))
    counts = np.diff(np.append(starts, len(found.request)))
    rank = np.empty(len(order), np.int64)
    rank[order] = spans(np.zeros(len(counts), np.int64), counts)
    some = (rank < keep * week.r.need[found.request]) | found.same
    left = found.take(some)
    return Candidates(
        left.request, left.volunteer, left.km, left.blocks, left.same, left.liked,
        int((~some).sum()),
    )  # fmt: skip
