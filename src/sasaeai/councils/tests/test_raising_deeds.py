"""課題・地区の計画: what is written about them, and what each deed refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.councils.actions import cancel_meeting
from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.plans import (
    add_board_photo,
    keep_part,
    keep_plan,
    put_cards,
    remove_cards,
    remove_part,
    shift_card,
)
from sasaeai.councils.actions.raising import change_issue, make_of, open_issue
from sasaeai.councils.actions.raising_settings import keep_route, load_routes
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.examples import AT, DAY, a_meeting, their_council
from sasaeai.councils.examples_of_raising import (
    a_plan,
    a_route,
    a_step,
    an_answered_issue,
    an_issue,
    their_issue,
)
from sasaeai.councils.models import Issue, PlanReview, Route
from sasaeai.councils.queries.plans import heaps_of
from sasaeai.councils.rules.raising import Level, Move, Place, Stage, move_name
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.councils.tests.test_plans import a_heap, a_step_of, some_cards
from sasaeai.documents.photos import CleanPhoto
from sasaeai.history.models import Event
from sasaeai.needs.examples import a_need, their_need
from sasaeai.places.models import Area
from sasaeai.towns.viewer import PartOfSystem

SOON = DAY + timedelta(days=1)


@pytest.fixture
def who(cast):
    return {"by": cast.ishida, "at": AT}


def test_an_issue_is_opened_by_today_along_a_route_of_its_town(cast, who):
    own = a_route(cast.aoki, cast.town)
    theirs = a_route(cast.kinoshita, cast.other_town)
    area = Area.objects.of_town(cast.other_town.pk).first()
    known = {**who, "town": cast.town, "title": "足"}
    for wrong in ({"route": own, "on": SOON}, {"route": theirs}, {"route": own, "areas": [area]}):
        with pytest.raises(ValidationError):
            open_issue(**known, **wrong)
    assert not Issue.objects.exists()


def test_the_words_of_an_issue_are_corrected_and_told_once(cast, who):
    issue = an_issue(cast)
    words = {"title": "病院への足", "areas": [cast.first_area], "wish": "乗合"}

    change_issue(**who, issue=issue, **words)
    lines = Event.objects.count()
    change_issue(**who, issue=issue, **words)

    assert Event.objects.latest("pk").what == "councils.issue_changed"
    assert Event.objects.count() == lines


def test_voices_hang_on_an_issue_in_words_that_name_nobody(cast, who):
    issue, need = an_issue(cast), a_need(cast)
    theirs = their_need(cast)

    assert [make_of(**who, issue=issue, needs={need: words}) for words in ("足", "車")] == [1, 0]
    assert issue.made_of.get().example == "車"
    with pytest.raises(ValidationError, match="この町の困りごと"):
        make_of(**who, issue=issue, needs={theirs: ""})
    with pytest.raises(ValidationError, match="個人のこと"):
        make_of(**who, issue=issue, needs={need: "佐々木さんの通院"})


def test_a_step_names_a_meeting_of_the_town_that_took_place_by_then(cast, who):
    issue = an_issue(cast)
    off = cancel_meeting(**who, meeting=a_meeting(cast), reason="大雪")
    later = a_meeting(cast, off.council, on=SOON)
    theirs = a_meeting(cast, their_council(cast))
    for meeting, why in ((off, "延期・中止"), (later, "会議の日"), (theirs, "この町の会議")):
        step = Step(move=Move.RAISE, on=DAY, meeting=meeting)
        with pytest.raises(ValidationError, match=why):
            move_issue(**who, issue=issue, step=step)
    with pytest.raises(ValidationError, match="まとめる先"):
        a_step(issue, Move.JOIN, by=cast.ishida, into=issue)


def test_an_issue_taken_up_again_may_go_another_way(cast):
    issue = an_answered_issue(cast)
    other = a_route(cast.aoki, cast.town, "one")

    a_step(issue, Move.REOPEN, by=cast.uno, route=other)

    assert (issue.route_name, len(issue.levels)) == (other.name, 1)


def test_the_system_moves_issues_of_its_town_only(cast):
    system = PartOfSystem("取り込み", cast.town.pk)

    a_step(an_issue(cast), Move.RAISE, by=system)
    with pytest.raises(StepNotAllowed, match="担当する区域"):
        a_step(their_issue(cast), Move.RAISE, by=system)


def test_an_answer_is_told_between_its_day_and_today(cast, who):
    line = an_answered_issue(cast).tellings.first()

    with pytest.raises(StepNotAllowed, match="回答した日から"):
        tell(**who, telling=line, on=SOON)


def test_a_route_has_meetings_and_is_loaded_once(cast):
    known = {"by": cast.uno, "at": AT, "town": cast.town}
    with pytest.raises(ValidationError, match="1つから"):
        keep_route(**known, route=None, name="空", levels=())
    for _ in range(2):
        load_routes(**known, codes=("two", "one"))

    assert Route.objects.count() == 2
    assert move_name(Move.FUND, Place(Stage.DRAFT), (Level("協議体"),)) == "予算・事業にする"
    with pytest.raises(ValueError, match="協議の段階"):
        Place(Stage.TALK)


def test_a_plan_is_corrected_and_its_parts_taken_away(cast, who):
    plan = a_plan(cast)
    keep_plan(**who, town=cast.town, plan=plan, facts={"title": "買い物の計画"})
    lines = Event.objects.count()
    keep_plan(**who, town=cast.town, plan=plan, facts={"title": "買い物の計画"})
    assert Event.objects.count() == lines

    step = a_step_of(cast, plan, DAY)
    other = a_plan(cast, "別の計画")
    for deed, more in ((remove_part, {}), (keep_part, {"facts": {"title": "盗む"}})):
        with pytest.raises(StepNotAllowed, match="この計画の目標"):
            deed(**who, plan=other, part=step, **more)
    with pytest.raises(StepNotAllowed, match="取り組みのある目標"):
        remove_part(**who, plan=plan, part=step.goal)
    for part in (step, step.goal):
        remove_part(**who, plan=plan, part=part)
    assert not plan.goals.exists()
    facts = {"on": DAY, "good": "よくなった", "by_name": "石田"}
    review = keep_part(**who, plan=plan, part=PlanReview(plan=plan), facts=facts)
    keep_part(**who, plan=plan, part=review, facts=facts)
    assert Event.objects.latest("pk").what == "councils.plan_part_kept"


def test_cards_are_written_moved_and_taken_away(cast, who):
    plan = a_plan(cast)
    assert some_cards(cast, plan, " ") == []
    first, second = some_cards(cast, plan, "店が遠い", "荷物が重い")

    put_cards(**who, plan=plan, cards=[first, second], group=None)
    shift_card(**who, card=first, up=True)  # already the first
    shift_card(**who, card=first, up=False)
    remove_cards(**who, plan=plan, cards=[second])

    assert [card.wording for heap in heaps_of(plan) for card in heap.cards] == ["店が遠い"]
    assert a_heap(cast, plan, "道のり").order == 1


def test_a_picture_of_the_board_is_kept_and_the_system_writes_its_town(cast):
    system = PartOfSystem("見本", cast.town.pk)

    photo = add_board_photo(
        by=system,
        at=AT,
        plan=a_plan(cast),
        photo=CleanPhoto(b"picture", b"small", 8, 8),
        caption=" 模造紙 ",
    )

    with photo.file as file:
        assert (photo.caption, file.read()) == ("模造紙", b"picture")
