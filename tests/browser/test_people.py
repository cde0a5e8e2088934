"""Partners, posts, accounts and the history in a real browser; an idle session takes nothing away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from sasaeai.people import actions
from sasaeai.people.examples import a_contact

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
# What says more with these records than on the walk over every page (test_every_page.py).
BY_PERSON = {
    "ishida": [
        "/people/organisations/{partner}/",
        "/people/organisations/twins/",
        "/history/record/people.Organisation:{partner}/",
    ],
    "kubo": ["/people/users/{user}/roles/", "/people/users/bulk-roles/?role=coordinator-2"],
    "kano": ["/history/", "/history/reviews/2022-10/"],
}


@pytest.fixture
def records(cast) -> dict[str, int]:
    """A partner with a talk and a change, a post, an account."""
    partner = actions.record_organisation(
        by=cast.aoki, at=AT, town=cast.town, name="みどり町会", notes="会長は夜に在宅しています。"
    )
    actions.change_organisation(
        by=cast.ishida,
        at=AT,
        organisation=partner,
        name="みどり町会",
        notes="会長は朝に在宅しています。",
    )
    a_contact(partner, cast.ishida)
    actions.put_in(
        by=cast.uno,
        at=AT,
        post=cast.posts["first-area"],
        holder=cast.uno,
        valid_from=date(2022, 4, 1),
    )
    return {
        "partner": partner.pk,
        "post": cast.posts["first-area"].pk,
        "user": cast.ishida.pk,
    }


@pytest.mark.parametrize("who", list(BY_PERSON))
def test_pages_are_free_of_barriers_and_fit_a_phone(pc, phone, records, who):
    barriers, wide = {}, []
    pc.sign_in(who).will_be_judged()
    phone.sign_in(who)
    for path in BY_PERSON[who]:
        address = path.format(**records)
        name = f"people-{who}-{BY_PERSON[who].index(path):02}"
        pc.go(address)
        pc.shot(name)
        barriers[address] = pc.faults()
        phone.go(address)
        phone.shot(f"{name}-phone")
        wide += [address] if phone.is_wider_than_the_screen() else []

    assert {a: f for a, f in barriers.items() if f} == {}
    assert wide == []


def test_an_idle_page_warns_and_keeps_what_was_typed(pc, records):
    pc.sign_in("ishida")
    pc.page.clock.install()
    page = pc.go("/people/organisations/new/")
    page.fill("input[name=name]", "書きかけの連携先")
    box = page.locator("[data-idle]")

    expect(box).to_be_hidden()
    page.clock.fast_forward("59:00")
    expect(box.get_by_role("button", name="このまま続ける")).to_be_visible()
    page.clock.fast_forward("02:00")
    expect(box.get_by_text("ログアウトしました")).to_be_visible()
    expect(page.locator("input[name=name]")).to_have_value("書きかけの連携先")


def test_staying_takes_the_warning_away(pc, records):
    pc.sign_in("ishida")
    pc.page.clock.install()
    page = pc.go("/people/organisations/new/")
    page.clock.fast_forward("59:00")
    with page.expect_response("**/people/stay/") as told:
        page.get_by_role("button", name="このまま続ける").click()
    page.locator("[data-idle]").wait_for(state="hidden")

    assert told.value.status == 204


def test_a_form_left_open_can_be_saved_after_signing_in_again_elsewhere(pc, records):
    pc.sign_in("ishida")
    page = pc.go("/people/organisations/new/")
    page.fill("input[name=name]", "書きかけの連携先")
    other = pc.context.new_page()
    other.goto(f"{pc.address}/people/account/")
    with other.expect_navigation():
        other.evaluate("document.querySelector('form[action*=sign-out]').submit()")
    other.fill("input[name=username]", "ishida")
    other.fill("input[name=password]", "ishida-ishida")
    with other.expect_navigation(url=lambda url: "sign-in" not in url):
        other.keyboard.press("Enter")

    with page.expect_navigation():
        page.get_by_role("button", name="保存").click()

    expect(page.locator("main")).to_contain_text("「書きかけの連携先」を連携先に登録しました")


def test_a_partner_is_added_in_place(pc, records):
    pc.sign_in("ishida")
    page = pc.go("/people/organisations/")
    page.evaluate(
        """() => { const box = document.createElement("div"); box.id = "here";
        document.querySelector("main").append(box);
        htmx.ajax("GET", "/people/organisations/quick/?field=partners", "#here"); }"""
    )
    page.fill("#organisation-quick input[name=quick-name]", "あおぞら商店会")
    page.get_by_role("button", name="連携先に足す").click()

    expect(page.get_by_label("あおぞら商店会")).to_be_checked()
