"""What is settled before the plan is worked out: confirmed visits, refusals, the plan told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sasaeai.analysis.access.arrays import Longs
from sasaeai.analysis.matching.week import Week


@dataclass(frozen=True, slots=True)
class Visit:
    """Who visits whom in which block, by ids."""

    request: str
    volunteers: tuple[str, ...]
    block: int


@dataclass(frozen=True, slots=True)
class Declined:
    """A volunteer said no to a request; at one block, or (None) altogether."""

    request: str
    volunteer: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Everything that people have decided already.

    :param pins: confirmed visits; they never move, even where a filter would not allow them
    :param told: the plan people know; visits are kept where that does not cost too much
    """

    pins: tuple[Visit, ...] = ()
    declined: tuple[Declined, ...] = ()
    told: tuple[Visit, ...] = ()


class CannotSettle(ValueError):
    """Confirmed visits that contradict each other or the lists; says which and what to do."""


def check(week: Week, settled: Settled) -> None:
    """Refuse pins that cannot all happen.

    :raises CannotSettle: unknown ids, a volunteer at two places, a request twice, too many people
    """
    slots: dict[tuple[str, int], str] = {}
    seen: set[str] = set()
    no = {(d.request, d.volunteer, d.block) for d in settled.declined}
    for pin in settled.pins:
        _check_known(week, pin)
        if pin.request in seen:
            raise CannotSettle(f"依頼「{pin.request}」の確定が2つあります。1つにしてください。")
        seen.add(pin.request)
        need = week.requests[week.request_at[pin.request]].people
        if not 1 <= len(set(pin.volunteers)) == len(pin.volunteers) <= need:
            raise CannotSettle(
                f"依頼「{pin.request}」は{need}人の訪問です。確定した担い手を{need}人までにしてください。"
            )
        for name in pin.volunteers:
            other = slots.setdefault((name, pin.block), pin.request)
            if other != pin.request:
                raise CannotSettle(
                    f"担い手「{name}」は同じ時間に「{other}」と「{pin.request}」の2つが確定しています。"
                    "どちらかを取り消してください。"
                )
            if {(pin.request, name, None), (pin.request, name, pin.block)} & no:
                raise CannotSettle(
                    f"担い手「{name}」は「{pin.request}」を断っていますが、確定にもなっています。"
                    "どちらかを取り消してください。"
                )


def _check_known(week: Week, pin: Visit) -> None:
    if pin.request not in week.request_at:
        raise CannotSettle(f"確定した依頼「{pin.request}」が、依頼の一覧にありません。")
    unknown = [name for name in pin.volunteers if name not in week.volunteer_at]
    if unknown:
        raise CannotSettle(f"確定した担い手「{'、'.join(unknown)}」が、担い手の一覧にありません。")


def declined_codes(week: Week, settled: Settled) -> Longs:
    """Pairs refused altogether, as codes request × volunteers + volunteer."""
    of = len(week.volunteers)
    found = {
        week.request_at[d.request] * of + week.volunteer_at[d.volunteer]
        for d in settled.declined
        if d.block is None and d.request in week.request_at and d.volunteer in week.volunteer_at
    }
    return np.array(sorted(found), np.int64)


def declined_blocks(week: Week, settled: Settled) -> dict[int, int]:
    """Mask of refused blocks by pair code."""
    found: dict[int, int] = {}
    for d in settled.declined:
        if d.block is None or d.request not in week.request_at:
            continue
        if d.volunteer in week.volunteer_at:
            code = (
                week.request_at[d.request] * len(week.volunteers) + week.volunteer_at[d.volunteer]
            )
            found[code] = found.get(code, 0) | 1 << d.block
    return found


def told_slots(week: Week, visits: Sequence[Visit]) -> Longs:
    """Arc codes (pair code × 32 + block) of visits whose people are still on the lists."""
    of = len(week.volunteers)
    found = {
        (week.request_at[visit.request] * of + week.volunteer_at[name]) * 32 + visit.block
        for visit in visits
        for name in visit.volunteers
        if visit.request in week.request_at and name in week.volunteer_at
    }
    return np.array(sorted(found), np.int64)
