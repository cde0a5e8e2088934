"""The index answers like a reader would, on either database: the truth is `analysis.words.asking.holds`."""

import random
from datetime import date

import pytest
from django.db import connection

from sasaeai.analysis.words.asking import holds, query_phrases
from sasaeai.analysis.words.folding import search_key
from sasaeai.search import actions, index, queries
from sasaeai.search.actions import put, put_many, rebuild, remove
from sasaeai.search.models import Entry
from sasaeai.search.queries import (
    MOST_COUNTED,
    is_outdated,
    matching,
    newest,
    synonyms_of,
    texts_of,
)
from sasaeai.search.rules import Line, Sight, TooLarge, row_number

AREA, ORGANISATION = "places.Area", "people.Organisation"
DAY = date(2022, 10, 3)

# What is written, and what must find it. Invented sentences in the words of the programme.
GOLDEN = [
    ("体操教室を見学した", ["体操", "体操教室", "教室", "操教"]),
    ("ひとり暮らしの方の見守りについて", ["見守り", "見守", "守り", "独居", "一人暮らし"]),
    ("買い物に困っている", ["買い物", "買物", "買いもの", "買"]),
    ("買物支援の聞き取り", ["買い物支援", "買物", "聞取り"]),
    ("ﾀｶﾊｼさん宅を訪問", ["タカハシ", "たかはし", "ﾀｶﾊｼ", "訪問"]),
    ("タカハシ商店と打合せ", ["ﾀｶﾊｼ", "たかはし", "打ち合わせ"]),
    ("たかはし医院", ["タカハシ", "ﾀｶﾊｼ"]),
    ("髙橋会長に相談", ["高橋", "髙橋"]),
    ("高橋会長に相談", ["高橋", "髙橋"]),
    ("山﨑さんと話し合い", ["山崎", "山﨑", "話合い"]),
    ("黒澤地区", ["黒沢", "黒澤"]),
    ("渡邊・渡邉・渡辺の三氏", ["渡辺", "渡邊", "渡邉"]),
    ("齋藤 斎藤 斉藤 齊藤", ["斉藤", "齋藤"]),
    ("第①回サロン", ["第1回", "１回", "①"]),
    ("第１回サロン", ["第1回", "①回", "サロン", "さろん", "ｻﾛﾝ"]),
    ("２丁目３−４", ["2丁目", "3-4", "３－４"]),
    ("㈱ささえ商店", ["株", "(株)ささえ", "ささえ商店"]),
    ("佐々木　太郎　様", ["佐々木太郎", "佐々木 太郎", "太郎"]),
    ("連絡先 090-0000-1234", ["09000001234", "0000-1234"]),
    ("雪", ["雪"]),
    ("玄関前の雪", ["雪", "前の雪"]),
    ("雪かき隊の発足", ["雪かき", "雪", "除雪"]),
    ("移動スーパー\nの停留所", ["移動販売", "スーパーの停留"]),
    ("体\n操の会", ["体操"]),
    ("○○町内会の集い", ["○○", "町内会", "自治会", "つどい"]),
    ("SCとNPOの会議", ["sc", "ＳＣ", "npo", "生活支援コーディネーター"]),
    ("ボランティア・センター", ["ボランティアセンター", "ボランテイア"]),
    ("市ヶ谷地区と３ヵ所", ["市ケ谷", "3か所", "３箇所"]),
    ("⻑寿会の⺠生委員", ["長寿会", "民生委員"]),
]


def line(key: int, text: str, **given) -> Line:
    return Line(
        **{"town_id": 1, "kind": AREA, "key": key, "text": text, "area_id": None}
        | {"day": DAY}
        | given
    )


def found_by(town, text, **given) -> list[int]:
    return list(newest(kind=AREA, town_id=town.pk, text=text, **given).keys)


@pytest.fixture
def town(cast):
    return cast.town


@pytest.mark.parametrize(("text", "queries"), GOLDEN)
def test_the_golden_list(town, text, queries):
    put_many([line(1, text, town_id=town.pk), line(2, "何も関係のない文", town_id=town.pk)])

    for query in queries:
        assert found_by(town, query) == [1], query


@pytest.mark.parametrize(
    "query", ["体育", "高校", "見舞い", "買収", "ビル", "体操 見守り", "、", "", "🍎"]
)
def test_what_does_not_stand_there_is_not_found(town, query):
    put_many([line(1, "体操教室のビール", town_id=town.pk), line(2, "見守り", town_id=town.pk)])

    assert found_by(town, query) == []


@pytest.fixture
def a_library(town):
    """Two hundred texts put together by chance, some of them long enough for several rows."""
    chance = random.Random(11)  # noqa: S311  (the same texts every time)
    parts = [*"体操見守り買物支援髙﨑ー－・ 、①aA1", "サービス", "ｻｰﾋﾞｽ", "見守り", "SC", "○○"]
    lengths = [chance.choice((0, 3, 12, 40, 120)) for _ in range(190)] + [3000] * 10
    texts = {n: "".join(chance.choices(parts, k=k)) for n, k in enumerate(lengths, start=1)}
    put_many(line(n, text, town_id=town.pk) for n, text in texts.items())
    return texts


