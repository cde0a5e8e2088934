"""伊賀: from a doorstep to the city's policy and back, with the full trail (M3); the tables counted from it (K4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.raising import open_issue
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.examples import a_council, a_meeting
from sasaeai.councils.examples_of_raising import a_route, an_issue
from sasaeai.councils.models import Issue
from sasaeai.councils.queries.raising import answers_for, heard, is_whole, open_for
from sasaeai.councils.rules.raising import Move, Stage
from sasaeai.needs.examples import a_need
from sasaeai.places.models import Area, Belonging, Level, Tree
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets

BEGUN = date(2022, 10, 3)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)


def step(issue: Issue, move: Move, by, day: date, **given) -> None:
    move_issue(by=by, at=at(day), issue=issue, step=Step(move=move, on=day, **given))


def test_m3_a_trouble_told_on_a_doorstep_becomes_policy_and_the_answer_returns(cast):
    district = a_council(cast, "みどり地区会議", tier="")
    network = a_council(cast, "地域ケアネットワーク会議", areas=[], tier="1", post=None)
    doorstep = a_need(cast, "病院まで行く足がない", wants_reply=True, codes=["transport"])
    others = [a_need(cast, f"バスが減って困る {n}", codes=["transport"]) for n in range(2)]
    days = [BEGUN + timedelta(days=30 * n) for n in range(7)]

    issue = open_issue(
        by=cast.ishida,
        at=at(days[0]),
        town=cast.town,
        title="通院の足がない",
        route=a_route(cast.aoki, cast.town, "three"),
        on=days[0],
        areas=[cast.first_area],
        post=cast.posts["first-area"],
        council=district,
        needs={doorstep: "通院の日をあきらめた", **dict.fromkeys(others, "")},
    )
    step(issue, Move.RAISE, cast.ishida, days[1], to_council=district)
    assert [*open_for(district)] == [issue]
    first = a_meeting(cast, district, on=days[2])
    step(issue, Move.RAISE, cast.ishida, days[2], meeting=first, to_council=network)
    assert ([*open_for(district)], [*open_for(network)]) == ([], [issue])
    second = a_meeting(cast, network, on=days[3])
    step(issue, Move.RAISE, cast.aoki, days[3], meeting=second, wording="4つの地区に共通する。")
    step(
        issue, Move.POLICY, cast.uno, days[4], meeting_words="市の政策会議", wording="交通と組む。"
    )
    step(
        issue, Move.FUND, cast.uno, days[5], wording="実証運行", budget_year=2023, amount_yen=10**6
    )
    step(issue, Move.ANSWER, cast.uno, days[6], wording="来年度、予約制の乗り合いを試みます。")

    assert (issue.stage, is_whole(issue)) == (Stage.ANSWERED, True)
    assert heard(cast.ishida, issue).count == 3
    assert [(s.words_of_move, s.meeting_name) for s in issue.steps.all()] == [
        ("起案した", ""),
        ("地区会議にかけた", ""),
        ("地域ケアネットワーク会議へ上げた", "みどり地区会議 第1回"),
        ("市の政策会議へ上げた", "地域ケアネットワーク会議 第1回"),
        ("市の方針を決めた", "市の政策会議"),
        ("予算・事業にした", ""),
        ("回答した", ""),
    ]
    assert answers_for(district).exists()
    assert answers_for(network).exists()
    for line in issue.tellings.all():
        tell(by=cast.ishida, at=at(days[6]), telling=line, on=days[6], how="訪問")
    told = doorstep.steps.get(told_back=True)
    assert (told.on, "通院の足がない" in told.wording) == (days[6], True)
    assert not issue.tellings.untold().exists()

    table = made_table(
        cast.town, presets()["issue_policy_rate"].text, Asked(date(2023, 4, 30))
    ).table
    said = {row.head[0]: row.cells[0].text for row in table.rows}
    assert (said["起案した課題"], said["予算・事業化"], said["政策への反映率"]) == (
        "1件",
        "1件",
        "100.0%",
    )


def test_k4_topics_by_block(cast):
    tree = Tree.objects.create(town=cast.town, code="block", name="ブロック")
    level = Level.objects.create(tree=tree, code="block", name="ブロック", depth=0)
    blocks = [Area.objects.create(level=level, name=f"第{n}ブロック", order=n) for n in (1, 2)]
    for area, block in zip((cast.first_area, cast.second_area), blocks, strict=True):
        Belonging.objects.create(area=area, parent=block)
    areas = {
        "フードドライブ": [cast.first_area],
        "災害時要援護者": [cast.first_area, cast.second_area],
    }
    for title, where in areas.items():
        issue = an_issue(cast, title, by=cast.aoki, areas=where, council=None)
        for move in (Move.RAISE, Move.DISCUSS):
            given = {"wording": "話し合った。", "meeting_words": "ブロック会議"}
            step(issue, move, cast.aoki, BEGUN, **given)

    table = made_table(cast.town, presets()["k4_block_topics"].text, Asked(date(2023, 1, 31))).table

    assert {row.head[0]: [c.text for c in row.cells] for row in table.rows} == {
        "第1ブロック": ["2", "フードドライブ、災害時要援護者"],
        "第2ブロック": ["1", "災害時要援護者"],
    }
