"""Example records of the addresses of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sasaeai.people.examples import Cast
from sasaeai.reports import examples

Arguments = list[dict[str, Any] | None]


def once(make: Callable[[Any], Any], by: Any, **given: Any) -> Any:
    """The town's record of a builder, made when it is first asked for."""
    key = (make.__name__, by.pk)
    known = vars(by.town).setdefault("_samples", {})
    if key not in known:
        known[key] = make(by, **given)
    return known[key]


def of_both(make: Callable[[Any], Any], cast: Cast, **more: Any) -> Arguments:
    """A record of the town, and one of the other town."""
    own, other = once(make, cast.uno), once(make, cast.kinoshita)
    return [{"pk": own.pk, **more}, None, {"pk": other.pk, **more}]


def table(cast: Cast, **more: Any) -> Arguments:
    """A table of the town, and one that only the other town has."""
    own = once(examples.a_town_table, cast.uno)
    other = once(examples.a_town_table, cast.kinoshita, copied_from="elsewhere")
    return [{"code": own.code, **more}, None, {"code": other.code, **more}]


def plan(cast: Cast) -> Arguments:
    """A plan period."""
    return of_both(examples.a_plan, cast)


def indicator(cast: Cast, **more: Any) -> Arguments:
    """An indicator."""
    return of_both(examples.an_indicator, cast, **more)


def correction(cast: Cast) -> Arguments:
    """A correction that stands."""

    def a_correction(by: Any) -> Any:
        return examples.a_correction(by, once(examples.an_indicator, by))

    return of_both(a_correction, cast)


def submission(cast: Cast, **more: Any) -> Arguments:
    """A submission."""
    return of_both(examples.a_submission, cast, **more)


def pack(_: Cast, **more: Any) -> Arguments:
    """A pack: every town has the same ones."""
    return [{"code": "monthly", **more}]


def form(cast: Cast) -> Arguments:
    """A town's own form."""
    return of_both(examples.a_form, cast)


SAMPLES: dict[str, Callable[[Cast], Arguments]] = {
    "reports:table": table,
    "reports:records": table,
    "reports:table-file": lambda cast: table(cast, kind="csv"),
    **{f"reports:layout-{name}": table for name in ("edit", "text", "share", "copy", "remove")},
    "reports:plan-edit": plan,
    "reports:plan-export": plan,
    "reports:indicator-edit": indicator,
    "reports:indicator-records": indicator,
    "reports:targets": indicator,
    "reports:correction-new": lambda cast: indicator(cast, year=2021),
    "reports:correction-withdraw": correction,
    **{f"reports:form{name}": form for name in ("", "-filled", "-remove")},
    "reports:handover-file": lambda _: [{"kind": "docx"}],
    "reports:pack": pack,
    "reports:pack-words": pack,
    "reports:pack-submit": pack,
    "reports:pack-file": lambda cast: pack(cast, kind="xlsx"),
    "reports:submission": submission,
    "reports:submission-file": lambda cast: submission(cast, kind="xlsx"),
    "reports:submission-withdraw": submission,
}
