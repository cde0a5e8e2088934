"""Hundreds of answers: taken in, worked through one by one, undone, grouped, the bad rows given back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sasaeai.needs.actions import settle
from sasaeai.needs.examples import a_label, a_need
from sasaeai.needs.importing import Wishes, as_file, check_file, take_in
from sasaeai.needs.models import Need, NeedBatch, NeedLabel
from sasaeai.needs.rules.states import NeedState
from sasaeai.needs.tests.samples import SOME_ANSWERS, need_words
from sasaeai.resources.examples import a_word
from sasaeai.towns import clock

WISHES = Wishes(name="ニーズ調査", heard_on=date(2022, 10, 3))


def checked(cast, text, **more):
    return check_file(
        text.encode(),
        filename="answers.csv",
        town=cast.town,
        today=date(2022, 10, 5),
        wishes=Wishes(**{**vars(WISHES), **more}),
    )


@pytest.fixture
def batch(cast):
    """Five answers of a survey."""
    a_label(cast.town, "transport-hospital")
    found = check_file(
        as_file(SOME_ANSWERS), filename="貼り付け.csv", town=cast.town, today=WISHES.heard_on,
        wishes=Wishes(**{**vars(WISHES), "area": cast.first_area}),
    )  # fmt: skip
    return take_in(by=cast.ishida, at=clock.now(), town=cast.town, checked=found)


def test_rows_that_cannot_be_kept_come_back_to_be_mended(cast):
    a_label(cast.town, "transport-hospital")
    a_word(cast.town, "age-band", "75")
    text = "番号,圏域,年齢,分類,自由記述\n1,第1圏域,82歳,通院,病院が遠い\n2,どこか,,,店がない\n3,,,,特になし\n"

    found = checked(cast, text)

    (given,) = found.ready
    assert (given.area, given.needs[0].labels[0].detail.label) == (cast.first_area, "通院")
    assert (found.refused, found.nothing) == (1, 1)
    back = list(load_workbook(io.BytesIO(found.workbook_of_refused())).active.values)
    assert any("「どこか」という区域は" in str(cell) for row in back for cell in row)


def test_the_same_rows_are_taken_in_once(cast):
    text = "自由記述\n店がない\n店がない\n"
    take_in(by=cast.ishida, at=clock.now(), town=cast.town, checked=checked(cast, text))

    again = checked(cast, text + "バスがない\n")

    assert (again.doubles, [g.needs[0].wording for g in again.ready]) == (2, ["バスがない"])


def test_the_sheet_is_worked_through_and_undone_without_scripts(client, cast, batch):
    client.force_login(cast.ishida)
    page = reverse("needs:sort") + f"?batch={batch.pk}"
    first = Need.objects.order_by("pk").first()

    assert "<b>0/5</b>" in client.get(page).content.decode()
    given = {"batch": batch.pk, "need": first.pk, "do": "accept", "code": "transport"}
    answer = client.post(reverse("needs:sort"), given, follow=True)
    assert "<b>1/5</b>" in answer.content.decode()
    answer = client.post(reverse("needs:sort"), {"batch": batch.pk, "do": "undo"}, follow=True)

    assert "<b>0/5</b>" in answer.content.decode()
    assert first.wording[:6] in answer.content.decode().replace("<u>", "").replace("</u>", "")


def test_the_part_equals_the_page(client, cast, batch):
    client.force_login(cast.ishida)
    first = Need.objects.order_by("pk").first()
    given = {"batch": batch.pk, "need": first.pk, "do": "accept", "code": "transport"}

    part = client.post(reverse("needs:sort"), given, headers={"HX-Request": "true"})
    page = client.get(reverse("needs:sort"), {"batch": batch.pk}).content.decode()

    told = part.content.decode().split("<blockquote")[1].split("</blockquote>")[0]
    assert told in page


def test_a_sentence_that_is_no_trouble_is_put_aside_and_comes_back(client, cast, batch):
    client.force_login(cast.ishida)
    first = Need.objects.order_by("pk").first()

    client.post(reverse("needs:sort"), {"batch": batch.pk, "need": first.pk, "do": "aside"})
    assert Need.objects.counted().count() == 4
    client.post(reverse("needs:sort"), {"batch": batch.pk, "do": "undo"})

    first.refresh_from_db()
    assert first.state == NeedState.RECEIVED


def test_what_is_sure_is_settled_by_one_press_and_comes_back_by_one(client, cast, batch):
    need_words(cast)
    client.force_login(cast.ishida)
    wish = a_need(cast, "ごみ出しを手伝えます")  # a wish to help is left to a person
    Need.objects.filter(pk=wish.pk).update(batch=batch)
    page, given = reverse("needs:sort"), {"batch": batch.pk, "do": "accept-all"}
    sure = client.get(page, {"batch": batch.pk}).context["sheet"].confident
    assert 2 <= sure <= 5

    told = client.post(page, given, follow=True).content.decode()
    settled = Need.objects.filter(settled_at__isnull=False)
    assert f"{sure}件を案のとおりに決めました" in told
    assert settled.count() == sure
    assert all(need.labels.get(is_main=True).was_suggested for need in settled)
    one = settled.first()
    settle(by=cast.aoki, at=clock.now(), need=one, labels=[a_label(cast.town, "snow")])

    told = client.post(page, {"batch": batch.pk, "do": "undo"}, follow=True).content.decode()

    assert f"{sure - 1}件を、決める前にもどしました" in told
    assert list(Need.objects.filter(settled_at__isnull=False)) == [one]
    assert NeedLabel.objects.get().term.code == "snow"


def test_answers_that_say_the_same_are_settled_together(client, cast, batch):
    client.force_login(cast.ishida)

    page = client.get(reverse("needs:alike"), {"batch": batch.pk}).content.decode()
    same = list(Need.objects.filter(wording__startswith="バスの本数"))
    given = {"batch": batch.pk, "chosen": [n.pk for n in same], "code": "transport"}
    client.post(reverse("needs:settle-alike"), given)

    assert "ほとんど同じ文です" in page
    assert [n.labels.get().term.code for n in same] == ["transport"] * 2


def test_the_page_takes_in_what_was_pasted(client, cast):
    a_label(cast.town, "transport")
    client.force_login(cast.ishida)
    given = {"bundle": "調査", "heard_on": "2022-10-03", "pasted": SOME_ANSWERS}

    shown = client.post(reverse("needs:import"), given)
    token = shown.context["token"]
    more = {"kept": token, "file_name": "貼り付け.csv", "do": "apply", "pasted": ""}
    client.post(reverse("needs:import"), {**given, **more})

    assert "取り込める 5件" in shown.content.decode()
    assert NeedBatch.objects.get().needs.count() == 5
