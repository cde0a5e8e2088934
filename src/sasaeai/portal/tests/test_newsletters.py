"""たより: drafted from the records, edited, numbered, printed, issued, counted as 号."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sasaeai.history.models import Event
from sasaeai.portal import feeds
from sasaeai.portal.actions import (
    IssueClosed,
    add_item,
    change_newsletter,
    draft_newsletter,
    issue_newsletter,
    publish,
    remove_newsletter,
)
from sasaeai.portal.examples import AT, DAY, a_public_resource, an_issue
from sasaeai.portal.models import ItemSort, Newsletter
from sasaeai.portal.paper import newsletter_pdf
from sasaeai.portal.site.models import PublicPiece
from sasaeai.resources.actions import move_state
from sasaeai.resources.examples import a_resource
from sasaeai.resources.models import ResourcePhoto
from sasaeai.resources.rules.states import State


def test_the_draft_tells_what_is_new_changed_coming_and_worth_a_visit(cast):
    a_public_resource(cast, "新しい茶の間", started_on=date(2022, 10, 1))
    closed = a_public_resource(cast, "お休みの会")
    move_state(
        by=cast.ishida,
        at=AT,
        resource=closed,
        to=State.PAUSED,
        on=DAY,
        reason="会場の工事",
        conditions="電話でつながる",
    )
    a_public_resource(cast, "みどりサロン")
    a_resource(cast, "職員だけの場")

    issue = an_issue(cast)

    told = {item.sort: item for item in issue.items.all()}
    assert "新しい茶の間ができました" in told[ItemSort.NEW].heading
    assert "しばらくお休みします" in told[ItemSort.CHANGED].heading
    assert "みどりサロン：4日（火）" in told[ItemSort.COMING].text
    assert told[ItemSort.INTRODUCED].heading == "みどりサロン"
    assert "職員だけの場" not in " ".join(i.heading + i.text for i in issue.items.all())


def test_numbers_begin_anew_in_april(cast):
    first, second = an_issue(cast, date(2022, 4, 5)), an_issue(cast, date(2023, 3, 1))
    third = an_issue(cast, date(2023, 4, 1))

    assert [i.number_words for i in (first, second, third)] == [
        "令和4年度 第1号",
        "令和4年度 第2号",
        "令和5年度 第1号",
    ]


def test_a_place_introduced_lately_waits_for_its_next_turn(cast):
    a_public_resource(cast, "あさひの会")
    a_public_resource(cast, "ゆうひの会", kana="ゆうひのかい")
    a_public_resource(cast, "よつばの会", kana="よつばのかい")
    issue_newsletter(by=cast.aoki, at=AT, newsletter=an_issue(cast), on=DAY)

    later = an_issue(cast, DAY + timedelta(days=31))

    introduced = later.items.filter(sort=ItemSort.INTRODUCED)
    assert introduced.first().heading == "よつばの会"


def test_an_issue_counts_as_a_number_in_the_areas_it_told_of(cast):
    a_public_resource(cast)
    issue = an_issue(cast)
    assert list(feeds.newsletter_rows(cast.town.pk, DAY, DAY)) == []

    issue_newsletter(by=cast.aoki, at=AT, newsletter=issue, on=DAY)

    row = next(feeds.newsletter_rows(cast.town.pk, DAY, DAY))
    assert (row["kind"], row["number"], row["counts"]) == ("通信", "1", {"号": 1})
    assert row["area"][0]["日常生活圏域"] == "第1圏域"


def test_an_issued_number_stays_as_it_is(cast):
    a_public_resource(cast)
    issue = an_issue(cast)
    issue_newsletter(by=cast.aoki, at=AT, newsletter=issue, on=DAY)

    for deed in (change_newsletter, remove_newsletter):
        with pytest.raises(IssueClosed, match="次の号"):
            deed(by=cast.aoki, at=AT, newsletter=issue)
    with pytest.raises(IssueClosed):
        add_item(by=cast.aoki, at=AT, newsletter=issue, heading="おわび")


def test_a_draft_thrown_away_gives_its_number_back(cast):
    first = an_issue(cast)
    number = first.number_words

    remove_newsletter(by=cast.aoki, at=AT, newsletter=first)

    assert an_issue(cast).number_words == number
    assert Event.objects.get(what="portal.newsletter_removed").before == {"号": number}


def test_an_issue_saved_as_it_was_is_not_told_and_takes_no_photo_of_elsewhere(cast):
    a_public_resource(cast)
    issue = an_issue(cast)
    item, other = issue.items.first(), a_resource(cast, "別の会")
    change_newsletter(by=cast.aoki, at=AT, newsletter=issue, items=[item])
    item.photo = ResourcePhoto.objects.create(
        resource=other, file="x.jpg", may_publish=True, added_at=AT
    )

    with pytest.raises(ValidationError, match="その場の写真から"):
        change_newsletter(by=cast.aoki, at=AT, newsletter=issue, items=[item])

    assert not Event.objects.filter(what="portal.newsletter_changed").exists()


def test_an_empty_issue_is_not_given_out(cast):
    with pytest.raises(ValidationError, match="記事が1つもありません"):
        issue_newsletter(by=cast.aoki, at=AT, newsletter=an_issue(cast), on=DAY)


def test_no_two_issues_of_a_year_have_one_number(cast):
    first, second = an_issue(cast), an_issue(cast)
    second.number = first.number

    with pytest.raises(ValidationError):
        change_newsletter(by=cast.aoki, at=AT, newsletter=second)


def test_the_paper_is_a_pdf_and_keeps_what_looks_like_source_as_text(cast):
    a_public_resource(cast, description='#panic() $x$ \\ "引用" と * 印')

    assert newsletter_pdf(an_issue(cast), today=DAY).startswith(b"%PDF")


def test_an_issued_number_is_a_page_of_the_residents(client, cast):
    a_public_resource(cast)
    issue = an_issue(cast)
    issue_newsletter(by=cast.aoki, at=AT, newsletter=issue, on=DAY)
    publish(by=cast.uno, at=AT, town=cast.town)

    page = client.get(reverse("site:newsletter", args=[cast.town.code, "2022-1"]))

    assert PublicPiece.objects.get(sort="newsletter").key == "2022-1"
    assert "みどりサロン" in page.content.decode()


def test_a_coordinator_drafts_for_their_area_only(client, cast):
    client.force_login(cast.ishida)
    address = reverse("portal:newsletter-new")

    refused = client.post(address, {"month": "2022-10", "area": cast.second_area.pk})
    assert refused.status_code == 422

    client.post(address, {"month": "2022-10", "area": cast.first_area.pk})
    assert Newsletter.objects.get().area == cast.first_area


def typed(issue, **more):
    """The page's form as it stands, with something changed."""
    data = {"title": issue.title, "number": issue.number, "lead": issue.lead, "do": "save"}
    for item in issue.items.all():
        data |= {f"i{item.pk}-{name}": getattr(item, name) for name in ("order", "heading", "text")}
        data |= {f"i{item.pk}-taken": "on"} if item.taken else {}
    return data | more


