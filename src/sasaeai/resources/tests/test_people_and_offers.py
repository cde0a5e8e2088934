"""People under consent, companies, offers and wishes, cards, sheets."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sasaeai.history.models import Event
from sasaeai.people.examples import an_organisation
from sasaeai.people.models import ContactLog
from sasaeai.resources.actions import offers, partners, persons, practices
from sasaeai.resources.examples import AT, DAY, a_body
from sasaeai.resources.models import (
    ApproachStage,
    CallState,
    Company,
    Funding,
    MatchStage,
    PersonInterview,
    PersonResource,
    Practice,
)
from sasaeai.resources.queries.cards import chains, comparison_table, funding_by_year, sheets_of
from sasaeai.resources.queries.talent import candidates, follow_ups_due, persons_found
from sasaeai.resources.tests.samples_of_people import a_call, a_person
from sasaeai.search.models import Entry


@pytest.fixture
def as_aoki(client, cast, monkeypatch):
    monkeypatch.setattr("sasaeai.towns.clock.now", lambda: AT)
    client.force_login(cast.aoki)
    return client


def test_nobody_is_registered_without_consent(cast):
    with pytest.raises(ValidationError, match="同意"):
        a_person(cast, consented_on=None)


def test_strengths_limits_and_what_they_do_already_are_written_at_the_page(as_aoki, cast):
    typed = {
        "name": "小川", "role": "talent", "strengths": "大工仕事、司会", "limits": "夜は動けない",
        "already_in": "町会の役員", "consented_on": "2022-10-03", "scope": "office",
        "area": cast.first_area.pk,
    }  # fmt: skip

    page = as_aoki.post(reverse("resources:person-new"), typed, follow=True).content.decode()

    assert "大工仕事" in page
    assert "町会の役員" in page
    assert PersonResource.objects.get().roles.get().role == "talent"


def test_looking_at_a_person_is_noted(as_aoki, cast):
    one = a_person(cast)

    as_aoki.get(reverse("resources:person", args=[one.pk]))

    assert Event.objects.filter(what="resources.person_seen", kind="view").count() == 1


def test_an_interview_leaves_a_next_step_until_it_is_done(as_aoki, cast):
    one = a_person(cast)
    url = reverse("resources:person-deed", args=[one.pk, "interview"])
    as_aoki.post(
        url,
        {
            "on": "2022-10-03",
            "wording": "工作が得意",
            "next_step": "学校に紹介",
            "due_on": "2022-10-20",
        },
    )

    assert [(p.next_step, p.due_on) for p in persons_found(cast.aoki)] == [
        ("学校に紹介", date(2022, 10, 20))
    ]
    step = PersonInterview.objects.get()
    as_aoki.post(reverse("resources:person-deed", args=[one.pk, "step"]), {"step": step.pk})

    assert [p.next_step for p in persons_found(cast.aoki)] == [None]


def test_taking_back_the_consent_wipes_what_was_kept(cast):
    one = a_person(cast, phone="000-1", strengths="大工")
    persons.write_interview(by=cast.aoki, at=AT, person=one, on=DAY, wording="昔の話")

    persons.withdraw_consent(by=cast.aoki, at=AT, person=one, on=DAY)

    one.refresh_from_db()
    assert (one.name, one.phone, one.strengths) == ("（同意を取り下げた方）", "", "")
    assert not one.interviews.exists()
    assert not persons_found(cast.aoki).exists()
    assert not Entry.objects.filter(text__contains="大工").exists()


def test_152_advisers_are_counted_by_their_list(cast):
    for n in range(3):
        person = a_person(cast, f"相談員{n}")
        persons.give_person_role(
            by=cast.aoki, at=AT, person=person, role="adviser", since=DAY, number=str(n)
        )
    a_person(cast)

    assert persons_found(cast.aoki, role="adviser").count() == 3


def test_a_talk_with_a_company_stands_in_the_contact_log_and_moves_the_stage(as_aoki, cast):
    shop = an_organisation(cast.town, "見本商店")
    as_aoki.post(reverse("resources:company-new"), {"organisation": shop.pk, "motives": "SDGs"})
    company = Company.objects.get()
    typed = {
        "on": "2022-10-03", "stage": ApproachStage.MET, "wording": "社内で登録を募る",
        "next_step": "説明会の日を決める", "due_on": "2022-10-31",
    }  # fmt: skip
    as_aoki.post(reverse("resources:company-step", args=[company.pk]), typed)

    company.refresh_from_db()
    assert (company.stage, company.steps.count()) == ("met", 1)
    assert ContactLog.objects.get().next_step == "説明会の日を決める"
    assert "説明会の日を決める" in as_aoki.get(reverse("resources:companies")).content.decode()


def test_an_empty_house_meets_a_group_with_reasons_and_is_followed_up(as_aoki, cast):
    house, group = a_call(cast), a_call(cast, "wish")
    a_call(cast, "wish", title="遠い会", area=cast.second_area, days="日曜", people=100)

    first = candidates(cast.aoki, house)[0]
    assert (first.call, first.reasons) == (
        group,
        ("区域が同じ", "曜日が重なる（火・木）", "人数が入る（15人まで）"),
    )
    as_aoki.post(reverse("resources:call-match", args=[house.pk]), {"other": group.pk})
    match = house.matches_of_offer.get()
    as_aoki.post(
        reverse("resources:match", args=[match.pk]), {"to": MatchStage.STARTED, "on": "2022-10-03"}
    )

    assert [str(f.due_on) for f in match.follow_ups.all()] == [
        "2022-11-03", "2023-01-03", "2023-10-03",
    ]  # fmt: skip
    house.refresh_from_db()
    assert house.state == CallState.MATCHED
    due = follow_ups_due(cast.aoki, today=DAY + timedelta(days=5))
    assert [line.due_on for line in due] == [date(2022, 11, 3)]
    as_aoki.post(
        reverse("resources:follow-up", args=[match.pk, due[0].pk]), {"wording": "週1回続いている"}
    )
    assert follow_ups_due(cast.aoki, today=DAY + timedelta(days=5)) == []


def test_two_offers_are_not_brought_together(cast):
    with pytest.raises(offers.MatchRefused, match="1つずつ"):
        offers.bring_together(by=cast.aoki, at=AT, offer=a_call(cast), wish=a_call(cast))


def test_a_telephone_of_a_person_needs_consent(cast):
    with pytest.raises(ValidationError, match="同意"):
        a_call(cast, phone="000-1")


def test_the_board_shows_only_what_was_put_on_it(cast):
    call = a_call(cast, on_board=True)
    a_call(cast, "wish")

    assert list(type(call).objects.board()) == [call]


def test_the_comparison_sheet_prints_a_column_an_organisation(as_aoki, cast):
    for order, (name, form) in enumerate(
        [("支合市社協", "社会福祉法人"), ("助け合いの会", "NPO法人")]
    ):
        partners.keep_sheet(
            by=cast.aoki, at=AT, organisation=an_organisation(cast.town, name),
            facts={
                "order": order, "legal_form": form, "challenge": "高齢化",
                "first_tier_goal": "企業への広報" if order == 0 else "",
            },
        )  # fmt: skip

    table = comparison_table(list(sheets_of(cast.aoki)))

    assert [c.heads[0] for c in table.columns] == ["支合市社協", "助け合いの会"]
    rows = {row.head[0]: [cell.text for cell in row.cells] for row in table.rows}
    assert list(rows) == [
        "法人格", "目的等", "特徴", "活動内容（事業）", "SC側の共働に当たっての課題", "第1層の目標（活動）",
    ]  # fmt: skip
    assert rows["法人格"] == ["社会福祉法人", "NPO法人"]
    assert rows["第1層の目標（活動）"] == ["企業への広報", ""]
    for sort, mark in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        paper = as_aoki.get(reverse("resources:comparison"), {"sort": sort})
        assert paper.content.startswith(mark)


def test_a_success_is_carried_over_and_printed_in_the_booklet(as_aoki, cast):
    as_aoki.post(
        reverse("resources:practice-new"),
        {
            "title": "多世代のごみ出し",
            "where": "みどり町会",
            "deed": "中学生と運ぶ",
            "on_booklet": "on",
        },
    )
    card = Practice.objects.get()
    as_aoki.post(
        reverse("resources:practice-carried", args=[card.pk]),
        {"where": "あおば町会", "on": "2022-11-01", "changed": "高校生と"},
    )

    page = as_aoki.get(reverse("resources:practice", args=[card.pk])).content.decode()
    assert "あおば町会" in page
    for sort, mark in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert as_aoki.get(reverse("resources:practices"), {"sort": sort}).content.startswith(mark)


def test_a_course_leads_to_supporters_and_groups(cast):
    body = a_body(cast)
    course = partners.keep_course(
        by=cast.aoki, at=AT, town=cast.town, course=None,
        facts={"name": "担い手講座", "started_on": DAY, "attended": 20, "became_supporters": 8},
        many={"launched": [body]},
    )  # fmt: skip
    a_person(cast).trainings.add(course)

    found = chains(cast.aoki).get()

    assert (found.named, [b.name for b in found.launched.all()]) == (1, ["ごみ出し応援隊"])


def test_money_is_listed_by_year_and_an_unknown_amount_is_no_zero(cast):
    for year, yen in ((2021, 100_000), (2022, None), (2022, 50_000)):
        partners.keep_funding(
            by=cast.aoki, at=AT, town=cast.town, funding=None,
            facts={"fiscal_year": year, "sort": "grant", "project": "居場所", "amount_yen": yen},
        )  # fmt: skip

    assert [(y.year, len(y.lines), y.total) for y in funding_by_year(cast.aoki)] == [
        (2022, 2, 50_000), (2021, 1, 100_000),
    ]  # fmt: skip
    assert Funding.objects.count() == 3


def test_a_correction_of_a_card_tells_what_changed(cast):
    card = practices.keep_practice(
        by=cast.aoki, at=AT, town=cast.town, practice=None, facts={"title": "一", "deed": "甲"}
    )

    practices.keep_practice(
        by=cast.aoki, at=AT, town=cast.town, practice=card, facts={"title": "一", "deed": "乙"}
    )

    line = Event.objects.filter(what="resources.practice_kept").order_by("-number")[0]
    assert (line.before, line.after) == ({"したこと": "甲"}, {"したこと": "乙"})


def test_a_card_kept_as_it_is_tells_nothing(cast):
    made = {"by": cast.aoki, "at": AT, "town": cast.town, "facts": {"title": "一"}}
    card = practices.keep_practice(**made, practice=None)

    practices.keep_practice(**made, practice=card)

    assert Event.objects.filter(what="resources.practice_kept").count() == 1


def test_a_person_is_found_by_what_was_corrected(cast):
    one = a_person(cast, strengths="大工")

    persons.change_person(by=cast.aoki, at=AT, person=one, facts={"strengths": "司会"})

    assert [e.text for e in Entry.objects.all()] == ["小川\n司会"]
    assert Event.objects.get(what="resources.person_changed").after == {"得意なこと": "司会"}


def test_after_the_consent_is_taken_back_nothing_more_is_written(cast):
    one = a_person(cast)
    persons.withdraw_consent(by=cast.aoki, at=AT, person=one, on=DAY)

    with pytest.raises(ValidationError, match="すでに取り下げ"):
        persons.withdraw_consent(by=cast.aoki, at=AT, person=one, on=DAY)
    with pytest.raises(ValidationError, match="聞き取りは書けません"):
        persons.write_interview(by=cast.aoki, at=AT, person=one, on=DAY, wording="電話した")

    assert not one.interviews.exists()


def test_what_is_over_or_was_brought_together_is_not_again(cast):
    offer, wish, over = a_call(cast), a_call(cast, "wish"), a_call(cast, "wish", state="closed")
    deed = {"by": cast.aoki, "at": AT, "offer": offer}
    offers.bring_together(**deed, wish=wish)

    with pytest.raises(offers.MatchRefused, match="すでに引き合わせています"):
        offers.bring_together(**deed, wish=wish)
    with pytest.raises(offers.MatchRefused, match="終えた申し出・希望"):
        offers.bring_together(**deed, wish=over)
    other = offers.bring_together(**deed, wish=a_call(cast, "wish", title="別の会"))

    assert (offer.state, offer.matches_of_offer.count()) == (CallState.TALKING, 2)
    assert other.wish.state == CallState.TALKING


def test_a_start_told_twice_plans_one_row_of_questions(cast):
    match = offers.bring_together(
        by=cast.aoki, at=AT, offer=a_call(cast), wish=a_call(cast, "wish")
    )
    deed = {"by": cast.aoki, "at": AT, "match": match, "on": DAY}

    offers.move_match(**deed, to=MatchStage.VISITED, remark="二人で見学")
    talking = match.offer.state
    for _ in range(2):
        offers.move_match(**deed, to=MatchStage.STARTED)

    match.refresh_from_db()
    assert (talking, match.remark) == (CallState.TALKING, "二人で見学")
    assert (match.started_on, match.follow_ups.count()) == (DAY, 3)
