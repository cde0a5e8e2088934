"""困りごと and つなぎ as fact rows, from which every table is counted. Of the words told only chosen examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sasaeai.needs.models import Intake, Need, NeedLabel, Referral
from sasaeai.reports.areas import area_paths
from sasaeai.reports.facts import Source
from sasaeai.vocabulary.models import Crosswalk

Row = dict[str, Any]
KIND, REFERRAL = "困りごと", "つなぎ"
ROUTE, UNMET = "→", "資源なし"


def need_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """困りごと: one row each on the day it was heard, whatever it was classified as (six queries)."""
    paths, readings = area_paths(town_id), _readings(town_id)
    when = {"town": town_id, "heard_on__range": (first, last)}
    labels, households = _labels(when), _households(when)
    found = Need.objects.filter(**when).counted().order_by("heard_on", "pk")
    for need in found.select_related(
        "result", "intake__route", "intake__channel", "intake__age_band", "batch"
    ).iterator(2000):
        lines = labels.get(need.pk, [])
        intake = need.intake
        yield _known(
            {
                "id": f"needs.Need:{need.pk}",
                "kind": KIND,
                "date": need.heard_on.isoformat(),
                "category": lines[0][1] if lines else None,
                "route": intake.route and intake.route.label,
                "means": intake.channel and intake.channel.label,
                "result": UNMET if need.unmet else need.result and need.result.label,
                "area": paths.on(need.area_id, need.heard_on),
                "counts": {} if need.days_to_reply is None else {"日": need.days_to_reply},
                "texts": {"例": need.example} if need.example else {},
                "attributes": _known(
                    {
                        "状態": need.state_now.label,
                        "急ぎ具合": need.get_urgency_display(),
                        "need-kind": [label for _, label, _ in lines],
                        "こまかい分類": [detail for _, _, detail in lines if detail],
                        "年代": intake.age_band and intake.age_band.label,
                        "世帯のようす": households.get(need.intake_id),
                        "声の束": need.batch and need.batch.name,
                        **_read(readings, [key for key, _, _ in lines]),
                    }
                ),
            }
        )


def referral_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """つなぎ: from where to where, and how many people; the last of a trouble's tells the whole chain."""
    paths = area_paths(town_id)
    lines = Referral.objects.filter(town=town_id, on__range=(first, last))
    chains = _chains(town_id)
    for line in lines.select_related("came_from", "led_to").order_by("on", "pk"):
        yield _known(
            {
                "id": f"needs.Referral:{line.pk}",
                "kind": REFERRAL,
                "date": line.on.isoformat(),
                "route": line.came_from.label,
                "category": line.led_to.label,
                "area": paths.on(line.area_id, line.on),
                "counts": {"人": line.people},
                "attributes": _known({"連なり": chains.get(line.pk)}),
            }
        )


def _labels(when: dict[str, Any]) -> dict[int, list[tuple[int, str, str | None]]]:
    """Need → (term, label, finer label), the main one first."""
    found: dict[int, list[tuple[int, str, str | None]]] = defaultdict(list)
    lines = NeedLabel.objects.filter(**{f"need__{name}": value for name, value in when.items()})
    for need, term, label, detail in lines.order_by("-is_main", "pk").values_list(
        "need_id", "term_id", "term__label", "detail__label"
    ):
        found[need].append((term, label, detail))
    return found


def _households(when: dict[str, Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    lines = Intake.households.through.objects.filter(
        **{f"intake__{name}": value for name, value in when.items()}
    )
    for intake, label in lines.order_by("pk").values_list("intake_id", "term__label"):
        found[intake].append(label)
    return found


def _readings(town_id: int) -> dict[int, dict[str, str]]:
    """Term → {scheme: what it is called there}, main readings only."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    lines = Crosswalk.objects.filter(
        term__scheme__town=town_id, term__scheme__code="need-kind", is_main=True
    )
    for term, scheme, label in lines.order_by("-pk").values_list(
        "term", "target__scheme__code", "target__label"
    ):
        found[term][scheme] = label
    return found


def _read(readings: dict[int, dict[str, str]], terms: Iterable[int]) -> dict[str, list[str]]:
    """`{"plan9-needs-4": ["移動支援等"]}`: each scheme's words for the categories, the main one first."""
    found: dict[str, list[str]] = {}
    for term in terms:
        for scheme, label in readings.get(term, {}).items():
            kept = found.setdefault(scheme, [])
            kept += [label] if label not in kept else []
    return found


def _chains(town_id: int) -> dict[int, str]:
    """Last referral of a trouble → all its stations: 体力測定会→活動体→養成講座."""
    found: dict[int, list[Referral]] = defaultdict(list)
    lines = Referral.objects.filter(town=town_id, need__isnull=False)
    for line in lines.select_related("came_from", "led_to").order_by("on", "pk"):
        found[line.need_id or 0].append(line)
    return {
        steps[-1].pk: ROUTE.join([steps[0].came_from.label, *(s.led_to.label for s in steps)])
        for steps in found.values()
    }


def _known(given: Row) -> Row:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}


# A table counts them only if it names the kind, so that a plain "how many events" never counts troubles.
SOURCES = (
    Source("needs", KIND, rows=need_rows, named=(f'"{KIND}"',)),
    Source("referrals", REFERRAL, rows=referral_rows, named=(f'"{REFERRAL}"',)),
)
