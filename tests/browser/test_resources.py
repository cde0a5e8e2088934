"""The register at work: an operator at a QR on a phone, a round by the keyboard, an entry on the phone."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from playwright.sync_api import expect

from sasaeai.resources.actions import start_round
from sasaeai.resources.examples import AT, a_resource, a_word
from sasaeai.resources.models import ChangeProposal, Resource
from sasaeai.towns import clock

OLD = date(2021, 4, 1)


def test_an_operator_confirms_by_qr_in_three_taps(phone, cast):
    salon = a_resource(cast, assured_on=OLD)
    page = phone.go(reverse("resources:operator", args=[salon.confirm_token]))
    assert phone.faults() == []
    assert not phone.is_wider_than_the_screen()
    phone.shot("operator")

    page.get_by_role("link", name="変わりなし").click()
    page.get_by_role("button", name="内容を確かめる").click()
    page.get_by_role("button", name="送る").click()

    expect(page.get_by_role("heading", name="ありがとうございました")).to_be_visible()
    salon.refresh_from_db()
    assert salon.assured_on == clock.today()


def test_an_operator_proposes_a_change_and_staff_take_it_over(phone, pc, cast):
    salon = a_resource(cast, assured_on=OLD)
    page = phone.go(reverse("resources:operator", args=[salon.confirm_token]))
    page.get_by_role("link", name="変わったところがある").click()
    page.get_by_label("参加費・料金").fill("無料")
    page.get_by_role("button", name="内容を確かめる").click()
    expect(page.get_by_role("row", name="参加費・料金 1回100円 無料")).to_be_visible()
    phone.shot("operator-check")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_role("heading", name="ありがとうございました")).to_be_visible()

    staff = pc.sign_in("ishida").page
    pc.go(reverse("resources:proposal", args=[ChangeProposal.objects.get().pk]))
    assert pc.faults() == []
    staff.get_by_role("button", name="しるしの項目を反映する").click()

    staff.wait_for_url(f"**{reverse('resources:resource', args=[salon.pk])}")
    salon.refresh_from_db()
    assert salon.fee == "無料"


def test_a_round_is_worked_through_by_keys(pc, cast):
    salons = [a_resource(cast, f"第{n}サロン", assured_on=OLD) for n in range(3)]
    begun = start_round(by=cast.ishida, at=AT, town=cast.town, name="秋の確認", resources=salons)
    page = pc.sign_in("ishida").page
    pc.go(reverse("resources:round", args=[begun.pk]))

    for done in (1, 2):
        with page.expect_navigation():
            page.keyboard.press("1")
        expect(page.get_by_text(f"{done}件 済み／3件")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("4")

    expect(page.get_by_text("1回かけた")).to_be_visible()
    fresh = Resource.objects.filter(assured_on__gte=clock.today() - timedelta(days=1))
    assert fresh.count() == 2


def test_a_salon_is_registered_on_a_phone_with_its_hours_in_words(phone, cast):
    a_word(cast.town, "resource-kind", "salon")
    page = phone.sign_in("ishida").page
    phone.go(reverse("resources:new"))
    page.get_by_label("名称必須", exact=True).fill("ひだまりサロン")
    page.get_by_label("日時（1行に1つ）").fill("毎月第2・4木曜 10時〜11時半")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("毎月第2・第4木曜 10:00〜11:30")).to_be_visible()
    assert phone.faults() == []


def test_the_list_narrows_while_the_word_is_typed(pc, cast):
    for name in ("みどりサロン", "あおぞら体操", "移動販売"):
        a_resource(cast, name, kana="", other_names="", venue="", address="", contacts=[])
    page = pc.sign_in("ishida").page
    pc.go(reverse("resources:list"))
    page.get_by_label("ことば").press_sequentially("ﾐﾄﾞﾘ", delay=40)

    expect(page.get_by_text("1件", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="みどりサロン")).to_be_visible()


def test_a_pin_is_dropped_on_the_map_and_kept(pc, cast):
    salon = a_resource(cast, match_level="block")
    page = pc.sign_in("ishida").page
    pc.go(reverse("resources:resource-pin", args=[salon.pk]))
    page.wait_for_selector("body[data-map-ready]")
    before = page.locator("#id_latitude").input_value()

    page.locator("[data-pin]").click(position={"x": 60, "y": 60})
    expect(page.locator("#id_latitude")).not_to_have_value(before)
    typed = page.locator("#id_latitude").input_value()
    page.get_by_role("button", name="この位置に決める").click()

    page.wait_for_url(f"**{reverse('resources:resource', args=[salon.pk])}")
    salon.refresh_from_db()
    assert (salon.latitude, salon.match_level) == (float(typed), "pin")
