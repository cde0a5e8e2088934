"""What was written wrongly is corrected, and the history tells both wordings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from sasaeai.history.models import Event
from sasaeai.people import actions
from sasaeai.people.examples import a_contact, an_organisation
from sasaeai.people.models import Assignment, ContactLog
from sasaeai.people.queries import holders_on

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
MARCH, APRIL = date(2023, 3, 31), date(2023, 4, 1)


@pytest.fixture
def deed(cast):
    return {"by": cast.uno, "at": AT}


def told(what: str) -> tuple[object, object]:
    line = Event.objects.get(what=what)
    return line.before, line.after


def test_a_post_is_renamed_and_told_once(cast, deed):
    post = cast.posts["first-area"]

    actions.change_post(**deed, post=post, name=" 港圏域SC ")
    actions.change_post(**deed, post=post, name="港圏域SC")

    post.refresh_from_db()
    assert post.name == "港圏域SC"
    before, after = told("people.post_changed")
    assert ([*before.values()], [*after.values()]) == (
        ["第1圏域生活支援コーディネーター"],
        ["港圏域SC"],
    )


def test_a_post_somebody_takes_later_is_not_closed_before(cast, deed):
    post = cast.posts["first-area"]
    actions.hand_over(**deed, post=post, holder=cast.aoki, valid_from=APRIL)

    with pytest.raises(ValidationError, match="この日よりあとに担当になった人"):
        actions.close_post(**deed, post=post, on=MARCH - timedelta(days=1))


def test_a_tenure_ends_on_the_day_and_not_before_it_began(cast, deed):
    tenure = cast.posts["first-area"].tenures.get()

    with pytest.raises(ValidationError, match="担当になった日よりあと"):
        actions.end_tenure(**deed, tenure=tenure, on=tenure.valid_from - timedelta(days=1))
    actions.end_tenure(**deed, tenure=tenure, on=MARCH)

    assert [t.holder for t in holders_on(tenure.post_id, MARCH)] == [cast.ishida]
    assert holders_on(tenure.post_id, APRIL) == []
    assert told("people.tenure_ended")[1]["担当者"] == "石田"


def test_who_held_a_post_is_corrected(cast, deed):
    tenure = cast.posts["first-area"].tenures.get()
    facts = {"holder": cast.aoki, "valid_from": tenure.valid_from}

    actions.change_tenure(**deed, tenure=tenure, **facts)
    actions.change_tenure(**deed, tenure=tenure, **facts)

    assert [t.holder for t in holders_on(tenure.post_id, MARCH)] == [cast.aoki]
    before, after = told("people.tenure_changed")
    assert (before["担当者"], after["担当者"]) == ("石田", "青木")


def test_an_entry_of_the_contact_log_is_corrected(cast, deed):
    entry = a_contact(an_organisation(cast.town), cast.ishida)

    actions.change_contact(**deed, entry=entry, on=date(2022, 10, 2), wording="役員に電話した")

    assert ContactLog.objects.get().wording == "役員に電話した"
    before, after = told("people.contact_changed")
    assert {"会長に電話した", "役員に電話した"} <= {*before.values(), *after.values()}


def test_an_account_is_renamed_and_told_once(cast, deed):
    facts = {"user": cast.ishida, "login": "ishida", "name": "石田", "section": "新しい係"}

    actions.change_user(**deed, **facts)
    actions.change_user(**deed, **facts)

    cast.ishida.refresh_from_db()
    assert cast.ishida.section == "新しい係"
    assert Event.objects.filter(what="people.user_changed").count() == 1


def test_a_stopped_account_works_again(cast):
    kubo = {"by": cast.kubo, "at": AT}

    actions.stop_user(**kubo, user=cast.ishida)
    assert cast.ishida.is_active is False
    actions.resume_user(**kubo, user=cast.ishida)

    cast.ishida.refresh_from_db()
    assert cast.ishida.is_active is True


def test_a_role_that_never_began_is_taken_out(cast):
    kubo = {"by": cast.kubo, "at": AT}
    role = actions.give_role(
        **kubo, user=cast.ishida, role="coordinator-2", area=cast.second_area, valid_from=APRIL
    )

    actions.end_role(**kubo, given=role, on=MARCH)

    assert not Assignment.objects.filter(pk=role.pk).exists()
    assert Event.objects.filter(what="people.role_ended").exists()


@pytest.mark.parametrize("other_town", [False, True])
def test_only_two_different_partners_of_one_town_become_one(cast, deed, other_town):
    keep = an_organisation(cast.town)
    drop = an_organisation(cast.other_town, "となり会") if other_town else keep

    with pytest.raises(actions.MergeRefused):
        actions.merge_organisations(**deed, keep=keep, drop=drop)


def test_what_was_merged_away_is_not_merged_again(cast, deed):
    keep, drop = an_organisation(cast.town), an_organisation(cast.town, "ささえ自治会")
    actions.merge_organisations(**deed, keep=keep, drop=drop)

    with pytest.raises(actions.MergeRefused, match="すでに統合された"):
        actions.merge_organisations(**deed, keep=an_organisation(cast.town, "三つめ"), drop=drop)


def test_a_partner_that_exists_after_all_is_open_again(cast, deed):
    partner = an_organisation(cast.town)

    actions.close_organisation(**deed, organisation=partner, on=MARCH)
    actions.reopen_organisation(**deed, organisation=partner)

    partner.refresh_from_db()
    assert partner.closed_on is None
