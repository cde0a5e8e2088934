"""What operators propose: as they see it, and as staff decide it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from sasaeai.history.rules import Piece, text_pieces
from sasaeai.resources.models import ChangeProposal, ProposalState, Resource
from sasaeai.resources.rules.proposing import PROPOSABLE
from sasaeai.resources.rules.said_times import written_times
from sasaeai.towns.viewer import Viewer


def proposable_values(resource: Resource) -> dict[str, str]:
    """The texts an operator sees and may change. Nothing that only staff may see is among them."""
    public = next((c for c in resource.contacts.all() if c.is_public), None)
    times = [written_times(line.recurrence) for line in resource.schedules.all()]
    special = {"times": "\n".join(times), "contact_phone": public.phone if public else ""}
    return {
        name: special[name] if name in special else str(getattr(resource, name))
        for name in PROPOSABLE
    }


def waiting_proposals(viewer: Viewer) -> QuerySet[ChangeProposal]:
    """Proposals of the town, those to be decided first."""
    mine = ChangeProposal.objects.filter(resource__town=viewer.town_id)
    return mine.select_related("resource__area").order_by("-state", "-at", "-pk")


@dataclass(frozen=True)
class ProposedField:
    """One field side by side.

    :param moved_on: staff changed the field after the operator saw it
    """

    name: str
    label: str
    now: str
    proposed: str
    moved_on: bool
    pieces: list[Piece]


def proposed_fields(proposal: ChangeProposal) -> list[ProposedField]:
    """The proposal against the present approved state, field by field (two queries)."""
    now = proposable_values(proposal.resource)
    return [
        ProposedField(
            name,
            PROPOSABLE[name],
            now[name],
            text,
            now[name] != proposal.seen.get(name, now[name]),
            text_pieces(now[name], text),
        )
        for name, text in proposal.fields.items()
        if name in PROPOSABLE
    ]


def is_waiting(proposal: ChangeProposal) -> bool:
    """Whether staff have still to decide."""
    return proposal.state == ProposalState.WAITING
