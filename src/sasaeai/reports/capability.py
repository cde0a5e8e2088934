"""What reports bring to the rest of the house."""

from __future__ import annotations

from sasaeai.reports import cards, feeds
from sasaeai.reports.facts import Source, add_source
from sasaeai.reports.models import Target
from sasaeai.reports.own_links import (
    statistic_address,
    statistic_lines,
    target_address,
    target_lines,
)
from sasaeai.ui import slots

DEEDS = {
    "reports.plan_added": "計画期間を加えた",
    "reports.plan_changed": "計画期間を直した",
    "reports.indicator_added": "指標を加えた",
    "reports.indicator_changed": "指標を直した",
    "reports.targets_set": "目標を入れた",
    "reports.actual_corrected": "実績を訂正した",
    "reports.correction_withdrawn": "実績の訂正を取り消した",
    "reports.statistics_put": "外からの数字を入れた",
    "reports.statistics_removed": "外からの数字を消した",
    "reports.layout_made": "表を作った",
    "reports.layout_changed": "表の様式を直した",
    "reports.layout_shared": "表の共有を変えた",
    "reports.layout_removed": "表を消した",
    "reports.pack_text_written": "報告の文を書いた",
    "reports.submitted": "報告を確定して提出した",
    "reports.withdrawn": "提出を取り下げた",
    "reports.exported": "表を書き出した",
    "reports.form_added": "町の様式を登録した",
    "reports.form_mapped": "町の様式の差し込みを決めた",
    "reports.form_removed": "町の様式を消した",
    "reports.form_filled": "町の様式に書き込んだ",
    "reports.handover_made": "引き継ぎ帳を作った",
}


def _has_targets(town_id: int) -> bool:
    return Target.objects.filter(indicator__town=town_id).exists()


def join() -> None:
    """Menu, history words, checklist, fact sources."""
    slots.menu.fill(slots.MenuItem("reports", "集計・報告", "reports:tables", "reports.see", 60))
    slots.start_cards.fill(
        slots.StartCard(
            "reports.month",
            "reports/_card_month.html",
            "reports.monthly-prepare",
            40,
            cards.month_card,
        )
    )
    slots.record_links.fill(
        slots.RecordLink("reports.Target", target_address, target_lines),
        slots.RecordLink("reports.Statistic", statistic_address, statistic_lines),
    )
    slots.history_words.fill(slots.HistoryWords("reports", DEEDS))
    slots.ready_checks.fill(
        slots.ReadyCheck(
            "reports.plan",
            "最初の計画期間・指標・目標を入れる",
            80,
            "reports:plans",
            _has_targets,
            "計画期間（例：第9期）、指標（例：活動回数）、年度ごとの目標の順に入れます。計画と実績をくらべる表に使います。",
            permission="reports.plans",
        )
    )
    for source in (
        Source("posts", "職の配置", feeds.post_rows, named=('"配置"',), by_month=False),
        Source("tenures", "担当者の任期", feeds.tenure_rows, named=('"任期"',), by_month=False),
        Source("targets", "計画の目標", feeds.target_rows, by_month=False),
        Source("statistics", "外からの数字", feeds.statistic_rows, by_month=False),
        Source("population", "人口", feeds.population_rows, by_month=False),
    ):
        add_source(source)
