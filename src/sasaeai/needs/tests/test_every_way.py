"""Whatever is tried, in whatever order: no trouble stands where the rules do not lead (Hypothesis)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.needs.actions import StepNotAllowed, refer, take_step, turn_into_offer
from sasaeai.needs.examples import DAY, a_need
from sasaeai.needs.rules.states import (
    CLOSED,
    FOLLOWS,
    OPEN,
    NeedState,
    is_unmet_after,
    may_follow,
    why_not,
)
from sasaeai.resources.examples import a_word

LATER = datetime(2022, 10, 20, 3, tzinfo=UTC)
TRIES = st.lists(
    st.tuples(
        st.sampled_from([*NeedState, "refer", "offer", "note"]),
        st.booleans(),
        st.sampled_from(["", "した"]),
    ),
    max_size=12,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(tries=TRIES, wants_reply=st.booleans())
def test_no_way_leads_where_the_rules_do_not(cast, tries, wants_reply):
    need = a_need(cast, wants_reply=wants_reply)
    path = [NeedState.RECEIVED]

    for to, told_back, wording in tries:
        with suppress(StepNotAllowed):
            _try(cast, need, to, told_back, wording)
        need.refresh_from_db()
        if need.state != path[-1]:
            assert may_follow(path[-1], need.state_now)
            path.append(need.state_now)
        assert (need.closed_on is not None) == (need.state in CLOSED)

    steps = list(need.steps.order_by("pk").values_list("state", flat=True))
    moved = [s for n, s in enumerate(steps) if n == 0 or s != steps[n - 1]]
    assert moved == path
    if NeedState.DONE in path:
        assert not wants_reply or need.first_reply_on is not None
    if need.state == NeedState.NO_RESOURCE:
        assert need.unmet


def _try(cast, need, to, told_back, wording):
    usual = {"by": cast.ishida, "at": LATER, "need": need}
    if to == "refer":
        facts = {
            "on": DAY,
            "came_from": a_word(cast.town, "referral-from", "consultation"),
            "led_to": a_word(cast.town, "referral-to", "activity"),
        }
        refer(by=cast.ishida, at=LATER, town=cast.town, facts=facts, need=need)
    elif to == "offer":
        turn_into_offer(**usual)
    else:
        state = None if to == "note" else to
        take_step(**usual, on=DAY, to=state, wording=wording, told_back=told_back)


@given(now=st.sampled_from(list(NeedState)), to=st.sampled_from(list(NeedState)))
def test_every_refusal_says_what_to_do(now, to):
    said = why_not(now, to, wants_reply=False, told_back=True, reason="わけ")

    assert (said == "") == may_follow(now, to)
    assert not FOLLOWS[now] or said == "" or "進めるのは" in said


def test_every_open_state_leads_to_an_end_and_only_an_answer_ends_the_lack():
    for state in OPEN:
        reached, waiting = {state}, [state]
        while waiting:
            new = FOLLOWS[waiting.pop()] - reached
            reached |= new
            waiting += new
        assert NeedState.DONE in reached
    assert is_unmet_after(NeedState.IN_HAND, True)
    assert not is_unmet_after(NeedState.ANSWERED, True)
