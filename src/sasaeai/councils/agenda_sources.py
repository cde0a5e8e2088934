"""What may be put on the agenda of a council: each source offers, the secretary chooses.

`add_agenda_source(AgendaSource("issues", "課題", offers))` in `capability.join()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sasaeai.councils.models import Meeting
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class Offer:
    """One thing that waits to be talked about.

    :param key: the record, as text (`councils.Issue:12`); the agenda item keeps it
    :param title: what stands on the agenda
    :param words: one line that explains it to the secretary
    """

    key: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class AgendaSource:
    """Where offers come from: `offers(viewer, meeting)` gives what this council might talk about."""

    code: str
    title: str
    offers: Callable[[Viewer, Meeting], Iterable[Offer]]


_sources: dict[str, AgendaSource] = {}


def add_agenda_source(source: AgendaSource) -> None:
    """Register a source; the same one twice is harmless.

    :raises ValueError: if the code belongs to another source
    """
    if _sources.get(source.code, source) != source:
        raise ValueError(f"agenda source {source.code} is taken")
    _sources[source.code] = source


def offered(viewer: Viewer, meeting: Meeting) -> list[tuple[AgendaSource, list[Offer]]]:
    """What every source offers for the meeting, those that offer nothing left out."""
    found = [(source, list(source.offers(viewer, meeting))) for source in _sources.values()]
    return [(source, offers) for source, offers in found if offers]
