"""The printed tables of the source documents, to the character.

The facts are reconstructed from the published totals (see stories.py); only the totals are real.
"""

from datetime import date

from sasaeai.analysis.figures.tests.stories import (
    happenings,
    heads,
    preset,
    shared_out,
    table_of,
    texts,
)


def plan_targets(indicator, by_tier, first_year=2021):
    return [
        {"date": f"{first_year + n}年度", "tier": tier, "indicator": indicator, "target": target}
        for tier, targets in by_tier.items()
        for n, target in enumerate(targets)
        if target is not None
    ]


def test_p2_activity_counts_plan_against_actual():
    rows = plan_targets(
        "活動回数",
        {"第1層": [250, 350, 400, 800, 1000, 1200], "第2層": [250, 300, 400, 400, 500, 600]},
    )
    for year, tier, count in ((2021, 1, 460), (2021, 2, 203), (2022, 1, 357), (2022, 2, 340)):
        rows += happenings(count, year=year, tier=tier, coordinators=["sc-1"])

    table = table_of(preset("p2_activity_counts"), rows, as_of=date(2023, 10, 31))

    assert heads(table) == [
        "第8期計画実績値/目標値／令和3年度",
        "第8期計画実績値/目標値／令和4年度",
        "第8期計画実績値/目標値／令和5年度",
        "第9期計画目標値／令和6年度",
        "第9期計画目標値／令和7年度",
        "第9期計画目標値／令和8年度",
    ]
    assert texts(table) == {
        "活動回数": [
            "663回・人 /500回・人",
            "697回・人 /650回・人",
            "/800回・人",
            "1,200回・人",
            "1,500回・人",
            "1,800回・人",
        ],
        "(第1層相当)": [
            "460回・人 /250回・人",
            "357回・人 /350回・人",
            "/400回・人",
            "800回・人",
            "1,000回・人",
            "1,200回・人",
        ],
        "(第2層相当)": [
            "203回・人 /250回・人",
            "340回・人 /300回・人",
            "/400回・人",
            "400回・人",
            "500回・人",
            "600回・人",
        ],
    }
    assert any("回・人：" in note for note in table.footnotes)


