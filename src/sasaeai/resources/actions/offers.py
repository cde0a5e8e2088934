"""貸したい・使いたい: calls, bringing two together, and looking after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.timezone import localdate

from sasaeai.history import actions as history
from sasaeai.resources.actions.keeping import keep
from sasaeai.resources.models import (
    Call,
    CallState,
    MatchStage,
    OfferFollowUp,
    OfferMatch,
    Side,
)
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

# After something started it is asked how it goes: after one month, three, twelve.
FOLLOW_UP_MONTHS = (1, 3, 12)


class MatchRefused(ValueError):
    """Two calls cannot be brought together; the words say why."""


@transaction.atomic
def keep_call(
    *, by: Doer, at: datetime, town: Town, call: Call | None, facts: Mapping[str, Any]
) -> Call:
    """Write down an offer or a wish, or correct it.

    :raises ValidationError: by field; a person's telephone needs consent
    """
    record = call or Call(town=town)
    return keep(by=by, at=at, record=record, facts=facts, what="resources.call_kept")


@transaction.atomic
def bring_together(
    *, by: Doer, at: datetime, offer: Call, wish: Call, reason: str = ""
) -> OfferMatch:
    """Make a candidate of an offer and a wish; both are being talked about from now on.

    :raises MatchRefused: if they are not an offer and a wish of one town, or were brought together before
    """
    if (offer.side, wish.side) != (Side.OFFER, Side.WISH) or offer.town_id != wish.town_id:
        raise MatchRefused("「出せます」と「ほしい」を1つずつ選んでください。")
    if CallState.CLOSED in (offer.state, wish.state):
        raise MatchRefused("終えた申し出・希望は引き合わせられません。")
    if OfferMatch.objects.filter(offer=offer, wish=wish).exists():
        raise MatchRefused("この2つは、すでに引き合わせています。")
    match = OfferMatch.objects.create(
        offer=offer, wish=wish, reason=reason[:300], made_on=localdate(at)
    )
    for call in (offer, wish):
        if call.state == CallState.OPEN:
            call.state, call.changed_at = CallState.TALKING, at
            call.save(update_fields=["state", "changed_at"])
    history.note(
        by=by, at=at, what="resources.brought_together", about=match, after={"理由": reason}
    )
    return match


@transaction.atomic
def move_match(
    *, by: Doer, at: datetime, match: OfferMatch, to: MatchStage, on: date, remark: str = ""
) -> OfferMatch:
    """The next stage. 「始まった」 plans the follow-up after one, three and twelve months.

    What did not work out lets both look on.
    """
    before = match.stage
    match.stage = to
    if remark:
        match.remark = remark[:300]
    if to == MatchStage.STARTED and match.started_on is None:
        match.started_on = on
        for months in FOLLOW_UP_MONTHS:
            due: date = on + relativedelta(months=months)
            OfferFollowUp.objects.create(match=match, due_on=due)
    match.save()
    state = {
        MatchStage.STARTED: CallState.MATCHED,
        MatchStage.FAILED: CallState.OPEN,
        MatchStage.ENDED: CallState.CLOSED,
    }.get(to)
    if state is not None:
        for call in (match.offer, match.wish):
            call.state, call.changed_at = state, at
            call.save(update_fields=["state", "changed_at"])
    history.note(
        by=by,
        at=at,
        what="resources.match_moved",
        about=match,
        before={"stage": before},
        after={"stage": to, "いつから": on},
    )
    return match


@transaction.atomic
def finish_follow_up(
    *, by: Doer, at: datetime, line: OfferFollowUp, on: date, wording: str
) -> OfferFollowUp:
    """It was asked how it goes.

    :raises ValidationError: by field
    """
    line.done_on, line.wording, line.by_name = on, wording.strip(), by.doer_name[:120]
    line.full_clean()
    line.save()
    history.note(by=by, at=at, what="resources.followed_up", about=line.match, after={"いつ": on})
    return line
