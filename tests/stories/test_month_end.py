"""月次のしあげ: the pack of last month, handed in and compared later."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from sasaeai.activities.examples import a_partner, an_activity
from sasaeai.activities.models import Activity
from sasaeai.history.models import Event
from sasaeai.reports.facts import touched
from sasaeai.reports.models import Submission

AT = datetime(2022, 12, 20, 1, tzinfo=UTC)
PACK = {"code": "monthly"}


@pytest.fixture
def december(cast):
    """Three visits of 石田さん and one meeting of 青木さん in December, one visit in November."""
    for day in (1, 8, 15):
        an_activity(cast, at=AT, on=date(2022, 12, day), partners=(a_partner(cast.town),))
    an_activity(
        cast,
        by=cast.aoki,
        at=AT,
        on=date(2022, 12, 9),
        posts=(cast.posts["first-tier"],),
        area=None,
        title="連絡会",
        is_issue=True,
        issue_text="移動の足がない地区が3つの圏域に共通している。",
        proposal_text="企業の送迎車の空き時間を借りられないか。",
    )
    return an_activity(cast, at=AT, on=date(2022, 11, 10))


def open_pack(client, period="2022-12"):
    return client.get(reverse("reports:pack", kwargs=PACK), {"period": period})


def hand_in(client, period="2022-12"):
    client.post(reverse("reports:pack-submit", kwargs=PACK), {"period": period})
    return Submission.objects.latest("pk")


def test_the_pack_holds_last_month_only_both_tiers_and_the_flagged_words(client, cast, december):
    client.force_login(cast.aoki)

    page = open_pack(client).content.decode()

    assert "令和4年12月 月次報告" in page
    assert "移動の足がない地区が3つの圏域に共通している。" in page
    assert "企業の送迎車の空き時間を借りられないか。" in page
    assert "第2圏域" in page
    assert "12月15日" in page
    assert "11月10日" not in page


def test_the_checklist_says_by_area_what_is_missing(client, cast, december):
    client.force_login(cast.aoki)

    page = open_pack(client, "2022-11").content.decode()

    assert "月報にのせる課題・提案がまだありません。" in page
    assert "第1層生活支援コーディネーターの記録がありません。" in page


def test_what_was_handed_in_stays_and_later_changes_are_listed(client, cast, december):
    client.force_login(cast.aoki)
    handed_in = hand_in(client)
    page = reverse("reports:submission", args=[handed_in.pk])
    assert "変わっていません" in client.get(page).content.decode()
    an_activity(cast, at=AT, on=date(2022, 12, 22))

    changed = client.get(page).content.decode()

    assert "▲" in changed
    assert "<s>4</s>" in changed
    assert "<b>5</b>" in changed
    assert Event.objects.filter(what="reports.submitted").count() == 1


def test_records_of_another_month_change_nothing_handed_in(client, cast, december):
    client.force_login(cast.aoki)
    handed_in = hand_in(client)

    Activity.objects.filter(pk=december.pk).delete()
    touched(town_id=cast.town.pk, source="activities", days=[date(2022, 11, 10)])

    page = client.get(reverse("reports:submission", args=[handed_in.pk])).content.decode()
    assert "変わっていません" in page


def test_handing_in_again_replaces_the_first(client, cast, december):
    client.force_login(cast.aoki)
    first = hand_in(client)
    second = hand_in(client)

    first.refresh_from_db()
    assert first.state == "replaced"
    assert second.state == "submitted"
    assert first.facts_hash == second.facts_hash


def test_a_coordinator_of_an_area_prepares_but_does_not_hand_in(client, cast, december):
    client.force_login(cast.ishida)

    assert open_pack(client).status_code == 200
    assert client.post(reverse("reports:pack-submit", kwargs=PACK)).status_code == 403


def test_words_of_other_areas_are_not_shown_to_a_coordinator_of_one(client, cast, december):
    client.force_login(cast.ishida)

    assert "移動の足がない" not in open_pack(client).content.decode()


def test_own_words_stand_beside_those_of_the_records(client, cast, december):
    client.force_login(cast.aoki)
    client.post(
        reverse("reports:pack-words", kwargs=PACK),
        {"period": "2022-12", "summary": "年末の訪問が増えた。"},
    )

    assert '<p class="pre">年末の訪問が増えた。</p>' in open_pack(client).content.decode()


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "csv"])
def test_the_pack_downloads_as_a_document(client, cast, december, kind):
    client.force_login(cast.aoki)

    answer = client.get(
        reverse("reports:pack-file", kwargs=PACK | {"kind": kind}), {"period": "2022-12"}
    )

    assert answer.status_code == 200
    assert answer.content[:2] in (b"PK", b"%P", b"\xef\xbb")
