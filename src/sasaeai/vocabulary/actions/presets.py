"""Loading presets: the words of the product become the words of the town, which may then change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer
from sasaeai.vocabulary.models import Crosswalk, Scheme, Term
from sasaeai.vocabulary.presets import ALL
from sasaeai.vocabulary.presets import preset as read_preset
from sasaeai.vocabulary.queries import preset_changes
from sasaeai.vocabulary.rules.presets import Change, Preset, Reading


@transaction.atomic
def load_preset(*, by: Doer, at: datetime, town: Town, preset: str) -> list[Change]:
    """Load one preset into the town: add what is missing, update what the town has not changed itself.

    Readings to and from the schemes already there are added for terms that have none in that direction; where
    the town has decided, its own stay. Loading twice changes nothing.

    :raises KeyError: if there is no such preset
    """
    given = read_preset(preset)
    scheme = _scheme_for(town, given)
    changes = preset_changes(town.pk, given)
    _write_terms(scheme, changes)
    readings = _write_readings(town, _readings_around(given))
    done = [c for c in changes if c.kind in ("added", "updated")]
    if done or readings:
        after = {c.code: dict(c.after) for c in done} | {"readings": readings}
        what = "vocabulary.preset_loaded"
        history.note(by=by, at=at, what=what, about=scheme, after=after)
    return changes


def load_presets(
    *, by: Doer, at: datetime, town: Town, presets: Iterable[str] = ALL
) -> dict[str, list[Change]]:
    """Load several presets (all of them unless named), each with its line of history."""
    return {code: load_preset(by=by, at=at, town=town, preset=code) for code in presets}


def _scheme_for(town: Town, given: Preset) -> Scheme:
    values = {"name": given.name, "purpose": given.purpose, "source": given.source}
    scheme, _ = Scheme.objects.get_or_create(
        town=town, code=given.code, defaults={**values, "preset": given.code}
    )
    return scheme


def _write_terms(scheme: Scheme, changes: Sequence[Change]) -> None:
    terms = {t.code: t for t in scheme.terms.all()}
    for change in changes:
        if change.kind == "updated":
            _apply(terms[change.code], change.after, terms)
            terms[change.code].save()
    added = [c for c in changes if c.kind == "added"]
    for wave in (
        [c for c in added if not c.after["parent"]],
        [c for c in added if c.after["parent"]],
    ):
        new = [Term(scheme=scheme, code=c.code) for c in wave]
        for term, change in zip(new, wave, strict=True):
            _apply(term, change.after, terms)
        terms |= {t.code: t for t in Term.objects.bulk_create(new)}


def _apply(term: Term, values: Mapping[str, Any], terms: Mapping[str, Term]) -> None:
    for name, value in values.items():
        if name == "parent":
            term.parent = terms[value] if value else None
        else:
            setattr(term, name, value)
    term.given = {**(term.given or {}), **values}


def _readings_around(given: Preset) -> list[Reading]:
    others = (read_preset(code) for code in ALL if code != given.code)
    to_here = [r for other in others for r in other.readings if r.target_scheme == given.code]
    return [*given.readings, *to_here]


def _write_readings(town: Town, readings: Sequence[Reading]) -> int:
    schemes = {r.scheme for r in readings} | {r.target_scheme for r in readings}
    found = Term.objects.filter(scheme__town=town, scheme__code__in=schemes)
    ids = {
        (scheme, code): pk for scheme, code, pk in found.values_list("scheme__code", "code", "pk")
    }
    lines = Crosswalk.objects.filter(term__scheme__town=town)
    decided = set(lines.values_list("term_id", "target__scheme__code"))
    new = [
        Crosswalk(term_id=term, target_id=target, is_main=r.is_main, remark=r.source[:200])
        for r in readings
        if (term := ids.get((r.scheme, r.term)))
        and (target := ids.get((r.target_scheme, r.target)))
        and (term, r.target_scheme) not in decided
    ]
    Crosswalk.objects.bulk_create(new)
    return len(new)
