"""Coming in: lock-out, limits, temporary passwords, how long a session lives."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.models import SignInFailure, User
from sasaeai.people.queries import sign_in as limits
from sasaeai.towns import clock

SIGN_IN = reverse("people:sign-in")
AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


@pytest.fixture
def time(monkeypatch):
    """A clock that stands still until it is moved."""

    class Clock:
        now = AT

        def move(self, **by):
            self.now += timedelta(**by)

    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def enter(client, password, login="ishida", **extra):
    return client.post(SIGN_IN, {"username": login, "password": password}, **extra)


def test_the_sixth_try_is_refused_even_with_the_right_password(client, cast):
    for _ in range(5):
        enter(client, "wrong")

    answer = enter(client, "ishida-ishida")

    assert answer.status_code == 429
    assert "15分間" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_name_that_does_not_exist_is_locked_alike(client, cast):
    for _ in range(5):
        enter(client, "wrong", login="nobody")

    assert enter(client, "wrong", login="nobody").status_code == 429


def test_the_message_does_not_tell_whether_the_name_exists(client, cast):
    known, unknown = enter(client, "wrong"), enter(client, "wrong", login="nobody")

    sentence = "ログイン名かパスワードが違います"
    assert sentence in known.content.decode()
    assert sentence in unknown.content.decode()


def test_one_forgetful_person_does_not_lock_out_the_office(client, cast):
    for _ in range(6):
        enter(client, "wrong")

    assert enter(client, "aoki-aoki", login="aoki").status_code == 302


def test_a_machine_that_tries_many_names_is_stopped_by_its_network(client, cast, monkeypatch):
    monkeypatch.setattr(limits, "PASSWORDS_A_NETWORK", 4)
    for number in range(4):
        enter(client, "wrong", login=f"name{number}", REMOTE_ADDR=f"2001:db8:1:2::{number}")

    same = enter(client, "aoki-aoki", login="aoki", REMOTE_ADDR="2001:db8:1:2:ffff::9")
    other = enter(client, "aoki-aoki", login="aoki", REMOTE_ADDR="2001:db8:1:3::9")

    assert same.status_code == 429
    assert "同じネットワーク" in same.content.decode()
    assert other.status_code == 302


def test_what_a_client_says_of_itself_is_not_believed_without_a_proxy(client, cast):
    enter(client, "wrong", HTTP_X_FORWARDED_FOR="198.51.100.1")

    assert SignInFailure.objects.get().network == "127.0.0.1"


def test_behind_one_proxy_its_word_counts(client, cast, settings):
    settings.SASAEAI_PROXIES = 1

    enter(client, "wrong", HTTP_X_FORWARDED_FOR="6.6.6.6, 198.51.100.1")

    assert SignInFailure.objects.get().network == "198.51.100.1"


def test_the_administrator_lifts_a_lock(client, cast):
    for _ in range(5):
        enter(client, "wrong")

    actions.unlock_user(by=cast.kubo, at=AT, user=cast.ishida)

    assert enter(client, "ishida-ishida").status_code == 302


def test_coming_in_going_out_and_failing_are_told(client, cast):
    enter(client, "wrong")
    enter(client, "ishida-ishida")
    client.post(reverse("people:sign-out"))

    told = Event.objects.filter(kind="sign-in").order_by("number").values_list("what", flat=True)
    assert list(told) == ["people.sign_in_failed", "people.signed_in", "people.signed_out"]


def test_the_session_key_changes_at_sign_in(client, cast):
    client.get(SIGN_IN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    enter(client, "ishida-ishida")

    assert client.session.session_key != before


def test_an_idle_session_ends_and_leads_back(client, cast, time):
    enter(client, "ishida-ishida")
    time.move(minutes=59)
    assert client.get(reverse("people:account")).status_code == 200
    time.move(minutes=61)

    answer = client.get(reverse("people:posts"), {"tier": "2"})

    assert answer.status_code == 302
    assert answer.url.startswith(SIGN_IN)
    assert "next=%2Fpeople%2Fposts%2F%3Ftier%3D2" in answer.url
    assert "しばらく操作がなかった" in client.get(answer.url).content.decode()
    assert Event.objects.filter(what="people.signed_out_idle").count() == 1


def test_the_town_says_how_long_a_session_may_idle(client, cast, time):
    cast.town.idle_minutes = 5
    cast.town.save()
    enter(client, "ishida-ishida")
    time.move(minutes=6)

    assert client.get("/").status_code == 302


def test_a_part_of_a_page_is_told_instead_of_swapped_away(client, cast, time):
    enter(client, "ishida-ishida")
    time.move(hours=2)

    for _ in range(2):  # the second time nobody is signed in any more
        answer = client.get("/", headers={"HX-Request": "true"})

        assert (answer.status_code, answer["HX-Reswap"]) == (401, "none")
    assert client.get("/").status_code == 302


def test_even_a_busy_session_ends_after_twelve_hours(client, cast, time):
    enter(client, "ishida-ishida")
    for _ in range(16):
        time.move(minutes=46)
        last = client.get(reverse("people:account"))

    assert last.status_code == 302


def test_a_stopped_account_is_out_at_once(client, cast):
    enter(client, "ishida-ishida")

    actions.stop_user(by=cast.kubo, at=AT, user=cast.ishida)

    assert client.get("/").status_code == 302


def test_a_temporary_password_must_be_changed_before_anything_else(client, cast):
    first = actions.reset_password(by=cast.kubo, at=AT, user=cast.ishida)
    enter(client, first.password)

    led = client.get(reverse("people:organisations"))
    assert led.url.startswith(reverse("people:password"))
    same = {"old_password": first.password, "new_password1": first.password}
    refused = client.post(led.url, {**same, "new_password2": first.password})
    assert "いまのパスワードとは違う" in refused.content.decode()
    new = "ちがう長い合言葉-2022"
    done = client.post(
        reverse("people:password"),
        {
            "old_password": first.password,
            "new_password1": new,
            "new_password2": new,
            "next": "/people/organisations/",
        },
    )

    assert done.url == "/people/organisations/"
    assert client.get(done.url).status_code == 200


def test_resetting_a_password_ends_open_sessions(client, cast):
    enter(client, "ishida-ishida")

    actions.reset_password(by=cast.kubo, at=AT, user=User.objects.get(pk=cast.ishida.pk))

    assert client.get("/").status_code == 302