def test_k5_area_meetings_as_of_the_end_of_january():
    rows = []
    for year, areas, meetings, people, months in (
        (2020, 37, 130, 1959, 12),
        (2021, 46, 134, 1616, 12),
        (2022, 36, 91, 1040, 10),
    ):
        met = shared_out(people, meetings)
        for n, fact in enumerate(happenings(meetings, year=year, months=months, kind="座談会")):
            rows.append({**fact, "area": {"地区": f"地区{n % areas}"}, "counts": {"人": met[n]}})

    table = table_of(preset("k5_area_meetings"), rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["実施地区数", "開催回数", "のべ参加人数"]
    assert texts(table) == {
        "令和２年度": ["３７地区", "１３０回", "１，９５９人"],
        "令和３年度": ["４６地区", "１３４回", "１，６１６人"],
        "令和４年度 1月末": ["３６地区", "９１回", "１，０４０人"],
    }
    assert [cell.state for cell in table.rows[2].cells] == ["partial"] * 3


def test_k6_networking_with_care_centres():
    rows = []
    for year, heads_met, (round_centres, rounds), (care_centres, cares), months in (
        (2020, 3, (19, 27), (9, 20), 12),
        (2021, 1, (19, 34), (15, 45), 12),
        (2022, 1, (19, 38), (11, 36), 10),
    ):
        for kind, centres, times in (
            ("センター長会議", 19, heads_met),
            ("運営懇談会", round_centres, rounds),
            ("地域ケア会議", care_centres, cares),
        ):
            for n, fact in enumerate(happenings(times, year=year, months=months, kind=kind)):
                centre = {"id": f"包括{n % centres}", "type": "地域包括支援センター"}
                rows.append({**fact, "partners": [centre, {"id": "社協", "type": "社協"}]})

    table = table_of(preset("k6_networking"), rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["センター長会議等", "運営懇談会", "地域ケア会議"]
    assert texts(table) == {
        "令和２年度": ["３回", "１９センター２７回", "９センター２０回"],
        "令和３年度": ["１回", "１９センター３４回", "１５センター４５回"],
        "令和４年度 1月末": ["１回", "１９センター３８回", "１１センター３６回"],
    }


PLAN_HEADS = [
    "第8期計画実績値/目標値／令和3年度",
    "第8期計画実績値/目標値／令和4年度",
    "第8期計画実績値/目標値／令和5年度",
    "第9期計画目標値／令和6年度",
    "第9期計画目標値／令和7年度",
    "第9期計画目標値／令和8年度",
]


def test_p3_councils_held_none_is_a_true_zero():
    rows = plan_targets(
        "協議体開催回数", {"第1層": [3, 3, 3, 3, 3, 3], "第2層": [15, 20, 25, 15, 20, 25]}
    )
    rows += happenings(4, year=2021, kind="協議体", tier="第2層")
    rows += happenings(1, year=2022, kind="協議体", tier="第2層")

    table = table_of(preset("p3_councils"), rows, as_of=date(2023, 10, 31))

    assert heads(table) == PLAN_HEADS
    assert texts(table) == {
        "第1層協議体": ["0回 /3回", "0回 /3回", "/3回", "3回", "3回", "3回"],
        "第2層協議体": ["4回 /15回", "1回 /20回", "/25回", "15回", "20回", "25回"],
    }


def test_p4_new_services_not_applicable_before_the_plan_had_the_indicator():
    rows = plan_targets("新たな生活支援サービス", {None: [1, 1, 1]}, first_year=2024)

    table = table_of(preset("p4_new_services"), rows)

    assert heads(table) == PLAN_HEADS
    assert texts(table) == {
        "新たな生活支援サービス": ["***", "***", "***", "1事業", "1事業", "1事業"]
    }
    assert [cell.state for cell in table.rows[0].cells] == ["not_applicable"] * 3 + ["actual"] * 3


def test_h1_matrix_of_business_items_by_month_with_the_partners_met():
    together, network, awareness, grasp = (
        "第2層との協働",
        "ネットワーク構築",
        "普及啓発",
        "高齢者支援ニーズ・社会資源の把握・課題抽出",
    )
    met = [
        (9, together, ["連絡会"]),
        (9, together, ["各包括のヒアリング"]),
        (9, network, ["おじプロ登録者と面談"]),
        (9, network, ["シルバー人材", "ボランティア協議体", "日吉コンテ"]),
        (10, together, ["かめだ"]),
        (10, together, ["連絡会"]),
        (10, network, ["社協", "居宅協議会(シンフォニー、アニー)", "大妻高校", "ナルク"]),
        (10, awareness, ["市立看護学校"]),
        (10, grasp, ["大妻高校"]),
        (10, grasp, ["ナルク函館はまなす"]),
        (10, grasp, ["北美原ケア会議"]),
        (11, together, ["連絡会"]),
        (11, network, ["日吉コンテ(市も同席)"]),
        (11, network, ["アフラック"]),
        (11, network, ["おじプロ登録者との面談"]),
        (11, grasp, ["赤川ケア会議"]),
        (12, together, ["連絡会"]),
        (12, network, ["住宅都市部施設公社"]),
        (12, network, ["大妻高校"]),
        (12, network, ["社協", "損害保険ジャパン(株)"]),
        (12, grasp, ["社協"]),
    ]
    rows = [
        {"date": f"2022-{month:02d}-{n + 1:02d}", "functions": [function], "partners": partners}
        for n, (month, function, partners) in enumerate(met)
    ]

    table = table_of(preset("h1_monthly_matrix"), rows)

    assert heads(table) == ["9月", "10月", "11月", "12月"]
    # Blanks inside the printed words are line breaks of the slide, so blanks are not compared.
    printed = {
        "第2層コーディネーター業務との協働": [
            "連絡会 各包括のヒアリング", "かめだ 連絡会", "連絡会", "連絡会",
        ],
        "地域におけるネットワーク構築": [
            "おじプロ登録者と面談 シルバー人材、ボラン ティア協議体、日吉コ ンテ",
            "社協、居宅協議会 (シンフォニー、 アニー)、大妻高 校、ナルク",
            "日吉コンテ(市 も同席)アフ ラック おじプロ登録者 との面談",
            "住宅都市部施設 公社 大妻高校 社協、損害保険 ジャパン(株)",
        ],
        "住民主体の助け合い活動等の重要性と普及啓発": ["", "市立看護学校", "", ""],
        "ボランティアの発掘と養成": ["", "", "", ""],
        "高齢者支援のニーズ社会資源の把握課題の抽出": [
            "", "大妻高校 ナルク函館はまな す 北美原ケア会議", "赤川ケア会議", "社協",
        ],
        "助け合い活動の仕組みの創出と充実": ["", "", "", ""],
    }  # fmt: skip
    assert {
        row: [cell.replace(" ", "") for cell in cells] for row, cells in texts(table).items()
    } == {row: [cell.replace(" ", "") for cell in cells] for row, cells in printed.items()}


def test_f1_deployment_adds_what_each_year_added():
    rows = [
        {"date": f"{year}-04-01", "kind": "配置", "tier": tier, "coordinators": f"{tier}-{year}-{n}"}
        for year, first, second in (
            (2016, 1, 2), (2017, 0, 1), (2018, 0, 1), (2019, 0, 2), (2020, 0, 5),
        )
        for tier, count in (("第1層", first), ("第2層", second))
        for n in range(count)
    ]  # fmt: skip

    table = table_of(preset("f1_deployment"), rows)

    assert heads(table) == ["H28", "H29", "H30", "R1", "R2", "計"]
    assert texts(table) == {
        "配置状況／第1層": ["1名", "", "", "", "", "1名"],
        "配置状況／第2層": ["2名", "1名", "1名", "2名", "5名", "11名"],
    }


def test_f2_councils_by_the_year_they_were_founded():
    founded = {
        2016: ["押立・車返ささえあい協議会"],
        2018: ["ささえあい四谷"],
        2019: ["住吉・分梅・南町ささえあい協議会"],
        2020: ["中央ささえあいの会", "わがまち支えあいの会～小柳・是政・清水が丘エリア～"],
        2021: [f"エリア{n}" for n in range(6, 12)],
    }
    rows = [
        {"date": f"{year}-04-01", "kind": "協議体の発足", "council": name}
        for year, names in founded.items()
        for name in names
    ]

    table = table_of(preset("f2_councils"), rows)

    assert texts(table)["H28年度"] == ["押立・車返ささえあい協議会", "1エリア"]
    assert texts(table)["R3年度"][1] == "11エリア"
    assert list(texts(table)) == ["H28年度", "H30年度", "R1年度", "R2年度", "R3年度"]


def test_f3_activity_bodies_by_council_and_category():
    printed = {
        "居場所づくり": [3, 4, 6, 5, 1, 2, 21],
        "生活支援": [0, 1, 3, 5, 1, 1, 11],
        "子どもの見守り": [0, 3, 2, 1, 5, 1, 12],
        "その他（PR・食の支援）": [0, 1, 0, 0, 9, 7, 17],
    }
    rows = [
        {"date": "2020-04-01", "kind": "活動体", "category": kind, "council": f"協議会{n}"}
        for kind, numbers in printed.items()
        for n, count in enumerate(numbers[:-1])
        for _ in range(count)
    ]

    table = table_of(preset("f3_activity_bodies"), rows, as_of=date(2021, 1, 31))

    assert texts(table) == {kind: [str(n) for n in numbers] for kind, numbers in printed.items()}


def test_k1_treasure_hunts_mark_the_year_that_includes_plans():
    rows = []
    for year, areas, times in ((2020, 5, 6), (2021, 4, 4), (2022, 5, 5)):
        for n, fact in enumerate(happenings(times, year=year, kind="お宝探しワークショップ")):
            rows.append({**fact, "area": {"地区": f"地区{n % areas}"}})
    rows[-1]["state"] = "planned"
    rows.append({**rows[-1], "state": "cancelled"})

    table = table_of(preset("k1_treasure_hunt"), rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["実施地区数", "延べ開催回数", "備考"]
    assert texts(table) == {
        "令和２年度": ["５地区", "６回", ""],
        "令和３年度": ["４地区", "４回", ""],
        "令和４年度": ["５地区", "５回", "※予定含む"],
    }
    assert table.rows[2].cells[1].state == "includes_planned"


def test_k2_newsletter_issues_and_areas():
    rows = []
    for year, issues, areas in ((2020, 11, 10), (2021, 12, 10), (2022, 12, 12)):
        for n, fact in enumerate(happenings(issues, year=year, kind="通信")):
            rows.append({**fact, "number": n + 1, "area": {"地区": f"地区{n % areas}"}})
    for row in rows[-2:]:
        row["state"] = "予定"

    table = table_of(preset("k2_newsletter"), rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["発行回数", "地区数", "備考"]
    assert texts(table) == {
        "令和２年度": ["№１～№１１", "１０地区", ""],
        "令和３年度": ["№１～№１２", "１０地区", ""],
        "令和４年度": ["№１～№１２", "１２地区", "※予定含む"],
    }


def test_k9_development_with_partners_times_and_notes():
    concert = {
        "texts": {"件名": "歌と美容の癒しのコンサートによる居場所づくり"},
        "partners": "リトラリス",
    }
    wellness = {"texts": {"件名": "歌でウェルネスを実現する居場所づくり"}, "partners": "サルーテ"}
    rice = {"texts": {"件名": "おむすびで繋がりを結ぶ孤立防止の居場所づくり"}, "partners": "いち"}
    school = {"texts": {"件名": "少年院と地域連携で地域課題の解決"}, "partners": "湖南学院"}
    rows = [
        *happenings(7, year=2021, **concert),
        *happenings(1, year=2022, **concert, note="※県広域実施のため減"),
        *happenings(5, year=2022, **wellness),
        *happenings(2, year=2022, **rice),
        *happenings(4, year=2022, **school),
    ]
    rows = [{**row, "kind": "資源開発"} for row in rows]
    rows[12]["state"] = rows[14]["state"] = "planned"

    table = table_of(preset("k9_development"), rows, as_of=date(2023, 1, 31))

    assert heads(table) == ["令和３年度", "令和４年度"]
    assert texts(table) == {
        "歌と美容の癒しのコンサートによる居場所づくり／リトラリス": [
            "７回",
            "１回※県広域実施のため減",
        ],
        "歌でウェルネスを実現する居場所づくり／サルーテ": ["", "５回 ※予定含む"],
        "おむすびで繋がりを結ぶ孤立防止の居場所づくり／いち": ["", "２回 ※予定含む"],
        "少年院と地域連携で地域課題の解決／湖南学院": ["", "４回"],
    }
