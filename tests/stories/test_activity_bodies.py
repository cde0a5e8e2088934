"""府中: the growth of activity bodies, printed to the cell from dated stages (F3)."""

from __future__ import annotations

from datetime import date

from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets
from sasaeai.resources.actions import move_stage, record_body
from sasaeai.resources.queries.bodies import growth
from sasaeai.resources.rules.states import Stage
from sasaeai.vocabulary.actions import load_presets
from sasaeai.vocabulary.models import Term
from tests.stories.records import AT

# The published table: four kinds × six councils, as of January 2021.
PRINTED = {
    "place": [3, 4, 6, 5, 1, 2],
    "life_support": [0, 1, 3, 5, 1, 1],
    "watching_children": [0, 3, 2, 1, 5, 1],
    "other": [0, 1, 0, 0, 9, 7],
}
JANUARY = date(2021, 1, 31)


def bodies_of_fuchu(cast):
    """61 bodies by stages; besides them one only talked about, one that ended, one that began later."""
    load_presets(by=cast.uno, at=AT, town=cast.town, presets=("body-type", "fuchu-body-4"))
    terms = {t.code: t for t in Term.objects.of(cast.town.pk, "body-type")}

    def body(code, council, *stages):
        (first, on), *rest = stages
        made = record_body(
            by=cast.uno, at=AT, town=cast.town, name=f"{council}の会", stage=first, on=on,
            category=terms[code], council=council,
        )  # fmt: skip
        for stage, day in rest:
            move_stage(by=cast.uno, at=AT, body=made, to=stage, on=day)

    talk, active = (Stage.TALK, date(2018, 6, 1)), (Stage.ACTIVE, date(2019, 10, 1))
    for code, numbers in PRINTED.items():
        for n, count in enumerate(numbers, start=1):
            for _ in range(count):
                body(code, f"協議会{n}", talk, active)
    body("place", "協議会1", talk)
    body("place", "協議会1", active, (Stage.ENDED, date(2020, 6, 1)))
    body("place", "協議会1", (Stage.ACTIVE, date(2021, 2, 1)))


def test_f3_activity_bodies_by_council_and_category(cast):
    bodies_of_fuchu(cast)

    table = made_table(cast.town, presets()["f3_activity_bodies"].text, Asked(JANUARY)).table

    assert {row.head[0]: [cell.text for cell in row.cells] for row in table.rows} == {
        "居場所づくり": ["3", "4", "6", "5", "1", "2", "21"],
        "生活支援": ["0", "1", "3", "5", "1", "1", "11"],
        "子どもの見守り": ["0", "3", "2", "1", "5", "1", "12"],
        "その他（PR・食の支援）": ["0", "1", "0", "0", "9", "7", "17"],
    }


def test_f3_growth_by_the_end_of_each_year(cast):
    bodies_of_fuchu(cast)

    grown = growth(cast.uno, today=JANUARY, years=2)

    assert grown.years == [date(2019, 3, 31), date(2020, 3, 31), JANUARY]
    assert grown.totals == [0, 62, 61]
    assert dict(grown.rows)["居場所づくり"] == [0, 22, 21]
