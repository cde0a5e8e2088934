"""Leading people on: to a council, an activity, a class, a specialist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.needs.actions.moving import StepNotAllowed, take_step
from sasaeai.needs.models import Need, Referral
from sasaeai.needs.rules.states import CLOSED, NeedState, may_follow
from sasaeai.reports import facts as report_facts
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer


@transaction.atomic
def refer(
    *, by: Doer, at: datetime, town: Town, facts: Mapping[str, Any], need: Need | None = None
) -> Referral:
    """Write down that people were led on; a trouble that may stands at 「つないだ」 from then on.

    :param facts: on, area, came_from, led_to, people, organisation, resource, names_given, consented_on, wording
    :raises ValidationError: by field; names go on only under consent
    :raises StepNotAllowed: if the trouble is closed
    """
    if need is not None:
        need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
        if need.state in CLOSED:
            raise StepNotAllowed(
                f"「{need.state_now.label}」の困りごとはつなげません。続きがあるときは、あらためて受け付けてください。"
            )
    line = Referral(town=town, need=need, by_name=by.doer_name[:120], at=at, **facts)
    if need is not None and line.area is None:
        line.area = need.area
    line.full_clean()
    line.save()
    report_facts.touched(town_id=town.pk, source="referrals", days=[line.on])
    if need is not None and may_follow(need.state_now, NeedState.REFERRED):
        take_step(
            by=by,
            at=at,
            need=need,
            on=line.on,
            to=NeedState.REFERRED,
            wording=f"{line.led_to}につないだ。{line.wording}",
            resource=line.resource,
            organisation=line.organisation,
        )
    after = {"もと": line.came_from, "先": line.led_to, "人数": line.people}
    history.note(by=by, at=at, what="needs.referred", about=need or line, after=after)
    return line


@transaction.atomic
def take_back_referral(*, by: Doer, at: datetime, line: Referral) -> None:
    """A line written by mistake; what the trouble's steps say stays."""
    day: date = line.on
    history.note(by=by, at=at, what="needs.referral_taken_back", about=line.need or line)
    line.delete()
    report_facts.touched(town_id=line.town_id, source="referrals", days=[day])
