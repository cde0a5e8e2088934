"""The printed tables of the source documents, to the character, from records that coordinators kept.

The records are reconstructed from the published totals (see records.py); only the totals are real.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sasaeai.people.models import Post
from sasaeai.reports.actions.layouts import make_layout
from sasaeai.reports.actions.plans import Aim, add_indicator, add_plan, set_targets
from sasaeai.reports.asking import Asked
from sasaeai.reports.making import made_table
from sasaeai.reports.shelf import presets
from tests.stories.records import AT, kept, shared_out, spread_over

AUTUMN, END_OF_JANUARY = date(2023, 10, 31), date(2023, 1, 31)
PLAN_HEADS = [
    *(f"第8期計画実績値/目標値／令和{n}年度" for n in (3, 4, 5)),
    *(f"第9期計画目標値／令和{n}年度" for n in (6, 7, 8)),
]


def printed(cast, code, as_of, text=""):
    return made_table(cast.town, text or presets()[code].text, Asked(as_of)).table


def texts(table):
    return {
        "／".join(head for head in row.head if head): [cell.text for cell in row.cells]
        for row in table.rows
    }


def heads(table):
    return ["／".join(head for head in column.heads if head) for column in table.columns]


def a_plan_with(cast, name, unit, targets, *, first_year=2021):
    """Both plans, and one indicator with its targets by tier ("" = without tiers)."""
    if not cast.town.plans.exists():
        add_plan(by=cast.uno, at=AT, name="第8期計画", first_year=2021, last_year=2023)
        add_plan(by=cast.uno, at=AT, name="第9期計画", first_year=2024, last_year=2026)
    indicator = add_indicator(by=cast.uno, at=AT, code=f"i{len(name)}", name=name, unit=unit)
    aims = [
        Aim(first_year + n, Decimal(value), tier=tier)
        for tier, values in targets.items()
        for n, value in enumerate(values)
    ]
    set_targets(by=cast.uno, at=AT, indicator=indicator, aims=aims)


def test_p2_activity_counts_plan_against_actual(cast):
    a_plan_with(
        cast,
        "活動回数",
        "回・人",
        {
            "": [500, 650, 800, 1200, 1500, 1800],
            "1": [250, 350, 400, 800, 1000, 1200],
            "2": [250, 300, 400, 400, 500, 600],
        },
    )
    for year, tier, count in (
        (2021, "1", 460),
        (2021, "2", 203),
        (2022, "1", 357),
        (2022, "2", 340),
    ):
        kept(cast, spread_over(count, year=year), tier=tier)

    table = printed(cast, "p2_activity_counts", AUTUMN)

    assert heads(table) == PLAN_HEADS
    assert texts(table) == {
        "活動回数": [
            "663回・人 /500回・人", "697回・人 /650回・人", "/800回・人",
            "1,200回・人", "1,500回・人", "1,800回・人",
        ],
        "(第1層相当)": [
            "460回・人 /250回・人", "357回・人 /350回・人", "/400回・人",
            "800回・人", "1,000回・人", "1,200回・人",
        ],
        "(第2層相当)": [
            "203回・人 /250回・人", "340回・人 /300回・人", "/400回・人",
            "400回・人", "500回・人", "600回・人",
        ],
    }  # fmt: skip
    assert any("回・人：" in note for note in table.footnotes)


def test_p3_councils_held_none_is_a_true_zero(cast):
    a_plan_with(
        cast, "協議体開催回数", "回", {"1": [3, 3, 3, 3, 3, 3], "2": [15, 20, 25, 15, 20, 25]}
    )
    kept(cast, spread_over(4, year=2021), kind="協議体（第2層）")
    kept(cast, spread_over(1, year=2022), kind="協議体（第2層）")

    table = printed(cast, "p3_councils", AUTUMN)

    assert heads(table) == PLAN_HEADS
    assert texts(table) == {
        "第1層協議体": ["0回 /3回", "0回 /3回", "/3回", "3回", "3回", "3回"],
        "第2層協議体": ["4回 /15回", "1回 /20回", "/25回", "15回", "20回", "25回"],
    }


def test_p4_new_services_not_applicable_before_the_plan_had_the_indicator(cast):
    a_plan_with(cast, "新たな生活支援サービス", "事業", {"": [1, 1, 1]}, first_year=2024)

    table = printed(cast, "p4_new_services", AUTUMN)

    assert texts(table) == {
        "新たな生活支援サービス": ["***", "***", "***", "1事業", "1事業", "1事業"]
    }


def test_f1_deployment_adds_what_each_year_added(cast):
    Post.objects.filter(town=cast.town).update(set_up_on=date(2015, 4, 1))
    for year, first, second in (
        (2016, 1, 2), (2017, 0, 1), (2018, 0, 1), (2019, 0, 2), (2020, 0, 5),
    ):  # fmt: skip
        for tier, count in (("1", first), ("2", second)):
            for n in range(count):
                Post.objects.create(
                    town=cast.town,
                    name=f"第{tier}層 {year} {n}",
                    tier=tier,
                    set_up_on=date(year, 4, 1),
                )

    table = printed(cast, "f1_deployment", date(2021, 3, 31))

    assert heads(table) == ["H28", "H29", "H30", "R1", "R2", "計"]
    assert texts(table) == {
        "配置状況／第1層": ["1名", "", "", "", "", "1名"],
        "配置状況／第2層": ["2名", "1名", "1名", "2名", "5名", "11名"],
    }


def test_k1_treasure_hunts_mark_the_year_that_includes_plans(cast, districts):
    for year, areas, times in ((2020, 5, 6), (2021, 4, 4), (2022, 5, 5)):
        planned = 1 if year == 2022 else 0
        days = spread_over(times, year=year)
        kept(cast, days, kind="お宝探しワークショップ", areas=districts[:areas], planned=planned)

    table = printed(cast, "k1_treasure_hunt", END_OF_JANUARY)

    assert heads(table) == ["実施地区数", "延べ開催回数", "備考"]
    assert texts(table) == {
        "令和２年度": ["５地区", "６回", ""],
        "令和３年度": ["４地区", "４回", ""],
        "令和４年度": ["５地区", "５回", "※予定含む"],
    }


def test_k2_newsletter_issues_and_areas(cast, districts):
    for year, issues, areas in ((2020, 11, 10), (2021, 12, 10), (2022, 12, 12)):
        kept(
            cast,
            spread_over(issues, year=year),
            kind="つどいの場通信の発行",
            areas=districts[:areas],
            numbers=[str(n + 1) for n in range(issues)],
            planned=2 if year == 2022 else 0,
        )

    table = printed(cast, "k2_newsletter", END_OF_JANUARY)

    assert texts(table) == {
        "令和２年度": ["№１～№１１", "１０地区", ""],
        "令和３年度": ["№１～№１２", "１０地区", ""],
        "令和４年度": ["№１～№１２", "１２地区", "※予定含む"],
    }


def test_k5_area_meetings_as_of_the_end_of_january(cast, districts):
    for year, areas, meetings, people, months in (
        (2020, 37, 130, 1959, 12),
        (2021, 46, 134, 1616, 12),
        (2022, 36, 91, 1040, 10),
    ):
        days = spread_over(meetings, year=year, months=months)
        met = shared_out(people, meetings)
        kept(cast, days, kind="地域福祉座談会", areas=districts[:areas], people=met)

    table = printed(cast, "k5_area_meetings", END_OF_JANUARY)

    assert heads(table) == ["実施地区数", "開催回数", "のべ参加人数"]
    assert texts(table) == {
        "令和２年度": ["３７地区", "１３０回", "１，９５９人"],
        "令和３年度": ["４６地区", "１３４回", "１，６１６人"],
        "令和４年度 1月末": ["３６地区", "９１回", "１，０４０人"],
    }


def test_k6_networking_with_care_centres(cast):
    for year, heads_met, (round_centres, rounds), (care_centres, cares), months in (
        (2020, 3, (19, 27), (9, 20), 12),
        (2021, 1, (19, 34), (15, 45), 12),
        (2022, 1, (19, 38), (11, 36), 10),
    ):
        for kind, centres, times in (
            ("センター長会議等", 19, heads_met),
            ("運営懇談会", round_centres, rounds),
            ("地域ケア会議", care_centres, cares),
        ):
            met = [
                [f"第{n}包括：地域包括支援センター", "本部：社会福祉協議会"] for n in range(centres)
            ]
            kept(cast, spread_over(times, year=year, months=months), kind=kind, partners=met)

    table = printed(cast, "k6_networking", END_OF_JANUARY)

    assert texts(table) == {
        "令和２年度": ["３回", "１９センター２７回", "９センター２０回"],
        "令和３年度": ["１回", "１９センター３４回", "１５センター４５回"],
        "令和４年度 1月末": ["１回", "１９センター３８回", "１１センター３６回"],
    }


def test_k8_a_forum_with_twelve_of_nineteen_centres_joint_training_and_a_workshop(cast):
    centres = [f"第{n}包括：地域包括支援センター" for n in range(19)]
    forum, training, workshop = (
        "生活支援フォーラム",
        "地域サロン運営担当者研修と合同",
        "美術館で介護予防ワークショップ",
    )
    day = [date(2022, 9, 3)]
    kept(cast, day, kind="運営懇談会", partners=[centres])
    kept(cast, day, kind="フォーラム", titles=[forum], partners=[centres[:12]], people=[80])
    kept(cast, day, kind="講座・研修", titles=[training], people=[45])
    kept(cast, day, kind="ワークショップ", titles=[workshop], people=[20], planned=1)

    table = printed(cast, "k8_events", END_OF_JANUARY)

    assert heads(table) == ["回数", "参加したセンター", "延べ参加人数"]
    assert texts(table) == {
        f"フォーラム／{forum}": ["１回", "１２/１９センター", "８０人"],
        f"講座・研修／{training}": ["１回", "０/１９センター", "４５人"],
        f"ワークショップ／{workshop}": ["１回 ※予定含む", "０/１９センター", "２０人 ※予定含む"],
    }


def test_k9_development_with_partners_times_and_a_note_on_one_cell(cast):
    concert, wellness = (
        "歌と美容の癒しのコンサートによる居場所づくり",
        "歌でウェルネスを実現する居場所づくり",
    )
    rice, school = (
        "おむすびで繋がりを結ぶ孤立防止の居場所づくり",
        "少年院と地域連携で地域課題の解決",
    )
    for year, title, partner, times, planned in (
        (2021, concert, "リトラリス", 7, 0),
        (2022, concert, "リトラリス", 1, 0),
        (2022, wellness, "サルーテ", 5, 1),
        (2022, rice, "いち", 2, 1),
        (2022, school, "湖南学院", 4, 0),
    ):
        days = spread_over(times, year=year)
        kept(cast, days, kind="資源開発", titles=[title], partners=[[partner]], planned=planned)
    text = presets()["k9_development"].text + (
        f'\n[[cells]]\nrow = "{concert}"\ncolumn = "令和４年度"\nnote = "※県広域実施のため減"\n'
    )
    own = make_layout(by=cast.uno, at=AT, title="資源開発", text=text, copied_from="k9_development")

    table = printed(cast, "", END_OF_JANUARY, own.text)

    assert heads(table) == ["令和３年度", "令和４年度"]
    assert texts(table) == {
        f"{concert}／リトラリス": ["７回", "１回※県広域実施のため減"],
        f"{wellness}／サルーテ": ["", "５回 ※予定含む"],
        f"{rice}／いち": ["", "２回 ※予定含む"],
        f"{school}／湖南学院": ["", "４回"],
    }


def test_h1_matrix_of_business_items_by_month_with_the_partners_met(cast):
    cast.town.entry_scheme = "hakodate-6"
    cast.town.save()
    together, network = "第2層コーディネーター業務との協働", "地域におけるネットワーク構築"
    awareness = "住民主体の助け合い活動等の重要性と普及啓発"
    grasp = "高齢者支援のニーズ 社会資源の把握 課題の抽出"
    for month, function, met in (
        (9, together, "連絡会"),
        (9, together, "各包括のヒアリング"),
        (9, network, "おじプロ登録者と面談"),
        (9, network, ["シルバー人材", "ボランティア協議体", "日吉コンテ"]),
        (10, together, "かめだ"),
        (10, together, "連絡会"),
        (10, network, ["社協", "居宅協議会(シンフォニー、アニー)", "大妻高校", "ナルク"]),
        (10, awareness, ["市立看護学校"]),
        (10, grasp, ["大妻高校"]),
        (10, grasp, ["ナルク函館はまなす"]),
        (10, grasp, "北美原ケア会議"),
        (11, together, "連絡会"),
        (11, network, "日吉コンテ(市も同席)"),
        (11, network, ["アフラック"]),
        (11, network, "おじプロ登録者との面談"),
        (11, grasp, "赤川ケア会議"),
        (12, together, "連絡会"),
        (12, network, ["住宅都市部施設公社"]),
        (12, network, ["大妻高校"]),
        (12, network, ["社協", "損害保険ジャパン(株)"]),
        (12, grasp, ["社協"]),
    ):
        title = met if isinstance(met, str) else "打ち合わせ"
        partners = [] if isinstance(met, str) else [met]
        kept(
            cast,
            [date(2022, month, 15)],
            tier="1",
            functions=[function],
            titles=[title],
            partners=partners,
        )

    table = printed(cast, "h1_monthly_matrix", date(2023, 1, 27))

    assert heads(table) == ["9月", "10月", "11月", "12月"]
    # Blanks inside the printed words are line breaks of the slide, so blanks are not compared.
    shown = {row: ["".join(c.split()) for c in cells] for row, cells in texts(table).items()}
    assert shown == {
        "第2層コーディネーター業務との協働": [
            "連絡会各包括のヒアリング", "かめだ連絡会", "連絡会", "連絡会",
        ],
        "地域におけるネットワーク構築": [
            "おじプロ登録者と面談シルバー人材、ボランティア協議体、日吉コンテ",
            "社協、居宅協議会(シンフォニー、アニー)、大妻高校、ナルク",
            "日吉コンテ(市も同席)アフラックおじプロ登録者との面談",
            "住宅都市部施設公社大妻高校社協、損害保険ジャパン(株)",
        ],
        "住民主体の助け合い活動等の重要性と普及啓発": ["", "市立看護学校", "", ""],
        "ボランティアの発掘と養成": ["", "", "", ""],
        "高齢者支援のニーズ社会資源の把握課題の抽出": [
            "", "大妻高校ナルク函館はまなす北美原ケア会議", "赤川ケア会議", "社協",
        ],
        "助け合い活動の仕組みの創出と充実": ["", "", "", ""],
    }  # fmt: skip
