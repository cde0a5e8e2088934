"""The printed tables about councils, from councils and their meetings (see records.py: only totals are real)."""

from __future__ import annotations

from datetime import date

from sasaeai.activities.models import Activity
from sasaeai.councils.actions import hold_meeting, plan_meeting, record_council
from sasaeai.councils.actions.minutes import add_item
from sasaeai.councils.examples import a_council, a_participant, a_seat_for, there
from sasaeai.councils.queries.taking_part import taking_part
from sasaeai.people.models import Organisation
from sasaeai.places.models import Area, Level, Tree
from sasaeai.reports.commands import report
from sasaeai.resources.examples import a_word
from tests.stories.records import AT, held_meetings, shared_out, spread_over
from tests.stories.test_report_command import given
from tests.stories.test_tables_from_records import (
    AUTUMN,
    END_OF_JANUARY,
    a_plan_with,
    printed,
    texts,
)


def held(cast, council, day, **facts):
    """A meeting of the council that took place on the day."""
    meeting = plan_meeting(by=cast.aoki, at=AT, council=council, on=day, **facts)
    return hold_meeting(by=cast.aoki, at=AT, meeting=meeting)


def test_f2_eleven_tier_2_councils_by_founding_year(cast, tmp_path):
    names = iter(
        [
            "武蔵台",
            "四谷",
            "若松町",
            "白糸台",
            "住吉町",
            "片町",
            "日新町",
            "紅葉丘",
            "新町",
            "押立町",
            "中央",
        ]
    )
    for year, count in ((2016, 2), (2017, 1), (2018, 3), (2019, 3), (2020, 2)):
        for month in range(count):
            record_council(
                by=cast.aoki, at=AT, town=cast.town, name=f"{next(names)}協議会", tier="2",
                founded_on=date(year, 6 + month, 1),
            )  # fmt: skip

    table = printed(cast, "f2_councils", date(2022, 3, 31))
    general = printed(cast, "council_founding", date(2022, 3, 31))

    assert [row.cells[-1].text for row in table.rows][-1] == "11エリア"
    assert [row.cells[1].text for row in general.rows] == ["2", "1", "3", "3", "2"]
    assert [row.cells[2].text for row in general.rows] == ["2", "3", "6", "9", "11"]
    out = tmp_path / "founding.csv"
    assert report(given("council-founding", "--town", cast.town.code, "--out", str(out))) == 0
    assert "11" in out.read_text("utf-8-sig").splitlines()[-1]


def test_p3_councils_from_their_meetings(cast):
    a_plan_with(
        cast, "協議体開催回数", "回", {"1": [3, 3, 3, 3, 3, 3], "2": [15, 20, 25, 15, 20, 25]}
    )
    council = a_council(cast)
    for day in spread_over(4, year=2021):
        held(cast, council, day)
    held(cast, council, date(2022, 6, 1), posts=[])

    table = printed(cast, "p3_councils", AUTUMN)

    assert Activity.objects.count() == 4
    assert texts(table) == {
        "第1層協議体": ["0回 /3回", "0回 /3回", "/3回", "3回", "3回", "3回"],
        "第2層協議体": ["4回 /15回", "1回 /20回", "/25回", "15回", "20回", "25回"],
    }


def test_p6_first_time_and_each_kind_of_member(cast):
    council = a_council(cast)
    people = a_seat_for(cast, council, "江川", "小川", "加納")
    shop = a_participant(cast, "久保", "company")
    for month, came in ((4, people), (5, people[:2]), (6, [people[0], shop])):
        meeting = plan_meeting(by=cast.aoki, at=AT, council=council, on=date(2022, month, 10))
        there(cast, meeting, *came)
        hold_meeting(by=cast.aoki, at=AT, meeting=meeting)

    table = printed(cast, "p6_participants", END_OF_JANUARY)
    summer = taking_part(cast.uno, first=date(2022, 5, 1), last=date(2022, 6, 30)).whole

    assert texts(table) == {
        "町会・自治会": ["6", "85.7%", "3", "3", "100.0%"],
        "企業・商店": ["1", "14.3%", "1", "1", "100.0%"],
        "計": ["7", "100.0%", "4", "4", "100.0%"],
    }
    # Two meetings, four times somebody came, three people, one of them new; one person fills half of the places.
    assert (summer.meetings, summer.times, summer.people, summer.newcomers) == (2, 4, 3, 1)
    assert (summer.half_people, round(summer.half_share, 2)) == (1, 0.33)


