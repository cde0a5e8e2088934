"""困りごと: two hundred answers of a survey, sorted with the keyboard in one sitting."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from sasaeai.needs.importing import Wishes, as_file, check_file, take_in
from sasaeai.needs.models import Need
from sasaeai.needs.tests.samples import need_words
from sasaeai.portal.examples import a_town_that_listens
from sasaeai.towns import clock

TOLD = (
    "バスの本数が少なくて病院に行けない",
    "ごみ袋が重くて集積所まで運べない",
    "近くの店が閉まって買い物に困る",
    "一人暮らしで話し相手がいない",
)


def test_a_trouble_told_without_scripts_is_taken_down_by_its_number(plain, pc, cast):
    need_words(cast)
    a_town_that_listens(cast)
    page = plain.go(f"/machi/{cast.town.code}/")
    page.get_by_role("link", name="困りごとを伝える").click()
    page.get_by_label("困っていること").fill("坂がきつくて店まで行けない")
    page.get_by_label("家族のこと").check()
    page.get_by_label("どのあたりですか").select_option("第1圏域")
    page.get_by_role("button", name="送る前に確かめる").click()
    page.get_by_role("button", name="送る", exact=True).click()
    number = page.locator("p.number").inner_text()

    pc.go(f"/machi/{cast.town.code}/tell/")
    assert pc.faults() == []
    pc.sign_in("ishida")
    page = pc.go(f"/search/?q={number}")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("button", name="受け付ける", exact=True)).to_be_visible()
    assert pc.faults() == []
    page.get_by_role("button", name="受け付ける", exact=True).click()
    page.get_by_text("困りごととして受け付けました").wait_for()

    need = Need.objects.get()
    assert need.wording == "坂がきつくて店まで行けない"
    assert (need.intake.channel.code, need.area) == ("web_form", cast.first_area)


def a_survey(cast, count):
    """So many answers of the first area."""
    need_words(cast)
    pasted = "\n".join(f"{TOLD[n % 4]}（{n + 1}番の方）" for n in range(count))
    wishes = Wishes("ニーズ調査", date(2022, 10, 3), area=cast.first_area)
    found = check_file(
        as_file(pasted),
        filename="貼り付け.csv",
        town=cast.town,
        today=wishes.heard_on,
        wishes=wishes,
    )
    return take_in(by=cast.ishida, at=clock.now(), town=cast.town, checked=found)


def test_two_hundred_answers_are_sorted_with_the_keyboard_in_one_sitting(pc, cast):
    batch = a_survey(cast, 200)
    pc.sign_in("ishida")
    page = pc.go(f"/needs/sort/?batch={batch.pk}")
    assert pc.faults() == []
    pc.shot("pc-needs-sort")
    keys = [str(key) for key in Need.objects.order_by("pk").values_list("pk", flat=True)]

    for place, key in enumerate(keys, start=1):
        page.locator(f"blockquote[data-need='{key}']").wait_for()
        if place == 3:
            page.keyboard.press("1")
            page.keyboard.press("1")
        if place == 10:
            page.keyboard.press("Enter")
            page.get_by_text(f"{place}/200").wait_for()
            page.keyboard.press("u")
            page.locator(f"blockquote[data-need='{key}']").wait_for()
        page.keyboard.press("Enter")
    page.get_by_text("分類はすべて済みました").wait_for()

    assert Need.objects.unsettled().count() == 0
    assert Need.objects.filter(labels__term__code="garbage").count() == 50
