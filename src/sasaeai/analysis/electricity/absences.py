"""Registered absences: what is not learned from, and when an alert stays silent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.electricity.arrays import Flags, Longs


@dataclass(frozen=True, slots=True, eq=False)
class Absences:
    """Who is away from when to when.

    :param home: positions of homes
    :param leaves, returns: half hours; the return is the first half hour at home again
    """

    home: Longs
    leaves: Longs
    returns: Longs

    def away(self, homes: int, start: int, stop: int, *, lasting: int = 0) -> Flags:
        """Homes × half hours from start to stop: whether somebody is registered as away.

        :param lasting: how many half hours longer than the absence
        """
        found = np.zeros((homes, stop - start), bool)
        for home, leaves, returns in zip(self.home, self.leaves, self.returns, strict=True):
            found[home, max(leaves - start, 0) : max(returns + lasting - start, 0)] = True
        return found


def no_absences() -> Absences:
    """Nobody is away."""
    none = np.zeros(0, np.int64)
    return Absences(none, none, none)
