"""The demo town is whole and believable."""

from collections import Counter
from datetime import UTC, datetime

from sasaeai.activities.models import Activity, Todo
from sasaeai.config.demo_town.fill import accounts, fill
from sasaeai.history.queries.chain import verify_chain
from sasaeai.people.models import Organisation, Post, Tenure
from sasaeai.places.models import Area
from sasaeai.portal.models import Newsletter
from sasaeai.portal.site.models import PublicPlace
from sasaeai.reports.models import PlanPeriod

AT = datetime(2024, 7, 10, 3, 0, tzinfo=UTC)


def test_the_demo_town_has_areas_people_three_years_of_records_a_plan_and_a_whole_history(db):
    town = fill(at=AT, progress=lambda _: None)

    levels = Counter(Area.objects.of_town(town.pk).values_list("level__code", flat=True))
    assert sorted(levels.values()) == [1, 5, 8, 19, 46]
    assert Post.objects.filter(town=town).count() == 6
    assert Tenure.objects.filter(valid_to__isnull=False).count() == 3
    assert Organisation.objects.filter(town=town).count() > 250
    activities = Activity.objects.filter(town=town)
    assert str(activities.order_by("on")[0].on)[:7] == "2022-04"
    assert activities.filter(happening="planned", on__gt=AT.date()).exists()
    assert not activities.filter(happening="held", on__gt=AT.date()).exists()
    assert Todo.objects.open().filter(town=town).exists()
    plan = PlanPeriod.objects.get(town=town)
    assert (plan.name, plan.first_year, plan.last_year) == ("第9期計画", 2024, 2026)
    assert Newsletter.objects.filter(town=town).issued().count() == 6
    assert PublicPlace.objects.filter(town__code=town.code).count() > 150
    assert verify_chain(town).whole
    assert any("ishida / ishida-ishida" in line for line in accounts())
