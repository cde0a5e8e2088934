"""届いた声: read, taken down, added to what is known, refused and taken up again; its words stand once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.needs.actions import (
    GivenLetter,
    LetterRefused,
    join_letter,
    receive_letters,
    refuse_letter,
    reopen_letter,
)
from sasaeai.needs.examples import AT, DAY, a_letter, a_need
from sasaeai.needs.models import Caller, Need, NeedLetter
from sasaeai.needs.months import letters_unread
from sasaeai.needs.rules.states import LetterState, NeedState
from sasaeai.needs.tests.samples import need_words
from sasaeai.towns import clock

NAMED = {"name": "江川", "phone": "000-111-2222"}


@pytest.fixture
def desk(client, cast):
    """石田さん at work, with the words of the town."""
    need_words(cast)
    client.force_login(cast.ishida)
    return client


def decide(desk, letter, do, **more):
    there = reverse("needs:letter-decide", args=[letter.pk])
    return desk.post(there, {"do": do, **more}, follow=True).content.decode()


def test_what_arrived_stands_above_the_list_until_it_is_taken_down(desk, cast):
    letter = a_letter(cast, **NAMED)
    shown = desk.get(reverse("needs:list")).content.decode()
    assert "住民のページから届いた声 1件" in shown
    assert "ポータル" in shown

    told = decide(desk, letter, "take")

    need, caller = Need.objects.get(), Caller.objects.get()
    letter.refresh_from_db()
    assert "困りごととして受け付けました" in told
    assert letter.number in told
    assert (need.wording, need.intake.channel.code) == ("坂がきつくて店まで行けない", "web_form")
    assert (need.post, need.intake.wants_reply) == (cast.posts["first-area"], True)
    assert (caller.name, caller.phone) == ("江川", "000-111-2222")
    assert (letter.state, letter.wording, letter.name) == (LetterState.TAKEN, "", "")
    assert "届いた声 1件" not in desk.get(reverse("needs:list")).content.decode()
    assert "書かれたことは" in desk.get(reverse("needs:letter", args=[letter.pk])).content.decode()


def test_several_troubles_of_one_letter_are_taken_down_apart(desk, cast):
    letter = a_letter(cast, "坂がきつい。あと、ごみ袋が重い。")
    page = f"{reverse('needs:new')}?letter={letter.pk}"
    given = {"heard_on": "2022-10-03", "urgency": "3", "scope": "office", "letter": letter.pk}
    proposed = desk.get(page).context["form"]
    assert proposed["wording"].value() == "坂がきつい。"
    assert proposed["trouble2"].value() == "ごみ袋が重い。"

    desk.post(reverse("needs:new"), {**given, "wording": "坂がきつい", "trouble2": "ごみ袋が重い"})

    assert [need.wording for need in Need.objects.order_by("pk")] == ["坂がきつい", "ごみ袋が重い"]
    assert NeedLetter.objects.get().state == LetterState.TAKEN
    assert desk.get(page).status_code == 404


def test_a_letter_is_added_to_a_trouble_that_is_known(desk, cast):
    known = a_need(cast, "坂がきつくて店まで行けない")
    letter = a_letter(cast, **NAMED)
    page = desk.get(reverse("needs:letter", args=[letter.pk])).content.decode()
    assert f'name="need" value="{known.pk}"' in page

    told = decide(desk, letter, "join", need=known.pk)

    assert f"受付番号 {letter.number}" in told
    assert known.steps.count() == 2
    assert Caller.objects.get().intake == known.intake
    assert Need.objects.count() == 1


def test_the_same_letter_twice_is_one_and_without_a_name_nobody_waits(cast):
    need, letter = a_need(cast), a_letter(cast)
    again = GivenLetter(letter.key, AT, "同じ声がもう一度")

    made = receive_letters(by=cast.uno, at=AT, town=cast.town, letters=[again])
    join_letter(by=cast.ishida, at=AT, letter=letter, need=need)

    need.intake.refresh_from_db()
    assert made == []
    assert not need.intake.wants_reply
    assert not Caller.objects.exists()


def test_two_names_do_not_come_together_and_a_closed_trouble_takes_nothing(desk, cast):
    known = a_need(cast)
    decide(desk, a_letter(cast, **NAMED), "join", need=known.pk)
    other = a_letter(cast, name="小川", phone="000-333-4444")

    assert "別の方の名前を預かっています" in decide(desk, other, "join", need=known.pk)
    assert "足す先の困りごとを選んで" in decide(desk, other, "join")
    known.state, known.closed_on = NeedState.DONE, known.heard_on
    known.save()
    assert "動かせません" in decide(desk, a_letter(cast), "join", need=known.pk)
    assert NeedLetter.objects.waiting().count() == 2


def test_what_is_refused_loses_its_name_at_once_and_can_be_taken_up_again(desk, cast):
    letter = a_letter(cast, **NAMED)
    assert "わけを選んでください" in decide(desk, letter, "refuse")

    assert "90日のあいだ" in decide(desk, letter, "refuse", reason="宣伝・いたずら")
    assert "と決めたあとです" in decide(desk, letter, "take")
    letter.refresh_from_db()
    assert (letter.state, letter.name, letter.wording[:2]) == (LetterState.REFUSED, "", "坂が")
    decide(desk, letter, "reopen")

    letter.refresh_from_db()
    assert (letter.state, letter.decided_at, letter.reason) == (LetterState.WAITING, None, "")
    with pytest.raises(LetterRefused, match="受け付けなかった声だけ"):
        reopen_letter(by=cast.ishida, at=AT, letter=letter)


def test_what_was_refused_long_ago_is_gone(cast):
    refuse_letter(by=cast.ishida, at=AT, letter=a_letter(cast), reason="宣伝・いたずら")

    later = AT + timedelta(days=91)
    receive_letters(by=cast.uno, at=later, town=cast.town, letters=[])

    assert not NeedLetter.objects.exists()


def test_a_name_is_shown_to_those_who_may_and_the_look_is_written_down(desk, cast):
    letter = a_letter(cast, "電話は090-1234-5678です", **NAMED)

    shown = desk.get(reverse("needs:letter", args=[letter.pk])).content.decode()

    assert "000-111-2222" in shown
    assert "（電話番号）" in shown
    assert Event.objects.filter(what="needs.caller_seen").count() == 1
    history = " ".join(f"{e.about_label}{e.after}" for e in Event.objects.all())
    assert "江川" not in history
    assert "坂が" not in history


def test_whoever_quotes_the_number_is_found(desk, cast):
    letter = a_letter(cast)
    decide(desk, letter, "take")

    for told in (letter.number, letter.number.replace("-", "")):
        found = desk.get(reverse("search:find"), {"q": told}).content.decode()
        assert reverse("needs:letter", args=[letter.pk]) in found


def test_letters_are_read_where_they_were_written(desk, cast):
    a_letter(cast, "となりの圏域の声", area=cast.second_area)
    a_letter(cast, "どこか分からない声", area=None)

    assert "圏域の声" not in desk.get(reverse("needs:letters")).content.decode()
    desk.force_login(cast.uno)
    assert "どこか分からない声" in desk.get(reverse("needs:letters")).content.decode()


def test_the_monthly_pack_names_letters_nobody_read(cast):
    assert list(letters_unread(cast.town.pk, DAY.replace(day=1), DAY)) == []
    a_letter(cast)

    (missing,) = letters_unread(cast.town.pk, DAY.replace(day=1), DAY)

    assert (missing.count, missing.url) == (1, reverse("needs:letters"))


def test_no_way_leaves_words_in_two_places(cast):
    letter = a_letter(cast)
    taken = NeedLetter.objects.filter(pk=letter.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        taken.update(state=LetterState.TAKEN, decided_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        taken.update(state=LetterState.REFUSED, decided_at=clock.now(), name="江川")
