"""What one row says: facts ready to be kept, and names still to be looked up when it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sasaeai.places.models import Area
from sasaeai.resources.actions.given import GivenContact, GivenGathering
from sasaeai.resources.actions.taking_in import Standing
from sasaeai.resources.rules.beside_lines import Beside
from sasaeai.resources.rules.recurrence import Recurrence, Unusual
from sasaeai.vocabulary.models import Term


@dataclass(slots=True)
class Said:
    """A row that was understood.

    Of the lists, None leaves what is there as it is. `facts` holds only what the row says.

    :param operator: name of the organisation; None leaves it, "" takes it away
    :param number: its number in the list it comes from; `system`: the name of that list
    """

    facts: dict[str, Any] = field(default_factory=dict)
    functions: Sequence[Term] | None = None
    more_kinds: Sequence[Term] | None = None
    more_areas: Sequence[Area] | None = None
    schedules: Sequence[Recurrence] | None = None
    unusual_days: Sequence[Unusual] | None = None
    contacts: Sequence[GivenContact] | None = None
    gathering: GivenGathering | None = None
    operator: str | None = None
    public_id: UUID | None = None
    system: str = ""
    number: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    ended_on: date | None = None
    beside: Beside = field(default_factory=Beside)

    @property
    def name(self) -> str:
        """The name of the resource."""
        return str(self.facts.get("name", ""))
