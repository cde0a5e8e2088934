"""`sasaeai check` says what is whole and finds what is not."""

import argparse
from datetime import UTC, datetime

import pytest
from django.db import connection

from sasaeai.config.checking import check
from sasaeai.history import actions as history

AT = datetime(2022, 10, 3, tzinfo=UTC)


@pytest.fixture
def lines(cast):
    for n in range(3):
        history.note(by=cast.aoki, at=AT, what="towns.founded", about=cast.town, after={"n": n})


def test_a_sound_town_passes(lines, capsys):
    assert check(argparse.Namespace()) == 0
    assert "履歴のつながり（支合市、3行）" in capsys.readouterr().out


def test_an_altered_line_of_the_history_is_named_by_its_number(lines, capsys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE history_event SET by_name = 'だれか' WHERE number = 2")

    assert check(argparse.Namespace()) == 1
    assert "2番" in capsys.readouterr().out
