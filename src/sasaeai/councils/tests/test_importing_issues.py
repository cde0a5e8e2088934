"""Lists of past issues come in step by step by the rules, or with the reason why not; and go out in the same shape."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sasaeai.councils.actions.telling import tell
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting
from sasaeai.councils.examples_of_raising import a_route, a_step, an_issue, their_issue
from sasaeai.councils.importing.issues import check_issues
from sasaeai.councils.importing.taking_issues import take_issues
from sasaeai.councils.models import Issue, IssueStep, Route, Telling
from sasaeai.councils.queries.issue_sheet import HEADS, issue_sheet
from sasaeai.councils.queries.raising import is_whole
from sasaeai.councils.rules.raising import START, Asked, Move, Stage, step_from
from sasaeai.documents.writing.lists import list_to_csv
from sasaeai.resources.examples import a_word

OLD_LIST = """令和3年度　地域課題の一覧,,,,,,,,,,,,
番号,課題名,現状,分類,圏域,発生日,第2層協議日,第1層提出日,方針決定日,方針,予算化日,回答日,回答,回答伝達日,状態
1,病院へ行く足がない,通院をあきらめる,移動・外出,第1圏域,R3.4.5,R3.5.10,R3.7.1,R3.9.1,乗合を試す,R4.3.1,R4.4.1,車を走らせます,R4.4.20,回答
2,雪かきの人手,,,第1圏域,R3.4.6,R3.5.10,,,,,,,,協議中
3,買い物,,,全市,R3.4.7,,,R3.9.1,市で考える,,,,,方針
4,ごみ出し,,,第1圏域,R3.4.8,R3.5.10,,,,,,,,予算化
"""


def checked(cast, text, *, by=None):
    a_route(cast.aoki, cast.town)
    a_word(cast.town, "need-kind", "transport")
    data = text if isinstance(text, bytes) else text.encode("cp932")
    who = by or cast.aoki
    return check_issues(data, filename="課題.csv", by=who, town=cast.town, today=DAY)


def taken(cast, text, *, by=None):
    found = checked(cast, text, by=by)
    done = take_issues(by=by or cast.aoki, at=AT, checked=found)
    assert not done.problems
    assert done.done == found.count
    return found


def test_an_old_list_comes_in_with_its_dated_steps_or_with_the_reason_why_not(cast):
    found = taken(cast, OLD_LIST)

    first, second = Issue.objects.order_by("opened_on")
    assert [(s.on, s.words_of_move, s.meeting_name) for s in first.steps.all()] == [
        (date(2021, 4, 5), "起案した", ""),
        (date(2021, 5, 10), "第2層協議体にかけた", ""),
        (date(2021, 7, 1), "第1層協議体へ上げた", "第2層協議体（2021年05月10日）"),
        (date(2021, 9, 1), "市の方針を決めた", "第1層協議体（2021年07月01日）"),
        (date(2022, 3, 1), "予算・事業にした", ""),
        (date(2022, 4, 1), "回答した", ""),
    ]
    assert (first.category.label, [*first.areas.all()]) == ("移動・外出", [cast.first_area])
    assert not Telling.objects.untold().exists()
    assert second.place_name == "第2層協議体"
    said = {problem.number: problem.reason for problem in found.problems}
    assert "「起案」から「市の方針を決める」へは進めません" in said[5]
    assert "たどると「第2層協議体」ですが、「予算化」と書かれています" in said[6]
    again = checked(cast, OLD_LIST)
    assert (again.ready, again.there) == ((), 2)


def test_what_goes_out_comes_back_with_every_step(cast):
    council = a_council(cast)
    meeting = a_meeting(cast, council)
    main = an_issue(cast, "市全体の足", by=cast.aoki, areas=[], council=council)
    joined = an_issue(cast, "病院へ行く足", wording="佐々木さんの通院")
    a_step(joined, Move.JOIN, by=cast.ishida, into=main)
    for move in (Move.RAISE, Move.DISCUSS, Move.SEND_BACK, Move.RAISE, Move.RAISE):
        a_step(main, move, by=cast.uno, meeting=meeting, meeting_words="", to_council=council)
    for move in (Move.POLICY, Move.FUND, Move.ANSWER):
        more = {"budget_year": 2023, "amount_yen": 300000} if move == Move.FUND else {}
        a_step(main, move, by=cast.uno, **more)
    for line in main.tellings.all():
        tell(by=cast.aoki, at=AT, telling=line, on=DAY)
    a_step(main, Move.REOPEN, by=cast.uno)
    told = list(issue_sheet(cast.aoki))
    Telling.objects.all().delete()
    IssueStep.objects.all().delete()
    Issue.objects.update(joined_to=None, stage=Stage.DRAFT, level=None, answered_on=None)
    Issue.objects.all().delete()

    found = taken(cast, b"".join(list_to_csv(HEADS, told)))

    assert [(p.number, p.reason) for p in found.problems if p.field] == []
    assert list(issue_sheet(cast.aoki)) == told
    assert all(is_whole(one) for one in Issue.objects.all())
    assert (
        Telling.objects.untold().count() == Issue.objects.get(title="病院へ行く足").tellings.count()
    )
    assert found.count == 2


WRONG = """番号,課題,上げ方,区域,分類,担当,協議体,日,したこと,内容・理由,会議,まとめた先,回答を伝えた日
1,佐々木さんの通院,,,,,,2022-04-01,起案,,,,
2,足,ない道,どこか,遊び,だれか,ないの会,2022-04-01,起案,,,,
3,雪,,,,,,2022-04-01,起案,,,,
3,雪,,,,,,2022-03-01,第2層協議体にかけた,,,,
4,店,,,,,,2022-04-01,起案,,,,
4,店,,,,,,2022-05-01,見送り,,,,
5,ごみ,,,,,,2022-04-01,起案,,,,
5,ごみ,,,,,,2022-05-01,第1層協議体へ上げた,,,,
6,庭,,,,,,2022-04-01,起案,,,,
6,庭,,,,,,2022-05-01,まとめた,同じ,,ない課題,
7,犬,,,,,,2022-04-01,起案,,,,
7,犬,,,,,,2022-05-01,おどった,,,,
8,猫,,,,,,2022-05-01,,,,,
8,猫,,,,,,,起案,,,,
9,鳥,,,,,,2023-04-01,起案,,,,
10,,,,,,,2022-04-01,起案,,,,
11,魚,,,,,,2022-04-01,第2層協議体,,,,
12,虫,,,,,,2022-04-01,起案,,,,
12,虫,,,,,,2022-05-01,まとめた課題「庭」が回答された,,,,
13,木,,,,,,2022-04-01,起案,,,,
13,木,,,,,,2022-05-01,ほかの課題にまとめた,同じ,,3,
14,草,,,,,,,,,,,
"""


def test_nothing_comes_in_that_the_pages_would_refuse(cast):
    found = checked(cast, WRONG)

    said = {}
    for one in found.problems:
        said.setdefault(one.number, []).append((one.field, one.reason))
    assert found.ready == ()
    assert {row: [field for field, _ in many if field] for row, many in said.items()} == {
        2: ["title"],
        3: ["category", "council", "post", "areas", "route"],
        4: [],
        5: ["done"],
        6: [],
        7: ["done"],
        8: [],
        9: ["done"],
        10: [],
        11: ["done"],
        12: [],
        13: ["done"],
        14: ["done"],
        15: ["on"],
        16: ["done"],
        17: ["title"],
        18: ["done"],
        19: [],
        20: ["done"],
        21: [],
        22: ["done"],
        23: ["opened_on"],
    }
    words = " ".join(reason for many in said.values() for _, reason in many)
    for part in (
        "前の歩み（2022年04月01日）",
        "内容や理由",
        "間の歩みの日を足して",
        "これからの日",
        "まとめた先",
    ):
        assert part in words


def test_what_a_line_lacks_is_told_in_words(cast):
    answered = an_issue(cast, "済んだ課題")
    for move in (Move.DECLINE, Move.ANSWER):
        a_step(answered, move, by=cast.aoki)
    text = (
        "番号,課題,日,したこと,内容・理由,会議,まとめた先,回答を伝えた日\n"
        "1,足,2022-04-01,起案,,,,\n1,足,きのう,第2層協議体,,,,\n"
        "2,店,2022-04-01,起案,,,,\n2,店,2022-10-03,まとめた,同じ,,済んだ課題,\n"
        "3,雪,2022-04-01,起案,,,,\n3,雪,2022-05-01,第2層協議体,,,,2022-05-02\n"
        "3,雪,2022-06-01,見送り,できない,会議,,\n3,雪,2022-07-01,回答,できません,,,2022-06-30\n"
        "4,庭,2022-04-01,起案,,,,\n4,庭,2022-05-01,第2層協議体,,,,2022-05-02\n"
        "4,庭,2022-06-01,見送り,できない,会議,,\n4,庭,2022-07-01,回答,できません,,,\n"
    )

    found = taken(cast, text)

    faults = {problem.number: problem.field for problem in found.problems if problem.field}
    assert faults == {3: "on", 5: "done", 9: "told_on"}
    assert "1件の回答には" in found.notes[0]
    Route.objects.all().delete()
    (problem,) = check_issues(
        "課題,起案日\n足,2022-04-01\n".encode(),
        filename="課題.csv", by=cast.aoki, town=cast.town, today=DAY,
    ).problems  # fmt: skip
    assert "上げ方がまだありません" in problem.reason


def test_who_may_not_decide_or_works_elsewhere_does_not_by_a_file_either(cast):
    by_steps = "番号,課題,区域,日,したこと,内容・理由,会議\n" + "".join(
        f"1,足,第1圏域,2022-0{n}-01,{done},話した,会議\n"
        for n, done in enumerate(("起案", "第2層協議体", "第1層協議体", "方針"), start=4)
    )
    elsewhere = "課題,起案日,区域\n店,2022-04-01,第2圏域\n"

    found = [checked(cast, text, by=cast.ishida) for text in (by_steps, elsewhere)]

    assert [one.ready for one in found] == [(), ()]
    assert "市の担当者か第1層" in " ".join(problem.reason for problem in found[0].problems)
    assert "担当する区域の課題ではありません" in found[1].problems[0].reason
    assert taken(cast, by_steps, by=cast.uno).count == 1


def test_an_issue_is_joined_to_one_that_the_town_has(cast):
    main = an_issue(cast, "市全体の足")
    their_issue(cast)

    text = "課題,日,したこと,内容・理由,まとめた先\n店,2022-04-01,起案,,\n,2022-10-03,まとめた,同じ,市全体の足\n"
    taken(cast, text)

    joined = Issue.objects.get(title="店")
    assert (joined.stage, joined.joined_to) == (Stage.JOINED, main)


def test_what_a_deed_refuses_all_the_same_is_told_and_nothing_of_it_is_written(cast):
    main = an_issue(cast, "市全体の足")
    text = "課題,日,したこと,内容・理由,まとめた先\n店,2022-04-01,起案,,\n,2022-10-03,まとめた,同じ,市全体の足\n"
    found = checked(cast, text)
    for move in (Move.DECLINE, Move.ANSWER):
        a_step(main, move, by=cast.aoki)

    done = take_issues(by=cast.aoki, at=AT, checked=found)

    assert (done.done, [problem.number for problem in done.problems]) == (0, [2, 3])
    assert not Issue.objects.filter(title="店").exists()


WORDS = st.sampled_from(
    (
        *(
            "起案",
            "第2層協議体にかけた",
            "第1層協議体へ上げた",
            "話し合った",
            "「起案」へ差し戻した",
        ),
        *("方針", "予算化", "見送り", "地域で解決した", "まとめた", "回答", "もう一度取り上げた"),
    )
)
STEPS = st.tuples(
    *(WORDS, st.integers(-3, 1), st.sampled_from(["", "話した"]), st.sampled_from(["", "定例会"]))
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(STEPS, max_size=7), st.lists(STEPS, max_size=4), st.sampled_from(["aoki", "ishida"])
)
def test_no_file_brings_an_issue_to_where_the_rules_do_not_lead(cast, first, second, who):
    """Whatever stands in a file: what comes in has gone its way by the rules, and all of it is told of."""
    by = getattr(cast, who)
    rows = [
        (title, DAY + timedelta(days=days), word, words, meeting, into)
        for title, steps, into in (("足", first, "店"), ("店", second, "足"))
        for word, days, words, meeting in (("起案", -3, "", ""), *steps)
    ]
    lines = [f"{t},{on:%Y-%m-%d},{w},{x},{m},{i}" for t, on, w, x, m, i in rows]
    text = "課題,日,したこと,内容・理由,会議,まとめた先\n" + "\n".join(lines)
    with transaction.atomic():
        found = taken(cast, text, by=by)

        for issue in Issue.objects.all():
            assert is_whole(issue)
            place, since = START, issue.opened_on
            for step in issue.steps.exclude(move=Move.OPEN):
                follows = place.stage == Stage.JOINED and step.move == Move.ANSWER
                asked = Asked(
                    *(Move(step.move), step.on, step.wording, bool(step.meeting_name)),
                    may_decide=who == "aoki",
                )
                if not follows:
                    place = step_from(place, issue.levels, asked, since=since, today=DAY)
                    since = step.on
        told = {problem.number for problem in found.problems}
        assert len(told) + sum(len(w.order) for w in found.ready) == len(rows)
        transaction.set_rollback(True)
