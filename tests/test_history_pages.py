"""The auditor's list, the history of a record, the monthly review."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from sasaeai.history import actions
from sasaeai.history.models import Event, Review
from sasaeai.people import actions as people
from sasaeai.people.examples import an_organisation

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
LIST = reverse("history:lines")


def told(by, minutes=0, **given):
    return actions.note(by=by, at=AT + timedelta(minutes=minutes), what="history.saw", **given)


def body(client, url, **asked):
    return client.get(url, asked).content.decode()


def test_the_list_is_filtered_by_person_day_kind_deed_and_name(client, cast):
    told(cast.aoki, label="みどり町会", about=an_organisation(cast.town, "みどり町会"))
    told(cast.ishida, 60 * 24 * 40, label="あおぞら")
    told(cast.kinoshita, label="隣の町")
    client.force_login(cast.kano)

    assert "隣の町" not in body(client, LIST)
    assert "あおぞら" not in body(client, LIST, person=cast.aoki.doer_key)
    assert "みどり町会" not in body(client, LIST, first="2022-11-01")
    assert "あおぞら" not in body(client, LIST, last="2022-10-03")
    assert "みどり町会" in body(client, LIST, last="2022-10-03", words="みどり")
    assert "みどり町会" not in body(client, LIST, kind="export")
    assert "みどり町会" not in body(client, LIST, what="history.exported")


def test_pages_are_turned_both_ways_without_losing_or_repeating_a_line(
    client, cast, django_assert_max_num_queries
):
    for number in range(120):
        told(cast.aoki, number // 3, label=f"行{number:03}")
    client.force_login(cast.kano)

    with django_assert_max_num_queries(12):
        first = client.get(LIST).context["page"]
    second = client.get(LIST, {"before": first.older}).context["page"]
    third = client.get(LIST, {"before": second.older}).context["page"]
    back = client.get(LIST, {"after": third.newer}).context["page"]

    seen = [e.number for p in (first, second, third) for e in p.lines]
    assert seen == list(range(120, 0, -1))
    assert [e.number for e in back.lines] == [e.number for e in second.lines]
    assert (first.newer, third.older) == (None, None)


def test_the_history_of_a_record_shows_old_and_new_by_japanese_names(client, cast):
    partner = people.record_organisation(by=cast.aoki, at=AT, town=cast.town, name="みどり町会")
    people.change_organisation(
        by=cast.ishida, at=AT, organisation=partner, name="みどり町会", phone="111"
    )
    client.force_login(cast.ishida)

    said = body(
        client, reverse("history:record", kwargs={"about": f"people.Organisation:{partner.pk}"})
    )

    assert "電話" in said
    assert "111" in said
    assert "連携先を直した" in said


def test_any_two_points_are_compared(client, cast):
    partner = people.record_organisation(by=cast.aoki, at=AT, town=cast.town, name="緑町会")
    for phone in ("1", "2", "3"):
        people.change_organisation(
            by=cast.aoki, at=AT, organisation=partner, name="緑町会", phone=phone
        )
    client.force_login(cast.aoki)
    url = reverse("history:record", kwargs={"about": f"people.Organisation:{partner.pk}"})

    between = client.get(url, {"first": 2, "last": 4}).context["between"]

    assert [(b["difference"].before, b["difference"].after) for b in between] == [("1", "3")]


def test_an_administrator_sees_that_but_not_what(client, cast):
    partner = people.record_organisation(
        by=cast.aoki, at=AT, town=cast.town, name="みどり町会", notes="会長は入院中"
    )
    url = reverse("history:record", kwargs={"about": f"people.Organisation:{partner.pk}"})
    client.force_login(cast.kubo)
    administrator = body(client, url)
    client.force_login(cast.kano)

    assert "連携先を登録した" in administrator
    assert "会長は入院中" not in administrator
    assert "会長は入院中" in body(client, url)


def test_a_refused_page_and_anothers_record_are_told_once(client, cast):
    other = an_organisation(cast.other_town)
    client.force_login(cast.ishida)

    for _ in range(3):
        client.get(reverse("people:organisation", kwargs={"pk": other.pk}))
        client.get(LIST)

    assert sorted(Event.objects.filter(kind="denied").values_list("what", flat=True)) == [
        "history.not_theirs",
        "history.refused",
    ]


@pytest.mark.parametrize("sort", ["csv", "xlsx"])
def test_the_list_is_written_out_and_that_is_told(client, cast, sort):
    told(cast.aoki, label="みどり町会")
    client.force_login(cast.kano)

    data = b"".join(client.get(reverse("history:export", kwargs={"sort": sort})))

    assert len(data) > 100
    assert Event.objects.get(kind="export").by_name == "加納（監査）"


def test_a_month_is_signed_once_it_is_over(client, cast):
    told(cast.aoki, label="みどり町会")
    client.force_login(cast.kano)

    client.post(reverse("history:review", kwargs={"year": 2022, "month": 10}), {"remark": "なし"})

    review = Review.objects.get()
    assert (review.month, review.lines, review.by_name) == (date(2022, 10, 1), 1, "加納（監査）")
    assert "加納（監査）" in body(
        client, reverse("history:review", kwargs={"year": 2022, "month": 10})
    )


def test_a_month_that_is_not_over_is_refused(cast):
    with pytest.raises(ValueError, match="まだ終わっていません"):
        actions.review_month(by=cast.kano, at=AT, month=date(2022, 10, 1))


def test_the_chain_is_checked_from_the_page(client, cast):
    told(cast.aoki)
    client.force_login(cast.kano)

    answer = client.post(reverse("history:chain"), follow=True)

    assert "書き換えはありません" in answer.content.decode()
    assert "書き換えなし" in answer.content.decode()


def test_a_page_that_goes_onto_paper_leaves_a_line_without_what_was_looked_for(client, cast):
    client.force_login(cast.ishida)
    page = {"title": " 記録の\n一覧 ", "path": "/activities/?q=小川さん"}

    answer = client.post(reverse("history:printed"), page)

    line = Event.objects.get(what="history.printed")
    assert (line.kind, line.about_label) == ("print", "記録の 一覧（/activities/）")
    assert f"通し番号{line.number}　" in answer.json()["words"]
    client.force_login(cast.kano)
    assert "ページを印刷した" in body(client, LIST)
