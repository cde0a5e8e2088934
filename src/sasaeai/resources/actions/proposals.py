"""運営者の知らせ: proposed without an account, decided by staff field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.resources.actions.confirming import confirm
from sasaeai.resources.actions.given import Given, GivenContact, ResourceFacts
from sasaeai.resources.actions.writing import change_resource
from sasaeai.resources.models import ChangeProposal, ProposalState, Resource, ResourceContact
from sasaeai.resources.queries.proposals import proposable_values
from sasaeai.resources.rules.freshness import Answer, How
from sasaeai.resources.rules.proposing import MOST_WAITING, PROPOSABLE, changed_fields
from sasaeai.resources.rules.said_times import TimesRefused, read_times
from sasaeai.towns.viewer import Doer


class ProposalRefused(ValueError):
    """A proposal cannot be taken in or decided; the words say why and what to do."""


@transaction.atomic
def propose(
    *,
    by: Doer,
    at: datetime,
    resource: Resource,
    answer: Answer,
    given: Mapping[str, str] | None = None,
    sender: str = "",
    sender_contact: str = "",
    remark: str = "",
) -> ChangeProposal | None:
    """Take in what an operator says. 「変わりなし」 confirms at once; everything else waits for staff.

    :returns: the waiting proposal; None where nothing waits
    :raises ProposalRefused: if too many wait already, or nothing was changed
    """
    seen = proposable_values(resource)
    fields = changed_fields(seen, given or {})
    _refuse(resource, answer, fields, remark)
    if answer == Answer.SAME:
        confirm(
            by=by,
            at=at,
            resource=resource,
            on=localdate(at),
            how=How.QR,
            answer=answer,
            told_by=sender[:60],
            remark=remark[:300],
        )
        return None
    made = ChangeProposal(
        resource=resource,
        at=at,
        answer=answer,
        sender=sender[:60],
        sender_contact=sender_contact[:100],
        fields={name: text[:2000] for name, text in fields.items()},
        seen={name: seen[name] for name in fields},
        remark=remark[:2000],
    )
    made.full_clean(exclude=["fields", "seen"])  # a pause or an end names no field
    made.save()
    said = {"知らせ": answer.label, "項目": [PROPOSABLE[name] for name in fields]}
    history.note(by=by, at=at, what="resources.proposed", about=resource, after=said)
    return made


def _refuse(resource: Resource, answer: Answer, fields: Mapping[str, str], remark: str) -> None:
    if answer == Answer.CHANGED and not fields and not remark.strip():
        raise ProposalRefused(
            "変わったところがありません。変えてから送るか、「変わりなし」を選んでください。"
        )
    waiting = resource.proposals.filter(state=ProposalState.WAITING).count()
    if answer != Answer.SAME and waiting >= MOST_WAITING:
        raise ProposalRefused(
            "確認待ちの知らせがたくさんあります。お手数ですが、電話でお知らせください。"
        )


@transaction.atomic
def decide_proposal(
    *,
    by: Doer,
    at: datetime,
    proposal: ChangeProposal,
    take: Sequence[str],
    reason: str = "",
) -> ChangeProposal:
    """Take over the chosen fields; the rest is left. With anything taken the resource counts as confirmed.

    :param take: names of fields, or `*` for a proposal without fields (休止・終了のしらせ)
    :raises ProposalRefused: if it was decided already, or a timetable cannot be read
    """
    if proposal.state != ProposalState.WAITING:
        raise ProposalRefused("この知らせは、すでにほかの人が決めました。")
    chosen = {name: text for name, text in proposal.fields.items() if name in take}
    resource = proposal.resource
    if chosen:
        _apply(by, at, resource, chosen)
    accepted = bool(chosen) or "*" in take
    if accepted:
        confirm(
            by=by,
            at=at,
            resource=resource,
            on=localdate(proposal.at),
            how=How(proposal.how),
            answer=Answer(proposal.answer),
            told_by=proposal.sender,
            remark=proposal.remark[:300],
        )
    proposal.state = _state_after(proposal, accepted, chosen)
    proposal.taken = sorted(chosen)
    proposal.decided_at, proposal.decided_by_name = at, by.doer_name[:120]
    proposal.reason = reason[:200]
    proposal.save()
    history.note(
        by=by,
        at=at,
        what="resources.proposal_decided",
        about=resource,
        after={"決めたこと": proposal.get_state_display(), "理由": reason},
    )
    return proposal


def _state_after(
    proposal: ChangeProposal, accepted: bool, chosen: Mapping[str, str]
) -> ProposalState:
    if not accepted:
        return ProposalState.REFUSED
    whole = len(chosen) == len(proposal.fields)
    return ProposalState.TAKEN if whole else ProposalState.PARTLY


def _apply(by: Doer, at: datetime, resource: Resource, chosen: Mapping[str, str]) -> None:
    facts: dict[str, Any] = {
        name: text for name, text in chosen.items() if name not in ("times", "contact_phone")
    }
    try:
        times = read_times(chosen["times"]) if "times" in chosen else None
    except TimesRefused as refused:
        raise ProposalRefused(f"{refused} 日時のしるしを外し、「直す」で書いてください。") from None
    contacts = _with_phone(resource, chosen["contact_phone"]) if "contact_phone" in chosen else None
    given = Given(cast(ResourceFacts, facts), schedules=times, contacts=contacts)
    try:
        change_resource(by=by, at=at, resource=resource, given=given)
    except ValidationError as refused:
        raise ProposalRefused(" ".join(refused.messages)) from None


def _with_phone(resource: Resource, phone: str) -> list[GivenContact]:
    """The contacts with the first public one's telephone replaced."""
    kept = list(resource.contacts.all())
    public = next((c for c in kept if c.is_public), None)
    contacts = [_given(c, phone if c is public else c.phone) for c in kept]
    return contacts if public else [*contacts, GivenContact(phone=phone, is_public=True)]


def _given(contact: ResourceContact, phone: str) -> GivenContact:
    return GivenContact(
        *(contact.name, contact.role, phone, contact.fax, contact.mail),
        hours=contact.hours,
        is_public=contact.is_public,
    )
