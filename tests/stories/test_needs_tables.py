"""困りごと: the printed table of the 9th plan, the matrix of areas, the gaps, the paths of referral, from records."""

from __future__ import annotations

from datetime import date

import pytest

from sasaeai.analysis.figures.period_text import parse_period
from sasaeai.needs.actions import refer, settle, take_step
from sasaeai.needs.examples import AT, DAY, a_label, a_need
from sasaeai.needs.rules.states import NeedState
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets
from sasaeai.resources.examples import a_resource, a_word
from sasaeai.vocabulary.actions import load_presets

ASKED = Asked(date(2023, 3, 31), parse_period("2022"))
# The plan prints the troubles under four items; beneath each, its examples with today's categories.
PLAN9 = {
    "移動支援等": [
        ("介護保険で対応できないちょっとした家事（電球交換、植木の剪定）をしてほしい", "housework"),
        ("病院までの送迎があるとうれしい", "transport"),
        ("駅まで送ってほしい", "transport"),
        ("夫が亡くなってしまいスーパーまで送ってくれる人がいない", "shopping"),
        ("公民館・集会所までの移動支援", "transport"),
        ("移動コンビニのようなサービスがあれば助かる", "shopping"),
    ],
    "居場所づくり": [
        ("話を聞いてくれる人がほしい", "gathering"),
        ("いつも孤食なのでたまには誰かと食べたい", "meals"),
    ],
    "ゴミ出し": [
        ("粗大ごみを出せないのを助けてほしい", "garbage"),
        ("普段のごみ出しが大変", "garbage"),
    ],
    "見守り": [("誰か見守っていてくれると思うと安心できる", "watch")],
}


@pytest.fixture
def words(cast):
    """The town's categories, and how the plan reads them."""
    load_presets(
        by=cast.uno, at=AT, town=cast.town, presets=("plan9-needs-4", "need-kind", "need-detail")
    )


def printed(cast, code):
    table = made_table(cast.town, presets()[code].text, ASKED).table
    return table, {row.head[0]: [cell.text for cell in row.cells] for row in table.rows}


def test_p1_examples_stand_under_the_items_of_the_plan(cast, words):
    for told in PLAN9.values():
        for wording, code in told:
            a_need(cast, wording, codes=[code], example=wording)
    a_need(cast, "選ばれなかった声", codes=["transport"])
    a_need(cast, "除雪ができない", codes=["snow"], example="除雪ができない")

    _, rows = printed(cast, "p1_needs_examples")

    assert rows == {item: [" ".join(w for w, _ in told)] for item, told in PLAN9.items()}


def test_h3_what_is_common_to_several_areas_and_what_nobody_answers(cast, words):
    told = (
        ("バスがない", ["transport"], cast.first_area),
        ("病院が遠い", ["transport", "health"], cast.second_area),
        ("駅が遠い", ["transport"], cast.second_area),
        ("ごみ袋が重い", ["garbage"], cast.first_area),
    )
    needs = [
        a_need(cast, wording, codes=codes, area=area, by=cast.aoki) for wording, codes, area in told
    ]
    a_need(cast, "まだ読んでいない", area=cast.first_area)
    take_step(
        by=cast.aoki,
        at=AT,
        need=needs[1],
        on=DAY,
        to=NeedState.NO_RESOURCE,
        wording="送迎の会もない",
    )

    table, rows = printed(cast, "h3_needs_by_area")

    heads = ["／".join(h for h in c.heads if h) for c in table.columns]
    assert heads == ["第1圏域", "第2圏域", "全市・不明", "計", "いくつの圏域で", "答える資源がない"]
    assert rows == {
        "移動・外出": ["1", "2", "0", "3", "2", "1"],
        "健康・介護予防": ["0", "1", "0", "1", "1", "1"],
        "ごみ出し": ["1", "0", "0", "1", "1", "0"],
        "まだ決めていない": ["1", "0", "0", "1", "1", "0"],
        "計": ["3", "2", "0", "5", "2", "1"],
    }


def test_h8_unmet_troubles_stand_beside_the_resources_that_answer_them(cast, words):
    a_resource(cast, functions=[a_word(cast.town, "need-kind", "gathering")])
    need = a_need(cast, "バスがない", codes=["transport"])
    a_need(cast, "話し相手がいない", codes=["gathering"])
    take_step(by=cast.ishida, at=AT, need=need, on=DAY, to=NeedState.NO_RESOURCE, wording="ない")

    _, rows = printed(cast, "gaps")

    assert rows == {
        "移動・外出": ["1件／0か所", "0件／0か所", "0件／0か所", "1件／0か所", "1"],
        "分類・できることが未記入": ["0件／0か所"] * 4 + ["0"],
        "居場所・話し相手": ["0件／1か所", "0件／0か所", "0件／0か所", "0件／1か所", "1"],
    }


def test_a_category_corrected_moves_in_the_table(cast, words):
    need = a_need(cast, "どんぐり号が来ない", codes=["transport"])
    printed(cast, "needs_by_category")

    settle(by=cast.ishida, at=AT, need=need, labels=[a_label(cast.town, "shopping")])

    _, rows = printed(cast, "needs_by_category")
    assert list(rows) == ["買い物", "まだ決めていない", "計"]


def test_f9_paths_from_preventive_care_to_councils_activities_and_courses(cast):
    paths = (
        ("fitness_test", "activity", 3),
        ("fitness_test", "course", 1),
        ("care_meeting", "council", 2),
    )
    for came, led, people in paths:
        facts = {
            "on": DAY,
            "came_from": a_word(cast.town, "referral-from", came),
            "led_to": a_word(cast.town, "referral-to", led),
            "people": people,
            "area": cast.first_area,
        }
        refer(by=cast.ishida, at=AT, town=cast.town, facts=facts)

    table, rows = printed(cast, "f9_referrals")

    heads = ["／".join(h for h in c.heads if h) for c in table.columns]
    assert dict(zip(heads, rows["体力測定会"], strict=True)) == {
        "活動体・通いの場": "1件3人",
        "養成講座": "1件1人",
        "協議体": "0件0人",
        "計": "2件4人",
    }
    assert rows["計"][-1] == "3件6人"


def test_f9_chains_of_one_trouble_are_counted_whole(cast):
    need = a_need(cast)
    for came, led in (("fitness_test", "activity"), ("consultation", "course")):
        facts = {
            "on": DAY,
            "came_from": a_word(cast.town, "referral-from", came),
            "led_to": a_word(cast.town, "referral-to", led),
        }
        refer(by=cast.ishida, at=AT, town=cast.town, facts=facts, need=need)

    _, rows = printed(cast, "f9_chains")

    assert rows == {"体力測定会→活動体・通いの場→養成講座": ["1"], "計": ["1"]}
