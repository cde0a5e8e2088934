"""Trees, levels and areas are added, corrected, renamed and closed, and what could not be told apart is refused."""

from datetime import UTC, date, datetime

import pytest

from sasaeai.history.models import Event
from sasaeai.places import actions
from sasaeai.places.queries import names_on
from sasaeai.places.rules.over_time import NotPossible

AT = datetime(2022, 10, 3, 1, tzinfo=UTC)
DAY, EVE = date(2022, 10, 1), date(2022, 9, 30)


@pytest.fixture
def deed(cast):
    return {"by": cast.uno, "at": AT}


@pytest.fixture
def tree(cast, deed):
    return actions.add_tree(**deed, town=cast.town, code="school", name="小学校区")


@pytest.fixture
def level(deed, tree):
    return actions.add_level(**deed, tree=tree, code="school-area", name="校区")


@pytest.fixture
def midori(deed, level):
    return actions.add_area(**deed, level=level, name="みどり小", code="01")


def test_a_new_way_of_dividing_the_town_comes_last_and_can_be_renamed(cast, deed, tree):
    actions.change_tree(**deed, tree=tree, name="小学校の区域", order=0)

    tree.refresh_from_db()
    assert (tree.name, tree.order) == ("小学校の区域", 0)
    assert Event.objects.filter(what="places.tree_changed").count() == 1


@pytest.mark.parametrize(
    ("code", "name", "why"),
    [("school-area", "別の段", "コード「school-area」"), ("other", "校区", "段「校区」はもう")],
)
def test_two_levels_of_a_town_are_told_apart(deed, tree, level, code, name, why):
    with pytest.raises(NotPossible, match=why):
        actions.add_level(**deed, tree=tree, code=code, name=name)


def test_a_level_takes_a_tier_but_not_the_name_of_another(cast, deed, level):
    actions.change_level(**deed, level=level, name="通学区域", tier="2")
    level.refresh_from_db()
    assert (level.name, level.tier) == ("通学区域", "2")

    taken = cast.first_area.level.name
    with pytest.raises(NotPossible, match=f"段「{taken}」はもう"):
        actions.change_level(**deed, level=level, name=taken, tier="")


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [("みどり小", "", "「みどり小」は校区にもう"), ("さくら小", "01", "「みどり小」が使って")],
)
def test_two_areas_of_a_level_are_told_apart(deed, level, midori, name, code, why):
    with pytest.raises(NotPossible, match=why):
        actions.add_area(**deed, level=level, name=name, code=code)


def test_a_slip_is_corrected_without_becoming_an_event_of_the_area(deed, midori):
    actions.correct_area(**deed, area=midori, given={"name": "緑小", "kana": "みどりしょう"})
    actions.correct_area(**deed, area=midori, given={"kana": "みどりしょう"})

    midori.refresh_from_db()
    assert (midori.name, midori.former_names.count()) == ("緑小", 0)
    assert Event.objects.filter(what="places.area_corrected").count() == 1


def test_the_old_name_is_said_until_the_day_before_the_new_one(cast, deed, midori):
    actions.rename_area(**deed, area=midori, name="緑ヶ丘小", on=DAY)

    assert names_on(cast.town.pk, EVE)[midori.pk] == "みどり小"
    assert names_on(cast.town.pk, DAY)[midori.pk] == "緑ヶ丘小"
    with pytest.raises(NotPossible, match="その日より後に名前が変わって"):
        actions.rename_area(**deed, area=midori, name="丘小", on=EVE)


def test_an_area_that_has_ended_is_not_renamed(deed, midori):
    actions.close_area(**deed, area=midori, last_day=EVE)

    with pytest.raises(NotPossible, match="その日には使われていません"):
        actions.rename_area(**deed, area=midori, name="緑小", on=DAY)


def test_an_area_does_not_end_before_it_begins(deed, level):
    sakura = actions.add_area(**deed, level=level, name="さくら小", valid_from=DAY)

    with pytest.raises(NotPossible, match="始まりの日より前"):
        actions.close_area(**deed, area=sakura, last_day=EVE)


def test_an_area_is_not_closed_over_the_heads_of_those_within(cast, deed, level, midori):
    below = actions.add_level(**deed, tree=level.tree, code="block", name="班")
    actions.add_area(**deed, level=below, name="みどり1班", parents=[midori])

    with pytest.raises(NotPossible, match="「みどり1班」がまだこの区域に属して"):
        actions.close_area(**deed, area=midori, last_day=EVE)
