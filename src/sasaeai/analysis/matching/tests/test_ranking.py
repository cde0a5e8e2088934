"""One request on the phone: a short list with reasons."""

from sasaeai.analysis.matching.examples import a_request, a_volunteer
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.ranking import TimePrices, prices_of, rank
from sasaeai.analysis.matching.settled import Visit
from sasaeai.analysis.matching.tests.checker import may_go
from sasaeai.analysis.matching.week import week_of


def names(found):
    return [one.volunteer for one in found]


def test_the_nearest_and_least_burdened_comes_first():
    week = week_of(
        [a_request()],
        [
            a_volunteer("遠い小川さん", km=6.0),
            a_volunteer("近い小川さん"),
            a_volunteer("忙しい小川さん", load_4weeks=9.0),
            a_volunteer("料理の小川さん", skills=frozenset({"cooking"})),
        ],
    )

    found = rank(week, "依頼1")

    assert names(found) == ["近い小川さん", "遠い小川さん", "忙しい小川さん"]
    assert "車で1分" in found[0].reasons
    assert names(rank(week, "依頼1", most=1)) == ["近い小川さん"]


def test_who_is_busy_or_has_enough_is_not_named():
    week = week_of(
        [a_request("依頼1", blocks=frozenset({0, 4})), a_request("依頼2")],
        [
            a_volunteer("小川さん", blocks=frozenset({0, 4}), cap=2),
            a_volunteer("加納さん", blocks=frozenset({0, 4})),
        ],
    )

    found = rank(week, "依頼1", [Visit("依頼2", ("小川さん", "加納さん"), 0)])

    assert [(one.volunteer, one.block) for one in found] == [("小川さん", 4)]


def test_an_hour_that_others_need_goes_last_and_says_so():
    week = week_of([a_request()], [a_volunteer("小川さん"), a_volunteer("加納さん", km=3.0)])

    found = rank(week, "依頼1", prices=TimePrices({("小川さん", 0): 500.0}))

    assert names(found) == ["加納さん", "小川さん"]
    assert found[1].reasons[-1] == "この方は他に代わりがいない時間帯です"


def test_prices_of_past_weeks_are_dear_where_hours_were_short():
    both = [a_request("依頼1", priority=1), a_request("依頼2", priority=3)]

    prices = prices_of([week_of(both, [a_volunteer()])])

    worth = prices.hour.get(("小川さん", 0), 0.0) + prices.visit["小川さん"]
    assert 600 < worth < 2000


def test_only_people_who_may_come_are_named():
    requests, volunteers = a_fictional_week(2, 40, 60)
    known = {one.id: one for one in volunteers}

    for request in requests:
        for one in rank(week_of(requests, volunteers), request.id):
            assert may_go(request, known[one.volunteer], one.block) == ""


def test_who_has_no_hour_left_is_not_named():
    week = week_of(
        [a_request("依頼1"), a_request("依頼2")],
        [a_volunteer("小川さん", cap=3), a_volunteer("加納さん", cap=3)],
    )

    assert names(rank(week, "依頼1", [Visit("依頼2", ("加納さん",), 0)])) == ["小川さん"]


def test_an_hour_that_two_wanted_is_dear_though_visits_were_left():
    asked = [a_request("依頼1"), a_request("依頼2"), a_request("依頼3", blocks=frozenset({4, 8}))]
    volunteer = a_volunteer(blocks=frozenset({0, 4, 8}), cap=5)

    prices = prices_of([week_of(asked, [volunteer])])

    assert prices.hour["小川さん", 0] > 0
    assert [block for _, block in prices.hour] == [0]
