"""Who takes part in councils: how many came for the first time, of what kind, and whether it is always the same few.

The figure of 「いつもの人」 is our own definition, chosen because it can be said in one sentence to those who are
counted: of all who came, how many fill half of the places. See docs/methods/taking-part.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Came:
    """One person at one meeting.

    :param person: a key that is the same wherever the person comes
    :param first: whether it was the first meeting at which the person was ever seen
    """

    meeting: int
    day: date
    person: int
    kind: str = ""
    first: bool = False


@dataclass(frozen=True)
class Diversity:
    """Participation of a period.

    :param times: 延べ参加人数
    :param people: 実人数
    :param newcomers: people (実人数) whose first meeting lies in the period
    :param kinds: kind → (延べ人数, 実人数), the most frequent first
    :param half_people: the fewest people who together make up at least half of `times`
    """

    meetings: int
    times: int
    people: int
    newcomers: int
    kinds: tuple[tuple[str, int, int], ...]
    half_people: int

    @property
    def newcomer_share(self) -> float | None:
        """Newcomers of all people, 0–1; None when nobody came."""
        return self.newcomers / self.people if self.people else None

    @property
    def half_share(self) -> float | None:
        """いつもの人の割合: `half_people` of all people, 0–1. Equal attendance gives 0.5; the smaller, the fewer."""
        return self.half_people / self.people if self.people else None

    def kind_share(self, kind: str) -> float | None:
        """延べ人数 of a kind of all, 0–1."""
        return next((n / self.times for label, n, _ in self.kinds if label == kind), None)


def diversity(came: Iterable[Came]) -> Diversity:
    """Count a period's participation.

    >>> june, july = date(2022, 6, 1), date(2022, 7, 1)
    >>> found = diversity([Came(1, june, 7, first=True), Came(2, july, 7), Came(2, july, 8)])
    >>> found.times, found.people, found.half_people, found.half_share
    (3, 2, 1, 0.5)
    """
    lines = list(came)
    by_person = Counter(line.person for line in lines)
    by_kind = Counter(line.kind for line in lines)
    pairs = {(line.kind, line.person) for line in lines}
    kinds = tuple(
        (kind, times, sum(1 for k, _ in pairs if k == kind))
        for kind, times in sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return Diversity(
        meetings=len({line.meeting for line in lines}),
        times=len(lines),
        people=len(by_person),
        newcomers=len({line.person for line in lines if line.first}),
        kinds=kinds,
        half_people=_fewest_for_half(by_person),
    )


def _fewest_for_half(times: Counter[int]) -> int:
    wanted, so_far = sum(times.values()) / 2, 0
    for n, (_, often) in enumerate(times.most_common(), start=1):
        so_far += often
        if so_far >= wanted:
            return n
    return 0
