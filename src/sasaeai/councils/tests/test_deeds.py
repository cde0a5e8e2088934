"""What is written about councils and their meetings: each deed with its line of history, and what each refuses."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from sasaeai.activities.actions import GivenPhoto, add_photos, record
from sasaeai.activities.examples import an_entry
from sasaeai.activities.models import Activity, Todo
from sasaeai.activities.rules import Happening
from sasaeai.councils import actions
from sasaeai.councils.examples import (
    AT,
    DAY,
    a_council,
    a_meeting,
    a_participant,
    a_seat_for,
    their_council,
)
from sasaeai.councils.models import Invitation, Participant
from sasaeai.councils.rules.meetings import Took
from sasaeai.councils.rules.refusals import StepNotAllowed
from sasaeai.councils.rules.replies import Reply
from sasaeai.documents.photos import CleanPhoto
from sasaeai.history.models import Event
from sasaeai.people.models import Post
from sasaeai.places.models import Area
from sasaeai.resources.examples import a_word
from sasaeai.towns.viewer import PartOfSystem


def told():
    """The newest line of history: what was done, and what it says afterwards."""
    line = Event.objects.latest("pk")
    return line.what.removeprefix("councils."), line.after


@pytest.fixture
def who(cast):
    return {"by": cast.ishida, "at": AT}


@pytest.fixture
def of_another_town(cast):
    """A participant, a post and an area of 隣町."""
    council = their_council(cast)
    person = actions.record_participant(
        by=cast.kinoshita, at=AT, town=cast.other_town, name="隣の人"
    )
    post = Post.objects.create(town=cast.other_town, name="隣町のSC", tier="2")
    return council, person, post, Area.objects.of_town(cast.other_town.pk).first()


def test_a_council_is_corrected_and_only_what_changed_is_told(cast, who, of_another_town):
    council = a_council(cast)

    actions.change_council(**who, council=council, name=" みどり協議会 ", areas=[cast.second_area])
    what, after = told()
    lines = Event.objects.count()
    actions.change_council(**who, council=council, name="みどり協議会")

    assert (what, sorted(after)) == ("council_changed", ["areas", "name"])
    assert Event.objects.count() == lines
    with pytest.raises(ValidationError, match="この町の区域"):
        actions.change_council(**who, council=council, name="別", areas=[of_another_town[3]])


def test_a_participant_is_corrected_and_the_history_keeps_no_address(cast, who):
    one = a_participant(cast)

    actions.change_participant(**who, participant=one, name="江川", phone="000-111")
    what, after = told()
    lines = Event.objects.count()
    actions.change_participant(**who, participant=one, name="江川", phone="000-111")

    assert (what, after) == ("participant_changed", {"直した項目": "電話"})
    assert Event.objects.count() == lines


def test_a_member_is_added_corrected_and_taken_in_once(cast, who):
    council = a_council(cast)
    person = {"name": "小川", "body_name": "商店会"}
    seat = actions.add_member(**who, council=council, person=person, seat={"valid_from": DAY})

    known = {**who, "council": council, "file_name": "名簿.xlsx"}
    assert actions.import_roster(**known, rows=[(person, {}, seat.participant)]) == (0, 1)

    actions.change_member(
        **who, membership=seat, person=person, seat={"valid_to": DAY + timedelta(days=365)}
    )
    assert told()[0] == "seat_changed"
    lines = Event.objects.count()
    actions.change_seat(**who, membership=seat)
    assert Event.objects.count() == lines

    rows = [(person, {"valid_from": DAY}, seat.participant)]
    assert actions.import_roster(**known, rows=rows) == (0, 1)
    overlapping = [(person, {"valid_from": DAY - timedelta(days=9)}, seat.participant)]
    with pytest.raises(ValidationError, match="小川：小川さんは同じ期間に"):
        actions.import_roster(**known, rows=overlapping)


def test_guests_are_known_again_and_strangers_of_another_town_are_not_noted(
    cast, who, of_another_town
):
    meeting = a_meeting(cast)
    guest = {**who, "meeting": meeting, "name": "久保", "body_name": "商店会"}

    first, again = actions.note_guest(**guest), actions.note_guest(**guest)

    assert first == again
    assert Participant.objects.filter(name="久保").count() == 1
    gone = {"meeting": meeting, "participant": first.participant, "took": None}
    told = Event.objects.filter(what="councils.attendance_noted")
    before = told.count()
    for _ in range(2):
        assert actions.note_attendance(**who, **gone) is None
    assert (told.count(), meeting.attendances.count()) == (before + 1, 0)
    _, stranger, *_ = of_another_town
    with pytest.raises(ValidationError, match="この町の人"):
        actions.note_attendance(**who, meeting=meeting, participant=stranger, took=Took.PRESENT)
    with pytest.raises(ValidationError, match="この町の人"):
        actions.note_came(**who, meeting=meeting, came=[(stranger, Took.PRESENT, "")])
    held = actions.hold_meeting(**who, meeting=meeting)
    actions.note_came(**who, meeting=held, came=[(first.participant, Took.ONLINE, "")])
    assert Activity.objects.get().person_times == 1


def test_the_door_has_one_word(cast, who):
    meeting = a_meeting(cast)

    first, again = (actions.open_check_in(**who, meeting=meeting) for _ in range(2))

    assert first == again == meeting.check_in_token
    assert Event.objects.filter(what="councils.check_in_opened").count() == 1


def test_people_are_invited_told_and_answer(cast, who, of_another_town):
    council = a_council(cast)
    people = a_seat_for(cast, council, "江川", "小川")
    meeting = a_meeting(cast, council)
    known = {**who, "meeting": meeting}

    actions.invite(**known, participants=people)
    assert actions.invite(**known, participants=people) == []
    assert actions.note_sent(**known, channel="letter", on=DAY) == 2
    assert actions.note_sent(**known, channel="letter", on=DAY) == 0
    line = Invitation.objects.get(participant=people[0])
    actions.note_reply(**who, invitation=line, reply=Reply.NONE, on=DAY, read=True)
    assert (line.read_on, line.replied_on) == (DAY, None)
    unread = Invitation.objects.get(participant=people[1])
    actions.note_reply(**who, invitation=unread, reply=Reply.NONE, on=DAY, remark="留守")
    assert (unread.read_on, unread.remark) == (None, "留守")
    with pytest.raises(ValidationError, match="この町の人だけ"):
        actions.invite(**known, participants=[of_another_town[1]])
    off = actions.cancel_meeting(**known, reason="大雪")
    with pytest.raises(ValidationError, match="中止した会議"):
        actions.invite(**who, meeting=off, participants=people)
    with pytest.raises(ValidationError, match="出欠を書けません"):
        actions.note_came(**who, meeting=off, came=[])


def test_the_agenda_is_put_in_order_and_minutes_are_not_thrown_away(cast, who):
    meeting = a_meeting(cast)
    first, second = (
        actions.add_item(**who, meeting=meeting, title=title, about=about)
        for title, about in (("見守り", "councils.Issue:1"), ("雪かき", ""))
    )
    with pytest.raises(ValidationError, match="もうこの会議の議題"):
        actions.add_item(**who, meeting=meeting, title="見守り", about="councils.Issue:1")

    actions.move_item(**who, item=second, up=True)
    actions.move_item(**who, item=second, up=True)  # already the first
    actions.change_item(**who, item=second, title=" 雪かきの道具 ")
    assert told() == ("item_changed", {"議題": "雪かきの道具"})
    assert [i.title for i in meeting.items.all()] == ["雪かきの道具", "見守り"]

    unchanged = actions.write_minutes(**who, item=first, seen_version=1, digest="")
    assert unchanged.version == 1
    for words in ("話した", "話した。決めた"):
        first = actions.write_minutes(**who, item=first, seen_version=first.version, digest=words)
    assert Event.objects.filter(what="councils.minutes_written").count() == 1
    with pytest.raises(ValidationError, match="会議録が書いてある"):
        actions.remove_item(**who, item=first)
    actions.remove_item(**who, item=second)
    assert [i.title for i in meeting.items.all()] == ["見守り"]


def test_only_minutes_of_a_meeting_that_was_held_are_made_public(cast, who):
    meeting = a_meeting(cast)
    public = {**who, "text": "話した。"}
    with pytest.raises(ValidationError, match="開催した会議だけ"):
        actions.confirm_public_minutes(**public, meeting=meeting)
    held = actions.hold_meeting(**who, meeting=meeting)
    with pytest.raises(ValidationError, match="内部のみ"):
        actions.confirm_public_minutes(**public, meeting=held)

    held = actions.change_meeting(**who, meeting=held, on=DAY, publication="digest")

    with pytest.raises(ValidationError, match="公開する文"):
        actions.confirm_public_minutes(**who, meeting=held, text=" ")
    assert actions.confirm_public_minutes(**public, meeting=held).text == "話した。"


def test_a_handout_is_kept_under_its_name_and_taken_away(
    cast, who, django_capture_on_commit_callbacks
):
    file = ContentFile(b"%PDF-1.4", name="次第.pdf")
    handout = actions.add_handout(**who, meeting=a_meeting(cast), file=file)
    assert told() == ("handout_added", {"資料": "次第"})

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_handout(**who, handout=handout)

    assert not handout.file.storage.exists(handout.file.name)


def test_a_task_is_somebodys_and_stands_on_the_coordinators_list(cast, who, of_another_town):
    meeting, post = a_meeting(cast), cast.posts["first-area"]
    known = {**who, "meeting": meeting, "wording": "電話"}
    for wrong in ({}, {"post": of_another_town[2]}):
        with pytest.raises(ValidationError):
            actions.add_task(**known, **wrong)

    task = actions.add_task(**known, post=post)
    actions.finish_task(**who, task=task, done=True, result="つながった")
    assert (task.todo.done_at, task.done_on) == (AT, DAY)
    actions.finish_task(**who, task=task, done=False)
    assert (Todo.objects.get().done_at, task.done_on) == (None, None)
    system = PartOfSystem("取り込み", cast.town.pk)
    made = actions.add_task(by=system, at=AT, meeting=meeting, wording="集計", post=post)
    actions.finish_task(by=system, at=AT, task=made, done=True)
    assert (made.todo, made.done_on) == (None, DAY)


def test_a_meeting_is_of_its_town_and_its_day(cast, who, of_another_town):
    meeting = a_meeting(cast)
    _, _, post, area = of_another_town
    for wrong in ({"posts": [post]}, {"area": area}):
        with pytest.raises(ValidationError, match="この町の"):
            actions.change_meeting(**who, meeting=meeting, on=DAY, **wrong)
    other = a_meeting(cast, meeting.council, on=DAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="もうあります"):
        actions.change_meeting(**who, meeting=other, on=other.on, number=1)

    off = actions.cancel_meeting(**who, meeting=other, reason="大雪")
    off = actions.change_meeting(**who, meeting=off, on=off.on, number=7, posts=[])
    assert off.number is None
    held = actions.hold_meeting(**who, meeting=meeting)
    with pytest.raises(ValidationError, match="きょうより先"):
        actions.change_meeting(**who, meeting=held, on=DAY + timedelta(days=1))


def test_a_coordinator_who_was_forgotten_makes_the_meeting_an_activity(cast, who):
    meeting = a_meeting(cast, posts=[], area=cast.second_area, starts_at=time(14), ends_at=time(16))
    held = actions.hold_meeting(**who, meeting=meeting)
    assert held.activity is None

    held = actions.change_meeting(**who, meeting=held, on=DAY, posts=[cast.posts["first-area"]])

    held.refresh_from_db()
    assert (held.activity.area, held.activity.minutes) == (cast.second_area, 120)


def test_only_what_was_done_on_the_day_is_the_meeting(cast, who):
    meeting = a_meeting(cast)
    other_day = record(by=cast.ishida, at=AT, entry=an_entry(cast, on=date(2022, 10, 1)))
    planned = record(by=cast.ishida, at=AT, entry=an_entry(cast, happening=Happening.PLANNED))

    for wrong, why in ((other_day, "同じ日"), (planned, "「実施」")):
        with pytest.raises(ValidationError, match=why):
            actions.hold_meeting(**who, meeting=meeting, known=wrong)


def test_a_meeting_whose_activity_has_photographs_is_not_taken_back_with_them(cast, who):
    held = actions.hold_meeting(**who, meeting=a_meeting(cast))
    activity = Activity.objects.get()
    picture = GivenPhoto(CleanPhoto(b"picture", b"small", 8, 8), "a.jpg")
    add_photos(by=cast.ishida, at=AT, activity=activity, photos=[picture])

    with pytest.raises(ValidationError, match="写真が1枚"):
        actions.reopen_meeting(**who, meeting=held, reason="まちがい")

    alone = a_meeting(cast, held.council, on=DAY - timedelta(days=1), posts=[])
    alone = actions.hold_meeting(**who, meeting=alone)
    assert actions.reopen_meeting(**who, meeting=alone, reason="まちがい").activity is None


def test_a_council_takes_nothing_of_another_town(cast, who):
    word = a_word(cast.other_town, "council-kind", "council")
    with pytest.raises(ValidationError, match="この町のもの"):
        actions.record_council(**who, town=cast.town, name="会", kind=word)
    areas = [Area.objects.of_town(cast.other_town.pk).first()]
    with pytest.raises(ValidationError, match="この町の区域"):
        actions.record_council(**who, town=cast.town, name="会", areas=areas)
    with pytest.raises(StepNotAllowed):
        actions.replan_meeting(**who, meeting=a_meeting(cast), on=DAY)
