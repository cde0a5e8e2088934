"""Pages of issues: what they say, what they refuse, what they print."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document

from sasaeai.councils.actions.raising import make_of
from sasaeai.councils.agenda_sources import offered
from sasaeai.councils.examples import AT, DAY, a_council, a_meeting
from sasaeai.councils.examples_of_raising import a_step, an_answered_issue, an_issue
from sasaeai.councils.models import AgendaItem, Issue, Route
from sasaeai.councils.rules.raising import Move
from sasaeai.needs.examples import a_need
from sasaeai.reports.handover_sources import HandoverAsked, handover_parts


def test_chosen_needs_become_an_issue_with_the_words_that_may_be_printed(client, cast):
    told = a_need(cast, codes=["transport"])
    theirs = a_need(cast, by=cast.aoki, area=cast.second_area, post=None)
    client.force_login(cast.ishida)
    url = reverse("issues:new")
    page = client.get(url, {"need": f"{told.pk},{theirs.pk}"}).content.decode()
    assert told.wording in page
    assert f"example-{theirs.pk}" not in page

    given = {"title": "通院の足", "on": "2022-10-03", "need": told.pk}
    client.post(url, given | {f"example-{told.pk}": "病院へ行けない", "areas": cast.first_area.pk})

    issue = Issue.objects.get()
    assert [(x.need, x.example) for x in issue.made_of.all()] == [(told, "病院へ行けない")]
    assert issue.route_name == Route.objects.get(town=cast.town).name


def test_a_group_of_like_voices_becomes_an_issue(client, cast):
    told = [a_need(cast, "病院まで行く足がない") for _ in range(2)]
    client.force_login(cast.ishida)
    page = client.get(reverse("needs:alike")).content.decode()
    assert "2件を課題にする" in page

    answer = client.post(reverse("issues:from-needs"), {"chosen": [need.pk for need in told]})

    assert client.get(answer["Location"]).context["needs"] == told[::-1]


def test_words_that_may_name_somebody_are_asked_about(client, cast):
    issue = an_issue(cast)
    client.force_login(cast.ishida)
    url = reverse("issues:step", args=[issue.pk])
    given = {"move": "decline", "on": "2022-10-03", "after": 1, "wording": "髙橋様 090-1234-5678"}

    page = client.post(url, given).content.decode()
    assert "「髙橋」「090-1234-5678」は、個人のことのようです。" in page
    assert issue.steps.count() == 1
    client.post(url, given | {"sure": "on"})
    assert issue.steps.count() == 2
    with pytest.raises(ValidationError, match="伏せた書き方"):
        make_of(by=cast.ishida, at=AT, issue=an_issue(cast), needs={a_need(cast): "髙橋様の声"})


def test_a_refused_step_is_told_on_the_page(client, cast):
    issue = an_issue(cast)
    client.force_login(cast.ishida)
    url = reverse("issues:step", args=[issue.pk])

    page = client.post(url, {"move": "policy", "on": "2022-10-03", "after": 1}).content.decode()
    assert "正しく選択してください" in page or "選択" in page
    page = client.post(url, {"move": "decline", "on": "2022-10-03", "after": 1}).content.decode()
    assert "内容や理由を書いてください" in page
    assert issue.steps.count() == 1


def test_the_agenda_of_a_meeting_takes_open_issues_and_answers(cast):
    council = a_council(cast)
    open_one = an_issue(cast, "ごみ出し", council=council)
    an_answered_issue(cast, council=council)

    (source, offers), *_ = offered(cast.ishida, a_meeting(cast, council))

    assert source.title == "課題"
    assert [o.title for o in offers] == ["ごみ出し", "回答：病院へ行く足がない"]
    assert offers[0].key == f"councils.Issue:{open_one.pk}"


def test_a_meeting_shows_its_issues_and_leads_to_the_next_step(client, cast):
    council = a_council(cast)
    issue = an_issue(cast, council=council)
    a_step(issue, Move.RAISE, by=cast.ishida, to_council=council)
    meeting = a_meeting(cast, council)
    AgendaItem.objects.create(
        meeting=meeting,
        title="足",
        about=f"councils.Issue:{issue.pk}",
        decision="推進会議へ上げる。",
        changed_at=AT,
    )
    client.force_login(cast.ishida)

    page = client.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    url = f"{reverse('issues:step', args=[issue.pk])}?meeting={meeting.pk}"
    assert url in page
    form = client.get(url).context["form"]
    assert (form["meeting"].value(), form["on"].value()) == (meeting.pk, meeting.on)
    assert form["wording"].value() == "推進会議へ上げる。"

    a_step(issue, Move.RAISE, by=cast.ishida, meeting=meeting, meeting_words="")
    page = client.get(reverse("councils:meeting", args=[meeting.pk])).content.decode()
    assert "この会議で：<strong>第1層協議体へ上げた</strong>" in page


def test_the_proposal_carries_the_trail_and_no_wording_that_was_not_chosen(client, cast):
    told = a_need(cast, "佐藤町の加納さんが困っている")
    issue = an_issue(cast, needs={told: "通院をあきらめた人がいる"})
    a_step(issue, Move.RAISE, by=cast.ishida)
    client.force_login(cast.ishida)

    answer = client.get(reverse("issues:sheet", args=[issue.pk, "proposal", "docx"]))

    words = _words(answer.content)
    assert "通院をあきらめた人がいる" in words
    assert "第2層協議体にかけた" in words
    assert "加納" not in words


def test_there_is_no_answer_letter_before_the_answer(client, cast):
    issue = an_issue(cast)
    client.force_login(cast.ishida)

    assert client.get(reverse("issues:sheet", args=[issue.pk, "answer", "pdf"])).status_code == 404


def test_the_hand_over_book_tells_what_is_under_way(cast):
    issue = an_issue(cast)
    an_issue(cast, "別の区域", by=cast.aoki, areas=[cast.second_area], post=None)
    post = cast.posts["first-area"]
    asked = HandoverAsked(cast.town.pk, frozenset({cast.first_area.pk}), post.pk, DAY, DAY)

    parts = [part for part in handover_parts(asked) if part.title == "動いている課題"]

    assert [row[0] for row in parts[0].rows] == [issue.title]


def _words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)
