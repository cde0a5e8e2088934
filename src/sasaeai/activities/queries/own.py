"""What belongs to one person: drafts, templates, the last entry."""

from __future__ import annotations

from sasaeai.activities.models import Activity, Draft, EntryTemplate
from sasaeai.people.models import User


def drafts_of(user: User) -> list[Draft]:
    """Drafts of new entries, the latest first."""
    return list(Draft.objects.filter(user=user, about="")[:10])


def latest_draft_of(user: User) -> Draft | None:
    """What the person was writing last and did not save."""
    return Draft.objects.filter(user=user, about="").first()


def templates_of(user: User) -> list[EntryTemplate]:
    """The person's own templates."""
    return list(EntryTemplate.objects.filter(user=user))


def has_written(user: User) -> bool:
    """Whether there is a last entry to copy."""
    return Activity.objects.filter(town=user.town_id, written_by=user).exists()


def last_entry_of(user: User) -> Activity | None:
    """The entry the person wrote last."""
    mine = Activity.objects.visible_to(user).filter(written_by=user)
    return mine.with_parts().order_by("-entered_at", "-pk").first()