def test_k4_topics_by_block(cast):
    tree = Tree.objects.create(town=cast.town, code="block", name="ブロック")
    level = Level.objects.create(tree=tree, code="block", name="ブロック")
    kind = a_word(cast.town, "council-kind", "block_exchange")
    for n, topics in ((1, ["見守りの方法", "雪かき"]), (2, ["買い物"])):
        block = Area.objects.create(level=level, name=f"第{n}ブロック", code=f"b{n}", order=n)
        council = a_council(cast, f"第{n}ブロック情報交換会", areas=[block], kind=kind)
        meeting = plan_meeting(by=cast.aoki, at=AT, council=council, on=date(2022, 9, n))
        for topic in topics:
            add_item(by=cast.aoki, at=AT, meeting=meeting, title=topic)
        hold_meeting(by=cast.aoki, at=AT, meeting=meeting)

    table = printed(cast, "k4_topics", END_OF_JANUARY)

    assert texts(table) == {
        "第1ブロック情報交換会": ["1", "見守りの方法、雪かき"],
        "第2ブロック情報交換会": ["1", "買い物"],
    }


def test_k5_talks_of_the_districts_from_their_meetings(cast, districts):
    """Districts, sessions and people of three years; the last talk of each with a coordinator and names."""
    kind = a_word(cast.town, "activity-kind", "district_talk")
    talks = [
        a_council(cast, f"{area.name}座談会", areas=[area], tier="", counted_as=kind)
        for area in districts
    ]
    people = a_seat_for(cast, talks[0], "江川", "小川")
    for year, areas, sessions, people_times, months in (
        (2020, 37, 130, 1959, 12),
        (2021, 46, 134, 1616, 12),
        (2022, 36, 91, 1040, 10),
    ):
        *days, last = spread_over(sessions, year=year, months=months)
        *met, few = shared_out(people_times, sessions)
        for n, council in enumerate(talks[:areas]):
            held_meetings(council, days[n::areas], others=met[n::areas])
        meeting = plan_meeting(by=cast.aoki, at=AT, council=talks[0], on=last, others=few - 2)
        there(cast, meeting, *people)
        hold_meeting(by=cast.aoki, at=AT, meeting=meeting)

    table = printed(cast, "k5_area_meetings", END_OF_JANUARY)

    assert Activity.objects.count() == 3
    assert texts(table) == {
        "令和２年度": ["３７地区", "１３０回", "１，９５９人"],
        "令和３年度": ["４６地区", "１３４回", "１，６１６人"],
        "令和４年度 1月末": ["３６地区", "９１回", "１，０４０人"],
    }


def test_k6_centres_and_times_from_who_was_at_the_meetings(cast):
    """Meetings of the heads, talks and care meetings of three years, the last of each with a coordinator."""
    care_centre = a_word(cast.town, "partner-type", "care_centre")
    centres = [
        a_participant(
            cast, f"第{n}包括の人",
            body=Organisation.objects.create(
                town=cast.town, name=f"第{n}包括", partner_type=care_centre
            ),
        )
        for n in range(19)
    ]  # fmt: skip
    columns = (
        ("centre_heads", (19, 3), (19, 1), (19, 1)),
        ("operation_talk", (19, 27), (19, 34), (19, 38)),
        ("care_meeting", (9, 20), (15, 45), (11, 36)),
    )
    for code, *years in columns:
        kind = a_word(cast.town, "activity-kind", code)
        council = a_council(cast, code, areas=[], tier="", counted_as=kind)
        for (met, times), year, months in zip(years, (2020, 2021, 2022), (12, 12, 10), strict=True):
            *days, last = spread_over(times, year=year, months=months)
            held_meetings(council, days, came=centres[:met])
            meeting = plan_meeting(by=cast.aoki, at=AT, council=council, on=last)
            there(cast, meeting, centres[0])
            hold_meeting(by=cast.aoki, at=AT, meeting=meeting)

    table = printed(cast, "k6_networking", END_OF_JANUARY)

    assert texts(table) == {
        "令和２年度": ["３回", "１９センター２７回", "９センター２０回"],
        "令和３年度": ["１回", "１９センター３４回", "１５センター４５回"],
        "令和４年度 1月末": ["１回", "１９センター３８回", "１１センター３６回"],
    }


def test_how_many_care_meetings_a_coordinator_attended_is_counted_from_the_meetings(cast):
    care = a_council(
        cast, "第1圏域ケア会議", tier="", kind=a_word(cast.town, "council-kind", "care_meeting"),
        counted_as=a_word(cast.town, "activity-kind", "care_meeting"),
    )  # fmt: skip
    for month in (5, 6, 7):
        held(cast, care, date(2022, month, 10))
    held(cast, care, date(2022, 8, 10), posts=[])

    table = printed(cast, "sc_at_care_meetings", END_OF_JANUARY)

    assert [cell.text for cell in table.rows[-1].cells] == ["4", "3", "75.0%"]
