"""Templates of one's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.activities.actions.drafts import Typed
from sasaeai.activities.models import EntryTemplate
from sasaeai.history import actions as history
from sasaeai.people.models import User

FRESH_EACH_TIME = frozenset(
    {"on", "happening", "happening_reason", "next_step", "due_on", "is_issue", "issue_text"}
    | {"proposal_text", "result_text", "version"}
)


@transaction.atomic
def keep_template(*, by: User, at: datetime, name: str, typed: Typed) -> EntryTemplate:
    """Keep what is written often under a name; the same name again replaces it."""
    kept = {
        key: list(values)
        for key, values in typed.items()
        if key not in FRESH_EACH_TIME and not key.endswith("-number")
    }
    template, _ = EntryTemplate.objects.update_or_create(
        user=by, name=name, defaults={"typed": kept}
    )
    history.note(by=by, at=at, what="activities.template_kept", about=template)
    return template


@transaction.atomic
def drop_template(*, by: User, at: datetime, template: EntryTemplate) -> None:
    """A template is not wanted any more."""
    history.note(by=by, at=at, what="activities.template_dropped", about=template)
    template.delete()
