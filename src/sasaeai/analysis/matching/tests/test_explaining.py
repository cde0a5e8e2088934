"""Why nobody could be found, and what would help."""

import pytest

from sasaeai.analysis.matching.examples import a_request, a_volunteer
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.planning import Method, plan
from sasaeai.analysis.matching.settled import Declined, Settled
from sasaeai.analysis.matching.week import Gender, week_of
from sasaeai.analysis.matching.weights import Mode


def left(requests, volunteers, **given):
    return plan(week_of(requests, volunteers), **given).unserved


def funnel(one):
    return {step.filter: step.left for step in one.why}


def changes(one):
    return {change.change: change.gains for change in one.nearest}


def test_the_funnel_counts_who_is_left_after_each_filter():
    volunteers = [
        a_volunteer("できない人", skills=frozenset({"talk"})),
        a_volunteer("遠い人", km=9.0),
        a_volunteer("ほかの日の人", blocks=frozenset({9})),
        a_volunteer("断った人"),
    ]

    (one,) = left(
        [a_request()], volunteers, settled=Settled(declined=(Declined("依頼1", "断った人"),))
    )

    assert list(funnel(one).items())[:3] == [("skill", 3), ("area", 2), ("time", 1)]
    assert (funnel(one)["blocked"], funnel(one)["declined"]) == (1, 0)


@pytest.mark.parametrize(
    ("volunteer", "change"),
    [
        (a_volunteer(km=8.0), "来られる距離を1.1km広げる"),
        (a_volunteer(blocks=frozenset({14})), "木曜の昼すぎでもよいことにする"),
        (a_volunteer(gender=Gender.MALE), "性別の希望をゆるめる"),
        (a_volunteer(skills=frozenset({"talk"}), gender=Gender.FEMALE), "この作業をおぼえてもらう"),
        (a_volunteer(cap=0, gender=Gender.FEMALE), "週の上限を1回ふやしてもらう"),
        (a_volunteer(km=1.5, mode=Mode.WALK, gender=Gender.FEMALE), "来られる距離を0.4km広げる"),
    ],
)
def test_the_nearest_change_is_named(volunteer, change):
    wish = Gender.FEMALE if volunteer.gender is not Gender.ANY else Gender.ANY

    (one,) = left([a_request(gender=wish)], [volunteer])

    assert changes(one)[change] == 1


def test_where_one_change_is_not_enough_two_are_named():
    (one,) = left([a_request()], [a_volunteer(km=9.0, blocks=frozenset({5}))])

    assert changes(one) == {"距離と時間の両方をゆるめる": 1}


def test_the_ones_to_be_avoided_are_never_proposed():
    (one,) = left([a_request(blocked=frozenset({"小川さん"}))], [a_volunteer()])

    assert one.nearest == ()


def test_a_pair_is_told_how_many_could_come_together():
    (one,) = left([a_request(people=2)], [a_volunteer()])

    assert funnel(one)["pair"] == 1
    assert changes(one)["1人で訪ねる"] == 1


def test_who_took_the_place_and_what_the_exchange_would_cost():
    urgent, waiting = a_request("急ぎ", priority=1), a_request("待てる", priority=3)

    (one,) = left([urgent, waiting], [a_volunteer()])

    (taker,) = one.taken_by
    assert (one.request, taker.request, taker.volunteer, taker.block) == (
        "待てる",
        "急ぎ",
        "小川さん",
        0,
    )
    assert taker.extra == 2000 - 800


def test_in_the_best_plan_no_exchange_gains_anything():
    requests, volunteers = a_fictional_week(8, 120, 60)

    unserved = left(requests, volunteers, method=Method.EXACT)

    extras = [taker.extra for one in unserved for taker in one.taken_by]
    assert extras
    assert min(extras) >= -0.001


def test_a_refusal_of_one_hour_or_by_a_stranger_leaves_the_others_who_could_come():
    busy = a_volunteer(cap=0)
    declined = (Declined("依頼1", "いない人"), Declined("依頼1", "小川さん", block=4))

    (one,) = left([a_request()], [busy], settled=Settled(declined=declined))

    assert funnel(one)["declined"] == 1
    assert funnel(one)["cap"] == 0


def test_two_who_took_the_same_place_are_one_exchange_the_cheaper_one():
    pair = a_request("二人で", people=2, priority=1)
    waiting = a_request("待てる", priority=3)

    (one,) = left([pair, waiting], [a_volunteer("遠い小川さん", km=2.0), a_volunteer("加納さん")])

    (taker,) = one.taken_by
    assert (one.request, taker.request, taker.volunteer) == ("待てる", "二人で", "加納さん")
