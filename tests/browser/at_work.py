"""A town at work: enough words, partners, records and plans that every page has something to show."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from sasaeai.activities.examples import an_activity, words_of
from sasaeai.activities.rules import Count, Happening
from sasaeai.people.examples import Cast, an_organisation
from sasaeai.reports import examples as reports
from sasaeai.reports.tests.samples import once

LONG_NAME = "支合市みどりが丘地区社会福祉協議会・支え合い推進委員会（旧みどりが丘地区福祉の会）"


def a_town_at_work(cast: Cast) -> SimpleNamespace:
    """Forty records of two months by two posts, a plan with an indicator, and a table."""
    words = words_of(cast.town)
    functions, means = list(words["function"].values()), list(words["means"].values())
    partners = [
        an_organisation(cast.town, name) for name in ("みどり町会", "あおぞら会", LONG_NAME)
    ]
    records = [
        an_activity(
            cast,
            on=date(2022, 9 + n // 20, 1 + n % 20),
            title=("サロン訪問", "買い物の困りごとの相談", f"{LONG_NAME}の定例会")[n % 3],
            functions=(functions[n % len(functions)],),
            means=means[n % len(means)],
            partners=(partners[n % 3],),
            counts=(Count(3 + n),),
            next_step="会長に電話する" if n % 10 == 0 else "",
            due_on=date(2022, 11, 1) if n % 10 == 0 else None,
            happening=Happening.PLANNED if n == 39 else Happening.HELD,
            issue_text="移動の手だてがない。" if n % 7 == 0 else "",
        )
        for n in range(40)
    ]
    plan = once(reports.a_plan, cast.uno)
    indicator = once(reports.an_indicator, cast.uno)
    table = once(reports.a_town_table, cast.uno)
    return SimpleNamespace(
        words=words, partners=partners, records=records, plan=plan, indicator=indicator, table=table
    )
