"""Every page of the product, found from the addresses: readable by everyone, one heading, fits a phone, calls nobody.

A page that is new is walked without being listed here. What an address answers besides pages (files, parts, deeds)
is told by its answer; only what cannot be told so is listed with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse

from conftest import SignedInClient
from sasaeai.people.models import User
from sasaeai.ui.access import OPEN, SIGNED_IN
from tests.addresses import RECORDS
from tests.browser.conftest import PC, PHONE, Visitor
from tests.test_access import ADDRESSES, people_of

FRAME = "frame"
SPACES = sorted({name.partition(":")[0] if ":" in name else FRAME for name in ADDRESSES})

# Addresses that lead elsewhere when they are opened like this, and why.
NOT_A_PAGE = {
    "newtown:found": "only before the town is founded (test_founding.py)",
    "people:second-factor-check": "asked only of who has a second factor",
    "people:organisation-quick": "opened by itself it leads to the ordinary page of a new partner",
    "people:organisation-reopen": "leads to the partner, which is not closed here",
    "people:contact-new": "the form stands on the page of the partner",
    "people:contact-remove": "the button stands on the page of the partner",
    "people:organisation-import-refused": "the refused rows of an import that has just been made",
    "reports:layout-edit": "a table written as text leads to its text",
    "reports:handover-file": "the post or area is part of the question (test_forms_and_handover.py)",
    "site:switch": "leads back to the page on which it was pressed",
    "site:tile": "the town has chosen no background for its maps",
    "vocabulary:term-take-up": "the button stands on the page of the word",
    "vocabulary:term-place": "the form stands on the page of the word",
}
# The same address says more with a question in it.
ASKED = {
    "activities": [
        "/activities/?q=サロン&tier=2&state=held&sort=old",
        "/activities/?q=どこにもないことば",
        "/activities/calendar/?month=2022-09",
        "/activities/new/?happening=planned",
        "/activities/new/?last",
    ],
    "people": ["/people/organisations/?q=みどり"],
    "search": ["/search/?q=サロン", "/search/?q=どこにもないことば"],
    "reports": [
        "/reports/tables/monthly_records/?period=2022-09",
        "/reports/plans/?as_of=2023-01-31",
        "/reports/packs/monthly/?period=2022-09",
        "/reports/packs/annual/?period=2022",
        "/reports/tables/annual_areas/records/?period=2022&row=0&column=0",
    ],
}


@dataclass(frozen=True)
class Opened:
    """An address as one person opens it; nobody: not signed in."""

    name: str
    url: str
    by: User | None


def person_for(cast, rule: str):
    """Somebody who may: the officer rather than others, because the officer has most to see."""
    if rule == OPEN:
        return None
    people = people_of(cast)
    order = ("officer", "coordinator-1", "administrator", "auditor", *people)
    return next(people[r] for r in order if rule == SIGNED_IN or people[r].may(rule))


def addresses_of(space: str, cast) -> Iterator[Opened]:
    """Every address of one capability with an example record in it."""
    for name, pattern in ADDRESSES.items():
        if (name.partition(":")[0] if ":" in name else FRAME) != space:
            continue
        given = RECORDS[name](cast).own if pattern.pattern.converters else {}
        person = person_for(cast, pattern.callback.permission)
        yield Opened(name, reverse(name, kwargs=given), person)
    for url in ASKED.get(space, []):
        yield Opened(url, url, cast.uno)


def kind_of(answer) -> str:
    """page, part of a page, file, deed (no GET), or what else the address answers."""
    if answer.status_code == 405:
        return "deed"
    if answer.status_code != 200:
        return f"answers {answer.status_code}"
    if "attachment" in answer.get("Content-Disposition", ""):
        return "file"
    if not answer["Content-Type"].startswith("text/html"):
        return "file"
    return "page" if b"<html" in answer.content else "part"


@pytest.fixture
def pages(request, cast, at_work):
    """The pages of one capability; whatever leads elsewhere must be listed."""
    clients, found, odd = {}, [], []
    for one in addresses_of(request.param, cast):
        client = clients.setdefault(one.by and one.by.pk, SignedInClient())
        if one.by and not client.cookies:
            client.force_login(one.by)
        kind = kind_of(client.get(one.url))
        if kind == "page":
            found.append((one, client.cookies["sessionid"].value if one.by else ""))
        if (kind not in ("page", "file", "deed", "part")) != (one.name in NOT_A_PAGE):
            odd.append(f"{one.name} {one.url}: {kind}")
    assert "\n".join(odd) == ""
    return found


# What a reader sees, asked at once and only when the page has been drawn in a window of this width.
SEEN = """wide => new Promise(done => {
  const all = document.documentElement;
  const look = () => innerWidth !== wide ? requestAnimationFrame(look) : done({
    headings: [...document.querySelectorAll("h1")].map(h1 => h1.innerText.trim()),
    title: document.title, overflows: all.scrollWidth > all.clientWidth });
  requestAnimationFrame(look);
})"""


def complaints_about(visitor: Visitor, size: dict[str, int]) -> list[str]:
    """What a careful reader would object to on the open page, once the window has this size."""
    seen, found = visitor.page.evaluate(SEEN, size["width"]), []
    if len(seen["headings"]) != 1 or not seen["headings"][0]:
        found.append(f"headings: {seen['headings']}")
    if seen["title"].partition(" - ")[0].strip() == "":
        found.append("no title")
    if seen["overflows"]:
        found.append(f"scrolls sideways ({size['width']} px)")
    return found


@pytest.mark.parametrize("pages", SPACES, indirect=True)
def test_every_page_can_be_read_by_everyone_everywhere(pc, pages):
    wrong = {}
    pc.will_be_judged()
    for one, session in pages:
        pc.context.clear_cookies()
        if session:
            pc.context.add_cookies([{"name": "sessionid", "value": session, "url": pc.address}])
        page = pc.go(one.url)
        found = complaints_about(pc, PC) + pc.faults()
        pc.shot(f"pc-{one.name.replace(':', '-').replace('/', '-')}")
        page.set_viewport_size(PHONE)
        found += complaints_about(pc, PHONE)
        pc.shot(f"phone-{one.name.replace(':', '-').replace('/', '-')}")
        page.set_viewport_size(PC)
        if found := found + pc.complaints:
            wrong[f"{one.name} {one.url}"] = found
        pc.complaints.clear()

    assert wrong == {}


HANDFUL = ["/", "/activities/", "/activities/new/", "/activities/calendar/", "/reports/plans/"]


def test_what_is_used_on_a_phone_is_free_of_barriers_there(phone, at_work):
    phone.sign_in("ishida").will_be_judged()
    found = {}
    for path in HANDFUL:
        phone.go(path)
        found[path] = phone.faults()

    assert {path: faults for path, faults in found.items() if faults} == {}
