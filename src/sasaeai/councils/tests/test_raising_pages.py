"""Pages of issues and plans at work: filled in, refused in words, filtered, printed, put into tables."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from PIL import Image

from sasaeai.councils.examples import DAY, a_council
from sasaeai.councils.examples_of_raising import (
    a_plan,
    a_step,
    an_answered_issue,
    an_issue,
    their_issue,
)
from sasaeai.councils.issues import feeds, joining
from sasaeai.councils.models import DistrictPlan, Issue, PlanGoal, PlanStep, RaisingSettings, Route
from sasaeai.councils.plans import joining as plans_joining
from sasaeai.councils.rules.raising import Move
from sasaeai.needs.examples import a_need
from sasaeai.resources.examples import a_word

FIRST, LAST = date(2022, 4, 1), date(2023, 3, 31)


@pytest.fixture
def ishida(client, cast):
    client.force_login(cast.ishida)
    return client


def said(answer):
    return answer.content.decode()


def test_an_issue_is_corrected_and_its_voices_are_worded(ishida, cast):
    issue, need = an_issue(cast), a_need(cast)
    edit, needs = (reverse(f"issues:{name}", args=[issue.pk]) for name in ("edit", "needs"))

    ishida.post(edit, {"title": "病院への足", "areas": cast.first_area.pk})
    refused = ishida.post(edit, {"title": "佐々木さんの足", "areas": cast.first_area.pk})
    named = {"need": need.pk, f"example-{need.pk}": "佐々木様の声"}
    back = ishida.post(needs, named, follow=True)
    ishida.post(needs, {"need": need.pk, f"example-{need.pk}": "遠い"})

    assert "このまま書く" in said(refused)
    assert "伏せた書き方" in said(back)
    assert "遠い" in said(ishida.get(needs))
    assert (Issue.objects.get().title, issue.made_of.get().example) == ("病院への足", "遠い")


def test_an_answer_is_told_from_its_page_or_from_what_waits(ishida, cast):
    issue = an_answered_issue(cast)
    line = issue.tellings.first()
    told = reverse("issues:told", args=[issue.pk, line.pk])

    assert "伝えた日を入れて" in said(ishida.post(told, {}, follow=True))
    too_early = {"on": "2022-10-01", "back": "waiting"}
    assert "回答した日から" in said(ishida.post(told, too_early, follow=True))
    assert "伝えたことを書きました" in said(ishida.post(told, {"on": "2022-10-03"}, follow=True))
    assert "伝えていない回答はありません" in said(ishida.get(reverse("issues:waiting")))


def test_the_office_decides_the_ways_up_and_the_days(client, cast):
    client.force_login(cast.uno)
    page = reverse("issues:settings")

    assert "を加えました" in said(client.post(page, {"preset": "two"}, follow=True))
    assert client.post(page, {"days": ""}).status_code == 200
    client.post(page, {"days": 30, "tell_days": 7, "common_areas": 2})
    new = {"name": "地区から", "order": 1, "name_1": "地区会議", "by_meeting_1": "on"}
    gap = client.post(reverse("issues:route-new"), new | {"name_3": "市の会議"})
    client.post(reverse("issues:route-new"), new)
    kept = Route.objects.get(name="地区から")
    client.post(reverse("issues:route", args=[kept.pk]), new | {"name_2": "市の会議", "days_2": 9})

    kept.refresh_from_db()
    assert "間の行が空いています" in said(gap)
    assert [(level.name, level.days) for level in kept.path] == [
        ("地区会議", None),
        ("市の会議", 9),
    ]
    assert RaisingSettings.objects.get().days == 30
    assert "地区会議" in said(client.get(reverse("issues:route", args=[kept.pk])))


def test_the_list_is_narrowed_by_whatever_is_asked(ishida, cast):
    council = a_council(cast)
    issue = an_issue(cast, council=council, on=date(2021, 5, 1))
    an_issue(cast, "草取り", wording="", wish="", category=None, areas=[])
    their_issue(cast)
    asked = {
        "q": "病院",
        "stage": "draft",
        "area": cast.first_area.pk,
        "category": a_word(cast.town, "need-kind", "transport").pk,
        "council": council.pk,
        "year": 2021,
        "late": 1,
    }

    for name, value in asked.items():
        found = ishida.get(reverse("issues:list"), {name: value}).context["page"].object_list
        assert issue in found
        assert len(found) == (2 if name in ("stage", "late") else 1)
    everything = ishida.get(reverse("issues:list"), {"stage": "open", "year": "x"})
    assert len(everything.context["page"].object_list) == 2


def test_what_lies_where_how_long_and_how_many_is_seen_and_printed(ishida, cast):
    an_issue(cast)
    for move in (Move.RAISE, Move.DISCUSS):
        a_step(an_issue(cast, f"課題{move}"), Move.RAISE, by=cast.ishida)
    answered = an_answered_issue(cast)
    period = {"from": "2022-04-01", "to": "2022-13-01", "level": "life-area"}

    board = ishida.get(reverse("issues:board")).context["columns"]
    assert [(c.name, c.count) for c in board] == [("起案", 1), ("第2層協議体", 2)]
    assert "第2層協議体" in said(ishida.get(reverse("issues:figures"), period))
    assert "移動・外出" in said(ishida.get(reverse("issues:matrix"), period))
    for name in ("print", "export", "matrix-print"):
        assert ishida.get(reverse(f"issues:{name}"), period).content[:4] in (b"%PDF", b"PK\3\4")
    book = ishida.get(reverse("issues:matrix-print"), {"kind": "xlsx"})
    letter = ishida.get(reverse("issues:sheet", args=[answered.pk, "answer", "docx"]))
    assert book.content[:2] == letter.content[:2] == b"PK"
    assert "回答した" in said(ishida.get(reverse("issues:issue", args=[answered.pk])))


def test_issues_bring_their_cards_lines_and_facts(cast):
    need = a_need(cast)
    issue = an_issue(cast, needs={need: ""}, council=a_council(cast))
    for move in (Move.RAISE, Move.SOLVE, Move.ANSWER):
        a_step(issue, move, by=cast.ishida)
    both = [cast.first_area, cast.second_area]
    an_issue(cast, "両方の課題", by=cast.aoki, areas=both, on=date(2022, 5, 1))
    request = RequestFactory().get("/")
    request.user = cast.ishida

    card = joining.card(request)
    assert (card["to_tell"], card["too_long"]) == (2, 1)
    assert [line.title for line in joining.lines(request, [issue.pk])] == [issue.title]
    assert joining.address(request, issue.pk).endswith(f"/{issue.pk}/")
    assert joining.of_need(request, need)["issues"] == [issue]
    rows = list(feeds.issue_rows(cast.town.pk, FIRST, LAST))
    assert [row["attributes"]["地域で解決"] for row in rows] == ["いいえ", "はい"]
    assert "第1圏域" in str(rows[1]["area"])
    assert "圏域" not in rows[0]["area"]
    steps = list(feeds.step_rows(cast.town.pk, DAY, LAST))
    assert [row["result"] for row in steps][-1] == "回答した"
    assert len(list(feeds.topic_rows(cast.town.pk, FIRST, LAST))) == 2
    request.user = cast.kubo
    assert list(joining.lines(request, [issue.pk])) == []


def test_a_plan_is_made_page_by_page(ishida, cast):
    facts = {"title": "買い物の計画", "area": cast.first_area.pk, "state": "making"}
    days = {"begins_on": "2022-10-01", "ends_on": "2025-03-31"}
    assert ishida.post(reverse("plans:new"), facts).status_code == 200
    ishida.post(reverse("plans:new"), facts | days)
    plan = DistrictPlan.objects.get()
    ishida.post(reverse("plans:edit", args=[plan.pk]), facts | days | {"aim": "歩いて買える"})

    def add(sort, given, query=""):
        return ishida.post(reverse("plans:part-new", args=[plan.pk, sort]) + query, given)

    add("goal", {"title": "週1回の市"})
    goal = PlanGoal.objects.get()
    step = {"title": "場所を借りる", "owner": "みどり町会", "due_on": "2022-10-09"}
    add("step", step, f"?goal={goal.pk}")
    add("figure", {"question": "困るか", "answer": "困る", "count": 3, "base": 5})
    add("review", {"on": "2022-10-03", "good": "よくなった"})
    assert add("step", step, "?goal=x").status_code == add("song", {}).status_code == 404
    number = PlanStep.objects.get().pk
    ishida.post(
        reverse("plans:report", args=[plan.pk, number]), {"state": "done", "on": "2022-10-03"}
    )
    part = reverse("plans:part", args=[plan.pk, "goal", goal.pk])
    ishida.post(part, {"title": "週2回の市"})
    assert "取り組みのある目標は消せません" in said(ishida.post(part, {"remove": 1}, follow=True))
    assert ishida.get(reverse("plans:part", args=[plan.pk, "song", 1])).status_code == 404

    page = said(ishida.get(reverse("plans:plan", args=[plan.pk])))
    for words in ("歩いて買える", "週2回の市", "場所を借りる", "できた", "60.0%", "よくなった"):
        assert words in page
    assert "買い物の計画" in said(ishida.get(reverse("plans:list")))
    assert ishida.get(reverse("plans:paper", args=[plan.pk, "pdf"])).content[:4] == b"%PDF"
    ishida.post(reverse("plans:part", args=[plan.pk, "step", number]), {"remove": 1})
    assert not PlanStep.objects.exists()


def test_cards_are_written_put_and_taken_away_on_the_board(ishida, cast):
    plan = a_plan(cast)
    new, put = (reverse(f"plans:{name}", args=[plan.pk]) for name in ("cards-new", "cards-put"))
    written = {"kind": "trouble", "wordings": "店が遠い\n佐々木さんが困る"}

    assert "1行に1枚ずつ" in said(ishida.post(new, {}, follow=True))
    assert "個人のことのようです" in said(ishida.post(new, written, follow=True))
    too_long = {"kind": "idea", "wordings": "長" * 2000}
    assert "カード" in said(ishida.post(new, too_long, follow=True))
    ishida.post(reverse("plans:part-new", args=[plan.pk, "group"]), {"name": "道のり"})
    first, second = plan.cards.all()
    assert "印を付けて" in said(ishida.post(put, {}, follow=True))
    ishida.post(put, {"card": [first.pk, second.pk], "group": plan.groups.get().pk})
    ishida.post(put, {"card": second.pk, "key": "up"})
    ishida.post(put, {"card": first.pk, "key": "remove"})

    assert [(c.wording, c.group.name) for c in plan.cards.all()] == [("佐々木さんが困る", "道のり")]
    assert "道のり" in said(ishida.get(reverse("plans:board", args=[plan.pk])))


def test_a_picture_of_the_board_is_looked_at(ishida, cast):
    plan, data = a_plan(cast), io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "JPEG")
    new = reverse("plans:photo-new", args=[plan.pk])

    refused = ishida.post(new, {"file": SimpleUploadedFile("a.jpg", b"no picture")})
    ishida.post(new, {"file": SimpleUploadedFile("a.jpg", data.getvalue()), "caption": "模造紙"})
    photo = plan.photos.get()
    shown = ishida.get(reverse("plans:photo", args=[plan.pk, photo.pk]))

    assert refused.status_code == 200
    assert (
        b"".join(shown.streaming_content if shown.streaming else [shown.content])[:2] == b"\xff\xd8"
    )


def test_late_steps_stand_on_the_start_page_and_plans_are_found(cast):
    plan = a_plan(cast)
    goal = PlanGoal.objects.create(plan=plan, title="市")
    PlanStep.objects.create(goal=goal, title="場所を借りる", owner="町会", due_on=DAY)
    request = RequestFactory().get("/")
    request.user = cast.ishida

    assert plans_joining.card(request)["count"] == 1
    assert plans_joining.address(request, plan.pk).endswith(f"/{plan.pk}/")
    assert [line.title for line in plans_joining.lines(request, [plan.pk])] == [plan.title]
