"""K2 and K3 from what the town did with its own pages: issues of the newsletter, maps and their views."""

from __future__ import annotations

import json
from datetime import date

from sasaeai.portal.actions import draft_newsletter, issue_newsletter, take_in_views
from sasaeai.portal.models import NewsletterItem
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets
from sasaeai.resources.examples import a_resource
from tests.stories.records import AT, shared_out
from tests.stories.test_tables_from_records import texts

MONTHS = [*range(4, 13), 1, 2, 3]


def printed(cast, code, as_of):
    return made_table(cast.town, presets()[code].text, Asked(as_of)).table


def test_k2_the_newsletter_made_here_fills_its_own_table(cast, districts):
    places = [a_resource(cast, f"{d.name}サロン", area=d) for d in districts[:12]]
    for year, issues, areas in ((2020, 11, 10), (2021, 12, 10), (2022, 12, 12)):
        for n in range(issues):
            day = date(year + (MONTHS[n] < 4), MONTHS[n], 10)
            issue = draft_newsletter(by=cast.aoki, at=AT, town=cast.town, month=day)
            NewsletterItem.objects.create(
                newsletter=issue,
                order=50,
                sort="introduced",
                heading="紹介",
                resource=places[n % areas],
            )
            issue_newsletter(by=cast.aoki, at=AT, newsletter=issue, on=day)

    assert texts(printed(cast, "k2_newsletter", date(2023, 3, 31))) == {
        "令和２年度": ["№１～№１１", "１０地区", ""],
        "令和３年度": ["№１～№１２", "１０地区", ""],
        "令和４年度": ["№１～№１２", "１２地区", ""],
    }


def test_k3_nineteen_maps_and_how_often_they_were_opened(cast):
    rows = [
        {
            **{"month": f"{year}-{4 + n % 9:02}-01", "page": "area", "about": str(n)},
            **{"area": "", "title": f"第{n}包括", "count": views},
        }
        for year, total in ((2020, 1826), (2021, 2870))
        for n, views in enumerate(shared_out(total, 19))
    ]
    told = {"format": "sasaeai-views-1", "town": cast.town.code, "origin": "portal", "rows": rows}
    take_in_views(by=cast.uno, at=AT, town=cast.town, data=json.dumps(told).encode())

    assert texts(printed(cast, "k3_map_views", date(2022, 3, 31))) == {
        "令和2年度": ["19件", "1,826閲覧"],
        "令和3年度": ["19件", "2,870閲覧"],
    }
