"""Writing the history: never without a town, and every value in the words of the screen."""

from datetime import UTC, datetime

import pytest

from sasaeai.history import actions
from sasaeai.history.models import Event
from sasaeai.history.rules import readable
from sasaeai.towns.viewer import PartOfSystem

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)


def test_a_deed_of_nobodys_town_is_refused_and_not_written(db):
    with pytest.raises(actions.NoTown, match=r"システム（夜の見回り）には自治体がない"):
        actions.note(by=PartOfSystem("夜の見回り"), at=AT, what="history.saw")

    assert not Event.objects.exists()


def test_a_kept_choice_is_read_by_its_label_and_groups_by_their_names():
    assert readable("2", {"1": "第1層", "2": "第2層"}) == "第2層"
    assert readable({"電話": 3, "訪問": None}) == "電話 3、訪問 （なし）"
