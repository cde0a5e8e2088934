"""Refusals in rounds, and requests that come one by one: the two tables of docs/methods/matching.md."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.helping_contenders import Diary, arrival, by_priority, greedy
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.planning import plan
from sasaeai.analysis.matching.ranking import TimePrices, prices_of
from sasaeai.analysis.matching.settled import Declined, Settled, Visit
from sasaeai.analysis.matching.tests.checker import cost, goes_of
from sasaeai.analysis.matching.week import Week, week_of

PAST_WEEKS = 4
MOST_ROUNDS = 12


def _says_yes(seed: int, request: str, volunteer: str, share: float) -> bool:
    """A person's answer is the same however the request reaches them."""
    key = [seed, *request.encode(), 0, *volunteer.encode()]
    return bool(np.random.default_rng(key).random() < share)


def in_rounds(week: Week, seed: int, share: float) -> tuple[list[int], int]:
    """Plan, ask, pin, plan again: served after each round, and how many were asked."""
    pins: tuple[Visit, ...] = ()
    no: tuple[Declined, ...] = ()
    served, asks = list[int](), 0
    for _ in range(MOST_ROUNDS):
        found = plan(week, Settled(pins, no))
        asked = [a for a in found.assignments if not a.confirmed]
        if not asked:
            break
        for one in asked:
            answers = {v: _says_yes(seed, one.request, v, share) for v in one.volunteers}
            asks += len(answers)
            no += tuple(Declined(one.request, v) for v, yes in answers.items() if not yes)
            if all(answers.values()):
                pins += (Visit(one.request, one.volunteers, one.block),)
        served.append(len(pins))
    return served, asks


def one_by_one(week: Week, seed: int, share: float) -> tuple[int, int]:
    """As they call: ask the best, then the next best …"""
    diary, asks = Diary(week), 0
    for at in arrival(week, seed).tolist():
        no: set[tuple[int, int]] = set()
        while best := diary.best(at, None, no):
            team, block = best
            request = week.requests[at].id
            asks += len(team)
            refused = [
                v for v in team if not _says_yes(seed, request, week.volunteers[v].id, share)
            ]
            if not refused:
                diary.book(at, team, block)
                break
            no |= {(at, v) for v in refused}
    return len(diary.goes), asks


def refusals(seeds: int) -> None:
    """Print both ways at three shares of yes."""
    print(
        f"\n## refusals, 200×150, mean of {seeds} seeds\n| yes | one by one: served/asked | in rounds: after 1/2/3/end | asked | CPU s |\n|---|---|---|---|---|"
    )
    for share in (0.9, 0.75, 0.6):
        single, rounds, asks, spent = [], [], [], 0.0
        for seed in range(seeds):
            week = week_of(*a_fictional_week(seed, 200, 150))
            single.append(one_by_one(week, seed, share))
            began = time.process_time()
            served, asked = in_rounds(week, seed, share)
            spent += time.process_time() - began
            rounds.append([*(served + 3 * served[-1:])[:3], served[-1]])
            asks.append(asked)
        s, r = np.mean(single, axis=0), np.mean(rounds, axis=0)
        print(
            f"| {share} | {s[0]:.1f}/{s[1]:.0f} | {' / '.join(f'{x:.1f}' for x in r)} | {np.mean(asks):.0f} | {spent / seeds:.2f} |",
            flush=True,
        )


def online(seeds: int) -> None:
    """Print what a price of hours, learned from past weeks, does for requests on the phone."""
    rows: dict[str, list[tuple[int, float]]] = {}
    for seed in range(seeds):
        past = [
            week_of(*a_fictional_week(seed, 200, 150, another=n + 1)) for n in range(PAST_WEEKS)
        ]
        prices = prices_of(past)
        requests, volunteers = a_fictional_week(seed, 200, 150, another=9)
        week = week_of(requests, volunteers)
        goes = {"hindsight (whole week known)": goes_of(plan(week))}
        for factor in (0.0, 0.5, 1.0):
            goes[f"on the phone, {factor:g} × price"] = greedy(
                week, arrival(week, seed), _price(week, prices, factor)
            )
        goes["wait for the week, priority greedy"] = greedy(week, by_priority(week, seed))
        for name, own in goes.items():
            rows.setdefault(name, []).append((len(own), cost(requests, volunteers, own)))
    print(
        f"\n## one by one with prices of {PAST_WEEKS} past weeks, mean of {seeds} seeds\n| | served | objective ÷ hindsight |\n|---|---|---|"
    )
    best = np.array(rows["hindsight (whole week known)"])
    for name, found in rows.items():
        own = np.array(found)
        print(
            f"| {name} | {own[:, 0].mean():.1f} | {(own[:, 1] / best[:, 1]).mean():.3f} |",
            flush=True,
        )


def _price(week: Week, prices: TimePrices, factor: float):
    def price(v: int, block: int) -> float:
        one = week.volunteers[v]
        worth = max(
            0.0, prices.visit.get(one.id, 0.0) - week.weights.load_points(one.load_4weeks, 1)
        )
        return factor * (worth + prices.hour.get((one.id, block), 0.0))

    return price if factor else None
