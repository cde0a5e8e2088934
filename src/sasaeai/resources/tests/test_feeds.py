"""What the register tells the tables."""

from datetime import date

from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.resources import actions
from sasaeai.resources.actions import partners
from sasaeai.resources.actions.persons import end_person_role, give_person_role
from sasaeai.resources.examples import AT, DAY, a_resource
from sasaeai.resources.feeds import SOURCES
from sasaeai.resources.rules.states import State
from sasaeai.resources.tests.samples_of_people import a_person

STOCK = """
title = "数"
row_heads = ["区分"]
where = {{ kind = "{kind}" }}
[measures.数]
count = "events"
at = "end"
[[rows]]
by = "category"
[[columns]]
measure = "数"
"""
SUM = """
title = "数"
row_heads = ["年度"]
where = {{ kind = "{kind}" }}
[measures.数]
sum = "{of}"
[[rows]]
by = "fiscal_year"
values = ["令和4年度"]
[[columns]]
measure = "数"
"""


def cells(cast, text, as_of=date(2023, 3, 31)):
    table = made_table(cast.town, text, Asked(as_of)).table
    return {row.head[0]: [cell.text for cell in row.cells] for row in table.rows}


def test_resources_are_counted_as_they_stand_on_a_day(cast):
    a_resource(cast)
    ended = a_resource(cast, "なくなったサロン")
    actions.move_state(
        by=cast.aoki, at=AT, resource=ended, to=State.ENDED, on=date(2022, 6, 1), reason="閉会"
    )

    assert cells(cast, STOCK.format(kind="地域資源")) == {"通いの場・サロン": ["1"]}
    assert cells(cast, STOCK.format(kind="地域資源"), date(2022, 5, 31)) == {
        "通いの場・サロン": ["2"]
    }


def test_advisers_are_counted_until_they_leave(cast):
    for n in range(3):
        person = a_person(cast, f"相談員{n}")
        line = give_person_role(by=cast.aoki, at=AT, person=person, role="adviser", since=DAY)
    end_person_role(by=cast.aoki, at=AT, line=line, on=date(2023, 1, 1))

    found = cells(cast, STOCK.format(kind="人材"))

    assert (found["地域なんでも相談員"], found["人材バンク"]) == (["2"], ["3"])


def test_money_and_people_of_a_year_are_added(cast):
    salon = a_resource(cast)
    for month, total in ((9, 40), (10, 36)):
        actions.record_participation(
            by=cast.aoki, at=AT, resource=salon, month=date(2022, month, 1), held=4, total=total
        )
    partners.keep_funding(
        by=cast.aoki, at=AT, town=cast.town, funding=None,
        facts={"fiscal_year": 2022, "sort": "chest", "project": "居場所", "amount_yen": 50000},
    )  # fmt: skip

    assert cells(cast, SUM.format(kind="通いの場の参加", of="人")) == {"令和4年度": ["76"]}
    assert cells(cast, SUM.format(kind="財源", of="円")) == {"令和4年度": ["50,000"]}


def test_every_source_speaks_only_when_it_is_named(cast):
    a_resource(cast)

    assert all(source.named == (f'"{source.title}"',) for source in SOURCES)
    assert not any(source.takes_part('count = "events"') for source in SOURCES)