def test_everything_typed_is_kept_by_whichever_button(client, cast):
    a_public_resource(cast)
    issue = draft_newsletter(by=cast.uno, at=AT, town=cast.town, month=DAY)
    item = issue.items.first()
    client.force_login(cast.uno)
    changed = {
        f"i{item.pk}-heading": "直した見出し",
        "lead": "秋です。",
        "do": "add",
        "heading": "おわび",
    }

    client.post(reverse("portal:newsletter", args=[issue.pk]), typed(issue, **changed))

    item.refresh_from_db()
    issue.refresh_from_db()
    assert (item.heading, issue.lead) == ("直した見出し", "秋です。")
    assert issue.items.last().heading == "おわび"


def test_issuing_keeps_what_was_just_typed(client, cast):
    a_public_resource(cast)
    issue = draft_newsletter(by=cast.uno, at=AT, town=cast.town, month=DAY)
    client.force_login(cast.uno)

    client.post(
        reverse("portal:newsletter", args=[issue.pk]), typed(issue, lead="秋です。", do="issue")
    )

    issue.refresh_from_db()
    assert issue.issued_on is not None
    assert issue.lead == "秋です。"


def test_a_piece_without_a_heading_is_refused_and_nothing_is_lost(client, cast):
    a_public_resource(cast)
    issue = draft_newsletter(by=cast.uno, at=AT, town=cast.town, month=DAY)
    item = issue.items.first()
    client.force_login(cast.uno)

    answer = client.post(
        reverse("portal:newsletter", args=[issue.pk]),
        typed(issue, lead="長い文", **{f"i{item.pk}-heading": ""}),
    )

    assert answer.status_code == 422
    assert "長い文" in answer.content.decode()


def test_a_piece_may_have_a_picture_of_its_own_without_where_it_was_taken(
    cast, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    a_public_resource(cast)
    issue = an_issue(cast)
    item = issue.items.filter(taken=True).first()
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    client.force_login(cast.aoki)
    address = reverse("portal:newsletter", args=[issue.pk])

    def sent(**more):
        data = {"title": issue.title, "number": issue.number, "lead": "", "do": "save"}
        for one in issue.items.all():
            data |= {f"i{one.pk}-heading": one.heading, f"i{one.pk}-order": one.order}
            data |= {f"i{one.pk}-taken": "on"} if one.pk == item.pk else {}
        return client.post(address, data | {f"i{item.pk}-{k}": v for k, v in more.items()})

    refused = sent(upload=SimpleUploadedFile("a.jpg", b"no picture"))
    sent(upload=SimpleUploadedFile("a.png", made.getvalue()), caption="縁側")
    item.refresh_from_db()
    kept = item.picture.name
    with item.picture.open("rb") as file:
        beginning = file.read(2)
    publish(by=cast.uno, at=AT, town=cast.town)

    assert "写真（JPEG" in refused.content.decode()
    assert (item.caption, beginning) == ("縁側", b"\xff\xd8")
    assert newsletter_pdf(issue, today=DAY)[:5] == b"%PDF-"
    sent(without_picture="on")
    item.refresh_from_db()
    assert (kept != "", bool(item.picture)) == (True, False)
