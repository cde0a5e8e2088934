"""Believable deeds: patterns of `deeds.toml` dealt over the working days of six posts. Same seed, same town."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from sasaeai.activities.actions import Entry
from sasaeai.activities.rules import Count, Happening
from sasaeai.config.demo_town.calendar import working_days
from sasaeai.config.demo_town.partners import Partners
from sasaeai.people.models import Organisation, Post
from sasaeai.places.models import Area
from sasaeai.vocabulary.models import Term

SEED = 2022
A_DAY = (0, 1, 1, 1, 2, 2, 2, 3)
CANCELLED = 0.012
PATTERNS: list[dict[str, Any]] = tomllib.loads(
    files(__package__).joinpath("deeds.toml").read_text("utf-8")
)["deeds"]


@dataclass(frozen=True)
class Seat:
    """A post with the districts and centres it works in."""

    post: Post
    districts: list[Area]
    centres: list[Area]


@dataclass(frozen=True)
class Words:
    """Terms by scheme and code or label."""

    functions: Mapping[str, Term]
    means: Mapping[str, Term]
    kinds: Mapping[str, Term]
    results: Mapping[str, Term]


def deeds(
    seats: list[Seat],
    partners: Partners,
    words: Words,
    *,
    first: date,
    today: date,
    seed: int = SEED,
) -> Iterator[Entry]:
    """Every entry from the first day to two weeks after today (the last ones planned), in order of days."""
    dice = Random(seed)  # noqa: S311  (an invented town, not a secret)
    for day in working_days(first, today + timedelta(days=14)):
        for seat in seats:
            share = A_DAY if day <= today else (0, 0, 0, 1)
            for _ in range(dice.choice(share)):
                yield _deed(seat, partners, words, day, today, dice)


def _deed(
    seat: Seat, partners: Partners, words: Words, day: date, today: date, dice: Random
) -> Entry:
    tier = seat.post.tier
    known = [p for p in PATTERNS if tier in p.get("tiers", ["1", "2"])]
    pattern = dice.choices(known, weights=[p["weight"] for p in known])[0]
    at_centre = pattern["partners"] == ["care_centre"]
    area = dice.choice(seat.centres if at_centre else seat.districts)
    partner = partners.one_of(pattern["partners"], area, dice)
    slots = {
        "district": area.name,
        "area": seat.post.area.name if seat.post.area else "第1層",
        "partner": partner.name if partner else "団体",
        "salon": f"{area.name}お元気サロン",
        "month": f"{day.month}",
    }
    happening = _happening(day, today, dice)
    return Entry(
        on=day,
        posts=(seat.post,),
        starts_at=time(dice.choice((9, 10, 10, 13, 13, 14, 15)), dice.choice((0, 30))),
        minutes=_between(pattern["minutes"], dice, step=5),
        happening=happening,
        happening_reason="大雨のため" if happening == Happening.CANCELLED else "",
        area=area,
        kind=words.kinds[pattern["kind"]],
        title=pattern["title"].format(**slots),
        means=words.means[pattern["means"]],
        functions=tuple(words.functions[f] for f in pattern["functions"]),
        partners=_with(pattern, partners, partner, dice),
        **(_outcome(pattern, words, slots, day, dice) if happening == Happening.HELD else {}),
    )


def _with(
    pattern: dict[str, Any], partners: Partners, partner: Organisation | None, dice: Random
) -> tuple[Organisation, ...]:
    """Whom it was done with: the one of the place, or as many care centres of the city as came."""
    if "centres" in pattern:
        return partners.several("care_centre", pattern["centres"], dice)
    return (partner,) if partner else ()


def _happening(day: date, today: date, dice: Random) -> Happening:
    if day > today:
        return Happening.PLANNED
    return Happening.CANCELLED if dice.random() < CANCELLED else Happening.HELD


def _outcome(
    pattern: dict[str, Any], words: Words, slots: dict[str, str], day: date, dice: Random
) -> dict[str, Any]:
    """What only a held deed has: people, words, result, next step, sometimes an issue and a proposal."""
    step = dice.choice(pattern["next"])
    flagged = "issues" in pattern and dice.random() < 0.06
    return {
        "counts": _counts(pattern, dice),
        "wording": dice.choice(pattern["wordings"]).format(**slots),
        "result": words.results[dice.choice(pattern["results"])],
        "next_step": step,
        "due_on": day + timedelta(days=dice.choice((7, 14, 21))) if step else None,
        "is_issue": flagged,
        "issue_text": dice.choice(pattern["issues"]) if flagged else "",
        "proposal_text": dice.choice(pattern.get("proposals", [""])) if flagged else "",
    }


def _counts(pattern: dict[str, Any], dice: Random) -> tuple[Count, ...]:
    if "people" not in pattern:
        return ()
    people = Count(_between(pattern["people"], dice))
    if people.number < 8 or dice.random() < 0.6:
        return (people,)
    return (people, Count(dice.randint(1, people.number // 5), label="初参加", part=True))


def _between(bounds: list[int], dice: Random, step: int = 1) -> int:
    low, high = bounds
    return dice.randrange(low, high + 1, step)
