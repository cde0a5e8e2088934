"""Heads of columns as councils' own lists write them, and the words in their cells."""

from __future__ import annotations

from typing import Final

from sasaeai.activities.importing.known import folded
from sasaeai.councils.rules.meetings import MeetingState, Mode, Took

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "council": (
        *("協議体", "協議体名", "協議体の名称", "会議体", "会議体名", "会議", "会議名"),
        *("協議会", "協議会名", "名称", "council"),
    ),
    "on": ("日", "開催日", "実施日", "年月日", "日付", "開催年月日", "開催日時", "日時", "期日", "date"),
    "starts_at": ("開始", "開始時刻", "開始時間", "開会"),
    "ends_at": ("終了", "終了時刻", "終了時間", "閉会"),
    "state": ("状態", "状況", "開催状況", "実施状況", "開催・中止", "開催の有無"),
    "reason": ("中止・延期の理由", "理由", "中止理由", "延期理由", "中止の理由", "中止・延期理由"),
    "nth": ("第何回", "回", "回数", "開催回", "年度の回", "号"),
    "title": ("会議の名前", "件名", "副題", "テーマ", "会議の内容"),
    "mode": ("開催の方法", "方法", "開催方法", "形式", "開催形式", "開催形態"),
    "place": ("場所", "会場", "開催場所", "開催会場"),
    "area": ("区域", "圏域", "地区", "日常生活圏域", "圏域・地区"),
    "posts": (
        *("出席した生活支援コーディネーター", "コーディネーター", "生活支援コーディネーター", "SC"),
        *("担当", "担当SC", "SCの出席", "コーディネーターの出席", "SC出席"),
    ),
    "people": ("参加人数", "人数", "出席者数", "参加者数", "出席人数", "延べ人数", "参加延人数"),
    "others": ("名簿にない参加者", "名簿にない人数", "傍聴", "傍聴者数", "オブザーバー数"),
    "present": ("出席した人", "出席者", "参加者", "出席者名", "参加者名", "出席"),
    "online": ("オンラインで出席した人", "オンライン出席者", "オンライン参加者", "オンライン出席"),
    "paper": ("書面で回答した人", "書面回答者", "書面"),
    "substitute": ("代理が出た人", "代理出席", "代理出席者", "代理"),
    "absent": ("欠席した人", "欠席者", "欠席"),
    "topics": ("議題", "議事", "協議事項", "議題・内容", "主な議題", "協議内容", "話し合ったこと"),
    "digest": ("要旨", "会議録の要旨", "協議の要旨", "議事要旨"),
    "decisions": ("決まったこと", "決定事項", "決定", "結論", "協議結果", "結果"),
    "tasks": ("用件", "すること", "宿題", "実行すること", "今後の対応", "アクション", "次にすること"),
    "summary": ("まとめ", "概要", "備考", "内容"),
    "next_on": ("次回の日", "次回", "次回開催日", "次回日程", "次回予定日"),
}  # fmt: skip
NAMES: Final = {name: spellings[0] for name, spellings in HEADS.items()}
REQUIRED: Final = ("council", "on")

CAME: Final = {
    "present": Took.PRESENT,
    "online": Took.ONLINE,
    "paper": Took.PAPER,
    "substitute": Took.SUBSTITUTE,
    "absent": Took.ABSENT,
}

STATES: Final = {
    folded(word): state
    for state, words in {
        MeetingState.HELD: (*("開催", "実施", "開催済", "開催済み", "実施済", "済", "済み", "○", "〇"),),
        MeetingState.PLANNED: ("予定", "計画", "未開催", "未実施", "これから"),
        MeetingState.POSTPONED: ("延期", "順延"),
        MeetingState.CANCELLED: ("中止", "取りやめ", "休会", "流会", "×"),
    }.items()
    for word in words
}  # fmt: skip
MODES: Final = {
    folded(word): mode
    for mode, words in {
        Mode.IN_PERSON: (Mode.IN_PERSON.label, "対面開催", "参集", "集合", "会場"),
        Mode.ONLINE: (Mode.ONLINE.label, "web", "zoom", "リモート", "オンライン開催", "ウェブ"),
        Mode.BOTH: (
            Mode.BOTH.label,
            "併用",
            "ハイブリッド",
            "対面・オンライン",
            "対面とオンライン",
        ),
        Mode.PAPER: (
            Mode.PAPER.label,
            "紙面",
            "書面",
            "書面開催",
            "紙面開催",
            "書面会議",
            "持ち回り",
        ),
    }.items()
    for word in words
}
