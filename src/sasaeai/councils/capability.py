"""What councils bring to the pages and figures of others."""

from __future__ import annotations

from sasaeai.councils import feeds
from sasaeai.councils import meeting_cards as cards
from sasaeai.councils.issues import joining as issues
from sasaeai.councils.plans import joining as plans
from sasaeai.reports.facts import add_source
from sasaeai.reports.handover_sources import HandoverSource, add_handover_source
from sasaeai.reports.month_checks import MonthCheck, add_month_check
from sasaeai.ui import slots

SEE = "councils.see"

WORDS = {
    "councils.council_recorded": "協議体を登録した",
    "councils.council_changed": "協議体を直した",
    "councils.participant_recorded": "参加者を登録した",
    "councils.participant_changed": "参加者を直した",
    "councils.seat_given": "構成員に加えた",
    "councils.seat_changed": "構成員の任期・立場を直した",
    "councils.meeting_planned": "会議を予定した",
    "councils.meeting_changed": "会議を直した",
    "councils.meeting_held": "会議を開催にした",
    "councils.meeting_postponed": "会議を延期にした",
    "councils.meeting_cancelled": "会議を中止にした",
    "councils.meeting_replanned": "会議の日を決めなおした",
    "councils.meeting_reopened": "会議の開催を取り消した",
    "councils.attendance_noted": "出欠を書いた",
    "councils.issue_printed": "課題の提案書・回答書を作った",
    "councils.issue_opened": "課題を起案した",
    "councils.issue_changed": "課題を直した",
    "councils.issue_made_of": "課題に困りごとをつないだ",
    "councils.issue_moved": "課題を進めた",
    "councils.answer_told": "課題の回答を伝えた",
    "councils.raising_decided": "課題の引き上げの決めごとを変えた",
    "councils.route_kept": "課題の上げ方を書いた",
    "councils.plan_printed": "地区の活動計画を印刷した",
    "councils.plan_kept": "地区の活動計画を書いた",
    "councils.cards_added": "話し合いのカードを書いた",
    "councils.cards_put": "話し合いのカードを並べ替えた",
    "councils.cards_removed": "話し合いのカードを消した",
    "councils.plan_part_kept": "計画の目標・取り組み・数字を書いた",
    "councils.plan_part_removed": "計画の目標・取り組み・数字を消した",
    "councils.board_photo_added": "話し合いの写真を加えた",
    "councils.check_in_opened": "会議のQR受付を用意した",
    "councils.item_added": "議題を加えた",
    "councils.item_changed": "議題を直した",
    "councils.item_removed": "議題を外した",
    "councils.minutes_written": "会議録を書いた",
    "councils.minutes_made_public": "会議録を公開用に確かめた",
    "councils.task_added": "会議の用件を書いた",
    "councils.task_done": "会議の用件を済ませた",
    "councils.task_undone": "会議の用件の済みをもどした",
    "councils.invited": "会議に案内する人を決めた",
    "councils.notices_sent": "会議の案内を出した",
    "councils.reply_noted": "会議の返事を書いた",
    "councils.roster_imported": "名簿を取り込んだ",
    "councils.exported": "協議体の一覧を書き出した",
    "councils.roster_exported": "名簿を書き出した",
    "councils.handout_added": "会議の資料を加えた",
    "councils.handout_removed": "会議の資料を消した",
    "councils.printed": "協議体の書類を印刷した",
}


def join() -> None:
    """Fill the slots."""
    slots.menu.fill(slots.MenuItem("councils", "協議体", "councils:list", SEE, 40))
    slots.history_words.fill(slots.HistoryWords("councils", WORDS))
    slots.start_cards.fill(
        slots.StartCard("meetings", "councils/_card.html", SEE, 15, cards.meetings_card)
    )
    slots.search_sources.fill(
        slots.SearchSource("councils.Council", "協議体", SEE, cards.council_lines),
        slots.SearchSource("councils.Meeting", "会議", SEE, cards.meeting_lines),
    )
    slots.record_links.fill(
        slots.RecordLink("councils.Council", cards.council_address, cards.council_lines),
        slots.RecordLink("councils.Meeting", cards.meeting_address, cards.meeting_lines),
    )
    for source in feeds.SOURCES:
        add_source(source)
    add_month_check(MonthCheck("councils.unmarked", "開いたか確かめていない会議", feeds.unmarked))
    add_handover_source(HandoverSource("councils", "協議体", feeds.handover_parts))
    issues.join()
    plans.join()
