"""Adding a partner in place, while writing something else."""

from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people.examples import an_organisation
from sasaeai.people.models import Organisation

QUICK = reverse("people:organisation-quick")


def test_a_partner_is_added_in_place_and_stands_there_ticked(client, cast):
    client.force_login(cast.ishida)

    answer = client.post(QUICK, {"quick-name": "みどり町会", "field": "partners"})

    made = Organisation.objects.get(name="みどり町会")
    assert f'name="partners" value="{made.pk}" checked' in answer.content.decode()
    assert Event.objects.get(what="people.organisation_recorded").by_name == "石田（第1包括）"


def test_one_that_is_there_already_is_offered_instead(client, cast):
    old = an_organisation(cast.town, "㈱スーパーささえ")
    client.force_login(cast.ishida)

    answer = client.post(QUICK, {"quick-name": "株式会社 スーパー ささえ"})

    assert Organisation.objects.count() == 1
    assert f'value="{old.pk}"' in answer.content.decode()
    assert "別の組織として足す" in answer.content.decode()


def test_another_one_of_the_same_name_can_be_added_on_purpose(client, cast):
    an_organisation(cast.town, "老人クラブ")
    client.force_login(cast.ishida)

    client.post(QUICK, {"quick-name": "老人クラブ", "quick-sure": "1"})

    assert Organisation.objects.filter(name="老人クラブ").count() == 2


def test_partners_added_before_on_the_page_stay(client, cast):
    first = an_organisation(cast.town, "みどり町会")
    client.force_login(cast.ishida)

    answer = client.post(
        QUICK, {"quick-name": "あおぞら商店会", "quick-made": first.pk, "partners": first.pk}
    )

    assert f'value="{first.pk}" checked' in answer.content.decode()


def test_a_partner_without_a_name_is_refused_in_words(client, cast):
    client.force_login(cast.ishida)

    answer = client.post(QUICK, {"quick-name": ""})

    assert answer.status_code == 200
    assert "赤い枠のところに理由があります" in answer.content.decode()


def test_partners_are_found_by_reading_width_and_telephone(client, cast):
    an_organisation(cast.town, "緑町会", kana="みどりちょうかい", phone="0138-21-3297")
    an_organisation(cast.other_town, "緑町会")
    client.force_login(cast.ishida)

    for words in ("ﾐﾄﾞﾘ", "みどり", "緑", "213297", "０１３８"):
        answer = client.get(reverse("people:organisation-pick"), {"q": words})
        assert answer.content.decode().count("緑町会") == 1, words


def test_a_volunteer_cannot_add_partners(client, cast):
    client.force_login(cast.ogawa)

    assert client.post(QUICK, {"quick-name": "x"}).status_code == 403
