"""Addresses as people write them, against a small list of an invented town."""

import pytest

from sasaeai.analysis.addresses.book import Book, Cities, Fineness, names_in, place_of
from sasaeai.analysis.addresses.writing import numbers_of

CITIES = Cities([("越前県", "支合市"), ("越前県", "北郡隣町")])
LINES = (
    ("支合市", "みどり町三丁目", "", "", 36.30, 136.30),
    ("支合市", "みどり町三丁目", "", "4", 36.31, 136.31),
    ("支合市", "みどり町二丁目", "", "", 36.20, 136.20),
    ("支合市", "星ケ丘四丁目", "", "13", 36.40, 136.40),
    ("支合市", "東", "", "", 36.50, 136.50),
    ("支合市", "東", "", "12", 36.51, 136.51),
    ("支合市", "大字中野", "字沖ノ山", "甲123-4", 36.61, 136.61),
    ("支合市", "大字中野", "", "", 36.60, 136.60),
    ("支合市", "北三条西十二丁目", "", "7", 36.70, 136.70),
    ("支合市", "十番町", "", "5", 36.80, 136.80),
    ("支合市", "龍ヶ淵町", "イ", "20", 36.85, 136.85),
    ("支合市", "西町大字浮石", "", "", 36.95, 136.95),
    ("北郡隣町", "本町", "", "5", 36.90, 136.90),
)
BOOK = Book(CITIES, [place_of(*line) for line in LINES])


@pytest.mark.parametrize(
    ("typed", "fineness", "latitude"),
    [
        ("越前県支合市みどり町三丁目４番５号", Fineness.BLOCK, 36.31),
        ("支合市みどり町3-4-5 みどりハイツ201", Fineness.BLOCK, 36.31),
        ("みどり町３－４－５", Fineness.BLOCK, 36.31),
        ("〒915-0000 支合市 みどり町 3丁目4の5", Fineness.BLOCK, 36.31),
        ("みどり町三－四", Fineness.BLOCK, 36.31),
        ("支合市みどり町3丁目99番", Fineness.TOWN_BLOCK, 36.30),
        ("支合市みどり町", Fineness.TOWN_BLOCK, 36.25),
        ("支合市みどり町 公民館", Fineness.TOWN_BLOCK, 36.25),
        ("星が丘四丁目13番", Fineness.BLOCK, 36.40),
        ("支合市星丘4丁目13", Fineness.BLOCK, 36.40),
        ("東12番地", Fineness.BLOCK, 36.51),
        ("大字中野字沖の山甲123番地4", Fineness.BLOCK, 36.61),
        ("支合市中野沖之山甲123-4", Fineness.BLOCK, 36.61),
        ("支合市大字中野999番地", Fineness.TOWN_BLOCK, 36.60),
        ("北3条西12丁目7-1", Fineness.BLOCK, 36.70),
        ("十番町5番地", Fineness.BLOCK, 36.80),
        ("支合市竜ケ淵町ｲ20番地1", Fineness.BLOCK, 36.85),
        ("隣町本町5", Fineness.BLOCK, 36.90),
        ("越前県北郡隣町本町５番地", Fineness.BLOCK, 36.90),
        ("支合市西町浮石5180", Fineness.TOWN_BLOCK, 36.95),
        ("西町大字浮石字正ノ田1768番地 小学校", Fineness.TOWN_BLOCK, 36.95),
        ("西町大字浮石", Fineness.TOWN_BLOCK, 36.95),
        ("支合市", Fineness.CITY, None),
        ("隣町みどり町3-4", Fineness.CITY, None),
        ("支合市ないない町1-1", Fineness.CITY, None),
        ("東山町5", Fineness.NONE, None),
        ("よその市みどり町3-4", Fineness.NONE, None),
        ("公民館の２階", Fineness.NONE, None),
        ("", Fineness.NONE, None),
    ],
)
def test_an_address_is_found_however_it_is_written(typed, fineness, latitude):
    found = BOOK.locate(typed)

    assert (found.fineness, found.latitude) == (fineness, latitude)


def test_a_lot_is_not_taken_for_a_chome():
    assert BOOK.locate("みどり町3番5号").latitude == 36.25


@pytest.mark.parametrize(
    "typed", ["支合市中野字沖之山甲123-4", "みどり町三－四", "竜ケ淵町ｲ20番地1"]
)
def test_the_names_that_a_database_is_asked_for_hold_the_line_found(typed):
    names = names_in(typed, CITIES)
    few = [place_of(*line) for line in LINES]
    few = [p for p in few if p.base in names]

    assert Book(CITIES, few).locate(typed) == BOOK.locate(typed)
    assert BOOK.locate(typed).fineness == Fineness.BLOCK


def test_only_an_address_with_a_point_is_somewhere():
    assert BOOK.locate("みどり町3-4-5").point == (36.31, 136.31)
    assert BOOK.locate("支合市").point is None


def test_of_a_long_row_of_numbers_only_those_of_an_address_are_read():
    assert numbers_of("1-2-3-4-5-6") == ["1", "2", "3", "4"]
