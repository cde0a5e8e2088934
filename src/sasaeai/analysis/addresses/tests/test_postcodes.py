"""Post codes: told where the list leaves no choice, and nowhere else."""

import pytest

from sasaeai.analysis.addresses.postcodes import Postcodes, post_line

LINES = (
    ("9150000", "支合市", "以下に掲載がない場合"),
    ("9150001", "支合市", "みどり町（１～３丁目、５丁目）"),
    ("9150002", "支合市", "みどり町（その他）"),
    ("9150003", "支合市", "大字中野"),
    ("9150004", "支合市", "東一円"),
    ("9150005", "支合市", "西町二丁目"),
    ("9150006", "支合市", "西町三丁目"),
    ("9150007", "支合市", "港（１丁目１～５番地、２丁目）"),
    ("9150008", "支合市", "港（その他）"),
    ("9150009", "支合市", "山（１、３～５丁目）"),
    ("9160001", "北郡隣町", "大字中野"),
)
POSTCODES = Postcodes([post_line(n, "越前県", city, place) for n, city, place in LINES])


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("越前県支合市みどり町3丁目4番", "915-0001"),
        ("支合市みどり町五丁目1", "915-0001"),
        ("支合市みどり町4丁目1", "915-0002"),
        ("支合市みどり町甲5", ""),
        ("支合市みどり町", ""),
        ("支合市中野12", "915-0003"),
        ("隣町中野12", "916-0001"),
        ("中野12", ""),
        ("西町2-5", "915-0005"),
        ("西町", ""),
        ("支合市東1", ""),
        ("ないない町1", ""),
        ("港1丁目3", ""),
        ("港2丁目3", "915-0007"),
        ("港3丁目3", "915-0008"),
        ("山1丁目3", "915-0009"),
        ("山4-3", "915-0009"),
        ("山2-3", ""),
    ],
)
def test_an_address_has_its_number_only_where_one_is_possible(address, number):
    assert POSTCODES.of_address(address) == number


def test_a_number_has_its_places():
    assert [one.place for one in POSTCODES.places_of("〒915−0001")] == ["みどり町"]
    assert POSTCODES.places_of("999-9999") == []
    assert POSTCODES.places_of("915") == []
