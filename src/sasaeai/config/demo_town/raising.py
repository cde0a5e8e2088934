"""Issues of the demo town at every stage of their way, and the plans of two districts. All of it is invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sasaeai.councils.actions.issue_lines import Step
from sasaeai.councils.actions.moving import move_issue
from sasaeai.councils.actions.plans import add_cards, keep_part, keep_plan, put_cards, report_step
from sasaeai.councils.actions.raising import open_issue
from sasaeai.councils.actions.raising_settings import load_routes
from sasaeai.councils.actions.telling import tell
from sasaeai.councils.models import (
    CardGroup,
    Council,
    DistrictPlan,
    Issue,
    PlanFigure,
    PlanGoal,
    PlanReview,
    PlanStep,
    Route,
)
from sasaeai.councils.rules.plans import CardKind, PlanState, StepState
from sasaeai.councils.rules.raising import Move
from sasaeai.needs.models import Need
from sasaeai.people.models import Post, User
from sasaeai.people.queries import standing_of
from sasaeai.places.examples import CityAreas
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

IN_ONE_DISTRICT = {1, 2, 5, 6}
UP = (Move.RAISE, Move.RAISE)
DECIDED = (*UP, Move.POLICY, Move.FUND)
# title, what happens, what is wished, category, life areas, days ago, moves
ISSUES = (
    ("通院と買い物の足がない", "バスの減便で、診療所へ行く日を減らした人がいる。",
     "予約して乗り合う車を試したい。", "transport", (0, 2), 400, (*DECIDED, Move.ANSWER)),
    ("集積所までごみを運べない", "坂の上の家から集積所まで300mある。",
     "家の前で集める日をつくれないか。", "garbage", (1,), 320, (*UP, Move.DECLINE, Move.ANSWER)),
    ("男性が集まる場がない", "退職した男性の参加が少ない。", "道具を使う集まりを始めたい。",
     "gathering", (3,), 260, (Move.RAISE, Move.SOLVE, Move.ANSWER)),
    ("雪かきの担い手がいない", "独居の家の前だけ雪が残る。", "中学校と一緒に当番をつくりたい。",
     "snow", (0, 1, 4), 210, (*UP, Move.POLICY)),
    ("店のない地区がふえた", "最後の店が閉まった。", "移動販売に来てもらう場所を決めたい。",
     "shopping", (2, 4), 150, UP),
    ("スマホの相談先がない", "予防接種の予約ができず困っている。", "公民館で月1回の相談会を開きたい。",
     "ict", (1,), 95, (Move.RAISE,)),
    ("災害のとき声をかける人が決まっていない", "名簿はあるが、だれが行くか決まっていない。",
     "町会ごとに組を決めたい。", "disaster", (3, 4), 60, (Move.RAISE,)),
    ("介護している人が休めない", "預け先が平日の昼だけ。", "土曜に集まれる場がほしい。",
     "caregiver", (0,), 12, ()),
)  # fmt: skip
WORDS = {
    Move.RAISE: "いくつもの町会から同じ声が出ている。",
    Move.SOLVE: "公民館の工作室を月2回借りて始めることにした。",
    Move.POLICY: "関係する課で検討会をつくる。",
    Move.FUND: "来年度、2つの地区で試しに行う。",
    Move.DECLINE: "収集の経路を変えると全市で2日遅れるため、いまは見送る。",
    Move.ANSWER: "声を寄せていただき、ありがとうございました。決まったことと理由をお知らせします。",
}
CARDS = (
    ("行くまで", CardKind.TROUBLE, ("店まで坂がきつい", "バス停が遠い", "荷物が重くて持てない", "雨の日は出られない")),
    ("あるもの", CardKind.TREASURE, ("車を出せる人が3人いる", "集会所の駐車場が広い", "農家の直売がある")),
    ("やってみたい", CardKind.IDEA, ("月に2回の朝市", "相乗りの買い物ツアー", "中学生と荷物を運ぶ日")),
)  # fmt: skip
GOALS = (
    ("月2回、歩いて行ける所で品物を選べる",
     (("朝市の会場を決める", "町会", -60), ("農家と店に声をかける", "地区社協", 40))),
    ("重い荷物を一人で運ばない", (("運ぶ人の名簿をつくる", "福祉推進員", -10), ("中学校と相談する", "民生委員", 90))),
)  # fmt: skip


def make_issues_and_plans(
    *, at: datetime, town: Town, areas: CityAreas, people: dict[str, User]
) -> None:
    """Eight issues from draft to answer, one told back; plans of two districts with cards and progress."""
    by = people["uno"]
    by.stands(standing_of(by, on=at.date()))
    load_routes(by=by, at=at, town=town, codes=("two", "three"))
    route = Route.objects.filter(town=town).earliest("order")
    for n in range(len(ISSUES)):
        _issue(by, at, town, areas, route, n)
    answered = Issue.objects.filter(town=town, answered_on__isnull=False).earliest("opened_on")
    for line in answered.tellings.all():
        tell(by=by, at=at, telling=line, on=at.date(), how="訪問", wording="話してよかったです。")
    for district, title in (
        (areas.districts[0], "買い物支援の計画"),
        (areas.districts[9], "見守りと買い物の計画"),
    ):
        _plan(by, at, town, district, f"{district.name} {title}")


def _issue(by: User, at: datetime, town: Town, areas: CityAreas, route: Route, n: int) -> None:
    title, wording, wish, category, where, ago, moves = ISSUES[n]
    here = [areas.life_areas[k] for k in where]
    council = Council.objects.filter(town=town, areas__in=here).first()
    # Some are felt in one district only, so that the blocks have their topics.
    felt = [areas.districts[(n * 7) % len(areas.districts)]] if n in IN_ONE_DISTRICT else here
    term = Term.objects.of(town.pk, "need-kind").filter(code=category).first()
    begun = at.date() - timedelta(days=ago)
    told = Need.objects.filter(town=town, labels__term=term, heard_on__lte=begun)
    needs = told.order_by("-heard_on", "pk")[:4] if term else []
    issue = open_issue(
        by=by,
        at=at,
        town=town,
        title=title,
        route=route,
        on=begun,
        areas=felt,
        needs={need: need.example for need in needs},
        wording=wording,
        wish=wish,
        category=term,
        council=council,
        post=Post.objects.filter(town=town, area__in=here).first(),
        raised_from="" if council else "地区の座談会",
    )
    for k, move in enumerate(moves, start=1):
        on = begun + timedelta(days=ago * k // (len(moves) + 2))
        to_council = council if k == 1 else None
        move_issue(by=by, at=at, issue=issue, step=_step(move, on, to_council))


def _step(move: Move, on: date, council: Council | None) -> Step:
    return Step(
        move=move,
        on=on,
        wording=WORDS[move],
        meeting_words="" if move in (Move.FUND, Move.ANSWER) else "定例会",
        to_council=council if move == Move.RAISE else None,
        budget_year=on.year + 1 if move == Move.FUND else None,
    )


def _plan(by: User, at: datetime, town: Town, area: Area, title: str) -> None:
    today = at.date()
    facts = {
        "title": title,
        "area": area,
        "begins_on": today - timedelta(days=200),
        "ends_on": today + timedelta(days=800),
        "state": PlanState.RUNNING,
        "is_model": True,
        "aim": "歩いて買い物に行けなくなっても、自分で選んで買える地区",
        "background": "坂が多く、店は1つ。集会所に人が集まる。",
    }
    plan = keep_plan(by=by, at=at, town=town, plan=None, facts=facts)
    for name, kind, wordings in CARDS:
        cards = add_cards(
            by=by, at=at, plan=plan, kind=kind, wordings=wordings, source="第1回ワークショップ"
        )
        heap = keep_part(by=by, at=at, plan=plan, part=CardGroup(plan=plan), facts={"name": name})
        put_cards(by=by, at=at, plan=plan, cards=cards, group=heap)
    for answer, count in (("困っている", 84), ("いずれ困ると思う", 61), ("困っていない", 41)):
        facts = {
            "question": "買い物に困っていますか",
            "answer": answer,
            "count": count,
            "base": 186,
        }
        keep_part(by=by, at=at, plan=plan, part=PlanFigure(plan=plan), facts=facts)
    for goal, steps in GOALS:
        _goal(by, at, plan, goal, steps)
    review = {"on": today - timedelta(days=20), "good": "会場が決まり、2軒の農家が来てくれることになった。",
              "following": "運ぶ人の名簿を、次の話し合いまでにつくる。", "by_name": by.doer_name}  # fmt: skip
    keep_part(by=by, at=at, plan=plan, part=PlanReview(plan=plan), facts=review)


def _goal(
    by: User, at: datetime, plan: DistrictPlan, title: str, steps: tuple[tuple[str, str, int], ...]
) -> None:
    part = PlanGoal(plan=plan)
    goal = keep_part(by=by, at=at, plan=plan, part=part, facts={"title": title})
    for n, (words, owner, days) in enumerate(steps):
        facts = {"title": words, "owner": owner, "due_on": at.date() + timedelta(days=days)}
        step = keep_part(by=by, at=at, plan=plan, part=PlanStep(goal=goal), facts=facts)
        if n == 0 and days < -30:
            report_step(by=by, at=at, step=step, state=StepState.DONE, on=at.date())
