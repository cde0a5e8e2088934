"""金沢: in how many districts there is something of each category (K10), and watch-over everywhere (K7).

The source prints the six categories in their order and the unit (地区数) without the heights of its bars, and that
watch-over networks stood in every district in the fiscal year of 2021. So the story holds to the words, the unit
and the rule: districts are counted, not resources, as of a day.
"""

from __future__ import annotations

from datetime import date

from sasaeai.places.actions import add_area
from sasaeai.resources.actions import move_state
from sasaeai.resources.examples import a_resource, a_word
from sasaeai.resources.queries.coverage import coverage
from sasaeai.resources.rules.states import State
from sasaeai.resources.views.growing import coverage_chart
from sasaeai.vocabulary.actions import load_presets
from sasaeai.vocabulary.models import Scheme
from tests.stories.records import AT

PRINTED = [
    "コミュニティカフェ",
    "ボランティア組織化",
    "有償型生活支援",
    "移動支援",
    "買い物支援",
    "見守り体制拡充（ICT利用・防災等）",
]
END_OF_2020, END_OF_2021 = date(2021, 3, 31), date(2022, 3, 31)
LATER = date(2022, 6, 1)


def six_districts(cast):
    """Six districts of one level, and the town's words read in the printed categories."""
    load_presets(by=cast.uno, at=AT, town=cast.town, presets=("resource-kind", "kanazawa-coverage"))
    level = cast.first_area.level
    more = [
        add_area(by=cast.uno, at=AT, level=level, name=f"第{n}圏域", code=f"K{n}")
        for n in range(3, 7)
    ]
    return [cast.first_area, cast.second_area, *more]


def test_k10_districts_are_counted_in_the_printed_order_and_unit(cast):
    one, two, three, *_ = six_districts(cast)

    def there(code, area, **facts):
        kind = a_word(cast.town, "resource-kind", code)
        facts.setdefault("started_on", date(2020, 4, 1))
        return a_resource(cast, f"{area.name}{code}", kind=kind, area=area, **facts)

    there("community_cafe", one)
    there("community_cafe", one).more_areas.add(two)
    there("paid_life_support", two)
    ended = there("paid_life_support", three)
    there("transport", three, started_on=LATER)
    move_state(
        by=cast.ishida, at=AT, resource=ended, to=State.ENDED, on=date(2021, 12, 1), reason="担い手"
    )

    def counted(day):
        scheme = Scheme.objects.get(code="kanazawa-coverage")
        return coverage(cast.uno, level=one.level, scheme=scheme, day=day)

    assert [term.label for term in counted(END_OF_2021).categories] == PRINTED
    assert counted(END_OF_2020).counts == [2, 0, 2, 0, 0, 0]
    assert counted(END_OF_2021).counts == [2, 0, 1, 0, 0, 0]
    assert counted(LATER).counts == [2, 0, 1, 1, 0, 0]
    assert "2地区" in coverage_chart(counted(LATER)).alt


def test_k7_watch_over_stood_in_every_district_by_the_end_of_the_year(cast):
    districts = six_districts(cast)
    for n, area in enumerate(districts):
        started = date(2020, 10, 1) if n < 2 else date(2021, 11, 1)
        kind = a_word(cast.town, "resource-kind", "watch")
        a_resource(cast, f"{area.name}見守り", kind=kind, area=area, started_on=started)
    scheme = Scheme.objects.get(code="kanazawa-coverage")

    watched = [
        coverage(cast.uno, level=districts[0].level, scheme=scheme, day=day).counts[-1]
        for day in (END_OF_2020, END_OF_2021)
    ]

    assert watched == [2, len(districts)]
