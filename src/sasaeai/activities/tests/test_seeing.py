"""Who sees which record."""

from sasaeai.activities.examples import an_activity
from sasaeai.activities.models import Activity, Todo


def seen(user):
    return set(Activity.objects.visible_to(user))


def test_a_tier_2_coordinator_sees_what_was_done_in_the_own_area(cast):
    own = an_activity(cast)
    by_tier_1 = an_activity(
        cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=cast.first_area
    )
    elsewhere = an_activity(
        cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=cast.second_area
    )
    city_wide = an_activity(cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=None)

    assert seen(cast.ishida) == {own, by_tier_1}
    assert seen(cast.aoki) == {own, by_tier_1, elsewhere, city_wide}


def test_a_tier_2_coordinator_sees_what_the_own_post_did_elsewhere_or_joined_in(cast):
    visit = an_activity(cast, area=cast.second_area)
    joined = an_activity(
        cast,
        by=cast.aoki,
        posts=(cast.posts["first-tier"], cast.posts["first-area"]),
        area=None,
    )

    assert seen(cast.ishida) == {visit, joined}


def test_nobody_sees_another_town(cast):
    an_activity(cast, next_step="電話")

    assert seen(cast.kinoshita) == set()
    assert not Todo.objects.visible_to(cast.kinoshita).exists()
