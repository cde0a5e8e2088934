"""Accounts and roles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.examples import a_user
from sasaeai.people.models import Assignment, User
from sasaeai.people.queries import standing_of
from sasaeai.people.rules import easy_password, permission_words, roles
from sasaeai.towns import clock

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
DAY = date(2022, 10, 3)


def new_user(cast, **given):
    return {
        "name": "須田",
        "login": "suda",
        "section": "第2包括",
        "role-role": "coordinator-2",
        "role-area": cast.second_area.pk,
        **given,
    }


def test_the_list_costs_the_same_for_many_as_for_few(client, cast, django_assert_max_num_queries):
    for number in range(60):
        a_user(cast.town, f"user{number}", f"利用者{number}", "coordinator-2", cast.first_area)
    client.force_login(cast.kubo)

    with django_assert_max_num_queries(12):
        said = client.get(reverse("people:users")).content.decode()

    assert "第2層生活支援コーディネーター（第1圏域）" in said
    assert "木下" not in said


def test_an_account_is_made_with_a_role_and_its_password_is_shown_once(client, cast):
    client.force_login(cast.kubo)

    answer = client.post(reverse("people:user-new"), new_user(cast))

    made = User.objects.get(login="suda")
    password = answer.context["password"]
    assert made.check_password(password)
    assert made.must_change_password
    assert password in answer.content.decode()
    assert (
        password not in client.get(reverse("people:user", kwargs={"pk": made.pk})).content.decode()
    )
    assert "suda" not in str(Event.objects.filter(what="people.role_given").values("after"))
    assert password not in str(list(Event.objects.values_list("before", "after")))


def test_a_role_that_sees_persons_needs_an_area(client, cast):
    client.force_login(cast.kubo)

    answer = client.post(reverse("people:user-new"), new_user(cast, **{"role-area": ""}))

    assert "担当区域が必要です" in answer.content.decode()
    assert not User.objects.filter(login="suda").exists()


def test_a_sign_in_name_is_used_once(client, cast):
    client.force_login(cast.kubo)

    answer = client.post(reverse("people:user-new"), new_user(cast, login="kinoshita"))

    assert "このログイン名は使われています" in answer.content.decode()


def test_a_role_ends_and_takes_its_rights_with_it(client, cast):
    given = cast.ishida.roles.get()
    client.force_login(cast.kubo)

    client.post(reverse("people:role-end", kwargs={"pk": given.pk}), {"sure": "1"})

    assert standing_of(cast.ishida, on=clock.today()).permissions == frozenset()


def test_the_last_administrator_stays(cast):
    with pytest.raises(ValidationError, match="管理できる人がいなくなります"):
        actions.end_role(by=cast.kubo, at=AT, given=cast.kubo.roles.get(), on=DAY)
    with pytest.raises(ValidationError, match="管理できる人がいなくなります"):
        actions.stop_user(by=cast.uno, at=AT, user=cast.kubo)


def test_one_does_not_stop_oneself(cast):
    with pytest.raises(ValidationError, match="自分の利用"):
        actions.stop_user(by=cast.kubo, at=AT, user=cast.kubo)


def test_roles_are_changed_for_many_at_once_in_the_same_areas(client, cast):
    second = a_user(cast.town, "suda", "須田", "coordinator-2", cast.second_area)
    client.force_login(cast.kubo)
    given = Assignment.objects.filter(role="coordinator-2")
    day = clock.today() + timedelta(days=30)

    client.post(
        reverse("people:roles-bulk") + "?role=coordinator-2",
        {"given": [g.pk for g in given], "to": "care-centre", "valid_from": day.isoformat()},
    )

    before, after = (standing_of(second, on=d) for d in (day - timedelta(days=1), day))
    assert before.role_titles == ("第2層生活支援コーディネーター",)
    assert after.role_titles == ("地域包括支援センター職員",)
    assert after.areas == frozenset({cast.second_area.pk})


def test_the_table_of_roles_says_everything_in_words(client, cast):
    client.force_login(cast.kubo)

    said = client.get(reverse("people:roles")).content.decode()

    assert all(role.title in said and role.description in said for role in roles().values())
    assert all(text in said for text in permission_words().values())


def test_every_permission_has_words():
    used = frozenset().union(*(role.permissions for role in roles().values()))

    assert sorted(used - set(permission_words())) == []
    assert sorted(set(permission_words()) - used) == []


def test_name_section_and_roles_stand_on_every_page(client, cast):
    client.force_login(cast.ishida)

    said = client.get("/").content.decode()

    assert "石田" in said
    assert "第1包括・第2層生活支援コーディネーター" in said


def test_the_town_settings_are_saved_and_told(client, cast):
    client.force_login(cast.kubo)

    client.post(
        reverse("town-settings"),
        {
            "name": "支合市",
            "person_times": "times",
            "small_count_limit": "10",
            "idle_minutes": "15",
            "second_factor_required": "on",
        },
    )

    cast.town.refresh_from_db()
    assert (cast.town.idle_minutes, cast.town.second_factor_required) == (15, True)
    line = Event.objects.get(what="towns.settings_decided")
    assert line.after["idle_minutes"] == 15


def test_too_short_an_idle_time_is_refused(client, cast):
    client.force_login(cast.kubo)

    answer = client.post(
        reverse("town-settings"),
        {"name": "支合市", "person_times": "times", "small_count_limit": "5", "idle_minutes": "1"},
    )

    assert "5 以上" in answer.content.decode() or "5以上" in answer.content.decode()


def test_an_easy_password_has_no_look_alikes():
    numbers = iter(range(12))

    assert easy_password(lambda below: next(numbers) % below) == "abcd-efgh-jkmn"
