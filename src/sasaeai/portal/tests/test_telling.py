"""困りごとを伝える: written without a name, sealed at once, read by the office; the number that one can quote."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from sasaeai.documents.letters import letter_key, new_letter_key, write_letters
from sasaeai.needs.models import NeedLetter
from sasaeai.needs.tests.samples import need_words
from sasaeai.portal import capability
from sasaeai.portal.actions import publish, take_in_letters
from sasaeai.portal.actions.publishing import letters_key
from sasaeai.portal.commands import take_in_letters_of
from sasaeai.portal.examples import a_town_that_listens
from sasaeai.portal.site import letters
from sasaeai.portal.site.letters import waiting_letters
from sasaeai.portal.site.models import SealedLetter
from sasaeai.towns import clock
from sasaeai.towns.refusal import Unusable
from sasaeai.ui import slots


@pytest.fixture
def page(cast):
    """The page of a town that takes letters."""
    need_words(cast)
    a_town_that_listens(cast)
    return reverse("site:tell", args=[cast.town.code])


@pytest.fixture
def elsewhere(monkeypatch):
    """The public pages on a machine of their own: no office empties the box."""
    monkeypatch.setattr(slots.letter_boxes, "entries", {})


def written(client, page, **more):
    """What the form would send, with the key it was given."""
    form = client.get(page).context["form"]
    return {"key": str(form["key"].value()), "wording": "坂がきつくて店まで行けない", **more}


def send(client, page, **more):
    return client.post(page, {**written(client, page, **more), "send": "1"})


def number_on(answer) -> str:
    return re.search(r'class="number">(\d{3}-\d{3})<', answer.content.decode())[1]


def test_a_trouble_is_told_without_a_name_looked_over_and_sent(client, cast, page):
    given = written(
        client, page, about="family", age_band="75", households=["alone"], area=cast.first_area.pk
    )

    check = client.post(page, given)
    assert not NeedLetter.objects.exists()
    answer = client.post(page, {**given, "send": "1"})
    again = client.post(page, {**given, "send": "1"})

    letter = NeedLetter.objects.get()
    assert "坂がきつくて" in check.content.decode()
    assert "家族のこと" in check.content.decode()
    assert number_on(answer) == number_on(again) == letter.number
    assert (letter.wording, letter.name) == ("坂がきつくて店まで行けない", "")
    assert (letter.area, letter.route.code, letter.age_band.code) == (
        cast.first_area,
        "family",
        "75",
    )
    assert [term.code for term in letter.households.all()] == ["alone"]
    assert "sessionid" not in answer.cookies
    assert "csrftoken" not in answer.cookies


def test_urgent_numbers_and_the_office_stand_on_top(client, page):
    shown = client.get(page).content.decode()

    assert shown.index('href="tel:119"') < shown.index('href="tel:110"') < shown.index("<textarea")
    assert 'href="tel:0001234567"' in shown


def test_a_name_goes_only_under_the_tick(client, page):
    without = client.post(page, written(client, page, name="江川", phone="000-111-2222"))
    half = client.post(page, written(client, page, consent="on", name="江川"))
    odd = client.post(page, written(client, page, consent="on", name="江川", phone="家です"))
    send(client, page, consent="on", name="江川", phone="０００-111-2222")

    assert "数字で書いて" in odd.content.decode()
    assert without.status_code == half.status_code == 422
    assert "ここに印を付けてください" in without.content.decode()
    assert "返事をする電話番号を書いてください" in half.content.decode()
    letter = NeedLetter.objects.get()
    assert (letter.name, letter.phone) == ("江川", "000-111-2222")


def test_names_in_the_words_are_pointed_out_before_sending(client, page):
    check = client.post(page, written(client, page, wording="電話は090-1234-5678です"))

    assert "電話番号" in check.content.decode()
    assert "消してもかまいません" in check.content.decode()


def test_what_a_machine_fills_in_is_kept_but_marked(client, page):
    send(client, page, homepage="spam")

    assert NeedLetter.objects.get().by_machine


def test_a_flood_is_stopped_and_what_was_written_stays_on_the_page(client, page, monkeypatch):
    monkeypatch.setattr(letters, "MOST_IN_A_SPAN", 1)
    send(client, page)

    answer = send(client, page, wording="二つ目の困りごと")

    assert answer.status_code == 429
    assert "二つ目の困りごと" in answer.content.decode()
    assert "000-123-4567" in answer.content.decode()
    for name in ("MOST_IN_A_SPAN", "MOST_FROM_ONE_PLACE"):
        monkeypatch.setattr(letters, name, 0 if name == "MOST_FROM_ONE_PLACE" else 99)
    assert send(client, page).status_code == 429
    monkeypatch.setattr(letters, "MOST_WAITING", 0)
    assert send(client, page).status_code == 429


def test_a_town_that_does_not_listen_names_the_telephone(client, cast, page):
    cast.town.portal_settings.takes_letters = False
    cast.town.portal_settings.save()
    publish(by=cast.uno, at=clock.now(), town=cast.town)

    shown = client.post(page, {"wording": "店がない", "send": "1"}).content.decode()

    assert "電話でお話しください" in shown
    assert "<textarea" not in shown
    assert not SealedLetter.objects.exists()


def test_letters_of_a_portal_elsewhere_are_carried_and_then_forgotten_there(
    client, cast, page, elsewhere
):
    answer = send(client, page, wording="江川です。ごみ袋が重い")
    assert b"\xe6\xb1\x9f\xe5\xb7\x9d" not in SealedLetter.objects.get().content
    file = write_letters(waiting_letters(cast.town.code), town_code=cast.town.code)

    first, second = (
        take_in_letters(by=cast.uno, at=clock.now(), town=cast.town, data=file) for _ in range(2)
    )

    assert (first.new, second.new, second.known) == (1, 0, 1)
    assert NeedLetter.objects.get().number == number_on(answer)
    publish(by=cast.uno, at=clock.now() + timedelta(minutes=1), town=cast.town)
    assert not SealedLetter.objects.exists()


def test_a_letter_that_cannot_be_opened_stays_in_the_box(client, cast, page, settings, tmp_path):
    right = settings.SASAEAI_LETTERS_KEY
    other = tmp_path / "key"
    other.write_bytes(new_letter_key())
    settings.SASAEAI_LETTERS_KEY = other
    send(client, page)
    client.force_login(cast.uno)

    told = client.post(reverse("portal:letters"), {"do": "empty"}, follow=True).content.decode()
    assert "この事務局の鍵では開けません" in told
    assert "残っている封 1件" in told
    settings.SASAEAI_LETTERS_KEY = right
    client.post(reverse("portal:letters"), {"do": "empty"})
    assert NeedLetter.objects.count() == 1


def test_what_the_office_cannot_do_loses_no_letter(client, cast, page, monkeypatch):
    def broken(**_):
        raise RuntimeError("the office is being repaired")

    monkeypatch.setattr(capability, "empty_box", broken)

    assert send(client, page).status_code == 200
    assert len(waiting_letters(cast.town.code)) == 1


def test_nothing_a_portal_writes_is_believed_but_what_the_town_knows(cast, page):
    town, town_key = cast.town, letter_key(letters_key())
    told = {"wording": "x" * 9000, "area": "999999", "about": "mayor", "households": "alone"}
    told |= {"name": "江川", "phone": "000", "consent": "yes"}
    sealed = letters.seal(told, to=town_key, town_code=town.code, key=(key := uuid4()))
    empty = letters.seal({}, to=town_key, town_code=town.code, key=(other := uuid4()))
    carried = [letters.Sealed(key, clock.now(), sealed), letters.Sealed(other, clock.now(), empty)]
    file = write_letters(carried, town_code=town.code)

    taken = take_in_letters(by=cast.uno, at=clock.now(), town=town, data=file)

    letter = NeedLetter.objects.get()
    assert (len(letter.wording), letter.area, letter.route, letter.name) == (2000, None, None, "")
    assert taken.refused == ("中身のない声がありました。",)


def test_the_command_takes_in_a_file_or_only_looks(cast, page, client, elsewhere, tmp_path, capsys):
    send(client, page)
    path = tmp_path / "koe.json"
    path.write_bytes(write_letters(waiting_letters(cast.town.code), town_code=cast.town.code))
    asked = argparse.Namespace(town=cast.town.code, file=str(path), dry_run=True)

    assert take_in_letters_of(asked) == 0
    assert not NeedLetter.objects.exists()
    asked.dry_run = False
    assert take_in_letters_of(asked) == 0
    assert "新しい声を1件受け取りました" in capsys.readouterr().out
    path.write_bytes(b"{}")
    with pytest.raises(Unusable, match="届いた声のファイル"):
        take_in_letters_of(asked)
    asked.file = str(tmp_path / "no.json")
    with pytest.raises(Unusable, match="開けません"):
        take_in_letters_of(asked)


def test_the_page_of_the_office_refuses_another_file(client, cast, page, tmp_path):
    client.force_login(cast.uno)
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")

    with path.open("rb") as file:
        answer = client.post(reverse("portal:letters"), {"file": file})

    assert answer.status_code == 422
    assert "届いた声のファイルとして読めません" in answer.content.decode()
