"""区域・人口 and 用語・分類 on a screen: no barriers, nothing wider than a phone, everything by keyboard."""

import json

import pytest
from playwright.sync_api import expect

from sasaeai.people.examples import a_user
from sasaeai.places.examples import a_city
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.examples import every_preset
from sasaeai.vocabulary.models import Scheme, Term


@pytest.fixture
def town(live_server):
    """The invented city with every preset, and an officer who may change it."""
    town = Town.objects.create(code="999032", name="見本市")
    a_city(town)
    every_preset(town)
    a_user(town, "officer", "宇野", "officer", section="高齢福祉課")
    return town


def pages(town):
    """Name and address of every page to look at."""
    area = Area.objects.of_town(town.pk).get(name="雪見地区")
    centre = Area.objects.of_town(town.pk).get(name="いずみ包括")
    function = Scheme.objects.get(town=town, code="function")
    six = Scheme.objects.get(town=town, code="mhlw-6")
    term = Term.objects.of(town.pk, "function").get(code="awareness")
    return {
        "trees": "/places/",
        "areas": "/places/list/?level=district",
        "district": f"/places/areas/{area.pk}/",
        "centre": f"/places/areas/{centre.pk}/",
        "move": f"/places/areas/{area.pk}/move/{centre.level_id}/",
        "merge": f"/places/levels/{area.level_id}/merge/",
        "split": f"/places/areas/{area.pk}/split/",
        "area-new": f"/places/levels/{area.level_id}/areas/new/",
        "import-areas": "/places/import/areas/",
        "import-people": "/places/import/people/",
        "import-outlines": "/places/import/outlines/",
        "schemes": "/vocabulary/",
        "scheme": f"/vocabulary/{function.pk}/",
        "kinds": f"/vocabulary/{Scheme.objects.get(town=town, code='activity-kind').pk}/",
        "term": f"/vocabulary/terms/{term.pk}/",
        "term-edit": f"/vocabulary/terms/{term.pk}/edit/",
        "term-merge": f"/vocabulary/{function.pk}/merge/",
        "readings": f"/vocabulary/{function.pk}/readings/{six.pk}/",
        "preset": "/vocabulary/presets/means/",
    }


def test_pages_of_the_ground_have_no_barriers_on_a_phone(phone, town):
    """On a PC the walk over every page looks at them (test_every_page.py)."""
    visitor, faults = phone.sign_in("officer"), []
    visitor.will_be_judged()
    for name, address in pages(town).items():
        visitor.go(address)
        visitor.shot(f"ground-{name}-phone")
        faults += [f"{name}: {fault}" for fault in visitor.faults()]
        if visitor.is_wider_than_the_screen():
            faults.append(f"{name}: wider than the screen")
    assert faults == []


def test_a_list_of_areas_is_taken_by_keyboard(pc, town, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text(
        "段,区域名,上の区域\n町会,若葉町会,雪見地区\n町会,,雪見地区\n", encoding="cp932"
    )
    page = pc.sign_in("officer").go("/places/import/areas/")

    page.set_input_files("input[name=file]", str(file))
    page.get_by_role("button", name="確認へ進む").press("Enter")
    expect(page.get_by_text("足す 1件")).to_be_visible()
    pc.shot("ground-import-preview-pc")
    assert pc.faults() == []
    page.get_by_role("button", name="取り込む", exact=True).press("Enter")
    expect(page.get_by_text("区域を1件入れました")).to_be_visible()

    assert Area.objects.get(name="若葉町会").within.get().parent.name == "雪見地区"


def test_outlines_are_drawn(phone, town):
    area = Area.objects.of_town(town.pk).get(name="雪見地区")
    ring = [[136.0, 36.0], [136.02, 36.0], [136.03, 36.02], [136.0, 36.01], [136.0, 36.0]]
    area.outline = {"type": "MultiPolygon", "coordinates": [[ring]]}
    area.outline_source = "見本"
    area.save()

    page = phone.sign_in("officer").go(f"/places/areas/{area.pk}/")

    phone.shot("ground-outline-phone")
    expect(page.locator("figure.outline svg path")).to_have_count(1)
    assert phone.faults() == []
    assert json.loads(page.request.get(f"{phone.address}/places/areas.geojson").text())["features"]
