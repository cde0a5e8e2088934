"""Posts and who holds them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.queries import (
    deployment_on,
    holders_on,
    main_post_of,
    overloaded_on,
    posts_of,
)

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
MARCH, APRIL = date(2023, 3, 31), date(2023, 4, 1)


def test_a_hand_over_ends_the_old_tenure_the_day_before(cast):
    post = cast.posts["first-area"]

    actions.hand_over(by=cast.uno, at=AT, post=post, holder=cast.aoki, valid_from=APRIL)

    assert [t.holder for t in holders_on(post.pk, MARCH)] == [cast.ishida]
    assert [t.holder for t in holders_on(post.pk, APRIL)] == [cast.aoki]
    line = Event.objects.get(what="people.handed_over")
    assert (line.before, line.after["担当者"]) == ({"担当者": ["石田"]}, ["青木"])


def test_two_people_may_share_a_post(cast):
    post = cast.posts["first-area"]

    actions.put_in(
        by=cast.uno, at=AT, post=post, holder=cast.aoki, valid_from=APRIL, fte=Decimal("0.5")
    )

    assert len(holders_on(post.pk, APRIL)) == 2


def test_nobody_holds_one_post_twice_at_the_same_time(cast):
    with pytest.raises(ValidationError, match="同じ期間に"):
        actions.put_in(
            by=cast.uno,
            at=AT,
            post=cast.posts["first-area"],
            holder=cast.ishida,
            valid_from=APRIL,
        )


def test_somebody_of_another_town_cannot_hold_a_post(cast):
    with pytest.raises(ValidationError, match="この町の利用者"):
        actions.put_in(
            by=cast.uno,
            at=AT,
            post=cast.posts["first-area"],
            holder=cast.kinoshita,
            valid_from=APRIL,
        )


def test_closing_a_post_ends_its_tenure(cast):
    post = cast.posts["first-area"]

    actions.close_post(by=cast.uno, at=AT, post=post, on=MARCH)

    assert holders_on(post.pk, APRIL) == []
    assert [t.holder for t in holders_on(post.pk, MARCH)] == [cast.ishida]


def test_the_main_post_is_the_largest_engagement(cast):
    actions.put_in(
        by=cast.uno,
        at=AT,
        post=cast.posts["first-tier"],
        holder=cast.ishida,
        valid_from=date(2021, 4, 1),
        fte=Decimal("0.2"),
    )

    assert main_post_of(cast.ishida, APRIL) == cast.posts["first-area"]
    assert posts_of(cast.ishida, APRIL) == [cast.posts["first-area"], cast.posts["first-tier"]]
    assert main_post_of(cast.uno, APRIL) is None
    assert overloaded_on(cast.uno, APRIL) == {cast.ishida.pk: Decimal("1.20")}


def test_deployment_counts_posts_vacancies_people_and_full_times(cast):
    actions.set_up_post(
        by=cast.uno, at=AT, town=cast.town, name="第2圏域SC", tier="2", area=cast.second_area
    )

    first, second = deployment_on(cast.uno, APRIL)

    assert (first.posts, first.vacant, first.people, first.fte) == (1, 0, 1, 1)
    assert (second.posts, second.vacant, second.people, second.fte) == (2, 1, 1, 1)


def test_the_list_shows_a_post_without_a_holder(client, cast, django_assert_max_num_queries):
    actions.set_up_post(by=cast.uno, at=AT, town=cast.town, name="第2圏域SC", tier="2")
    client.force_login(cast.ishida)

    with django_assert_max_num_queries(12):
        said = client.get(reverse("people:posts")).content.decode()

    assert "第2圏域SC" in said
    assert "担当者なし" in said


def test_the_list_can_be_asked_for_another_day(client, cast):
    client.force_login(cast.ishida)

    before = client.get(reverse("people:posts"), {"on": "2019-04-01"}).content.decode()

    assert "石田（第1包括）</td>" not in before


def test_handing_over_on_the_page(client, cast):
    post = cast.posts["first-area"]
    client.force_login(cast.uno)
    address = reverse("people:tenure-new", kwargs={"pk": post.pk})

    client.post(address, {"holder": cast.aoki.pk, "valid_from": "2023-04-01", "fte": "0.5"})

    page = client.get(reverse("people:post", kwargs={"pk": post.pk})).content.decode()
    assert "2023年3月31日まで" in page
    assert [t.holder for t in holders_on(post.pk, APRIL)] == [cast.aoki]


def test_a_coordinator_sees_posts_but_does_not_change_them(client, cast):
    client.force_login(cast.ishida)
    post = cast.posts["first-area"]

    assert (
        "引き継ぐ"
        not in client.get(reverse("people:post", kwargs={"pk": post.pk})).content.decode()
    )
    assert client.get(reverse("people:post-close", kwargs={"pk": post.pk})).status_code == 403
