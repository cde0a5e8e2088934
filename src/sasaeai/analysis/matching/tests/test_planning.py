"""The weekly plan: best, fair, faithful to what people decided, and the same for any order."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.analysis.matching import exact
from sasaeai.analysis.matching.examples import a_request, a_volunteer
from sasaeai.analysis.matching.fictional import a_fictional_week
from sasaeai.analysis.matching.planning import Method, plan
from sasaeai.analysis.matching.settled import CannotSettle, Declined, Settled, Visit
from sasaeai.analysis.matching.tests.checker import cheapest, cost, goes_of, violations
from sasaeai.analysis.matching.week import Gender, TwiceTheSame, week_of
from sasaeai.analysis.matching.weights import Mode, Weights

MORNINGS = frozenset({0, 4, 8})


def planned(requests, volunteers, **given):
    return plan(week_of(requests, volunteers), **given)


some_blocks = st.frozensets(st.integers(0, 3), min_size=1, max_size=3)
some_ids = st.frozensets(st.sampled_from([f"v{i}" for i in range(5)]), max_size=2)
near = st.integers(-14, 14).map(lambda tenth: tenth / 10 + 0.013)
kinds = st.sampled_from(["shopping", "talk"])


@st.composite
def few_requests(draw):
    return [
        a_request(
            f"r{i}",
            km=draw(near),
            category=draw(kinds),
            blocks=draw(some_blocks),
            priority=draw(st.integers(1, 3)),
            gender=draw(st.sampled_from([Gender.ANY, Gender.ANY, Gender.FEMALE])),
            language=draw(st.sampled_from(["", "", "", "sign"])),
            people=draw(st.sampled_from([1, 1, 2])),
            previous=draw(some_ids),
            blocked=draw(some_ids),
        )
        for i in range(draw(st.integers(1, 6)))
    ]


@st.composite
def few_volunteers(draw):
    return [
        a_volunteer(
            f"v{i}",
            km=draw(near),
            skills=draw(st.frozensets(kinds, min_size=1)),
            blocks=draw(some_blocks),
            mode=draw(st.sampled_from(list(Mode))),
            reach_km=draw(st.sampled_from([None, None, 0.5, 2.5])),
            cap=draw(st.integers(0, 3)),
            gender=draw(st.sampled_from(list(Gender))),
            languages=draw(st.frozensets(st.just("sign"))),
            load_4weeks=float(draw(st.integers(0, 4))),
            likes=draw(st.frozensets(kinds)),
        )
        for i in range(draw(st.integers(1, 5)))
    ]


@settings(max_examples=120, deadline=None, derandomize=True)
@given(few_requests(), few_volunteers(), st.sampled_from(Method), st.randoms())
def test_a_plan_of_a_few_is_the_best_there_is(requests, volunteers, method, lots):
    lots.shuffle(requests)
    lots.shuffle(volunteers)

    found = planned(requests, volunteers, method=method)

    goes = goes_of(found)
    assert violations(requests, volunteers, goes) == []
    assert found.objective == pytest.approx(cost(requests, volunteers, goes), abs=0.01)
    best = cheapest(requests, volunteers)
    assert found.bound <= best + 0.01
    if method is not Method.LARGE:
        assert found.objective == pytest.approx(best, abs=0.01)
    assert {a.request for a in found.assignments} ^ {u.request for u in found.unserved} == {
        r.id for r in requests
    }


@pytest.mark.parametrize("method", [Method.EXACT, Method.LARGE])
def test_a_city_week_breaks_no_rule_and_says_how_good_it_is(method):
    requests, volunteers = a_fictional_week(3, 200, 150)

    found = planned(requests, volunteers, method=method)

    goes = goes_of(found)
    assert violations(requests, volunteers, goes) == []
    assert found.objective == pytest.approx(cost(requests, volunteers, goes), abs=0.2)
    assert sum(a.cost.total for a in found.assignments) + sum(
        u.penalty for u in found.unserved
    ) == pytest.approx(found.objective, abs=0.01)
    assert found.gap <= (1e-6 if method is Method.EXACT else 0.01)


@pytest.mark.parametrize("method", list(Method))
def test_the_order_of_the_lists_does_not_matter(method):
    requests, volunteers = a_fictional_week(4, 60, 45, towns=2)

    there = planned(requests, volunteers, method=method)
    back = planned(requests[::-1], volunteers[::-1], method=method)

    assert there == back


def test_a_confirmed_visit_never_moves():
    requests, volunteers = a_fictional_week(5, 60, 45)
    free = planned(requests, volunteers)
    pins = tuple(
        Visit(a.request, a.volunteers, a.block)
        for a in planned(requests, volunteers[::2]).assignments
    )[::3]

    found = planned(requests, volunteers, settled=Settled(pins=pins))

    kept = {(a.request, a.volunteers, a.block) for a in found.assignments if a.confirmed}
    assert kept == {(p.request, p.volunteers, p.block) for p in pins}
    assert violations(requests, volunteers, goes_of(found)) == []
    assert found.objective >= free.objective


def test_a_confirmed_visit_stays_even_beyond_reach_and_cap():
    far = a_request(km=50.0)
    busy = a_volunteer(cap=0)

    found = planned([far], [busy], settled=Settled(pins=(Visit(far.id, (busy.id,), 3),)))

    assert [(a.volunteers, a.block, a.confirmed) for a in found.assignments] == [
        ((busy.id,), 3, True)
    ]
    assert found.assignments[0].reasons[0] == "確定ずみ"


def test_one_confirmed_of_two_waits_for_the_second():
    pair = a_request(people=2, blocks=MORNINGS)
    first, second = (
        a_volunteer("小川さん", blocks=MORNINGS),
        a_volunteer("加納さん", blocks=frozenset({4})),
    )
    pin = Settled(pins=(Visit(pair.id, (first.id,), 4),))

    together = planned([pair], [first, second], settled=pin)
    alone = planned([pair], [first], settled=pin)

    assert [(set(a.volunteers), a.block) for a in together.assignments] == [
        ({"小川さん", "加納さん"}, 4)
    ]
    assert [u.request for u in alone.unserved] == [pair.id]


def test_pins_that_cannot_both_happen_are_refused():
    week = week_of([a_request("依頼1"), a_request("依頼2")], [a_volunteer()])
    both = tuple(Visit(name, ("小川さん",), 0) for name in ("依頼1", "依頼2"))

    with pytest.raises(CannotSettle, match=r"小川さん.*同じ時間に"):
        plan(week, Settled(pins=both))


def test_a_pin_that_was_refused_is_not_taken():
    week = week_of([a_request()], [a_volunteer()])
    both = Settled((Visit("依頼1", ("小川さん",), 0),), (Declined("依頼1", "小川さん"),))

    with pytest.raises(CannotSettle, match="断っていますが"):
        plan(week, both)
    with pytest.raises(CannotSettle, match="確定が2つ"):
        plan(week, Settled(both.pins * 2))


def test_a_refused_pair_is_not_suggested_again():
    requests = [a_request("依頼1"), a_request("依頼2", blocks=frozenset({0}))]
    volunteers = [a_volunteer("小川さん"), a_volunteer("加納さん", km=1.0)]
    first = planned(requests, volunteers)
    no = Declined(first.assignments[0].request, first.assignments[0].volunteers[0])

    again = planned(requests, volunteers, settled=Settled(declined=(no,)))

    assert (no.request, no.volunteer) not in {
        (a.request, a.volunteers[0]) for a in again.assignments
    }
    assert len(again.assignments) == 2


def test_a_refusal_of_one_hour_leaves_the_others():
    request, volunteer = a_request(blocks=MORNINGS), a_volunteer(blocks=MORNINGS)

    found = planned(
        [request], [volunteer], settled=Settled(declined=(Declined(request.id, volunteer.id, 0),))
    )

    assert [a.block for a in found.assignments] == [4]


def test_planning_again_disturbs_little():
    requests, volunteers = a_fictional_week(6, 80, 60)
    told = planned(requests, volunteers)
    visits = tuple(Visit(a.request, a.volunteers, a.block) for a in told.assignments)
    no = tuple(Declined(v.request, v.volunteers[0]) for v in visits[::10])

    fresh = planned(requests, volunteers, settled=Settled(declined=no))
    gentle = planned(requests, volunteers, settled=Settled(declined=no, told=visits))

    before = {(v.request, v.volunteers, v.block) for v in visits}
    kept = len(before & {(a.request, a.volunteers, a.block) for a in gentle.assignments})
    assert kept >= len(before & {(a.request, a.volunteers, a.block) for a in fresh.assignments})
    assert kept >= len(before) - 2 * len(no)


def test_two_people_come_together_or_nobody():
    pair = a_request(people=2, blocks=MORNINGS)
    never_together = [
        a_volunteer("小川さん", blocks=frozenset({0})),
        a_volunteer("加納さん", blocks=frozenset({4})),
    ]

    assert planned([pair], never_together).assignments == ()


def test_visits_are_shared_fairly():
    requests = [a_request(f"依頼{i}", blocks=frozenset({4 * i})) for i in range(3)]
    volunteers = [
        a_volunteer(name, blocks=MORNINGS, cap=3, load_4weeks=load)
        for name, load in (("小川さん", 4.0), ("加納さん", 0.0), ("佐々木さん", 1.0))
    ]

    found = planned(requests, volunteers)

    assert sorted(a.volunteers[0] for a in found.assignments) == [
        "佐々木さん",
        "加納さん",
        "加納さん",
    ]


def test_the_same_face_is_worth_twenty_minutes():
    request = a_request(previous=frozenset({"小川さん"}))
    before = a_volunteer("小川さん", km=5.0, reach_km=20.0)
    other = a_volunteer("加納さん")

    near_enough = planned([request], [before, other])
    too_far = planned([request], [replace(before, lat=before.lat + 0.05), other])

    assert near_enough.assignments[0].volunteers == ("小川さん",)
    assert "前回も同じ人" in near_enough.assignments[0].reasons
    assert too_far.assignments[0].volunteers == ("加納さん",)


def test_weights_are_a_setting():
    request = a_request(km=2.0)

    week = week_of([request], [a_volunteer()], Weights(unserved=(1.0, 1.0, 1.0)))

    assert plan(week).assignments == ()


def test_a_week_without_anybody_is_a_plan_too():
    assert (planned([], []).objective, planned([], []).gap) == (0, 0.0)
    assert [u.request for u in planned([a_request()], []).unserved] == ["依頼1"]


def test_two_of_the_same_name_are_refused():
    with pytest.raises(TwiceTheSame):
        week_of([a_request(), a_request()], [])


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        (Visit("依頼9", ("小川さん",), 0), "確定した依頼「依頼9」が、依頼の一覧にありません"),
        (
            Visit("依頼1", ("いない人",), 0),
            "確定した担い手「いない人」が、担い手の一覧にありません",
        ),
        (Visit("依頼1", ("小川さん", "加納さん"), 0), "1人の訪問です"),
        (Visit("依頼1", (), 0), "1人の訪問です"),
        (Visit("依頼1", ("小川さん", "小川さん"), 0), "1人の訪問です"),
    ],
)
def test_a_confirmed_visit_that_cannot_be_is_told(pin, told):
    week = week_of([a_request()], [a_volunteer(), a_volunteer("加納さん")])

    with pytest.raises(CannotSettle, match=told):
        plan(week, Settled(pins=(pin,)))


def test_refusals_of_people_who_could_not_come_change_nothing():
    requests = [a_request(), a_request("依頼2", category="talk")]
    volunteers = [a_volunteer(), a_volunteer("加納さん", skills=frozenset({"talk"}))]
    declined = (Declined("依頼1", "加納さん", block=0), Declined("依頼1", "いない人", block=0))

    found = planned(requests, volunteers, settled=Settled(declined=declined))

    assert found.assignments == planned(requests, volunteers).assignments
    assert len(found.assignments) == 2


def test_where_the_solver_gives_up_the_plan_is_still_a_plan(monkeypatch):
    """At the end of its nodes HiGHS may have neither a plan nor a bound."""
    monkeypatch.setattr(
        exact, "milp", lambda *_, **__: SimpleNamespace(x=None, mip_dual_bound=None)
    )
    requests, volunteers = a_fictional_week(3, 20, 15)

    found = planned(requests, volunteers)

    assert violations(requests, volunteers, goes_of(found)) == []
    assert (found.exact_parts, found.large_parts > 0) == (0, True)
    assert found.bound <= found.objective


def test_another_week_has_the_same_volunteers_and_new_requests():
    requests, volunteers = a_fictional_week(5, 6, 4)
    others, same = a_fictional_week(5, 6, 4, another=1)

    assert same == volunteers
    assert others != requests
