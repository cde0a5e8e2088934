"""What resources bring to the pages and figures of others."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from sasaeai.people.models import User
from sasaeai.reports.facts import add_source
from sasaeai.resources import cards, feeds
from sasaeai.resources.models import (
    ActivityBody,
    ConfirmationRound,
    PersonResource,
    Resource,
)
from sasaeai.resources.rules.states import State
from sasaeai.ui import slots

SEE = "resources.see"

WORDS = {
    "resources.recorded": "資源を登録した",
    "resources.recorded_many": "資源をまとめて登録した",
    "resources.months_taken_in": "月の参加をまとめて取り込んだ",
    "resources.lines_taken_in": "資源の支援・財源を取り込んだ",
    "resources.placed_many": "位置のない資源に住所から位置を入れた",
    "resources.posted_many": "郵便番号のない資源に住所から郵便番号を入れた",
    "resources.changed": "資源を直した",
    "resources.removed": "資源を取り消した",
    "resources.exported": "地域資源を書き出した",
    "resources.moved": "資源の状態を変えた",
    "resources.published": "資源の公開を決めた",
    "resources.confirmed": "資源を確認した",
    "resources.token_renewed": "確認用のQRを作り直した",
    "resources.round_started": "いっせいの確認を始めた",
    "resources.round_closed": "いっせいの確認を終えた",
    "resources.proposed": "運営者が変更を知らせた",
    "resources.proposal_decided": "運営者の知らせを決めた",
    "resources.survey_made": "通いの場の調査の数字を出した",
    "resources.person_recorded": "人材を登録した",
    "resources.person_changed": "人材を直した",
    "resources.person_seen": "人材を見た",
    "resources.people_seen": "人材の一覧を見た",
    "resources.person_role_given": "人材を名簿に加えた",
    "resources.person_role_ended": "人材を名簿から外した",
    "resources.consent_withdrawn": "同意の取り下げを受け、内容を消した",
    "resources.interviewed": "聞き取りを書いた",
    "resources.interview_step_done": "聞き取りの次にすることを済ませた",
    "resources.company_kept": "企業を書いた",
    "resources.company_approached": "企業への働きかけを書いた",
    "resources.sheet_kept": "社会資源シートを書いた",
    "resources.funding_kept": "財源を書いた",
    "resources.course_kept": "養成講座を書いた",
    "resources.call_kept": "申し出・希望を書いた",
    "resources.call_seen": "申し出・希望の連絡先を見た",
    "resources.brought_together": "申し出と希望を引き合わせた",
    "resources.match_moved": "引き合わせの段階を進めた",
    "resources.followed_up": "引き合わせのその後を聞いた",
    "resources.practice_kept": "実践カードを書いた",
    "resources.carried_over": "横展開を書いた",
    "resources.pictures_added": "資源の写真を加えた",
    "resources.picture_removed": "資源の写真を消した",
    "resources.support_noted": "資源への支援を書いた",
    "resources.kept_in_touch": "参加者とのつながりを書いた",
    "resources.printed": "資源の一覧を印刷した",
    "resources.merged": "資源を統合した",
    "resources.merged_away": "資源を別の資源にまとめた",
    "resources.settings_decided": "台帳の決めごとを変えた",
    "resources.participation_recorded": "月の参加を書いた",
    "resources.body_recorded": "活動体を登録した",
    "resources.body_changed": "活動体を直した",
    "resources.body_moved": "活動体の段階を進めた",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(
        slots.MenuItem("resources", "資源", "resources:list", SEE, 30),
        slots.MenuItem(
            *("register", "台帳の決めごと", "resources:settings", "resources.settings", 70),
            group="settings",
        ),
    )
    slots.history_words.fill(slots.HistoryWords("resources", WORDS))
    slots.record_links.fill(
        slots.RecordLink("resources.Resource", address, lines),
        slots.RecordLink("resources.ActivityBody", body_address, body_lines),
        slots.RecordLink("resources.ConfirmationRound", round_address),
        slots.RecordLink("resources.PersonResource", person_address),
    )
    slots.search_sources.fill(
        slots.SearchSource("resources.Resource", "地域資源", SEE, lines),
        slots.SearchSource("resources.ActivityBody", "活動体", SEE, body_lines),
        slots.SearchSource("resources.PersonResource", "人材", "resources.people", person_lines),
    )
    slots.start_cards.fill(
        slots.StartCard(
            "resources", "resources/_card.html", "resources.edit", 40, cards.resources_card
        )
    )
    slots.organisation_panels.fill(
        slots.Panel("resources", "resources/_of_organisation.html", SEE, 20, cards.of_organisation)
    )
    for source in feeds.SOURCES:
        add_source(source)


def _viewer(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.may(SEE) else None


def address(request: HttpRequest, key: int) -> str | None:
    """The page of a resource, if the person may see it."""
    user = _viewer(request)
    seen = user and Resource.objects.visible_to(user).filter(pk=key, removed_at=None).exists()
    return reverse("resources:resource", args=[key]) if seen else None


def body_address(request: HttpRequest, key: int) -> str | None:
    """The page of an activity body, if the person may see it."""
    user = _viewer(request)
    seen = user and ActivityBody.objects.visible_to(user).filter(pk=key).exists()
    return reverse("resources:body", args=[key]) if seen else None


def round_address(request: HttpRequest, key: int) -> str | None:
    """The page of a round, if the person may see it."""
    user = _viewer(request)
    mine = user and user.may("resources.edit")
    seen = user and mine and ConfirmationRound.objects.filter(town=user.town, pk=key).exists()
    return reverse("resources:round", args=[key]) if seen else None


def person_address(request: HttpRequest, key: int) -> str | None:
    """The page of a person of the register, if the viewer may see it."""
    user = _viewer(request)
    may = user and user.may("resources.people")
    seen = user and may and PersonResource.objects.visible_to(user).filter(pk=key).exists()
    return reverse("resources:person", args=[key]) if seen else None


def person_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the people among the keys whose consent stands, in the order of the keys."""
    user = _viewer(request)
    if user is None or not user.may("resources.people"):
        return
    agreed = PersonResource.objects.visible_to(user).agreed().select_related("area").order_by()
    known = agreed.only("name", "area__name").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        area = one.area.name if one.area else "全市"
        yield slots.SearchLine(
            key=one.pk,
            title=one.name,
            detail=f"人材・{area}",
            url=reverse("resources:person", args=[one.pk]),
        )


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the resources among the keys that the person may see, in the order of the keys."""
    user = _viewer(request)
    if user is None:
        return
    seen = Resource.objects.visible_to(user).select_related("kind", "area").order_by()
    known = seen.only("name", "state", "kind__label", "area__name").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        kind = f"{one.kind.label}・" if one.kind else ""
        state = "" if one.state == State.ACTIVE else f"・{one.get_state_display()}"
        yield slots.SearchLine(
            key=one.pk,
            title=one.name,
            detail=f"{kind}{one.area_name}{state}",
            url=reverse("resources:resource", args=[one.pk]),
        )


def body_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the activity bodies among the keys, in the order of the keys."""
    user = _viewer(request)
    if user is None:
        return
    seen = ActivityBody.objects.visible_to(user).select_related("area").order_by()
    known = seen.only("name", "stage", "area__name").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        yield slots.SearchLine(
            key=one.pk,
            title=one.name,
            detail=f"活動体・{one.area_name}・{one.get_stage_display()}",
            url=reverse("resources:body", args=[one.pk]),
        )
