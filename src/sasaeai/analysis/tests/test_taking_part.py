"""Who takes part: shares of newcomers and kinds, and how few fill half of the places."""

from datetime import date

from sasaeai.analysis.taking_part import Came, diversity

JUNE = date(2022, 6, 1)


def test_of_those_who_came_newcomers_and_kinds_have_their_shares():
    found = diversity(
        [
            *(Came(meeting, JUNE, 1, "住民") for meeting in range(3)),
            Came(0, JUNE, 2, "市", first=True),
            Came(1, JUNE, 3, "住民"),
            Came(2, JUNE, 4, "住民"),
        ]
    )

    assert found.newcomer_share == 1 / 4
    assert found.half_share == 1 / 4
    assert found.kind_share("住民") == 5 / 6
    assert found.kind_share("社協") is None


def test_where_all_come_equally_half_of_them_fill_half_of_the_places():
    found = diversity(Came(0, JUNE, person) for person in range(6))

    assert (found.half_people, found.half_share) == (3, 0.5)


def test_where_nobody_came_there_is_no_share():
    found = diversity([])

    assert (found.half_people, found.newcomer_share, found.half_share) == (0, None, None)
