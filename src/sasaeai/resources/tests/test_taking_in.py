"""What a file says of how a place stands: taken where it may follow, left alone where it may not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sasaeai.analysis.addresses.book import Fineness, Located
from sasaeai.history.models import Event
from sasaeai.resources.actions import Given
from sasaeai.resources.actions.placing import place_by_address, post_by_address
from sasaeai.resources.actions.taking_in import (
    UNTOLD,
    Standing,
    TakenIn,
    standing_differs,
    take_in_change,
    take_in_new,
)
from sasaeai.resources.examples import AT, DAY, a_given, a_resource
from sasaeai.resources.models import Resource
from sasaeai.resources.rules.placing import Spot, placed
from sasaeai.resources.rules.publishing import Publishing
from sasaeai.resources.rules.states import MatchLevel, Stage, State, stage_may_follow

LATER = DAY - timedelta(days=1)
CLOSED = Standing(state=State.ENDED, state_on=LATER, assured_on=DAY, publishing=Publishing.PUBLIC)


@pytest.fixture
def taken(cast):
    """Read a file about a known salon and give the salon back as it stands then."""

    def read(salon, standing) -> Resource:
        one = TakenIn(Given(facts={}), standing)
        take_in_change(by=cast.aoki, at=AT, resource=salon, one=one)
        return Resource.objects.get(pk=salon.pk)

    return read


def test_a_new_place_that_is_over_says_since_when_and_that_nobody_said_why(cast):
    many = [
        TakenIn(a_given(cast, "一", started_on=None), Standing(state=State.ENDED)),
        TakenIn(a_given(cast, "二"), CLOSED, ended_on=date(2022, 3, 31)),
    ]

    assert take_in_new(by=cast.aoki, at=AT, town=cast.town, many=many, label="台帳.csv") == 2
    assert take_in_new(by=cast.aoki, at=AT, town=cast.town, many=[]) == 0

    first, second = Resource.objects.order_by("pk")
    assert (first.state, first.ended_on) == ("ended", DAY)
    assert first.state_lines.get().reason == UNTOLD
    assert (second.ended_on, second.publishing) == (date(2022, 3, 31), "public")
    assert Event.objects.filter(what="resources.recorded_many").count() == 1


def test_a_file_moves_confirms_and_publishes_a_known_place(cast, taken):
    salon = a_resource(cast, assured_on=LATER)

    now = taken(salon, replace(CLOSED, hidden=["fee"]))

    assert (now.state, now.ended_on, now.assured_on) == ("ended", LATER, DAY)
    assert (now.publishing, now.hidden) == ("public", ["fee"])
    assert now.state_lines.first().reason == UNTOLD
    assert not standing_differs(now, replace(CLOSED, hidden=["fee"]))


def test_what_may_not_follow_is_older_or_was_never_confirmed_is_left_alone(cast, taken):
    salon, bare = a_resource(cast, started_on=DAY), a_resource(cast, "未確認の会", assured_on=None)

    kept = taken(salon, Standing(state=State.PREPARING, assured_on=LATER))
    earlier = taken(salon, Standing(state=State.ENDED, state_on=LATER))
    unsure = taken(bare, Standing(publishing=Publishing.PUBLIC))

    assert (kept.state, kept.assured_on, earlier.state) == ("active", DAY, "active")
    assert (unsure.publishing, unsure.assured_on) == ("staff", None)
    assert not Event.objects.filter(what="resources.moved").exists()


def test_addresses_that_tell_nothing_leave_no_line(cast):
    a_resource(cast, latitude=None, longitude=None)
    deed = {"by": cast.uno, "at": AT, "town": cast.town}

    assert (post_by_address(**deed), place_by_address(**deed)) == (0, 0)

    assert not Event.objects.filter(what__endswith="ed_many").exists()


@pytest.mark.parametrize(
    ("fineness", "kept", "words"),
    [
        ("city", None, "住所は市区町村までしか分からない"),
        ("none", Spot(36.5, 136.6, MatchLevel.BLOCK), "新しい住所の位置が分からない"),
        ("none", None, ""),
    ],
)
def test_a_point_that_cannot_be_told_is_left_empty_with_the_reason(fineness, kept, words):
    told = placed(
        typed=(kept.latitude, kept.longitude) if kept else None,
        address="どこか",
        kept=kept,
        kept_address="みどり町1",
        locate=lambda _: Located(Fineness(fineness)),
    )

    assert told.spot is None
    assert told.words.startswith(words)
    assert bool(told.words) == bool(words)


def test_a_body_without_a_stage_may_begin_anywhere_and_none_is_repeated():
    assert stage_may_follow(None, Stage.TRIAL)
    assert not stage_may_follow(Stage.TRIAL, Stage.TRIAL)
