"""活動 as fact rows, from which every table is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sasaeai.activities.models import (
    Activity,
    ActivityFunction,
    ActivityPartner,
    DoneBy,
    PeopleCount,
)
from sasaeai.activities.rules import ALWAYS_AMOUNT, CountKind, Happening
from sasaeai.reports.areas import area_paths
from sasaeai.towns.rules import Tier
from sasaeai.vocabulary.models import Crosswalk, Term

Row = dict[str, Any]
Lines = dict[int, list[Any]]

# A postponed activity did not take place either; the plan that replaced it is counted on its own.
STATES = {
    Happening.HELD: "held",
    Happening.PLANNED: "planned",
    Happening.CANCELLED: "cancelled",
    Happening.POSTPONED: "cancelled",
}
TIERS = {tier.value: tier.label for tier in Tier}
NO_LINES: list[Any] = []
COLUMNS = (
    *("pk", "on", "happening", "tier", "area_id", "kind_id", "means_id", "result_id", "title"),
    *("wording", "number", "minutes", "is_issue", "issue_text", "proposal_text", "place"),
)


@dataclass(frozen=True)
class Words:
    """Labels of the town's terms, and what the functions are called in every scheme, their own as well."""

    labels: dict[int, str]
    elsewhere: dict[int, dict[str, list[str]]]
    _read: dict[tuple[int, ...], dict[str, Any]] = field(default_factory=dict, repr=False)
    _named: dict[tuple[int, ...], list[str]] = field(default_factory=dict, repr=False)

    def named(self, functions: list[int]) -> list[str]:
        """The labels of functions, worked out once for each combination."""
        key = tuple(functions)
        if key not in self._named:
            self._named[key] = [self.labels[one] for one in functions]
        return self._named[key]

    def readings(self, functions: list[int], *, flagged: bool) -> dict[str, Any]:
        """`{"mhlw-6": ["関係者のネットワーク化"]}`: each scheme's words for the functions, the main one first.

        Few combinations occur in many activities: each is worked out once.
        """
        key = (flagged, *functions)
        if key not in self._read:
            flag = {"月報にのせる": "はい"} if flagged else {}
            self._read[key] = _known(self._readings(functions) | flag)
        return self._read[key]

    def _readings(self, functions: list[int]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for function in functions:
            for scheme, labels in self.elsewhere.get(function, {}).items():
                kept = found.setdefault(scheme, [])
                kept += [label for label in labels if label not in kept]
        return found


@dataclass
class Parts:
    """The lines below the activities of a period, by activity."""

    doers: Lines = field(default_factory=dict)
    functions: Lines = field(default_factory=dict)
    partners: Lines = field(default_factory=dict)
    counts: Lines = field(default_factory=dict)
    _counted: dict[tuple[int, int | None], Row] = field(default_factory=dict, repr=False)
    _tiers: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def counted(self, activity: int, minutes: int | None) -> Row:
        """How many came and how long it took; one object for equal lines (`_by_activity` shares them)."""
        lines = self.counts.get(activity, NO_LINES)
        key = (id(lines), minutes)
        if key not in self._counted:
            self._counted[key] = _counts(lines, minutes)
        return self._counted[key]

    def tiers(self, written: str) -> list[str]:
        """`["第1層", "第2層"]` of `12`."""
        if written not in self._tiers:
            self._tiers[written] = [TIERS[one] for one in written]
        return self._tiers[written]


def fact_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """One fact row an activity dated from first to last day (ten queries, whatever the number of rows)."""
    words, parts = words_of(town_id), _parts(town_id, first, last)
    paths = area_paths(town_id)
    found = Activity.objects.filter(town=town_id).in_period(first, last).order_by("on", "pk")
    for values in found.values_list(*COLUMNS).iterator(chunk_size=5000):
        given = dict(zip(COLUMNS, values, strict=True))
        yield _known(_row(given, words, parts) | {"area": paths.on(given["area_id"], given["on"])})


def words_of(town_id: int) -> Words:
    """Every term of the town by key, and the readings of the entry scheme's terms (two queries)."""
    terms = Term.objects.filter(scheme__town=town_id).values_list("pk", "label", "scheme__code")
    labels: dict[int, str] = {}
    elsewhere: dict[int, dict[str, list[str]]] = {}
    for key, label, scheme in terms:
        labels[key], elsewhere[key] = label, {scheme: [label]}
    lines = Crosswalk.objects.filter(term__scheme__town=town_id).order_by("-is_main", "pk")
    for term, scheme, label in lines.values_list("term", "target__scheme__code", "target__label"):
        elsewhere[term].setdefault(scheme, []).append(label)
    return Words(labels, elsewhere)


def _row(given: dict[str, Any], words: Words, parts: Parts) -> Row:
    key = given["pk"]
    functions = parts.functions.get(key, NO_LINES)
    return {
        "id": f"activities.Activity:{key}",
        "date": given["on"].isoformat(),
        "state": STATES[given["happening"]],
        "kind": words.labels.get(given["kind_id"]),
        "means": words.labels.get(given["means_id"]),
        "result": words.labels.get(given["result_id"]),
        "tier": parts.tiers(given["tier"]),
        "functions": words.named(functions),
        "number": given["number"],
        "coordinators": parts.doers.get(key),
        "partners": parts.partners.get(key),
        "counts": parts.counted(key, given["minutes"]),
        "texts": _known(
            {
                "件名": given["title"],
                "内容": given["wording"],
                "場所": given["place"],
                "課題": given["issue_text"],
                "提案": given["proposal_text"],
            }
        ),
        "attributes": words.readings(functions, flagged=bool(given["is_issue"])),
    }


def _counts(lines: list[tuple[Any, ...]], minutes: int | None) -> dict[str, Any]:
    """`{"人": 12, "実世帯数": 4, "初参加": {"value": 3, "kind": "延べ人数"}, "分": 90}`."""
    found: dict[str, Any] = {"分": minutes} if minutes else {}
    for number, unit, kind, label, part in lines:
        name = f"実{unit}数" if kind == CountKind.DISTINCT else str(unit)
        if not part:
            found[name] = found.get(name, 0) + number
        if label and (part or label != "参加者"):
            how = f"{kind}{unit}数" if unit not in ALWAYS_AMOUNT else f"{unit}数"
            before = found.get(label, {"value": 0})["value"]
            found[label] = {"value": before + number, "kind": how}
    return found


def _parts(town_id: int, first: date, last: date) -> Parts:
    """Every line below the activities of the period (four queries)."""
    when = {"activity__town": town_id, "activity__on__range": (first, last)}
    return Parts(
        doers=_by_activity(
            DoneBy.objects.filter(**when)
            .order_by("-is_lead", "pk")
            .values_list("activity_id", "holder_id", "holder__name", "post_id", "post__name"),
            _doer,
        ),
        functions=_by_activity(
            ActivityFunction.objects.filter(**when)
            .order_by("-is_main", "pk")
            .values_list("activity_id", "term_id"),
            lambda line: line[0],
        ),
        partners=_by_activity(
            ActivityPartner.objects.filter(**when)
            .order_by("pk")
            .values_list(
                "activity_id",
                "organisation_id",
                "organisation__name",
                "organisation__partner_type__label",
            ),
            _partner,
        ),
        counts=_by_activity(
            PeopleCount.objects.filter(**when)
            .order_by("order", "pk")
            .values_list("activity_id", "number", "unit", "count_kind", "label", "part"),
            tuple,
        ),
    )


def _by_activity(lines: Iterable[tuple[Any, ...]], shape: Any) -> Lines:
    """The lines of each activity; what is the same is one object, so that it is written and told apart once."""
    found: Lines = defaultdict(list)
    shaped: dict[tuple[Any, ...], Any] = {}
    for activity, *rest in lines:
        line = tuple(rest)
        if line not in shaped:
            shaped[line] = shape(line)
        found[activity].append(shaped[line])
    same: dict[tuple[int, ...], list[Any]] = {}
    return {one: same.setdefault(tuple(map(id, of)), of) for one, of in found.items()}


def _doer(line: tuple[Any, ...]) -> dict[str, str]:
    """A person is one whatever the post; a post nobody held is counted as one as well."""
    holder, name, post, post_name = line
    if holder is None:
        return {"id": f"post-{post}", "name": post_name, "post": post_name}
    return {"id": str(holder), "name": name, "post": post_name}


def _partner(line: tuple[Any, ...]) -> dict[str, str]:
    key, name, sort = line
    return {"id": str(key), "name": name} | ({"type": sort} if sort else {})


def _known(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if value or value == 0}
