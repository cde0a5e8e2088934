"""A role bound to an organisation shows what that organisation's staff did, and nothing else."""

from datetime import date

import pytest
from django.urls import reverse

from sasaeai.activities.examples import DAY, a_partner, an_activity
from sasaeai.activities.models import Activity, Todo
from sasaeai.people.models import Assignment, Tenure


@pytest.fixture
def council(cast):
    """石田さん is employed by 社会福祉協議会; 佐々木さん may see only what its staff did."""
    council = a_partner(cast.town, "支合市社会福祉協議会")
    Tenure.objects.filter(post=cast.posts["first-area"]).update(employer=council)
    Assignment.objects.filter(user=cast.sasaki).update(organisation=council)
    return council


def titles(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("activities:list")).content.decode()


def test_only_the_work_of_its_staff_is_seen_and_counted(client, cast, council):
    an_activity(cast, title="社協の訪問")
    an_activity(cast, title="市の訪問", by=cast.aoki, posts=(cast.posts["first-tier"],))

    page = titles(client, cast.sasaki)

    assert "社協の訪問" in page
    assert "市の訪問" not in page
    assert ">1件・" in page
    assert "市の訪問" in titles(client, cast.uno)


def test_who_was_employed_elsewhere_on_the_day_is_not_staff(client, cast, council):
    an_activity(cast, title="社協の訪問")
    Tenure.objects.filter(employer=council).update(valid_from=date(DAY.year + 1, 4, 1))

    assert "社協の訪問" not in titles(client, cast.sasaki)


def test_the_record_itself_and_the_next_steps_are_closed_to_others(client, cast, council):
    mine = an_activity(cast, title="市の訪問", by=cast.aoki, posts=(cast.posts["first-tier"],))
    Todo.objects.create(
        town=cast.town, post=cast.posts["first-tier"], wording="市の用件", written_by_key="x"
    )
    client.force_login(cast.sasaki)

    assert client.get(reverse("activities:show", args=[mine.pk])).status_code == 404
    assert "市の用件" not in client.get(reverse("activities:todos")).content.decode()
    assert Activity.objects.count() == 1
