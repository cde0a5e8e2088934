"""課題: the deeds. Nothing moves an issue but `move_issue`, and every way is refused that the rules refuse."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.raising import change_issue, make_of
from sasaeai.councils.actions.raising_settings import decide_raising, keep_route
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting, their_council
from sasaeai.councils.examples_of_raising import (
    a_route,
    a_step,
    an_answered_issue,
    an_issue,
    their_issue,
)
from sasaeai.councils.models import Issue, IssueStep, Telling
from sasaeai.councils.queries.issue_figures import stage_days, topics_by_area, year_figures
from sasaeai.councils.queries.matrix import matrix
from sasaeai.councils.queries.raising import (
    Filter,
    answers_for,
    is_whole,
    issues_found,
    open_for,
    overdue,
    tellings_due,
    waiting,
)
from sasaeai.councils.rules.raising import Level, Move, Stage, places_from
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.history.models import Event
from sasaeai.needs.examples import a_need
from sasaeai.people.models import User
from sasaeai.places.models import Level as AreaLevel

ENDS = (Stage.ANSWERED, Stage.JOINED)
LATER = AT + timedelta(days=100)
SOURCE = Path(__file__).resolve().parent.parent.parent


def test_an_issue_rises_step_by_step_and_every_step_is_kept(cast):
    issue = an_answered_issue(cast)

    assert [s.words_of_move for s in issue.steps.all()] == [
        "起案した",
        "第2層協議体にかけた",
        "第1層協議体へ上げた",
        "市の方針を決めた",
        "予算・事業にした",
        "回答した",
    ]
    assert (issue.stage, issue.answered_on, is_whole(issue)) == (Stage.ANSWERED, DAY, True)
    assert Event.objects.filter(what="councils.issue_moved").count() == 5


def test_numbers_run_within_the_year(cast):
    assert [an_issue(cast).number for _ in range(2)] == [1, 2]
    assert their_issue(cast).number == 1


def test_an_answered_issue_is_frozen_until_it_is_taken_up_again(cast):
    issue = an_answered_issue(cast)

    with pytest.raises(StepNotAllowed, match="回答した課題は直せません"):
        change_issue(by=cast.aoki, at=AT, issue=issue, title="別の題", areas=[])
    with pytest.raises(StepNotAllowed, match="加えられません"):
        make_of(by=cast.aoki, at=AT, issue=issue, needs={a_need(cast): ""})
    a_step(issue, Move.REOPEN, by=cast.aoki, wording="また減便になった。")

    assert (issue.stage, issue.round, issue.answered_on) == (Stage.DRAFT, 2, None)
    assert issue.steps.filter(move=Move.ANSWER, round=1).exists()


def test_a_tier_2_coordinator_cannot_decide_for_the_city(cast):
    issue = an_issue(cast)
    for move in (Move.RAISE, Move.RAISE):
        a_step(issue, move, by=cast.ishida)

    with pytest.raises(StepNotAllowed, match="市の担当者"):
        a_step(issue, Move.POLICY, by=cast.ishida)

    assert is_whole(issue)


def test_an_issue_of_another_area_or_town_is_not_mine_to_write(cast):
    theirs = an_issue(cast, by=cast.aoki, areas=[cast.second_area])

    for issue in (theirs, their_issue(cast)):
        with pytest.raises(StepNotAllowed, match="担当する区域"):
            a_step(issue, Move.RAISE, by=cast.ishida)
    with pytest.raises(ValidationError, match="この町の"):
        a_step(theirs, Move.RAISE, by=cast.aoki, to_council=their_council(cast))


def test_two_people_pressing_at_once_move_it_once(cast):
    issue = an_issue(cast)
    step = Step(move=Move.RAISE, on=DAY, meeting_words="会議", after=1)
    move_issue(by=cast.ishida, at=AT, issue=issue, step=step)

    with pytest.raises(StepNotAllowed, match="ほかの人が先に"):
        move_issue(by=cast.aoki, at=AT, issue=issue, step=step)


def test_a_council_finds_on_its_agenda_what_lies_with_it(cast):
    council, upper = a_council(cast), a_council(cast, "推進会議", areas=[], tier="1")
    issue = an_issue(cast, council=council)
    assert [*open_for(council)] == [issue]

    a_step(issue, Move.RAISE, by=cast.ishida, to_council=council)
    meeting = a_meeting(cast, council)
    a_step(issue, Move.RAISE, by=cast.ishida, meeting=meeting, meeting_words="", to_council=upper)

    assert ([*open_for(council)], [*open_for(upper)]) == ([], [issue])


def test_the_answer_goes_back_to_everybody_it_came_from(cast):
    council = a_council(cast)
    waits = a_need(cast, wants_reply=True)
    silent = a_need(cast, "バス停が遠い")
    issue = an_issue(cast, council=council, needs={waits: "通院できない", silent: ""})
    for move in (Move.RAISE, Move.SOLVE, Move.ANSWER):
        a_step(issue, move, by=cast.aoki)

    lines = list(issue.tellings.all())
    assert [(x.council, x.need, x.post) for x in lines] == [
        (council, None, None),
        (None, waits, None),
        (None, None, cast.posts["first-area"]),
    ]
    assert [*answers_for(council)] == lines[:1]
    assert tellings_due(cast.ishida).count() == 3
    seen = overdue(tellings_due(cast.ishida), days=14, today=DAY + timedelta(days=15))
    assert [(days, late) for _, days, late in seen] == [(15, True)] * 3
    assert not tellings_due(cast.kinoshita).exists()

    tell(by=cast.ishida, at=AT, telling=lines[1], on=DAY, how="電話", wording="よかった")
    assert waits.steps.get(told_back=True).wording.startswith("課題「病院へ行く足がない」")
    with pytest.raises(StepNotAllowed, match="伝えています"):
        tell(by=cast.ishida, at=AT, telling=lines[1], on=DAY)


def test_where_nobodys_post_heard_it_the_answer_goes_to_who_brought_the_issue(cast):
    letter = a_need(cast, "市役所あてのはがき", by=cast.uno, post=None)
    issue = an_issue(cast, needs={letter: ""}, post=None)
    for move in (Move.RAISE, Move.SOLVE, Move.ANSWER):
        a_step(issue, move, by=cast.aoki)

    assert letter.post is None
    assert [line.to_words for line in issue.tellings.all()] == ["課題を出した人"]


def test_issues_of_several_areas_are_joined_and_answered_together(cast):
    main = an_issue(cast, "市全体の足", by=cast.aoki, areas=[])
    told = a_need(cast, wants_reply=True)
    first, second = an_issue(cast, needs={told: ""}), an_issue(cast, "買い物の足")
    a_step(second, Move.JOIN, by=cast.ishida, into=first)
    a_step(first, Move.JOIN, by=cast.ishida, into=main)
    with pytest.raises(ValidationError, match="動いている課題"):
        a_step(main, Move.JOIN, by=cast.aoki, into=first)
    with pytest.raises(StepNotAllowed, match="もう一度取り上げる"):
        a_step(first, Move.ANSWER, by=cast.aoki)

    for move in (Move.RAISE, Move.RAISE, Move.POLICY, Move.FUND, Move.ANSWER):
        a_step(main, move, by=cast.uno)

    for issue in (first, second):
        issue.refresh_from_db()
        assert (issue.stage, is_whole(issue)) == (Stage.ANSWERED, True)
        assert issue.steps.last().words_of_move.startswith("まとめた課題「")
    assert first.tellings.filter(need=told).exists()
    assert year_figures(cast.aoki, first=DAY, last=DAY).policy_rate == "100.0%"


def test_a_route_may_change_while_issues_are_under_way(cast):
    route = a_route(cast.aoki, cast.town)
    issue = an_issue(cast)
    levels = [Level("地区会議"), Level("圏域会議", days=20), Level("推進会議")]
    keep_route(by=cast.aoki, at=AT, town=cast.town, route=route, name="3段", levels=levels)

    a_step(issue, Move.RAISE, by=cast.ishida)

    assert issue.place_name == "第2層協議体"
    assert an_issue(cast, route=route).levels == tuple(levels)


def test_what_waits_too_long_is_seen_from_both_sides(cast):
    decide_raising(by=cast.uno, at=AT, town=cast.town, days=30, tell_days=14, common_areas=2)
    issue = an_issue(cast)
    today = DAY + timedelta(days=31)

    for person in (cast.ishida, cast.uno):
        line = waiting(person, today=today)[0]
        assert (line.issue, line.days, line.is_late) == (issue, 31, True)
    late = issues_found(cast.ishida, Filter(late=True), today=today)
    assert [*late] == [issue]


def test_figures_tell_the_rate_and_the_days(cast):
    an_answered_issue(cast)
    other = an_issue(cast, "草取り")
    a_step(other, Move.RAISE, by=cast.ishida, on=DAY + timedelta(days=10), at=LATER)
    a_step(other, Move.SOLVE, by=cast.ishida, on=DAY + timedelta(days=40), at=LATER)
    last = DAY + timedelta(days=100)

    year = year_figures(cast.aoki, first=DAY, last=last)

    assert (year.raised, year.sent_up, year.to_policy, year.solved) == (2, 1, 1, 1)
    assert year.policy_rate == "50.0%"
    days = {d.name: (d.count, d.longest) for d in stage_days(cast.aoki, first=DAY, last=last)}
    assert days["起案"] == (2, 10)
    assert days["第2層協議体"] == (2, 30)


def test_the_most_talked_about_stand_first_and_the_others_are_counted(cast):
    for n in range(12):
        issue = an_issue(cast, f"課題{n}")
        for day in range(2 if n == 5 else 1):
            on = DAY + timedelta(days=day)
            move = Move.DISCUSS if day else Move.RAISE
            a_step(issue, move, by=cast.ishida, on=on, at=LATER)
    level = AreaLevel.objects.get(tree__town=cast.town, code="life-area")

    first, second = topics_by_area(cast.aoki, level=level, first=DAY, last=DAY + timedelta(days=9))

    assert [(title, days) for _, title, days in first.issues[:2]] == [("課題5", 2), ("課題11", 1)]
    assert (first.count, first.more, second.issues) == (12, 2, [])


def test_what_several_areas_share_stands_out(cast):
    for area in (cast.first_area, cast.second_area):
        a_need(cast, by=cast.aoki, codes=["transport"], area=area)
    a_need(cast, codes=["garbage"])
    level = AreaLevel.objects.get(tree__town=cast.town, code="life-area")

    found = matrix(cast.ishida, level=level, first=DAY, last=DAY, common=2)

    rows = {r.term.code: r for r in found.rows}
    assert (rows["transport"].needs, rows["transport"].is_untouched) == (2, True)
    assert not rows["garbage"].is_common
    an_issue(cast)
    again = matrix(cast.ishida, level=level, first=DAY, last=DAY, common=2)
    assert not next(r for r in again.rows if r.term.code == "transport").is_untouched


def test_the_database_refuses_a_place_that_cannot_be(cast):
    issue = an_issue(cast)

    for wrong in ({"stage": Stage.TALK}, {"level": 1}, {"stage": Stage.ANSWERED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Issue.objects.filter(pk=issue.pk).update(**wrong)


def test_only_one_deed_writes_where_an_issue_stands():
    """No form, page, import or address of the API has a field of it; only two files set it."""
    writers = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        text = path.read_text("utf-8")
        if "Issue" in text and "councils" in text:
            writers |= {path.name for node in ast.walk(ast.parse(text)) if _sets_place(node)}

    assert writers == {"moving.py"}


PLACE = {"stage", "level", "answered_on", "stage_on"}
WRITES = {"update", "create", "get_or_create", "update_or_create"}


def _sets_place(node: ast.AST) -> bool:
    """Whether it gives an issue a place: by assigning, by a keyword of a write, by making an issue that stands."""
    if isinstance(node, ast.Call):
        called = node.func
        writes = called.attr in WRITES if isinstance(called, ast.Attribute) else False
        makes = isinstance(called, ast.Name) and called.id == "Issue"
        return (writes or makes) and any(one.arg in PLACE - {"stage_on"} for one in node.keywords)
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = [t for one in targets for t in (one.elts if isinstance(one, ast.Tuple) else [one])]
    return any(
        isinstance(t, ast.Attribute)
        and t.attr in PLACE
        and isinstance(t.value, ast.Name)
        and t.value.id in ("issue", "kept", "one")
        for t in names
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_walk_through_the_town_breaks_an_issue(cast, data):
    """Any person, any move, with and without words: what is refused changes nothing, what is done is whole."""
    with transaction.atomic():
        both = [an_issue(cast), an_issue(cast, "もう1つ")]
        for _ in range(data.draw(st.integers(3, 12))):
            issue, other = data.draw(st.permutations(both))
            _try(cast, issue, other, data)
            for one in both:
                one.refresh_from_db()
                assert is_whole(one)
                # Whoever waits for another's answer gets it: there is one that is on its way.
                assert one.stage != Stage.JOINED or one.joined_to.stage not in ENDS
        for one in both:
            answers = one.steps.filter(move=Move.ANSWER).count()
            assert Telling.objects.filter(issue=one).values("answer").distinct().count() == answers
        transaction.set_rollback(True)


def _try(cast, issue: Issue, other: Issue, data) -> None:
    person: User = data.draw(st.sampled_from([cast.ishida, cast.uno, cast.kinoshita]))
    move = data.draw(st.sampled_from(list(Move)))
    words = data.draw(st.sampled_from(["", "話し合った。"]))
    where = data.draw(st.sampled_from(["", "定例会"]))
    before = (issue.place, issue.steps.count())
    allowed = move in places_from(issue.place, len(issue.levels))
    try:
        into = other if move == Move.JOIN else None
        a_step(issue, move, by=person, wording=words, meeting_words=where, into=into)
    except ValidationError:
        fresh = Issue.objects.get(pk=issue.pk)
        assert (fresh.place, IssueStep.objects.filter(issue=issue).count()) == before
        return
    assert allowed
    assert person != cast.kinoshita
    assert move not in (Move.POLICY, Move.FUND) or person == cast.uno
