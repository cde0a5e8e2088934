"""Heads of columns as lists of issues write them, and the words for what was done with one."""

from __future__ import annotations

from typing import Final

from sasaeai.activities.importing.known import folded
from sasaeai.councils.rules.raising import DONE, Move, Stage

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "number": ("番号", "課題番号", "No", "No.", "整理番号", "管理番号"),
    "title": ("課題", "課題名", "地域課題", "件名", "議題", "テーマ"),
    "wording": ("どんなことが起きているか", "課題の内容", "現状", "詳細", "背景"),
    "wish": ("どうなるとよいか", "提案", "要望", "解決の方向", "提案内容"),
    "category": ("分類", "区分", "カテゴリ", "カテゴリー", "分野"),
    "areas": ("区域", "圏域", "地区", "日常生活圏域", "圏域・地区", "対象地区"),
    "council": ("起案した協議体", "協議体", "起案者", "起案元", "提出元", "会議体"),
    "post": ("受け持つ職", "担当", "担当職", "担当者"),
    "raised_from": ("どこから出たか", "出どころ", "発端", "きっかけ"),
    "route": ("上げ方", "ルート", "会議の順番"),
    "state": ("いまの段階", "状態", "段階", "進捗", "状況", "ステータス"),
    "sure": ("個人のことではない", "個人情報なし"),
    "on": ("日", "歩みの日", "月日", "日付", "年月日"),
    "done": ("したこと", "歩み", "経過", "対応", "処理"),
    "meeting": ("会議", "会議名", "どの会議で", "決めた会議"),
    "words": ("内容・理由", "内容", "理由", "経過の内容", "備考"),
    "to_council": ("次に話し合う協議体", "次の協議体"),
    "into": ("まとめた先", "統合先"),
    "budget_year": ("予算の年度", "予算年度", "事業年度"),
    "amount": ("金額（円）", "金額", "予算額"),
    "told_on": ("回答を伝えた日", "回答伝達日", "フィードバック日"),
    # One line an issue: a column a day, and the words beside it.
    "opened_on": ("起案日", "起案した日", "提起日", "発生日", "受付日", "把握日"),
    "level_1": ("1つ目の会議の日", "第2層協議", "第2層協議日", "第2層協議体", "協議日", "協議した日"),
    "level_2": ("2つ目の会議の日", "第1層提出", "第1層提出日", "第1層協議日", "第1層協議体", "提出日"),
    "level_3": ("3つ目の会議の日",),
    "solved_on": ("地域で解決した日", "解決日"),
    "policy_on": ("方針の日", "方針日", "方針決定日", "市の方針の日"),
    "policy_words": ("方針", "市の方針", "方針の内容"),
    "funded_on": ("予算・事業化の日", "予算化日", "事業化日", "予算・事業化日"),
    "declined_on": ("見送りの日", "見送り日", "見送った日"),
    "decline_words": ("見送りの理由", "見送り理由"),
    "answered_on": ("回答日", "回答した日"),
    "answer_words": ("回答", "回答の内容", "回答内容"),
}  # fmt: skip
NAMES: Final = {name: spellings[0] for name, spellings in HEADS.items()}
REQUIRED: Final = ("title",)

# Columns of days, in the order of the way up: (field, what was done, the words beside it).
ONE_LINE: Final[tuple[tuple[str, Move, str], ...]] = (
    ("opened_on", Move.OPEN, "wording"),
    ("level_1", Move.RAISE, "words"),
    ("level_2", Move.RAISE, "words"),
    ("level_3", Move.RAISE, "words"),
    ("solved_on", Move.SOLVE, "words"),
    ("policy_on", Move.POLICY, "policy_words"),
    ("funded_on", Move.FUND, "policy_words"),
    ("declined_on", Move.DECLINE, "decline_words"),
    ("answered_on", Move.ANSWER, "answer_words"),
)
ALSO: Final[dict[Move, tuple[str, ...]]] = {
    Move.OPEN: ("起案", "提起"),
    Move.RAISE: ("上げた", "提出", "上申", "上程"),
    Move.DISCUSS: ("協議", "協議した", "継続", "継続協議", "審議"),
    Move.SEND_BACK: ("差し戻し", "差し戻した"),
    Move.SOLVE: ("解決", "地域で解決"),
    Move.POLICY: ("方針", "市の方針", "方針決定"),
    Move.FUND: ("予算化", "事業化", "予算・事業化"),
    Move.DECLINE: ("見送り", "見送った"),
    Move.JOIN: ("まとめた", "統合"),
    Move.ANSWER: ("回答", "回答済み", "回答済"),
    Move.REOPEN: ("再度取り上げた", "再開"),
}
MOVES: Final = {
    folded(word): move
    for move in Move
    for word in (move.label, DONE.get(move, move.label), *ALSO[move])
}
STAGES: Final = {
    folded(word): stage
    for stage, words in {
        Stage.DRAFT: ("起案",),
        Stage.TALK: ("協議", "協議中", "検討中", "継続"),
        Stage.POLICY: ("方針", "方針決定"),
        Stage.FUNDED: ("予算・事業化", "予算化", "事業化", "予算化・事業化"),
        Stage.SOLVED: ("地域で解決", "解決", "解決済", "解決済み"),
        Stage.DECLINED: ("見送り",),
        Stage.JOINED: ("ほかの課題にまとめた", "統合"),
        Stage.ANSWERED: ("回答済み", "回答", "回答済", "完了"),
    }.items()
    for word in words
}
