"""Partners: recorded, changed, merged, closed."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.examples import an_organisation
from sasaeai.people.models import ContactLog, Organisation, Tenure
from sasaeai.search.queries import newest

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


def test_recording_leaves_a_line_with_what_was_said(cast):
    made = actions.record_organisation(
        by=cast.ishida, at=AT, town=cast.town, name=" みどり町会 ", area=cast.first_area
    )

    line = Event.objects.get(about=f"people.Organisation:{made.pk}")
    assert made.name == "みどり町会"
    assert line.after == {"name": "みどり町会", "area": "第1圏域"}


def test_changing_notes_only_what_changed(cast):
    partner = an_organisation(cast.town, "みどり町会", phone="1")

    actions.change_organisation(
        by=cast.ishida, at=AT, organisation=partner, name="みどり町会", phone="0138-21-0000"
    )

    line = Event.objects.get(what="people.organisation_changed")
    assert (line.before, line.after) == ({"phone": "1"}, {"phone": "0138-21-0000"})
    assert partner.phone_key == "0138210000"


def test_saving_without_a_change_leaves_no_line(cast):
    partner = an_organisation(cast.town, "みどり町会")

    actions.change_organisation(by=cast.ishida, at=AT, organisation=partner, name="みどり町会")

    assert not Event.objects.exists()


def test_an_area_of_another_town_is_refused(cast):
    foreign = cast.first_area.__class__.objects.exclude(level__tree__town=cast.town).first()

    with pytest.raises(ValidationError, match="この町の区域"):
        actions.record_organisation(
            by=cast.ishida, at=AT, town=cast.town, name="みどり町会", area=foreign
        )


def test_merging_moves_contacts_and_employers_and_fills_the_gaps(cast):
    keep = an_organisation(cast.town, "みどり町会")
    drop = an_organisation(cast.town, "緑町会", phone="0138-21-0000", notes="会長は夜に在宅")
    actions.write_contact(
        by=cast.ishida, at=AT, organisation=drop, on=date(2022, 10, 1), wording="電話した"
    )
    Tenure.objects.update(employer=drop)

    actions.merge_organisations(by=cast.aoki, at=AT, keep=keep, drop=drop)

    assert ContactLog.objects.get().organisation == keep
    assert set(Tenure.objects.values_list("employer", flat=True)) == {keep.pk}
    keep.refresh_from_db()
    assert (keep.phone, keep.notes) == ("0138-21-0000", "会長は夜に在宅")
    assert Organisation.objects.get(pk=drop.pk).merged_into == keep
    line = Event.objects.get(what="people.organisation_merged")
    assert line.after["移した記録"] == {"連絡の記録": 1, "任期": 2}


def test_a_partner_of_another_town_is_not_merged(cast):
    keep, drop = an_organisation(cast.town), an_organisation(cast.other_town)

    with pytest.raises(actions.MergeRefused, match="ほかの自治体"):
        actions.merge_organisations(by=cast.aoki, at=AT, keep=keep, drop=drop)


def test_many_names_are_kept_together_or_not_at_all(cast):
    made = {"by": cast.aoki, "at": AT, "town": cast.town, "label": "台帳.xlsx"}
    with pytest.raises(ValidationError):
        actions.record_organisations(**made, names=["みどり町会", "あ" * 101])
    assert not Organisation.objects.exists()

    assert actions.record_organisations(**made, names=["みどり町会 ", "ひまわり会"]) == 2

    line = Event.objects.get(what="people.organisations_recorded")
    assert (line.about_label, line.after["名称"]) == ("台帳.xlsx", ["みどり町会", "ひまわり会"])
    assert newest(kind="people.Organisation", town_id=cast.town.pk, text="ひまわり").count == 1


def test_pressing_save_twice_writes_one_contact(cast):
    partner = an_organisation(cast.town)

    for _ in range(2):
        actions.write_contact(
            by=cast.ishida, at=AT, organisation=partner, on=date(2022, 10, 1), wording="電話した"
        )

    assert ContactLog.objects.count() == 1


def test_a_date_without_a_step_is_refused(cast):
    with pytest.raises(ValidationError, match="何をするか"):
        actions.write_contact(
            by=cast.ishida,
            at=AT,
            organisation=an_organisation(cast.town),
            on=date(2022, 10, 1),
            wording="電話した",
            due_on=date(2022, 10, 9),
        )
