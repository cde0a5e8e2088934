"""封をした声: only the office opens it, as the letter it was; the file that carries it is checked."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from sasaeai.documents.letters import (
    Sealed,
    letter_key,
    new_letter_key,
    opened,
    read_letters,
    seal,
    write_letters,
)
from sasaeai.documents.refusals import CannotRead

OFFICE, OTHER = new_letter_key(), new_letter_key()
KEY = UUID(int=7)
AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


def a_letter(**told):
    return seal(told or {"wording": "店が遠い"}, to=letter_key(OFFICE), town_code="999016", key=KEY)


def test_only_the_office_opens_a_letter_and_nothing_of_it_can_be_seen():
    sealed = a_letter(wording="江川 000-111-2222")

    assert b"000-111" not in sealed
    told = opened(sealed, private=OFFICE, town_code="999016", key=KEY)
    assert told == {"wording": "江川 000-111-2222"}


@pytest.mark.parametrize(
    ("private", "town", "key", "change"),
    [
        (OTHER, "999016", KEY, b""),
        (OFFICE, "999024", KEY, b""),
        (OFFICE, "999016", UUID(int=8), b""),
        (OFFICE, "999016", KEY, b"x"),
    ],
    ids=["another office", "another town", "another number", "changed on the way"],
)
def test_a_letter_opens_only_as_what_it_was(private, town, key, change):
    with pytest.raises(CannotRead, match="鍵では開けません"):
        opened(a_letter() + change, private=private, town_code=town, key=key)


def test_letters_are_carried_as_they_were_kept():
    letters = [Sealed(KEY, AT, a_letter())]

    assert read_letters(write_letters(letters, town_code="999016"), town_code="999016") == letters


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF",
        b"[]",
        b'{"format": "sasaeai-views-1", "town": "999016", "letters": []}',
        b'{"format": "sasaeai-letters-1", "town": "999016", "letters": [{"key": "7"}]}',
        b'{"format": "sasaeai-letters-1", "town": "999016", "letters": [{"key": '
        b'"00000000-0000-0000-0000-000000000007", "sent_at": "2022-10-03", "sealed": ""}]}',
    ],
)
def test_another_file_is_refused_in_words(data):
    with pytest.raises(CannotRead, match="届いた声のファイルとして読めません"):
        read_letters(data, town_code="999016")


def test_another_towns_file_is_refused():
    with pytest.raises(CannotRead, match="別の町"):
        read_letters(write_letters([], town_code="999024"), town_code="999016")
