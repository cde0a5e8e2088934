"""Writing a town's own forms: kept once, filled whenever they are due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history.actions import note, town_of
from sasaeai.reports.models import TownForm
from sasaeai.towns.viewer import Doer

LARGEST = 5 * 1024 * 1024


@transaction.atomic
def add_form(
    *,
    by: Doer,
    at: datetime,
    name: str,
    kind: str,
    file_name: str,
    content: bytes,
    placeholders: Sequence[str],
    mapping: Mapping[str, Any],
) -> TownForm:
    """Keep an uploaded form with the places that it wants filled.

    :raises ValidationError: if the name is taken, the file is too large or has no placeholder
    """
    if len(content) > LARGEST:
        raise ValidationError(
            "ファイルが大きすぎます。5MBまでにしてください（写真を小さくする等）。"
        )
    if not placeholders:
        raise ValidationError(
            "差し込み口が1つも見つかりません。{{自治体名}} のように二重の波かっこで書いてください。"
        )
    form = TownForm(
        town_id=town_of(by),
        name=name.strip(),
        kind=kind,
        file_name=file_name[:200],
        content=content,
        placeholders=list(placeholders),
        mapping=dict(mapping),
        uploaded_at=at,
        uploaded_by=by.doer_name[:120],
    )
    form.full_clean()
    form.save()
    after = {"file": form.file_name, "placeholders": len(placeholders)}
    note(by=by, at=at, what="reports.form_added", about=form, after=after)
    return form


@transaction.atomic
def map_form(*, by: Doer, at: datetime, form: TownForm, mapping: Mapping[str, Any]) -> TownForm:
    """Keep what fills each placeholder."""
    before, form.mapping = form.mapping, dict(mapping)
    form.save(update_fields=["mapping"])
    note(by=by, at=at, what="reports.form_mapped", about=form, before=before, after=form.mapping)
    return form


@transaction.atomic
def remove_form(*, by: Doer, at: datetime, form: TownForm) -> None:
    """Remove a form."""
    note(by=by, at=at, what="reports.form_removed", about=form, before={"name": form.name})
    form.delete()
