"""What the checklist of a new town and the history say about areas."""

from datetime import date
from types import SimpleNamespace

from sasaeai.places.capability import DEEDS, area_url, has_areas, has_people
from sasaeai.places.examples import people_of
from sasaeai.towns.models import Town
from sasaeai.ui import slots


def test_a_new_town_lacks_areas_and_people(cast):
    new = Town.objects.create(code="999059", name="新しい町")

    assert (has_areas(new.pk), has_people(new.pk)) == (False, False)

    people_of(cast.first_area, date(2022, 9, 30), all=100)
    assert (has_areas(cast.town.pk), has_people(cast.town.pk)) == (True, True)


def test_the_history_leads_to_areas_of_ones_own_town_only(cast):
    def asked(user):
        return area_url(SimpleNamespace(user=user), cast.first_area.pk)

    assert asked(cast.aoki) == f"/places/areas/{cast.first_area.pk}/"
    assert asked(cast.kinoshita) is None
    assert asked(cast.ogawa) is None


def test_every_deed_has_its_words():
    assert slots.history_words.entries["places"].words == DEEDS
    assert slots.menu.entries["places"].permission == "places.see"
