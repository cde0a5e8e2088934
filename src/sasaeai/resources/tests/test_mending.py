"""Two records of one place, settings, and what is taken away for good."""

from datetime import date

import pytest
from django.urls import reverse

from sasaeai.documents.photos import CleanPhoto
from sasaeai.history.models import Event
from sasaeai.resources import actions
from sasaeai.resources.actions.beside import add_pictures, remove_picture
from sasaeai.resources.examples import AT, DAY, a_resource, their_resource
from sasaeai.resources.models import RegisterSettings, Resource


def told(what):
    return Event.objects.filter(what=what)


def test_only_two_places_of_one_town_become_one(cast):
    salon = a_resource(cast)

    with pytest.raises(actions.MergeRefused, match="同じ資源どうし"):
        actions.merge_resources(by=cast.uno, at=AT, keep=salon, drop=salon)
    with pytest.raises(actions.MergeRefused, match="ほかの自治体"):
        actions.merge_resources(by=cast.uno, at=AT, keep=salon, drop=their_resource(cast))


def test_a_record_without_anything_takes_over_all_that_the_other_has(cast):
    bare = {"schedules": [], "contacts": [], "gathering": None, "latitude": None, "longitude": None}
    keep = a_resource(cast, **bare, match_level="", assured_on=DAY)
    drop = a_resource(cast, match_level="block", assured_on=date(2021, 9, 1))

    actions.merge_resources(by=cast.uno, at=AT, keep=keep, drop=drop)

    kept = Resource.objects.get(pk=keep.pk)
    assert (kept.latitude, kept.match_level, kept.assured_on) == (36.561, "block", DAY)
    assert (kept.schedules.count(), kept.contacts.count()) == (1, 1)
    assert (kept.gathering.main_activity.label, kept.other_names) == ("茶話会", "")


def test_settings_that_stay_are_not_told_and_reckon_nothing(cast):
    for phone in ("000-1", "000-2", "000-2"):
        kept = RegisterSettings.objects.filter(town=cast.town).first() or RegisterSettings()
        kept.office_phone = phone
        actions.decide_settings(by=cast.uno, at=AT, town=cast.town, settings=kept)

    assert told("resources.settings_decided").count() == 2


def test_a_lost_qr_opens_nothing_any_more(client, cast):
    salon = a_resource(cast)
    old = reverse("resources:operator", args=[salon.confirm_token])

    actions.renew_token(by=cast.uno, at=AT, resource=salon)

    new = reverse("resources:operator", args=[Resource.objects.get().confirm_token])
    assert [client.get(url).status_code for url in (old, new)] == [404, 200]


def test_a_picture_is_taken_away_for_good(
    cast, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    given = {"by": cast.ishida, "at": AT, "resource": a_resource(cast)}
    assert add_pictures(**given, pictures=[]) == []
    (picture,) = add_pictures(**given, pictures=[CleanPhoto(b"jpg", b"", 8, 8)], caption="縁側")

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(by=cast.ishida, at=AT, picture=picture)

    assert not picture.file.storage.exists(picture.file.name)
    assert told("resources.pictures_added").count() == 1
    assert told("resources.picture_removed").get().before == {"写真": "縁側"}
