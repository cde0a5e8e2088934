"""たより on a PC: from the records to a number that was given out, without losing a word."""

from __future__ import annotations

from playwright.sync_api import expect

from sasaeai.portal.examples import a_public_resource
from sasaeai.portal.models import Newsletter
from sasaeai.towns import clock


def test_a_coordinator_makes_and_issues_a_number(pc, cast, at_work):
    a_public_resource(cast, at=clock.now(), assured_on=clock.today())
    page = pc.sign_in("aoki").go("/portal/newsletters/")
    page.get_by_role("link", name="下書きを作る").click()
    page.get_by_role("button", name="下書きを作る").click()

    page.get_by_label("はじめのことば").fill("寒くなりました。")
    page.get_by_label("足す記事の見出し").fill("年末年始のお休み")
    page.get_by_role("button", name="保存して記事を足す").click()
    page.get_by_role("heading", name="お知らせ：年末年始のお休み").wait_for()
    expect(page.get_by_label("はじめのことば")).to_have_value("寒くなりました。")

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="発行する").click()
    page.get_by_text("発行済み").wait_for()

    issue = Newsletter.objects.get()
    assert issue.issued_on == clock.today()
    assert issue.lead == "寒くなりました。"
    assert pc.faults() == []
