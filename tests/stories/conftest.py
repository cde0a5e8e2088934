"""Towns of the stories."""

from __future__ import annotations

import pytest

from sasaeai.people.examples import Cast
from sasaeai.places.models import Area, Belonging, Level


@pytest.fixture
def districts(cast: Cast) -> list[Area]:
    """46 districts (地区) below the first life area."""
    tree = cast.first_area.level.tree
    level = Level.objects.create(tree=tree, code="district", name="地区", depth=2)
    made = Area.objects.bulk_create(
        Area(level=level, name=f"{n}番地区", code=f"d{n}", order=n) for n in range(1, 47)
    )
    Belonging.objects.bulk_create(Belonging(area=area, parent=cast.first_area) for area in made)
    return made
