"""The list: filters in the address, the line above it, columns, named filters, export, many at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from sasaeai.activities.actions import bulk_edit, close_month, entry_of
from sasaeai.activities.examples import AT, a_partner, an_activity, words_of
from sasaeai.activities.models import Activity, SavedFilter
from sasaeai.activities.queries.asked import Asked, asked_of, found_for
from sasaeai.activities.queries.listing import _counted, summary_of
from sasaeai.activities.rules import Count, Happening
from sasaeai.history.models import Event

LIST = "activities:list"
FUNCTIONS = ("visualize_needs_resources", "build_network", "awareness")


@pytest.fixture(autouse=True)
def in_october(monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)


@pytest.fixture
def as_aoki(client, cast):
    client.force_login(cast.aoki)
    return client


def titles(page) -> list[str]:
    return [activity.title for activity in page.context["page"]]


def test_the_newest_stand_first(as_aoki, cast):
    an_activity(cast, title="先", on=date(2022, 9, 1))
    an_activity(cast, title="後", on=date(2022, 9, 2))

    assert titles(as_aoki.get(reverse(LIST))) == ["後", "先"]


def test_the_line_above_counts_entries_times_and_people(as_aoki, cast):
    an_activity(cast, counts=(Count(1200),))
    an_activity(cast, counts=(Count(34),))
    an_activity(cast, happening=Happening.PLANNED, counts=(Count(500),))

    page = as_aoki.get(reverse(LIST)).content.decode()

    assert "3件・延べ回数 2回・延べ人数 1,234人" in page


def test_every_filter_narrows(as_aoki, cast):
    words = words_of(cast.town)
    partner = a_partner(cast.town)
    partner.partner_type = words["partner-type"]["chokai"]
    partner.save()
    an_activity(cast, title="ほか", on=date(2022, 4, 1), area=cast.second_area)
    an_activity(
        cast,
        title="これ",
        area=cast.first_area,
        functions=(words["function"]["awareness"],),
        means=words["means"]["phone"],
        kind=words["activity-kind"]["salon"],
        result=words["result"]["informed"],
        partners=(partner,),
        wording="体操教室",
        issue_text="足がない",
        is_issue=True,
        happening=Happening.CANCELLED,
        happening_reason="雨",
        posts=(cast.posts["first-tier"],),
        by=cast.aoki,
    )
    asked = {
        "first": "2022-10-01",
        "area": cast.first_area.pk,
        "tier": "1",
        "post": cast.posts["first-tier"].pk,
        "function": words["function"]["awareness"].pk,
        "means": words["means"]["phone"].pk,
        "kind": words["activity-kind"]["salon"].pk,
        "result": words["result"]["informed"].pk,
        "partner": partner.pk,
        "partner_type": words["partner-type"]["chokai"].pk,
        "state": "cancelled",
        "issue": "1",
        "q": "体操",
    }

    for name, value in asked.items():
        page = as_aoki.get(reverse(LIST), {name: value})
        assert titles(page) == ["これ"], name
        assert len(page.context["chips"]) == 1, name
    assert titles(as_aoki.get(reverse(LIST), asked)) == ["これ"]


def test_an_area_brings_all_that_lies_within(as_aoki, cast):
    an_activity(cast)

    assert len(titles(as_aoki.get(reverse(LIST), {"area": cast.city.pk}))) == 1
    assert titles(as_aoki.get(reverse(LIST), {"area": "none"})) == []


def test_nonsense_in_the_address_is_left_out(as_aoki, cast):
    an_activity(cast)

    page = as_aoki.get(
        reverse(LIST), {"first": "きのう", "area": "x", "post": "9" * 30, "sort": "?"}
    )

    assert len(titles(page)) == 1


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"first": "2022-09-01", "last": "2022-09-30"},
        {"first": "2022-09-15"},
        {"tier": "2"},
        {"state": "held"},
        {"area": "none"},
    ],
)
@pytest.mark.parametrize("who", ["aoki", "ishida"])
def test_the_sums_and_the_counting_always_agree(cast, rf, given, who):
    tier_1 = {"by": cast.aoki, "posts": (cast.posts["first-tier"],)}
    an_activity(cast, counts=(Count(3),))
    an_activity(cast, area=cast.second_area, on=date(2022, 9, 20), counts=(Count(5),))
    an_activity(cast, area=None, **tier_1, counts=(Count(7),))
    both = (cast.posts["first-tier"], cast.posts["first-area"])
    an_activity(cast, by=cast.aoki, posts=both, area=None, on=date(2022, 9, 3), counts=(Count(11),))
    an_activity(cast, happening=Happening.PLANNED, on=date(2022, 9, 30))
    asked = asked_of(rf.get("/", given).GET)
    user = getattr(cast, who)

    found = found_for(user, asked)

    assert summary_of(user, asked, found) == _counted(found)


def test_what_may_be_seen_is_the_same_gathered_first_or_looked_at_one_by_one(cast):
    an_activity(cast, title="自分の区域")
    an_activity(cast, area=None, by=cast.aoki, posts=(cast.posts["first-tier"],))
    both = (cast.posts["first-tier"], cast.posts["first-area"])
    an_activity(cast, title="いっしょに", by=cast.aoki, posts=both, area=None)
    seen = Activity.objects.visible_to

    assert {a.title for a in seen(cast.ishida)} == {"自分の区域", "いっしょに"}
    assert set(seen(cast.ishida, at_once=True)) == set(seen(cast.ishida))


def test_chosen_columns_are_shown_and_others_not(as_aoki, cast):
    an_activity(cast, place="みどり会館")

    page = as_aoki.get(reverse(LIST), {"col": ["on", "heading", "place"]}).content.decode()

    assert "みどり会館" in page
    assert "主な業務項目</th>" not in page


def test_a_filter_is_kept_under_a_name_and_taken_off(as_aoki, cast):
    query = urlencode({"tier": "2", "col": "place", "page": "3"})
    as_aoki.post(reverse("activities:filter-save"), {"name": "第2層", "query": query})

    saved = SavedFilter.objects.get()
    assert saved.query == "tier=2&col=place"
    assert "☆第2層" in as_aoki.get(reverse(LIST)).content.decode()
    as_aoki.post(reverse("activities:filter-drop"), {"key": saved.pk})
    assert not SavedFilter.objects.exists()


def test_the_filter_part_is_the_same_as_on_its_page(as_aoki, cast):
    page = as_aoki.get(reverse("activities:filters"), {"tier": "2"}).content.decode()
    part = as_aoki.get(reverse("activities:filters"), {"tier": "2"}, headers={"HX-Request": "true"})

    assert part.content.decode().strip() in page


def test_the_list_costs_few_questions(as_aoki, cast, django_assert_max_num_queries):
    for n in range(60):
        an_activity(cast, title=f"訪問{n}", partners=(a_partner(cast.town),))

    with django_assert_max_num_queries(12):
        as_aoki.get(reverse(LIST))
    as_aoki.force_login(cast.ishida)
    with django_assert_max_num_queries(12):
        as_aoki.get(reverse(LIST), {"page": 2, "tier": "2"})


def test_what_was_filtered_is_exported_and_noted(as_aoki, cast):
    an_activity(cast, title="のせる", wording="=SUM(A1)")
    an_activity(cast, title="のせない", on=date(2022, 4, 1))

    answer = as_aoki.post(reverse("activities:export"), {"first": "2022-10-01", "form": "csv"})

    text = answer.getvalue().decode("utf-8-sig")
    assert "のせる" in text
    assert "のせない" not in text
    assert "\n=SUM" not in text
    event = Event.objects.get(what="activities.exported")
    assert event.kind == "export"
    assert event.after["しぼりこみ"] == "first=2022-10-01"


def test_only_ticked_records_are_exported(as_aoki, cast):
    one = an_activity(cast, title="選んだ")
    an_activity(cast, title="選ばない")

    answer = as_aoki.post(reverse("activities:export"), {"chosen": one.pk, "form": "csv"})

    text = answer.getvalue().decode()
    assert "選んだ" in text
    assert "選ばない" not in text


def test_a_workbook_comes_out(as_aoki, cast):
    an_activity(cast)

    answer = as_aoki.post(reverse("activities:export"), {"form": "xlsx"})

    assert answer.getvalue()[:2] == b"PK"


def test_letters_that_cp932_has_no_place_for_are_told_before(as_aoki, cast):
    an_activity(cast, wording="𠮷田さんの庭")

    asked = as_aoki.post(reverse("activities:export"), {"form": "cp932"})
    sure = as_aoki.post(reverse("activities:export"), {"form": "cp932", "sure": "1"})

    assert "𠮷" in asked.content.decode()
    assert "〓田さんの庭" in sure.content.decode("cp932")
    assert Event.objects.filter(what="activities.exported").count() == 1


def test_many_records_are_mended_at_once_and_the_refused_are_named(as_aoki, cast):
    words = words_of(cast.town)
    ok, closed = an_activity(cast), an_activity(cast, on=date(2022, 8, 1), title="締めた月の訪問")
    close_month(by=cast.uno, at=AT, month=date(2022, 8, 1))
    asked = {"chosen": [ok.pk, closed.pk], "do": "apply", "field": "means"}

    page = as_aoki.post(reverse("activities:bulk"), asked | {"means": words["means"]["phone"].pk})

    assert "締めた月の訪問" in page.content.decode()
    assert "締めてある" in page.content.decode()
    assert Activity.objects.get(pk=ok.pk).means == words["means"]["phone"]
    assert Activity.objects.get(pk=closed.pk).means == words["means"]["visit"]


def test_another_main_function_leaves_the_others_in_their_places(cast):
    first, second, third = (words_of(cast.town)["function"][code] for code in FUNCTIONS)
    activity = an_activity(cast, functions=(first, second, third))

    bulk_edit(by=cast.aoki, at=AT, activities=[activity], field="function", value=third)
    kept = entry_of(Activity.objects.get()).functions
    bulk_edit(
        by=cast.aoki, at=AT, activities=[*Activity.objects.all()], field="function", value=None
    )

    assert kept == (third, second)
    assert entry_of(Activity.objects.get()).functions == (second,)


def test_more_records_than_can_be_looked_over_are_not_mended_at_once(cast):
    with pytest.raises(ValidationError, match="200件まで"):
        bulk_edit(by=cast.aoki, at=AT, activities=[Activity()] * 201, field="tier", value="1")


def test_records_one_may_not_see_are_not_mended(client, cast):
    client.force_login(cast.kinoshita)
    theirs = an_activity(cast)

    client.post(
        reverse("activities:bulk"),
        {"chosen": theirs.pk, "do": "apply", "field": "tier", "tier": "1"},
    )

    assert Activity.objects.get().tier == "2"


def test_the_filters_of_an_address_survive_the_way_back():
    asked = Asked(first=date(2022, 4, 1), area="3", tier="2", chosen=(1, 2), q="体操")

    assert asked_of(QueryDict(asked.query())) == asked
