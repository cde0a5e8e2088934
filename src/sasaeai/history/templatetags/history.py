"""What every page of a record shows of its history: when and by whom it was last changed."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models

from sasaeai.history.models import key_of
from sasaeai.history.queries import last_change

register = template.Library()


@register.inclusion_tag("history/_changed.html", takes_context=True)
def changed_line(context: template.Context, record: models.Model) -> dict[str, Any]:
    """「最終更新 …　だれ」 and the way to the record's history (one query)."""
    may = getattr(context["request"].user, "may", lambda _: False)
    return {
        "change": last_change(record),
        "about": key_of(record),
        "may_look": may("history.record"),
    }
