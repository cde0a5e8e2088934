"""Activities in a real Chromium: an entry on a phone in eight touches, by keyboard on a PC, no barriers on any page."""

import pytest
from playwright.sync_api import expect

from sasaeai.activities.examples import a_partner, an_activity, words_of
from sasaeai.activities.models import Activity, Draft
from sasaeai.activities.rules import Count, Happening
from sasaeai.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "start": "/",
    "new": "/activities/new/",
    "list": "/activities/",
    "filters": "/activities/filters/",
    "calendar": "/activities/calendar/?whose=all",
    "week": "/activities/calendar/?view=week",
    "todos": "/activities/todos/",
    "own": "/activities/own/",
    "closings": "/activities/closings/",
    "load": "/activities/load/",
    "import": "/activities/import/",
}


@pytest.fixture
def records(cast):
    """A few records of every state."""
    words_of(cast.town)
    partner = a_partner(cast.town)
    partner.full_clean()
    partner.save()
    done = an_activity(cast, partners=(partner,), counts=(Count(12),), next_step="会長に電話する")
    an_activity(cast, happening=Happening.PLANNED)
    return done


def test_an_entry_on_a_phone_takes_eight_touches(phone, cast, records):
    page = phone.sign_in("ishida").go("/")
    touches = 0

    page.get_by_role("link", name="記録する").tap()
    for label in ("普及啓発", "訪問", "みどり町会"):
        page.locator("#entry-form").get_by_label(label, exact=True).first.tap()
        touches += 1
    page.fill("#id_count0-number", "12")
    page.fill("#id_wording", "体操のあと、買い物の話が出た。")
    page.get_by_role("button", name="保存").tap()
    touches += 4

    page.wait_for_url("**/saved/")
    saved = Activity.objects.latest("pk")
    assert touches <= 8
    assert (saved.person_times, saved.main_function.label) == (12, "普及啓発")
    assert [p.name for p in saved.partners.all()] == ["みどり町会"]
    phone.shot("saved-phone")


def test_what_is_typed_is_kept_by_itself(phone, cast, records):
    page = phone.sign_in("ishida").go("/activities/new/")

    page.fill("#id_wording", "とちゅうまで")
    expect(page.get_by_text("下書きを残しました")).to_be_visible()

    assert Draft.objects.get().typed["wording"] == ["とちゅうまで"]


def test_partners_are_found_while_typing_and_stay_ticked(phone, cast, records):
    other = Organisation(town=cast.town, name="さくらサロン")
    other.full_clean()
    other.save()
    page = phone.sign_in("ishida").go("/activities/new/")

    page.locator("#partner-q").press_sequentially("さくら")
    page.get_by_label("さくらサロン").check()
    page.fill("#partner-q", "みどり")
    page.locator("#partner-found").get_by_text("みどり町会").wait_for()

    expect(page.get_by_label("さくらサロン")).to_be_checked()


def test_an_entry_by_keyboard_alone(pc, cast, records):
    page = pc.sign_in("ishida").go("/activities/new/")

    page.locator("#id_function_0").focus()
    page.keyboard.press("Space")
    page.locator("#id_wording").focus()
    page.keyboard.type("電話で相談")
    page.get_by_role("button", name="保存").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/saved/")
    assert Activity.objects.latest("pk").wording == "電話で相談"


def test_no_barriers_and_nothing_wider_than_the_screen(phone, cast, records):
    phone.sign_in("aoki").will_be_judged()
    for name, path in PAGES.items():
        phone.go(path)
        phone.shot(f"{name}-phone")

        assert phone.faults() == [], name
        assert not phone.is_wider_than_the_screen(), name


def test_no_barriers_on_a_record(pc, cast, records):
    pc.sign_in("ishida").will_be_judged()
    for path in ("", "edit/", "saved/", "remove/"):
        pc.go(f"/activities/{records.pk}/{path}")
        assert pc.faults() == [], path
