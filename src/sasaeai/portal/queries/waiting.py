"""What is not yet on the public pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sasaeai.portal.models import Publication
from sasaeai.resources.models import Call, Resource
from sasaeai.towns.viewer import Viewer


@dataclass(frozen=True)
class Waiting:
    """The last publication, and how many records changed since.

    :param public: how many resources residents would be shown now
    """

    last: Publication | None
    public: int
    changed: int
    calls: int

    @property
    def is_due(self) -> bool:
        """Whether publishing would show something new."""
        return self.changed > 0 or (self.last is None and self.public > 0)


def waiting(viewer: Viewer, *, today: date) -> Waiting:
    """What a publication would bring (four queries)."""
    last = Publication.objects.filter(town=viewer.town_id).first()
    mine = Resource.objects.filter(town=viewer.town_id)
    changed = calls = 0
    if last is not None:
        # Whatever was ever public counts: what was taken back must leave the pages as well.
        changed = mine.was_public().filter(changed_at__gt=last.at).count()
        calls = Call.objects.filter(town=viewer.town_id, changed_at__gt=last.at).count()
    return Waiting(last, mine.public(today).count(), changed + calls, calls)
