"""Every table that comes with the product can be made in any town, from the first day on."""

from datetime import date

import pytest

from sasaeai.activities.examples import an_activity
from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets

ASKED = Asked(date(2022, 12, 31), parse_period("2022"))


@pytest.mark.parametrize("code", list(presets()))
def test_a_new_town_gets_the_table_without_records(cast, code):
    table = made_table(cast.town, presets()[code].text, ASKED).table

    assert table.title
    assert table.warnings == ()


@pytest.mark.parametrize("code", list(presets()))
def test_a_town_with_records_gets_the_table(cast, districts, code):
    for n in range(12):
        an_activity(
            cast, area=districts[n % 3], on=date(2022, 4 + n % 8, 3), title=f"{n}回目の集まり"
        )

    assert made_table(cast.town, presets()[code].text, ASKED).table.title
