"""協議体・会議・参加・議題 as fact rows, from which every table is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from sasaeai.councils.models import AgendaItem, Attendance, Council, Meeting
from sasaeai.councils.queries.first_times import first_days
from sasaeai.councils.rules.meetings import TOOK_PART, MeetingState
from sasaeai.reports.areas import AreaPaths, area_paths
from sasaeai.towns.rules import Tier

Row = dict[str, Any]

TIERS = {tier.value: tier.label for tier in Tier}
# A postponed meeting did not take place either; it is planned anew when its day is known.
STATES = {
    MeetingState.HELD: "held",
    MeetingState.PLANNED: "planned",
    MeetingState.CANCELLED: "cancelled",
    MeetingState.POSTPONED: "cancelled",
}


def founding_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """協議体の発足: one row each council on its founding day."""
    paths = area_paths(town_id)
    found = Council.objects.filter(town=town_id, founded_on__range=(first, last))
    for one in found.select_related("kind").prefetch_related("areas").order_by("founded_on", "pk"):
        day = one.founded_on or first
        yield _known(
            {
                "id": f"councils.Council:{one.pk}",
                "kind": "協議体の発足",
                "date": day.isoformat(),
                "ended": one.closed_on and one.closed_on.isoformat(),
                "council": one.name,
                "category": one.kind and one.kind.label,
                "tier": _tiers(one.tier),
                "area": _areas(paths, one, None, day),
                "texts": {"名称": one.name},
            }
        )


def meeting_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """協議体の会議: every meeting, whoever was there; SC attendance is a fact of it (five queries)."""
    people = _people(town_id, first, last)
    paths = area_paths(town_id)
    for one in _meetings(town_id, first, last).prefetch_related("posts"):
        posts = list(one.posts.all())
        yield _known(
            {
                **_row(one, paths),
                "kind": "協議体の会議",
                "counts": {"人": people[one.pk] + one.others} if one.state == "held" else {},
                "result": "コーディネーター出席" if posts else "コーディネーターなし",
                "coordinators": [{"id": f"post-{p.pk}", "name": p.name} for p in posts],
                "attributes": {
                    "方法": one.get_mode_display(),
                    "SCの出席": "あり" if posts else "なし",
                    "状態": one.get_state_display(),
                },
            }
        )


def uncounted_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """Meetings that are no activity (no coordinator was there, or they are still to come), under their usual kind."""
    people, paths = _people(town_id, first, last), area_paths(town_id)
    bodies = _bodies(town_id, first, last)
    found = _meetings(town_id, first, last).filter(activity=None, council__counted_as__isnull=False)
    for one in found:
        counted_as, held = one.council.counted_as, one.state == MeetingState.HELD
        yield _known(
            {
                **_row(one, paths),
                "kind": counted_as.label if counted_as else None,
                "counts": {"人": people[one.pk] + one.others} if held else {},
                "partners": list(bodies[one.pk].values()) if held else [],
            }
        )


def attendance_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """協議体への参加: one row a person and meeting that was held; people are told apart by number only."""
    debut, paths = first_days(town_id), area_paths(town_id)
    lines = Attendance.objects.took_part().filter(
        meeting__council__town=town_id,
        meeting__state=MeetingState.HELD,
        meeting__on__range=(first, last),
    )
    parts = lines.select_related("meeting__council__kind", "meeting__area", "kind")
    for line in parts.prefetch_related("meeting__council__areas").order_by("meeting__on", "pk"):
        one = line.meeting
        new = debut.get(line.participant_id) == one.on
        yield _known(
            {
                **_row(one, paths),
                "id": f"councils.Attendance:{line.pk}",
                "kind": "協議体への参加",
                "category": line.kind.label if line.kind else "立場なし",
                "result": "初参加" if new else "参加したことのある人",
                "subjects": {"person": str(line.participant_id), "meeting": str(one.pk)},
                "attributes": {
                    "会議の種類": one.council.kind.label if one.council.kind else "",
                    "出欠": line.get_took_display(),
                },
            }
        )


def agenda_rows(town_id: int, first: date, last: date) -> Iterator[Row]:
    """協議体の議題: one row an item of a meeting that was held."""
    paths = area_paths(town_id)
    items = AgendaItem.objects.filter(
        meeting__council__town=town_id,
        meeting__state=MeetingState.HELD,
        meeting__on__range=(first, last),
    )
    parts = items.select_related("meeting__council__kind", "meeting__area")
    in_order = parts.prefetch_related("meeting__council__areas").order_by(
        "meeting__on", "meeting", "order", "pk"
    )
    for item in in_order:
        yield _known(
            {
                **_row(item.meeting, paths),
                "id": f"councils.AgendaItem:{item.pk}",
                "kind": "協議体の議題",
                "texts": _known({"議題": item.title, "決まったこと": item.decision}),
            }
        )


def _meetings(town_id: int, first: date, last: date) -> Any:
    found = Meeting.objects.filter(council__town=town_id).in_period(first, last)
    parts = found.select_related("council__kind", "council__counted_as", "area")
    return parts.prefetch_related("council__areas").order_by("on", "pk")


def _people(town_id: int, first: date, last: date) -> Counter[int]:
    lines = Attendance.objects.filter(
        meeting__council__town=town_id, meeting__on__range=(first, last), took__in=sorted(TOOK_PART)
    )
    return Counter(lines.values_list("meeting", flat=True))


def _bodies(town_id: int, first: date, last: date) -> dict[int, dict[int, dict[str, str]]]:
    """Meeting → the bodies whose people took part, each once, as an activity names its partners."""
    lines = Attendance.objects.took_part().filter(
        meeting__council__town=town_id,
        meeting__on__range=(first, last),
        meeting__activity=None,
        participant__body__isnull=False,
    )
    found: dict[int, dict[int, dict[str, str]]] = defaultdict(dict)
    for meeting, key, name, sort in lines.order_by("pk").values_list(
        "meeting",
        "participant__body",
        "participant__body__name",
        "participant__body__partner_type__label",
    ):
        found[meeting][key] = {"id": str(key), "name": name} | ({"type": sort} if sort else {})
    return found


def _row(one: Meeting, paths: AreaPaths) -> Row:
    council = one.council
    return {
        "id": f"councils.Meeting:{one.pk}",
        "date": one.on.isoformat(),
        "state": STATES[one.state_now],
        "council": council.name,
        "category": council.kind and council.kind.label,
        "tier": _tiers(council.tier),
        "area": _areas(paths, council, one.area_id, one.on),
        "number": one.number,
        "texts": {"件名": one.name},
    }


def _tiers(tier: str) -> list[str]:
    return [TIERS[one] for one in tier]


def _areas(paths: AreaPaths, council: Council, area_id: int | None, day: date) -> Any:
    """Where it counts: its own area, else every area of the council (several names a level)."""
    if area_id is not None:
        return paths.on(area_id, day)
    found: dict[str, list[str]] = defaultdict(list)
    for area in council.areas.all():
        for level, name in paths.on(area.pk, day).items():
            if name not in found[level]:
                found[level].append(name)
    return {level: names[0] if len(names) == 1 else names for level, names in found.items()}


def _known(given: Row) -> Row:
    return {key: value for key, value in given.items() if value not in (None, "", [], {})}
