"""What the page of one activity shows besides its content: links, past."""

from __future__ import annotations

from dataclasses import dataclass

from sasaeai.activities.models import Activity
from sasaeai.history.models import Event, key_of
from sasaeai.history.queries import Difference, differences_of, lines_about
from sasaeai.people.requests import SignedInRequest
from sasaeai.ui import slots


@dataclass(frozen=True)
class Link:
    """A related record: its label, and its address if the person may open it."""

    label: str
    url: str | None


@dataclass(frozen=True)
class PastLine:
    """One deed about the record."""

    event: Event
    words: str
    lines: list[Difference]


def links_of(request: SignedInRequest, activity: Activity) -> list[Link]:
    """What the record is linked to, and the record it was made from."""
    found = [Link(link.label, address_of(request, link.key)) for link in activity.links.all()]
    if activity.origin:
        found.append(Link("もとになった記録", address_of(request, activity.origin)))
    return found


def address_of(request: SignedInRequest, key: str) -> str | None:
    """The address of `people.Organisation:12`, if a capability knows it and the person may see it."""
    model, _, number = key.partition(":")
    link = slots.record_links.entries.get(model)
    return link.url(request, int(number)) if link and number.isdecimal() else None


def past_of(activity: Activity) -> list[PastLine]:
    """Every deed about the record, newest first (one query)."""
    words = {k: w for entry in slots.history_words.all() for k, w in entry.words.items()}
    return [
        PastLine(event, words.get(event.what, event.what), differences_of([event]))
        for event in lines_about(activity.town_id, key_of(activity))[:50]
    ]
