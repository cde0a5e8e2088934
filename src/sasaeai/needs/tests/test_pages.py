"""Pages: taking it down, looking at it, moving it on; the list, the board, the file."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sasaeai.history.models import Event
from sasaeai.needs.examples import a_label, a_need
from sasaeai.needs.models import Caller, Need
from sasaeai.needs.rules.states import NeedState
from sasaeai.resources.models import Call
from sasaeai.towns import clock


@pytest.fixture
def desk(client, cast):
    """石田さん at work, with the words of the town."""
    a_label(cast.town, "transport-hospital")
    client.force_login(cast.ishida)
    return client


def told(cast, **more):
    return {
        "wording": "病院まで行く足がない",
        "heard_on": clock.today().isoformat(),
        "urgency": "3",
        "scope": "office",
        "area": cast.first_area.pk,
        **more,
    }


def test_two_troubles_of_one_call_are_taken_down_in_a_minute(desk, cast):
    answer = desk.post(reverse("needs:new"), told(cast, trouble2="ごみ袋が重い"), follow=True)

    assert "2件の困りごとを受け付けました" in answer.content.decode()
    assert [n.post for n in Need.objects.all()] == [cast.posts["first-area"]] * 2
    assert "<u>病院</u>" in answer.content.decode() or "<u>" in answer.content.decode()


def test_a_name_without_consent_is_refused_beside_the_field(desk, cast):
    answer = desk.post(reverse("needs:new"), told(cast, name="江川", phone="000-111-2222"))

    assert answer.status_code == 422
    assert "同意がなければ名前は預かれません" in answer.content.decode()
    assert not Caller.objects.exists()


def test_the_name_is_shown_only_to_those_who_may_and_the_look_is_written_down(desk, cast):
    consent = {"name": "江川", "consented_on": clock.today().isoformat(), "consent_how": "口頭"}
    desk.post(reverse("needs:new"), told(cast, **consent))
    page = reverse("needs:need", args=[Need.objects.get().pk])

    assert "江川" in desk.get(page).content.decode()
    assert Event.objects.filter(what="needs.caller_seen").count() == 1


def test_the_suggestion_is_confirmed_by_one_tap(desk, cast):
    need = a_need(cast)

    page = desk.get(reverse("needs:need", args=[need.pk])).content.decode()
    desk.post(reverse("needs:settle", args=[need.pk]), {"code": "transport"})

    assert 'name="code" value="transport"' in page
    assert need.labels.get().was_suggested


def test_no_page_moves_a_trouble_where_the_rules_do_not(desk, cast):
    need = a_need(cast)
    given = {"to": "done", "on": clock.today().isoformat(), "wording": "終わり"}

    answer = desk.post(reverse("needs:step", args=[need.pk]), given)

    need.refresh_from_db()
    assert (answer.status_code, need.state) == (422, NeedState.RECEIVED)
    desk.post(reverse("needs:step", args=[need.pk]), {**given, "to": "answered", "told_back": "on"})
    desk.post(reverse("needs:step", args=[need.pk]), given)
    need.refresh_from_db()
    assert need.state == NeedState.DONE


def test_a_wish_to_help_goes_to_the_register_and_not_into_the_figures(desk, cast):
    need = a_need(cast, "自分でできることがあれば手伝いたい")
    page = reverse("needs:need", args=[need.pk])

    assert "手伝いたい」という声のようです" in desk.get(page).content.decode()
    desk.post(reverse("needs:deed", args=[need.pk, "offer"]))

    assert Call.objects.get().wording == need.wording
    assert not Need.objects.counted().exists()


def test_names_are_hidden_and_not_kept_in_the_history(desk, cast):
    need = a_need(cast, "江川さん（０９０−１２３４−５６７８）が庭の草に困っている")

    desk.post(reverse("needs:deed", args=[need.pk, "mask"]))

    need.refresh_from_db()
    assert "［名前］さん" in need.wording
    assert "［電話番号］" in need.wording
    for line in Event.objects.all():
        assert "５６７８" not in f"{line.before}{line.after}{line.about_label}"


def test_the_list_is_filtered_and_written_into_a_file(desk, cast):
    a_need(cast, "バスの本数が少ない", codes=["transport"])
    a_need(cast, "ごみ袋が重い", codes=["garbage"])
    label = a_label(cast.town, "garbage").term.pk

    page = desk.get(reverse("needs:list"), {"label": label, "q": "ごみ"}).content.decode()
    file = desk.post(reverse("needs:export"), {"label": label})

    assert "ごみ袋が重い" in page
    assert "バスの本数" not in page
    rows = list(load_workbook(io.BytesIO(file.content)).active.values)
    assert any("ごみ袋が重い" in [str(cell) for cell in row] for row in rows)
    assert not any("バス" in str(cell) for row in rows for cell in row)


def test_the_board_shows_what_waits_the_urgent_first(desk, cast):
    a_need(cast, "ふつうの困りごと")
    a_need(cast, "すぐの困りごと", urgency="1")

    page = desk.get(reverse("needs:board")).content.decode()

    assert page.index("すぐの困りごと") < page.index("ふつうの困りごと")


def test_the_one_search_box_finds_troubles_of_ones_own_areas(desk, cast):
    a_need(cast, "どんぐり号が来ない")
    a_need(cast, "どんぐり号が早すぎる", by=cast.aoki, area=cast.second_area, post=None)

    page = desk.get(reverse("search:find"), {"q": "どんぐり号"}).content.decode()

    assert "来ない" in page
    assert "早すぎる" not in page


def test_whoever_saves_second_is_shown_what_the_first_changed(desk, cast):
    need = a_need(cast, "庭の草が取れない")
    page = reverse("needs:correct", args=[need.pk])
    form = desk.get(page).context["form"]
    given = {**told(cast), "heard_on": "2022-10-03", "seen": form.initial["seen"]}
    desk.post(page, {**given, "wording": "江川さんの庭の草が取れない"})

    answer = desk.post(page, {**given, "wording": "庭の木が切れない"})

    assert answer.status_code == 422
    assert "あなたが開いたあとに、ほかの人がこの困りごとを変えました" in answer.content.decode()
    assert "［名前］さんの庭の草" in answer.content.decode()
    again = {**given, "wording": "庭の木が切れない", "seen": answer.context["form"].data["seen"]}
    desk.post(page, again)
    need.refresh_from_db()
    assert need.wording == "庭の木が切れない"
