"""課題の引き上げ: the rules alone, on every way an issue can take through routes of any length."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai.councils.rules.raising import (
    PRESETS,
    START,
    Asked,
    Level,
    Move,
    Place,
    Stage,
    move_name,
    path_refusal,
    places_from,
    step_from,
    waits_for,
    waits_too_long,
)
from sasaeai.councils.rules.refusals import StepNotAllowed

DAY = date(2022, 10, 3)
TWO = (Level("第2層協議体"), Level("第1層協議体", days=30))


def walked(path, moves, **given):
    place = START
    for move in moves:
        asked = Asked(move, DAY, "話し合った。", in_meeting=True, may_decide=True, **given)
        place = step_from(place, path, asked, since=DAY, today=DAY)
    return place


def refusal(place, path, asked, since=DAY, today=DAY):
    with pytest.raises(StepNotAllowed) as refused:
        step_from(place, path, asked, since=since, today=today)
    return refused.value.messages[0]


@pytest.mark.parametrize("code", PRESETS)
def test_every_route_leads_from_the_draft_to_the_answer(code):
    _, path = PRESETS[code]

    up = [Move.RAISE] * len(path)

    assert walked(path, [*up, Move.POLICY, Move.FUND, Move.ANSWER]) == Place(Stage.ANSWERED)


def test_no_meeting_is_left_out():
    asked = Asked(Move.POLICY, DAY, "方針", in_meeting=True, may_decide=True)

    said = refusal(Place(Stage.TALK, 0), TWO, asked)

    assert "「第2層協議体」から「市の方針を決める」へは進めません" in said
    assert "「第1層協議体へ上げる」" in said


def test_a_decision_of_a_meeting_names_the_meeting():
    asked = Asked(Move.RAISE, DAY, "市全体の課題だ。", may_decide=True)

    assert "どの会議で決めたか" in refusal(Place(Stage.TALK, 0), TWO, asked)


def test_nothing_is_put_aside_without_a_reason():
    asked = Asked(Move.DECLINE, DAY, "  ", in_meeting=True, may_decide=True)

    assert "内容や理由" in refusal(Place(Stage.POLICY), TWO, asked)


def test_only_the_office_decides_for_the_town():
    asked = Asked(Move.POLICY, DAY, "方針", in_meeting=True)

    assert "市の担当者" in refusal(Place(Stage.TALK, 1), TWO, asked)


def test_days_do_not_run_backwards():
    asked = Asked(Move.RAISE, DAY, in_meeting=True)

    assert "よりあとの日" in refusal(START, TWO, asked, since=DAY + timedelta(days=1))
    assert "これからの日" in refusal(START, TWO, asked, today=DAY - timedelta(days=1))


def test_what_was_answered_is_only_taken_up_again():
    for move in Move:
        asked = Asked(move, DAY, "続き", in_meeting=True, may_decide=True)
        if move == Move.REOPEN:
            assert step_from(Place(Stage.ANSWERED), TWO, asked, since=DAY, today=DAY) == START
        else:
            assert "もう一度取り上げる" in refusal(Place(Stage.ANSWERED), TWO, asked)


def test_a_meeting_has_its_own_patience():
    month = DAY + timedelta(days=31)

    assert waits_too_long(Place(Stage.TALK, 1), TWO, since=DAY, today=month, usual=60)
    assert not waits_too_long(Place(Stage.TALK, 0), TWO, since=DAY, today=month, usual=60)
    assert not waits_too_long(Place(Stage.ANSWERED), TWO, since=DAY, today=month, usual=1)


def test_it_is_said_what_an_issue_waits_for():
    assert waits_for(START, TWO) == "「第2層協議体」にかけるのを待っています"
    assert waits_for(Place(Stage.ANSWERED), TWO) == ""
    assert move_name(Move.SEND_BACK, Place(Stage.TALK, 0), TWO) == "「起案」へ差し戻す"


@pytest.mark.parametrize(
    ("names", "said"),
    [([], "1つから"), (["会議"] * 2, "同じ名前"), (["会議", " "], "名前のない")],
)
def test_a_route_says_what_is_wrong_with_it(names, said):
    assert said in path_refusal(names)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 6), st.lists(st.sampled_from(list(Move)), max_size=15))
def test_an_issue_never_stands_where_its_route_has_no_place(levels, moves):
    path = tuple(Level(f"会議{n}") for n in range(levels))
    place, seen = START, [START]
    for move in moves:
        asked = Asked(move, DAY, "話し合った。", in_meeting=True, may_decide=True)
        if move not in places_from(place, levels):
            refusal(place, path, asked)
            continue
        place = step_from(place, path, asked, since=DAY, today=DAY)
        seen.append(place)

    assert all(p.level is None or p.level < levels for p in seen)
    # What became policy was talked about in every meeting of its way, in this round or an earlier one.
    if Place(Stage.POLICY) in seen:
        before = seen[: seen.index(Place(Stage.POLICY))]
        assert {p.level for p in before if p.level is not None} == set(range(levels))
