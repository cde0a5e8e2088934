"""What troubles bring to the pages and figures of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from sasaeai.needs import cards, feeds, months
from sasaeai.needs.handover import handover_parts
from sasaeai.needs.models import Need, NeedLetter
from sasaeai.people.models import User
from sasaeai.reports.facts import add_source
from sasaeai.reports.handover_sources import HandoverSource, add_handover_source
from sasaeai.reports.month_checks import MonthCheck, add_month_check
from sasaeai.ui import slots

SEE = "needs.see"
WORDS = {
    "needs.recorded": "困りごとを受け付けた",
    "needs.recorded_many": "困りごとをまとめて受け付けた",
    "needs.corrected": "困りごとを直した",
    "needs.settled": "困りごとの分類を決めた",
    "needs.settled_many": "困りごとの分類をまとめて決めた",
    "needs.unsettled_many": "まとめて決めた分類をもどした",
    "needs.unsettled": "困りごとの分類をもどした",
    "needs.suggested_anew": "分類の案を付け直した",
    "needs.moved": "困りごとの状態を変えた",
    "needs.step_told": "困りごとの対応を書いた",
    "needs.masked": "困りごとの名前や連絡先を伏せた",
    "needs.example_chosen": "印刷する例を決めた",
    "needs.caller_seen": "困りごとを話した人の名前を見た",
    "needs.caller_forgotten": "困りごとを話した人の名前を消した",
    "needs.referred": "つなぎを書いた",
    "needs.referral_taken_back": "つなぎを取り消した",
    "needs.photos_added": "困りごとの写真を加えた",
    "needs.photos_removed": "困りごとの写真を消した",
    "needs.letter_received": "住民のページから声が届いた",
    "needs.letter_decided": "届いた声をどうするか決めた",
    "needs.letter_reopened": "受け付けなかった声をもどした",
    "needs.word_kept": "町のことばを決めた",
    "needs.word_dropped": "町のことばをやめた",
    "needs.exported": "困りごとを書き出した",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(slots.MenuItem("needs", "困りごと", "needs:list", SEE, 20))
    slots.history_words.fill(slots.HistoryWords("needs", WORDS))
    slots.record_links.fill(slots.RecordLink("needs.Need", address, lines))
    slots.record_links.fill(slots.RecordLink("needs.NeedLetter", letter_address, letter_lines))
    slots.search_sources.fill(
        slots.SearchSource("needs.Need", "困りごと", SEE, lines),
        slots.SearchSource("needs.NeedLetter", "届いた声", SEE, letter_lines),
    )
    slots.start_cards.fill(slots.StartCard("needs", "needs/_card.html", SEE, 30, cards.needs_card))
    for source in feeds.SOURCES:
        add_source(source)
    for key, title, lines_of in (
        ("needs.unsettled", "分類を決めていない困りごと", months.without_category),
        ("needs.letters", "まだ読んでいない声", months.letters_unread),
        ("needs.waiting", "返事を待っている困りごと", months.without_reply),
    ):
        add_month_check(MonthCheck(key, title, lines_of, 3))
    add_handover_source(HandoverSource("needs", "困りごと", handover_parts, order=20))


def address(request: HttpRequest, key: int) -> str | None:
    """The page of a trouble, if the person may see it."""
    user = request.user
    if not isinstance(user, User) or not user.may(SEE):
        return None
    seen = Need.objects.visible_to(user).filter(pk=key).exists()
    return reverse("needs:need", args=[key]) if seen else None


def lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the troubles among the keys that the person may see, in the order of the keys."""
    user = cast("User", request.user)
    if not user.is_authenticated or not user.may(SEE):
        return
    seen = Need.objects.visible_to(user).select_related("area").order_by()
    known = seen.only("heard_on", "wording", "state", "area__name").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        on = one.heard_on
        yield slots.SearchLine(
            key=one.pk,
            title=one.heading,
            detail=f"{on.year}年{on.month}月{on.day}日・{one.area_name}・{one.state_now.label}",
            url=reverse("needs:need", args=[one.pk]),
        )


def letter_address(request: HttpRequest, key: int) -> str | None:
    """The page of a letter, if the person may see it."""
    user = request.user
    if not isinstance(user, User) or not user.may(SEE):
        return None
    seen = NeedLetter.objects.visible_to(user).filter(pk=key).exists()
    return reverse("needs:letter", args=[key]) if seen else None


def letter_lines(request: HttpRequest, keys: list[int]) -> Iterable[slots.SearchLine]:
    """Lines of the letters among the keys that the person may see, in the order of the keys."""
    user = cast("User", request.user)
    if not user.is_authenticated or not user.may(SEE):
        return
    seen = NeedLetter.objects.visible_to(user).select_related("area").order_by()
    known = seen.only("number", "sent_at", "state", "area__name").in_bulk(keys)
    for one in (known[key] for key in keys if key in known):
        on = localdate(one.sent_at)
        yield slots.SearchLine(
            key=one.pk,
            title=str(one),
            detail=f"{on.year}年{on.month}月{on.day}日・{one.area_name}・{one.get_state_display()}",
            url=reverse("needs:letter", args=[one.pk]),
        )
