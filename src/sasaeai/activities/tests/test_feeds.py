"""What activities tell others: facts, flagged words, what is missing, the handover."""

from datetime import date

from django.urls import reverse

from sasaeai.activities.actions import edit, remove
from sasaeai.activities.capability import address
from sasaeai.activities.examples import AT, DAY, a_partner, an_activity, an_entry, words_of
from sasaeai.activities.feeds import (
    fact_rows,
    flagged_passages,
    handover_parts,
    no_issues,
    silent,
    unmarked,
)
from sasaeai.activities.rules import Count, Happening
from sasaeai.analysis.figures.facts import facts_from_rows
from sasaeai.reports.handover_sources import HandoverAsked
from sasaeai.reports.models import FactMonth
from sasaeai.search.queries import newest

FIRST, LAST = date(2022, 10, 1), date(2022, 10, 31)


def rows_of(cast):
    return list(fact_rows(cast.town.pk, FIRST, LAST))


def test_a_record_becomes_a_fact_with_units_and_ways_of_counting(cast):
    words = words_of(cast.town)
    activity = an_activity(
        cast,
        posts=(cast.posts["first-area"], cast.posts["first-tier"]),
        functions=(words["function"]["awareness"], words["function"]["build_network"]),
        counts=(
            Count(12, label="参加者"),
            Count(3, label="初参加", part=True),
            Count(4, "世帯", "実"),
        ),
        partners=(a_partner(cast.town),),
        minutes=90,
    )

    (row,) = rows_of(cast)

    assert row["id"] == f"activities.Activity:{activity.pk}"
    assert (row["date"], row["state"], row["tier"]) == ("2022-10-03", "held", ["第2層"])
    assert row["functions"] == ["普及啓発", "ネットワークの構築"]
    assert row["area"]["日常生活圏域"] == "第1圏域"
    assert row["area"]["市全域"] == "支合市全域"
    assert [c["name"] for c in row["coordinators"]] == ["石田", "青木"]
    assert row["counts"] == {
        "分": 90,
        "人": 12,
        "初参加": {"value": 3, "kind": "延べ人数"},
        "実世帯数": 4,
    }
    assert [p["name"] for p in row["partners"]] == ["みどり町会"]


def test_facts_are_accepted_by_the_figures(cast):
    an_activity(cast, counts=(Count(12),))
    an_activity(cast, happening=Happening.PLANNED, on=date(2022, 10, 20))

    facts = facts_from_rows(rows_of(cast))

    assert facts.size == 2


def test_what_was_postponed_did_not_take_place(cast):
    an_activity(cast, happening=Happening.POSTPONED, happening_reason="台風")

    assert rows_of(cast)[0]["state"] == "cancelled"


def test_every_deed_marks_the_months_it_touched(cast):
    activity = an_activity(cast)
    edit(
        by=cast.ishida,
        at=AT,
        activity=activity,
        entry=an_entry(cast, on=date(2022, 9, 30)),
        seen_version=1,
    )

    months = FactMonth.objects.filter(source="activities").values_list("month", flat=True)
    assert sorted(months) == [202209, 202210]


def test_a_record_is_found_by_its_words_and_its_partners_until_it_is_removed(cast):
    activity = an_activity(cast, wording="体操教室の見守り", partners=(a_partner(cast.town),))

    def found(text):
        return newest(kind="activities.Activity", town_id=cast.town.pk, text=text).keys

    assert found("体操") == found("みどり町会") == (activity.pk,)
    remove(by=cast.ishida, at=AT, activity=activity, reason="二重")
    assert found("体操") == ()


def test_flagged_issues_and_proposals_go_to_the_monthly_report(cast):
    an_activity(cast, is_issue=True, issue_text="足がない", proposal_text="移動販売を頼む")
    an_activity(cast, issue_text="のせない課題")

    told = list(flagged_passages(cast.town.pk, FIRST, LAST))

    assert [(p.heading, p.text) for p in told] == [
        ("issue", "足がない"),
        ("proposal", "移動販売を頼む"),
    ]
    assert told[0].area_id == cast.first_area.pk


def test_what_is_missing_in_a_month_is_told_by_area(cast):
    an_activity(cast)
    an_activity(cast, happening=Happening.PLANNED)

    (plan,) = unmarked(cast.town.pk, FIRST, LAST)
    (post,) = silent(cast.town.pk, FIRST, LAST)
    (issue,) = no_issues(cast.town.pk, FIRST, LAST)

    assert (plan.area_id, plan.count, plan.blocks) == (cast.first_area.pk, 1, True)
    assert "第1層生活支援コーディネーターの記録がありません" in post.text
    assert issue.area_id == cast.first_area.pk


def test_the_handover_tells_what_goes_on_and_whom_to_know(cast):
    an_activity(cast, next_step="会長に電話", partners=(a_partner(cast.town),))
    an_activity(cast, happening=Happening.PLANNED, on=date(2022, 11, 1), title="次のサロン")
    asked = HandoverAsked(
        cast.town.pk, None, cast.posts["first-area"].pk, date(2022, 10, 31), date(2022, 10, 1)
    )

    todo, plans, recent, partners = handover_parts(asked)

    assert todo.rows[0][1] == "会長に電話"
    assert plans.rows == (("2022-11-01", "次のサロン", "第1圏域"),)
    assert recent.rows[0][1] == "サロン訪問"
    assert partners.rows == (("みどり町会", "", "1回", DAY.isoformat()),)


def test_the_page_of_a_record_is_reached_from_its_key(cast, rf):

    activity = an_activity(cast)
    request = rf.get("/")
    request.user = cast.ishida

    assert address(request, activity.pk) == reverse("activities:show", args=[activity.pk])
    request.user = cast.kinoshita
    assert address(request, activity.pk) is None
