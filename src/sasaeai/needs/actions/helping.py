"""A wish to help becomes an offer in the register."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sasaeai.needs.actions.moving import take_step
from sasaeai.needs.models import Need
from sasaeai.needs.rules.states import NeedState
from sasaeai.resources.actions.offers import keep_call
from sasaeai.resources.models import Call, Side, Sort
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def turn_into_offer(*, by: Doer, at: datetime, need: Need) -> Call:
    """Write the wish to help as an offer of hands, without a name; the trouble is put aside.

    :raises StepNotAllowed: if it is past 「受付」
    """
    heading = need.heading
    call = keep_call(
        by=by,
        at=at,
        town=Town.objects.get(pk=need.town_id),
        call=None,
        facts={
            "side": Side.OFFER,
            "sort": Sort.PEOPLE,
            "title": heading,
            "wording": need.wording,
            "area": need.area,
            "entered_on": need.heard_on,
        },
    )
    take_step(
        by=by,
        at=at,
        need=need,
        on=need.heard_on,
        to=NeedState.SET_ASIDE,
        wording=f"手伝いたいという声でした。申し出「{heading}」として登録しました。",
    )
    return call
