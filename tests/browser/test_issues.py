"""課題: a tier-2 issue reaches the city and the answer returns; the cards of a workshop are sorted by keys."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import expect

from sasaeai.councils.actions.plans import add_cards, keep_part
from sasaeai.councils.examples import AT, a_council
from sasaeai.councils.examples_of_raising import a_plan, a_route
from sasaeai.councils.models import CardGroup, Issue
from sasaeai.councils.rules.plans import CardKind
from sasaeai.needs.examples import a_need
from sasaeai.towns import clock


def write_step(visitor, issue: Issue, button: str, words: str = "", **given: str) -> None:
    page = visitor.go(reverse("issues:step", args=[issue.pk]))
    page.get_by_label(button, exact=True).check()
    if page.get_by_label("登録していない会議の名前").count():
        page.get_by_label("登録していない会議の名前").fill("11月の定例会")
    page.get_by_label("話し合ったこと・理由・回答の文").fill(words)
    for label, value in given.items():
        page.get_by_label(label).select_option(label=value)
    with page.expect_navigation():
        page.get_by_role("button", name="書く", exact=True).click()


def test_a_tier_2_issue_reaches_the_city_and_the_answer_returns(pc, phone, cast):
    today = clock.today()
    a_route(cast.aoki, cast.town)
    a_council(cast)
    heard = today - timedelta(days=30)
    told = [
        a_need(cast, "病院まで行く足がない", at=clock.now(), heard_on=heard, wants_reply=True),
        a_need(cast, "バスが減って買い物に行けない", at=clock.now(), heard_on=heard),
    ]

    page = phone.sign_in("ishida").page
    asked = "&".join(f"need={need.pk}" for need in told)
    phone.go(f"{reverse('issues:new')}?{asked}")
    page.get_by_label("課題必須", exact=True).fill("通院と買い物の足がない")
    page.get_by_label("印刷する例：病院まで行く足がない").fill("病院へ行く日が決められない")
    assert phone.faults() == []
    assert not phone.is_wider_than_the_screen()
    phone.shot("issue-new")
    page.get_by_role("button", name="起案する").click()
    expect(page.get_by_text("起案しました。")).to_be_visible()
    issue = Issue.objects.get()
    write_step(phone, issue, "第2層協議体にかける", 次に話し合う協議体="みどり支えあい協議会")
    write_step(phone, issue, "第1層協議体へ上げる", "市全体で考えてほしい。")
    phone.shot("issue-phone")
    assert not phone.is_wider_than_the_screen()

    city = pc.sign_in("uno").page
    write_step(pc, issue, "市の方針を決める", "乗り合いの実証を検討する。")
    write_step(pc, issue, "予算・事業にする", "実証運行を行う。")
    write_step(pc, issue, "回答する", "来年度、予約制の乗り合いを試みます。")
    expect(city.get_by_text("に回答しました。")).to_be_visible()
    assert pc.faults() == []
    pc.shot("issue-answered")

    phone.go(reverse("start"))
    expect(page.get_by_role("heading", name="伝える回答")).to_be_visible()
    page.get_by_text("伝える回答と、待っている課題").click()
    phone.shot("start-with-answer")
    page.get_by_role("link", name="通院と買い物の足がない").first.click()
    for _ in range(issue.tellings.count()):
        page.get_by_text("日・伝え方・相手のことばも書く").first.click()
        page.get_by_label("伝え方").first.fill("電話")
        with page.expect_navigation():
            page.get_by_role("button", name="伝えた").first.click()
    expect(page.get_by_role("button", name="伝えた")).to_have_count(0)
    assert told[0].steps.filter(told_back=True).exists()


def test_the_cards_of_a_workshop_are_sorted_by_keys(pc, phone, cast):
    plan = a_plan(cast)
    said = ["店が遠い", "坂がきつい", "朝市を開きたい"]
    cards = add_cards(by=cast.ishida, at=AT, plan=plan, kind=CardKind.IDEA, wordings=said)
    keep_part(
        by=cast.ishida, at=AT, plan=plan, part=CardGroup(plan=plan), facts={"name": "行くまで"}
    )
    page = pc.sign_in("ishida").page
    pc.go(reverse("plans:board", args=[plan.pk]))
    assert pc.faults() == []

    page.locator(f"#card-{cards[0].pk}").focus()
    for key in ("Alt+ArrowRight", "Alt+ArrowLeft", "Alt+ArrowRight"):
        with page.expect_navigation():
            page.keyboard.press(key)
        expect(page.locator(f"#card-{cards[0].pk}")).to_be_focused()
    pc.shot("board-of-cards")

    heap = page.locator("section.heap", has=page.get_by_role("heading", name="行くまで"))
    expect(heap.get_by_role("checkbox")).to_have_count(1)
    phone.sign_in("ishida")
    phone.go(reverse("plans:board", args=[plan.pk]))
    assert not phone.is_wider_than_the_screen()
    phone.shot("board-on-phone")
