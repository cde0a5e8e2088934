"""The frame: signing in leads to 今日; without signing in everything leads to the sign-in page."""

from datetime import timedelta

from django.urls import reverse

from sasaeai.activities.actions import add_todo
from sasaeai.towns import clock


def test_signing_in_leads_to_today(client, cast):
    answer = client.post(
        reverse("people:sign-in"), {"username": "ishida", "password": "ishida-ishida"}, follow=True
    )

    assert answer.status_code == 200
    assert "今日" in answer.content.decode()
    assert "石田" in answer.content.decode()


def test_without_signing_in_the_start_page_leads_to_the_sign_in_page(client, cast):
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("people:sign-in"))


def test_a_missing_right_says_what_to_do(client, cast):
    client.force_login(cast.ogawa)

    answer = client.get(reverse("search:find"))

    assert answer.status_code == 403
    assert "管理者にご相談ください" in answer.content.decode()


def test_on_a_phone_every_page_of_the_menu_is_on_the_bar_or_under_more(client, cast):
    client.force_login(cast.uno)
    page = client.get("/")
    bar = [entry["url"] for entry in page.context["menu"][: page.context["on_bar"]]]
    more = [entry["url"] for entry in page.context["under_more"]]
    every = [e["url"] for e in page.context["menu"] + page.context["settings_menu"]]

    assert bar + more == every
    assert len(bar) == 4
    assert page.content.decode().count(f'href="{more[-1]}"') == 2  # on the PC's side and under ほか


def test_what_is_due_today_is_shown_however_much_is_late(client, cast):
    today = clock.today()
    for n in range(5):
        add_todo(
            by=cast.ishida, at=clock.now(), wording=f"遅れ{n}", due_on=today - timedelta(days=9)
        )
    add_todo(by=cast.ishida, at=clock.now(), wording="きょうの電話", due_on=today)
    client.force_login(cast.ishida)

    page = client.get("/").content.decode()

    assert "きょうの電話" in page
    assert page.count("遅れ") == 3