QUERIES = [
    "体操",
    "見守",
    "見守り",
    "操",
    "さーびす",
    "高崎",
    "SC ○○",
    "1a",
    "買物 支援",
    "ー",
    "体操見",
    "a",
    "p",
    "o 1",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_index_finds_exactly_what_the_folded_texts_hold(town, a_library, query):
    asked = query_phrases(query, synonyms_of(town.pk))
    truth = {n for n, text in a_library.items() if holds(search_key(text), asked)}

    assert set(found_by(town, query, limit=MOST_COUNTED)) == truth


def test_words_far_apart_in_long_minutes_are_found_together(town):
    chance = random.Random(5)  # noqa: S311  (the same texts every time)
    filler = ["".join(chance.choices("議題報告意見交換次回予定", k=9_000)) for _ in range(3)]
    put_many(
        [
            line(1, f"灯油{filler[0]}通院{filler[1]}", town_id=town.pk),
            line(2, f"灯油{filler[2]}", town_id=town.pk),
            line(3, "通院と灯油", town_id=town.pk),
        ]
    )

    assert sorted(found_by(town, "灯油 通院")) == [1, 3]
    assert sorted(found_by(town, "灯油")) == [1, 2, 3]
    assert newest(kind=AREA, town_id=town.pk, text="議題").count == 2


def test_the_found_keys_filter_the_records_themselves(cast):
    areas = {"第1圏域": cast.first_area, "第2圏域": cast.second_area}
    put_many(line(a.pk, name, town_id=cast.town.pk) for name, a in areas.items())

    found = type(cast.first_area).objects.filter(pk__in=matching(AREA, cast.town.pk, "圏域 第２"))

    assert list(found) == [cast.second_area]
    assert (
        not type(cast.first_area).objects.filter(pk__in=matching(AREA, cast.town.pk, "、")).exists()
    )


def test_finding_records_costs_one_query_and_one_for_the_words(cast, django_assert_num_queries):
    put_many([line(cast.first_area.pk, "第1圏域", town_id=cast.town.pk)])

    with django_assert_num_queries(2):
        list(type(cast.first_area).objects.filter(pk__in=matching(AREA, cast.town.pk, "圏域")))


def test_the_newest_stand_first_and_those_without_a_date_last(town):
    days = {1: date(2022, 4, 1), 2: date(2023, 1, 5), 3: None, 4: date(2022, 12, 31)}
    put_many(line(n, "サロン", town_id=town.pk, day=day) for n, day in days.items())

    assert found_by(town, "サロン") == [2, 4, 1, 3]
    assert found_by(town, "サロン", limit=2, offset=1) == [4, 1]
    assert found_by(town, "サロン", first=date(2022, 4, 1), last=date(2022, 12, 31)) == [4, 1]
    assert found_by(town, "サロン", last=date(2022, 12, 30)) == [1]


def test_counting_stops_at_a_thousand(town):
    put_many(line(n, "見守り", town_id=town.pk) for n in range(1, MOST_COUNTED + 2))

    many = newest(kind=AREA, town_id=town.pk, text="見守")

    assert (many.count, many.more) == (MOST_COUNTED, True)


def test_frequent_and_rare_words_alike_give_the_newest(town, monkeypatch):
    monkeypatch.setattr(queries, "MOST_COUNTED", 20)
    monkeypatch.setattr(queries, "ROWS_READ", 25)
    holding = {
        "見守り": range(1, 401),
        "体操": range(2, 401, 2),
        "灯油": range(40, 401, 40),
        "買物支援": range(1, 101),
        "傾聴": range(395, 401),
    }
    put_many(
        line(n, "、".join(word for word, keys in holding.items() if n in keys), town_id=town.pk)
        for n in range(1, 401)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    for word, keys in holding.items():
        assert found_by(town, f'"{word}"') == sorted(keys, reverse=True)[:20], word


def test_nobody_finds_what_belongs_to_another_town(cast):
    put_many([line(1, "見守り", town_id=cast.other_town.pk)])

    assert found_by(cast.town, "見守り") == []


def test_one_kind_does_not_find_another(town):
    put_many([line(1, "見守り", town_id=town.pk, kind=ORGANISATION)])

    assert found_by(town, "見守り") == []


def test_areas_and_personal_data_are_kept_from_those_who_may_not_see_them(town):
    put_many(
        [
            line(1, "見守り", town_id=town.pk, area_id=3),
            line(2, "見守り", town_id=town.pk, area_id=4, more_area_ids=(3,)),
            line(3, "見守り", town_id=town.pk, area_id=4),
            line(4, "見守り", town_id=town.pk),
            line(5, "見守り", town_id=town.pk, open_to_town=True),
            line(6, "見守り", town_id=town.pk, area_id=3, personal=True),
        ]
    )

    def sees(**given):
        return sorted(found_by(town, "見守り", sight=Sight(**given)))

    assert sees() == [1, 2, 3, 4, 5, 6]
    assert sees(personal=False) == [1, 2, 3, 4, 5]
    assert sees(areas=frozenset({3})) == [1, 2, 5, 6]
    assert sees(areas=frozenset({3}), personal=False) == [1, 2, 5]
    assert sees(areas=frozenset()) == [5]


def test_a_changed_record_is_found_by_its_new_words_only(town):
    put(town_id=town.pk, kind=AREA, key=1, text="体操教室", area_id=None, day=DAY)
    put(town_id=town.pk, kind=AREA, key=1, text="買い物", area_id=3, day=date(2022, 11, 1))

    assert found_by(town, "体操") == []
    assert found_by(town, "買物", sight=Sight(areas=frozenset({3}))) == [1]
    assert Entry.objects.count() == 1


def test_an_unchanged_record_is_left_alone(town, django_assert_num_queries):
    put_many([line(1, "体操教室", town_id=town.pk)])

    with django_assert_num_queries(3):  # savepoint, read, release
        put_many([line(1, "体操教室", town_id=town.pk)])


def test_a_batch_of_two_kinds_leaves_the_records_of_the_same_numbers_alone(town):
    put_many([line(1, "体操", town_id=town.pk), line(2, "体操", town_id=town.pk)])

    put_many(
        [line(1, "買物", town_id=town.pk), line(2, "町会", town_id=town.pk, kind=ORGANISATION)]
    )

    assert found_by(town, "体操") == [2]
    assert found_by(town, "買物") == [1]


def test_after_a_large_import_the_index_is_put_in_order_once(town, monkeypatch):
    settled = []
    monkeypatch.setattr(actions, "MANY", 3)
    monkeypatch.setattr(index, "settle", lambda: settled.append(Entry.objects.count()))

    put_many(line(n, "体操", town_id=town.pk) for n in (1, 2))
    put_many(line(n, "体操", town_id=town.pk) for n in (1, 2, 3, 4))
    put_many(line(n, "買物", town_id=town.pk) for n in (1, 2, 3, 4))

    assert settled == [4]


def test_a_record_given_twice_at_once_keeps_its_last_text(town):
    put_many([line(1, "体操", town_id=town.pk), line(1, "買物", town_id=town.pk)])

    assert found_by(town, "体操") == []
    assert found_by(town, "買物") == [1]


def test_a_removed_record_is_not_found(town):
    put_many([line(1, "体操", town_id=town.pk), line(2, "体操", town_id=town.pk)])

    remove(kind=AREA, key=1)
    remove(kind=AREA, key=99)

    assert found_by(town, "体操") == [2]


@pytest.mark.parametrize("kind", [None, AREA])
def test_a_rebuilt_index_answers_as_before(town, a_library, kind):
    before = {query: found_by(town, query) for query in QUERIES}

    assert rebuild(kind) == len(a_library)
    assert {query: found_by(town, query) for query in QUERIES} == before


def test_texts_folded_by_older_rules_are_noticed_and_mended(town):
    put_many([line(1, "体操", town_id=town.pk)])
    index.clear()
    Entry.objects.update(folding="0" * 16)
    assert is_outdated()

    rebuild()

    assert not is_outdated()
    assert found_by(town, "体操") == [1]


def test_the_text_is_kept_as_written(town):
    put_many([line(1, "ﾀｶﾊｼ\r\n髙橋\0", town_id=town.pk, personal=True)])

    kept = newest(kind=AREA, town_id=town.pk, text="髙橋")

    assert texts_of([kept]) == {(AREA, 1): ("ﾀｶﾊｼ\r\n髙橋", True)}


@pytest.mark.parametrize("given", [{"kind": 1 << 9}, {"key": 1 << 29}, {"key": -1}])
def test_numbers_that_do_not_fit_are_refused(given):
    with pytest.raises(TooLarge):
        row_number(**{"day": DAY, "kind": 1, "key": 1} | given)


def test_days_out_of_range_count_as_the_nearest():
    numbers = [
        row_number(day=day, kind=1, key=1)
        for day in (None, date(1800, 1, 1), DAY, date(9999, 12, 31))
    ]

    assert numbers == sorted(numbers)
    assert numbers[-1] < 1 << 63


def test_a_page_of_keys_in_order_is_the_same_as_all_of_them_sorted(cast):
    lines = [
        Line(cast.town.pk, AREA, n, "体操の会 " * (200 if n % 7 == 0 else 1), None, DAY)
        for n in range(1, 41)
    ]
    put_many(lines)
    words = queries.phrases_of(cast.town.pk, "体操 会")

    pages = [
        queries.newest_holding(AREA, cast.town.pk, words, offset=start, limit=15)
        for start in (0, 15, 30)
    ]

    assert [key for page in pages for key in page] == list(range(40, 0, -1))
    assert queries.newest_holding(AREA, cast.town.pk, words, offset=990, limit=15) is None
