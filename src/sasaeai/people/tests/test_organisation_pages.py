"""The list and the page of partners."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from sasaeai.history.models import Event
from sasaeai.people.examples import a_contact, an_organisation
from sasaeai.people.models import ContactLog, Organisation

LIST = reverse("people:organisations")


def page(partner):
    return reverse("people:organisation", kwargs={"pk": partner.pk})


def test_the_list_costs_the_same_for_many_as_for_few(client, cast, django_assert_max_num_queries):
    for number in range(60):
        partner = an_organisation(cast.town, f"町会{number}", area=cast.first_area)
        a_contact(partner, cast.ishida)
    client.force_login(cast.ishida)

    with django_assert_max_num_queries(12):
        answer = client.get(LIST)

    assert "60件" in answer.content.decode()
    assert answer.content.decode().count("町会") >= 50


def test_the_list_is_filtered_by_the_address(client, cast):
    an_organisation(cast.town, "みどり町会", area=cast.first_area)
    an_organisation(cast.town, "あおぞら商店会", closed_on=date(2022, 1, 1))
    client.force_login(cast.ishida)

    assert "みどり町会" in client.get(LIST, {"q": "ﾐﾄﾞﾘ"}).content.decode()
    assert "みどり町会" not in client.get(LIST, {"area": cast.second_area.pk}).content.decode()
    assert "あおぞら" not in client.get(LIST).content.decode()
    assert "あおぞら" in client.get(LIST, {"state": "closed"}).content.decode()
    assert "1件" in client.get(LIST, {"area": "なし", "q": "みどり"}).content.decode()


def test_a_partner_is_registered_and_a_similar_one_is_shown_first(client, cast):
    an_organisation(cast.town, "緑町会", phone="0138-21-0000")
    client.force_login(cast.ishida)
    new = reverse("people:organisation-new")
    given = {"name": "みどり町会", "phone": "０１３８－２１－００００"}

    first = client.post(new, given)
    second = client.post(new, {**given, "sure": "1"})

    assert "似た連携先がすでに登録されています" in first.content.decode()
    assert second.status_code == 302
    assert Organisation.objects.count() == 2


def test_registering_leads_back_to_where_one_came_from_but_not_elsewhere(client, cast):
    client.force_login(cast.ishida)
    new = reverse("people:organisation-new")

    back = client.post(new, {"name": "みどり町会", "next": "/people/account/"})
    out = client.post(new, {"name": "あおぞら", "next": "https://elsewhere.invalid/"})

    made = Organisation.objects.get(name="みどり町会")
    assert back.url == f"/people/account/?partner={made.pk}"
    assert out.url.startswith("/people/organisations/")


def test_two_people_on_one_partner_nothing_is_overwritten(client, cast):
    partner = an_organisation(cast.town, "みどり町会")
    edit = reverse("people:organisation-edit", kwargs={"pk": partner.pk})
    client.force_login(cast.ishida)
    seen = client.get(edit).context["form"]["seen"].value()
    client.force_login(cast.aoki)
    client.post(edit, {"name": "みどり町会", "phone": "111", "seen": seen})
    client.force_login(cast.ishida)

    refused = client.post(edit, {"name": "みどり町会", "phone": "222", "seen": seen})

    said = refused.content.decode()
    assert "ほかの人がこの記録を変えました" in said
    assert "111" in said
    assert "222" in said
    partner.refresh_from_db()
    assert partner.phone == "111"
    again = refused.context["form"]["seen"].value()
    client.post(edit, {"name": "みどり町会", "phone": "222", "seen": again})
    partner.refresh_from_db()
    assert partner.phone == "222"


def test_a_talk_is_written_down_and_its_next_step_stands_in_the_list(client, cast):
    partner = an_organisation(cast.town, "みどり町会")
    client.force_login(cast.ishida)

    client.post(
        reverse("people:contact-new", kwargs={"pk": partner.pk}),
        {
            "on": "2022-10-03",
            "wording": "会長に電話。サロンの相談。",
            "next_step": "役員会で説明",
            "due_on": "2022-10-20",
        },
    )

    assert "サロンの相談" in client.get(page(partner)).content.decode()
    assert "役員会で説明（10月20日まで）" in client.get(LIST).content.decode()


def test_a_talk_without_words_is_refused_at_the_field(client, cast):
    partner = an_organisation(cast.town)
    client.force_login(cast.ishida)

    answer = client.post(
        reverse("people:contact-new", kwargs={"pk": partner.pk}), {"on": "2022-10-03"}
    )

    assert answer.status_code == 422
    assert not ContactLog.objects.exists()


def test_a_removed_talk_stays_readable_in_the_history(client, cast):
    partner = an_organisation(cast.town)
    entry = a_contact(partner, cast.ishida, "まちがって書いた")
    client.force_login(cast.ishida)

    client.post(reverse("people:contact-remove", kwargs={"pk": entry.pk}), {"sure": "1"})

    assert not ContactLog.objects.exists()
    record = reverse("history:record", kwargs={"about": f"people.Organisation:{partner.pk}"})
    assert "まちがって書いた" in client.get(record).content.decode()


def test_looking_at_the_name_of_a_contact_person_is_told_once(client, cast):
    named = an_organisation(cast.town, "みどり町会", contact_person="加納会長")
    nameless = an_organisation(cast.town, "あおぞら商店会")
    client.force_login(cast.ishida)

    for partner in (named, named, nameless):
        client.get(page(partner))

    assert Event.objects.get(kind="view").about == f"people.Organisation:{named.pk}"


def test_merging_is_compared_first_and_leads_old_addresses_on(client, cast):
    keep, drop = an_organisation(cast.town, "みどり町会"), an_organisation(cast.town, "緑町会")
    merge = reverse("people:organisation-merge", kwargs={"pk": keep.pk})
    client.force_login(cast.ishida)

    compared = client.get(merge, {"drop": drop.pk}).content.decode()
    client.post(merge, {"drop": drop.pk})

    assert "緑町会" in compared
    assert client.get(page(drop), follow=True).redirect_chain[0][0] == page(keep)
    assert "緑町会" not in client.get(LIST).content.decode()


def test_twins_are_offered(client, cast):
    an_organisation(cast.town, "㈱ささえ")
    an_organisation(cast.town, "株式会社 ささえ")
    client.force_login(cast.ishida)

    assert "1組" in client.get(reverse("people:organisation-twins")).content.decode()


def test_a_table_of_partners_is_read_checked_and_kept(client, cast):
    an_organisation(cast.town, "みどり町会")
    text = (
        "連携先一覧\n名称,電話番号,圏域,種別\n"
        "みどり町会,0138-21-0000,第1圏域,\nあおぞら商店会,,第9圏域,\nひまわり会,,第2圏域,\n"
    )
    client.force_login(cast.ishida)
    address = reverse("people:organisation-import")

    read = client.post(
        address, {"file": SimpleUploadedFile("partners.csv", text.encode("cp932"))}
    ).content.decode()
    refused = b"".join(client.get(reverse("people:organisation-import-refused")))
    client.post(address, {"keep": "1"})

    assert "区域「第9圏域」は町の区域にありません" in read
    rows = list(load_workbook(io.BytesIO(refused)).active.values)
    assert rows[1][0] == "あおぞら商店会"
    assert "第9圏域" in rows[1][-1]
    assert Organisation.objects.get(name="みどり町会").phone == "0138-21-0000"
    assert Organisation.objects.filter(name="ひまわり会").exists()
    assert not Organisation.objects.filter(name="あおぞら商店会").exists()


def test_cells_too_long_for_the_record_are_refused_and_the_rest_kept(client, cast):
    an_organisation(cast.town, "みどり町会", phone="1")
    rows = [
        f"ひまわり会,{'あ' * 101},",
        f"あおぞら会,,{'い' * 201}",
        "みどり町会,,",
        "すずらん会,,",
    ]
    text = "\n".join(["名称,担当者,住所", *rows])
    client.force_login(cast.ishida)
    address = reverse("people:organisation-import")

    read = client.post(address, {"file": SimpleUploadedFile("p.csv", text.encode())})
    said = client.post(address, {"keep": "1"}, follow=True).content.decode()

    assert [row.why for row in read.context["sheet"].refused] == [
        "担当の方が100字を超えています。短くしてください。",
        "所在地が200字を超えています。短くしてください。",
    ]
    assert "1件を登録し、0件の空欄を補いました" in said
    assert set(Organisation.objects.values_list("name", flat=True)) == {"みどり町会", "すずらん会"}


def test_a_file_that_is_no_table_is_refused_in_words(client, cast):
    client.force_login(cast.ishida)

    answer = client.post(
        reverse("people:organisation-import"),
        {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 broken")},
    )

    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()


@pytest.mark.parametrize("sort", ["xlsx", "csv"])
def test_the_filtered_list_is_written_out_and_told(client, cast, sort):
    an_organisation(cast.town, "みどり町会", notes="=1+1")
    client.force_login(cast.ishida)

    answer = client.get(reverse("people:organisation-export"), {"sort": sort, "q": "みどり"})

    data = b"".join(answer)
    if sort == "csv":
        assert "みどり町会" in data.decode("utf-8-sig")
    else:
        assert list(load_workbook(io.BytesIO(data)).active.values)[1][0] == "みどり町会"
    line = Event.objects.get(kind="export")
    assert (line.about_label, line.after) == ("みどり", {"count": 1})
