"""函館: what each body is and where working together is hard, a column a body, as it was printed (H7).

The names of the bodies are ours; rows, order and words of the cells are those of the print.
"""

from __future__ import annotations

from sasaeai.people.examples import an_organisation
from sasaeai.resources.actions.partners import keep_sheet
from sasaeai.resources.queries.cards import comparison_table, sheets_of
from tests.stories.records import AT

BODIES = (
    "第2層生活支援コーディネーター",
    "市社会福祉協議会",
    "市シルバー人材センター",
    "市ボランティア連絡協議会",
    "多世代交流センター",
    "助け合いの会",
)
PRINTED = {
    "法人格": (
        *("社会福祉法人又は医療法人", "社会福祉法人", "公益社団法人"),
        *("社会福祉協議会", "社会福祉法人", "NPO法人"),
    ),
    "特徴": (
        "日常生活圏域（10圏域）毎に1カ所設置",
        "民間の社会福祉活動を推進することを目的とした営利を目的としない民間組織",
        "会員制",
        "登録制",
        "市のモデル事業",
        "全国に拠点を持つボランティア組織。奉仕活動はポイント制で自分も利用できる。（時間預託制度）",
    ),
    "SC側の共働に当たっての課題": (
        *("エリア限定", "高齢化", "高齢化、登録数減少", "高齢化、登録数減少"),
        *("市内全域対象だが、センター周辺地域にとどまる", "主旨に応じた活動"),
    ),
}
CHALLENGE = "①若い世代の発掘と活用。②共通した登録者。③個々のニーズに応じた供給が必要。"
GOAL = "①市内の各企業への広報活動と企業内登録者の発掘。（若年者発掘のため）"
FIELDS = ("legal_form", "feature", "challenge")


def test_h7_the_comparison_sheet_is_printed_from_the_sheets_of_the_bodies(cast):
    for order, name in enumerate(BODIES):
        told = {f: PRINTED[row][order] for f, row in zip(FIELDS, PRINTED, strict=True)}
        whole = {"first_tier_challenge": CHALLENGE, "first_tier_goal": GOAL} if not order else {}
        keep_sheet(
            by=cast.aoki, at=AT, organisation=an_organisation(cast.town, name),
            facts={"order": order, **told, **whole},
        )  # fmt: skip

    table = comparison_table(list(sheets_of(cast.aoki)))

    assert table.row_head_titles == ("社会資源",)
    assert tuple(column.heads[0] for column in table.columns) == BODIES
    rows = {row.head[0]: tuple(cell.text for cell in row.cells) for row in table.rows}
    assert list(rows) == [
        *("法人格", "目的等", "特徴", "活動内容（事業）", "SC側の共働に当たっての課題"),
        *("第1層の課題", "第1層の目標（活動）"),
    ]
    assert {name: rows[name] for name in PRINTED} == PRINTED
    assert (rows["第1層の課題"][0], rows["第1層の目標（活動）"][0]) == (CHALLENGE, GOAL)
