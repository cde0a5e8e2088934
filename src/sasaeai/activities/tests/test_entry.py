"""Writing an entry on the page: the defaults fit, errors stand at the field, nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sasaeai.activities.actions import close_month, edit
from sasaeai.activities.examples import AT, a_partner, an_activity, an_entry, words_of
from sasaeai.activities.models import Activity, Draft, EntryTemplate
from sasaeai.history.models import Event
from sasaeai.people.models import Organisation, Tenure

NEW = "activities:new"


@pytest.fixture
def as_ishida(client, cast):
    words_of(cast.town)
    client.force_login(cast.ishida)
    return client


@pytest.fixture(autouse=True)
def on_a_day_in_october(monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)


def typed_by_default(page) -> dict:
    """What the form holds before anybody touched it."""
    form = page.context["form"]
    typed = {name: form[name].value() for name in ("on", "post", "area", "happening")}
    return {k: v for k, v in typed.items() if v} | {"keeper": page.context["keeper"]}


def test_today_my_post_and_my_area_are_filled_in(as_ishida, cast):
    page = as_ishida.get(reverse(NEW))

    assert typed_by_default(page) | {"keeper": ""} == {
        "on": "2022-10-03",
        "post": str(cast.posts["first-area"].pk),
        "area": str(cast.first_area.pk),
        "happening": "held",
        "keeper": "",
    }


def test_from_the_start_page_to_saved_in_eight_touches(as_ishida, cast):
    words, partner = words_of(cast.town), a_partner(cast.town)
    an_activity(cast, partners=(partner,))
    touches = ["記録する"]
    page = as_ishida.get(reverse(NEW))
    typed = typed_by_default(page)
    assert partner in page.context["form"].choices.recent_partners
    for field, value in {
        "function": words["function"]["awareness"].pk,
        "means": words["means"]["visit"].pk,
        "partners": partner.pk,
        "count0-number": "１２",
        "wording": "体操のあと、買い物の話が出た。",
    }.items():
        typed[field] = value
        touches.append(field)
    touches.append("保存")

    answer = as_ishida.post(reverse(NEW), typed, follow=True)

    saved = Activity.objects.latest("pk")
    assert "保存しました" in answer.content.decode()
    assert (saved.person_times, saved.area, saved.tier) == (12, cast.first_area, "2")
    assert list(saved.partners.all()) == [partner]
    assert len(touches) <= 8


def test_the_saved_page_offers_to_go_on(as_ishida, cast):
    page = as_ishida.get(reverse("activities:saved", args=[an_activity(cast).pk])).content.decode()

    assert "つづけて記録" in page
    assert "前回と同じで記録" in page
    assert "今日へ" in page


def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(as_ishida, cast):
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    answer = as_ishida.post(
        reverse(NEW), typed | {"on": "2022-12-01", "wording": "会議の準備", "count0-number": "十人"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "まだ先の日付です" in page
    assert "数字で入れてください" in page
    assert "会議の準備" in page
    assert not Activity.objects.exists()


def test_a_closed_month_is_told_at_the_day(as_ishida, cast):
    close_month(by=cast.uno, at=AT, month=date(2022, 9, 1))
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    answer = as_ishida.post(reverse(NEW), typed | {"on": "2022-09-30", "wording": "訪問"})

    assert "締めてあるため" in str(answer.context["form"].errors["on"])


def test_the_same_as_last_time_fills_everything_but_the_day(as_ishida, cast):
    an_activity(cast, on=date(2022, 9, 1), title="サロン", next_step="電話")

    form = as_ishida.get(reverse(NEW), {"last": ""}).context["form"]

    assert form["title"].value() == "サロン"
    assert form["on"].value() == "2022-10-03"
    assert not form["next_step"].value()


def test_writing_is_kept_as_a_draft_and_can_be_gone_on_with(as_ishida, cast):
    as_ishida.post(reverse("activities:autosave"), {"on": "2022-10-03", "wording": "とちゅう"})

    draft = Draft.objects.get()
    page = as_ishida.get(reverse(NEW), {"draft": draft.pk})
    assert page.context["form"]["wording"].value() == "とちゅう"
    assert "とちゅう" in as_ishida.get(reverse("start")).content.decode()


def test_a_day_still_half_typed_is_kept_as_it_stands(as_ishida, cast):
    as_ishida.post(reverse("activities:autosave"), {"on": "2022-1", "wording": "とちゅう"})

    draft = Draft.objects.get()
    assert (draft.on, draft.typed["on"]) == (None, ["2022-1"])


def test_the_defaults_alone_make_no_draft(as_ishida, cast):
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    as_ishida.post(reverse("activities:autosave"), typed)

    assert not Draft.objects.exists()


def test_the_draft_goes_away_when_it_becomes_a_record(as_ishida, cast):
    typed = typed_by_default(as_ishida.get(reverse(NEW))) | {"wording": "とちゅう"}
    as_ishida.post(reverse("activities:autosave"), typed)

    as_ishida.post(reverse(NEW), typed | {"draft": Draft.objects.get().pk})

    assert not Draft.objects.exists()
    assert Activity.objects.get().wording == "とちゅう"


def test_nothing_is_lost_when_the_time_to_be_signed_in_has_run_out(as_ishida, cast):
    typed = typed_by_default(as_ishida.get(reverse(NEW))) | {"wording": "長い文章"}
    as_ishida.logout()

    answer = as_ishida.post(reverse(NEW), typed)

    draft = Draft.objects.get(user=cast.ishida)
    assert answer.status_code == 302
    assert draft.typed["wording"] == ["長い文章"]
    assert f"draft%3D{draft.pk}" in answer.url
    assert not Activity.objects.exists()


def test_who_is_not_signed_in_and_holds_no_page_of_ours_keeps_nothing(client, cast):
    answer = client.post(reverse(NEW), {"wording": "いたずら", "keeper": "1:forged:sign"})

    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_two_texts_stand_side_by_side_when_two_people_wrote_at_once(as_ishida, cast):
    activity = an_activity(cast)
    page = as_ishida.get(reverse("activities:edit", args=[activity.pk]))
    typed = typed_by_default(page) | {"version": "1", "wording": "石田の文"}
    edit(
        by=cast.aoki,
        at=AT + timedelta(minutes=1),
        activity=activity,
        entry=an_entry(cast, wording="青木の文"),
        seen_version=1,
    )

    answer = as_ishida.post(reverse("activities:edit", args=[activity.pk]), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "石田の文" in page
    assert "青木の文" in page
    assert Activity.objects.get().wording == "青木の文"
    mine = dict(answer.context["hidden"])
    as_ishida.post(reverse("activities:edit", args=[activity.pk]), mine)
    assert Activity.objects.get().wording == "石田の文"


def test_a_partner_not_known_yet_is_added_with_the_entry(as_ishida, cast):
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    as_ishida.post(reverse(NEW), typed | {"wording": "相談", "quick-name": "あおぞら文庫"})

    assert [o.name for o in Activity.objects.get().partners.all()] == ["あおぞら文庫"]


def test_a_partner_known_already_is_not_added_twice(as_ishida, cast):
    partner = a_partner(cast.town, "みどり町会")
    partner.full_clean()
    partner.save()
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    as_ishida.post(reverse(NEW), typed | {"wording": "相談", "quick-name": "みどり 町会"})

    assert Organisation.objects.count() == 1
    assert Activity.objects.get().partners.get() == partner


def test_without_scripts_partners_are_found_by_a_button_and_the_text_stays(as_ishida, cast):
    partner = a_partner(cast.town, "さくらサロン")
    partner.full_clean()
    partner.save()
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    page = as_ishida.post(
        reverse(NEW), typed | {"wording": "書きかけ", "q": "さくら", "do": "find-partner"}
    )

    assert "さくらサロン" in page.content.decode()
    assert page.context["form"]["wording"].value() == "書きかけ"


def test_a_template_starts_an_entry(as_ishida, cast):
    activity = an_activity(cast, title="月例サロン")
    as_ishida.post(reverse("activities:template-add", args=[activity.pk]), {"name": "サロン"})

    template = EntryTemplate.objects.get()
    form = as_ishida.get(reverse(NEW), {"template": template.pk}).context["form"]
    assert form["title"].value() == "月例サロン"
    assert form["on"].value() == "2022-10-03"
    as_ishida.post(reverse("activities:template-drop"), {"key": template.pk})
    assert not EntryTemplate.objects.exists()
    assert Event.objects.filter(what="activities.template_dropped").count() == 1


def test_a_record_of_another_area_or_town_cannot_be_opened(as_ishida, cast, client):
    hers = an_activity(cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=cast.second_area)

    for name in ("show", "edit", "saved", "remove"):
        assert as_ishida.get(reverse(f"activities:{name}", args=[hers.pk])).status_code == 404
    client.force_login(cast.kinoshita)
    assert client.get(reverse("activities:show", args=[hers.pk])).status_code == 404


def test_a_successor_may_mend_what_the_predecessor_wrote(as_ishida, cast):
    activity = an_activity(cast, on=date(2022, 9, 1))
    Tenure.objects.filter(post=cast.posts["first-area"]).update(valid_from=date(2022, 10, 1))

    assert as_ishida.get(reverse("activities:edit", args=[activity.pk])).status_code == 200


def test_anything_registered_can_be_tied_to_an_entry(as_ishida, cast):
    old = an_activity(cast, title="先月の体操教室")
    page = as_ishida.get(reverse("activities:link-pick"), {"link_q": "体操教室"}).content.decode()
    value = f"activities.Activity:{old.pk}|先月の体操教室"
    assert value in page
    typed = typed_by_default(as_ishida.get(reverse(NEW)))

    as_ishida.post(reverse(NEW), typed | {"wording": "つづき", "links": value})

    saved = Activity.objects.latest("pk")
    page = as_ishida.get(reverse("activities:show", args=[saved.pk])).content.decode()
    assert reverse("activities:show", args=[old.pk]) in page


def test_nothing_is_lost_when_the_session_was_idle_too_long(as_ishida, cast, monkeypatch):
    typed = typed_by_default(as_ishida.get(reverse(NEW))) | {"wording": "長い文章"}
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT + timedelta(hours=5))

    answer = as_ishida.post(reverse(NEW), typed)

    assert answer.status_code == 302
    assert reverse("people:sign-in") in answer.url
    assert Draft.objects.get(user=cast.ishida).typed["wording"] == ["長い文章"]
    assert not Activity.objects.exists()


def test_autosave_goes_on_after_the_session_was_idle_too_long(as_ishida, cast, monkeypatch):
    typed = typed_by_default(as_ishida.get(reverse(NEW))) | {"wording": "とちゅう"}
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT + timedelta(hours=5))

    part = as_ishida.post(reverse("activities:autosave"), typed, headers={"HX-Request": "true"})

    assert "ログインの時間が切れました" in part.content.decode()
    assert Draft.objects.get().typed["wording"] == ["とちゅう"]
