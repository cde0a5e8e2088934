"""The invented partners of the demo town: bodies of each district and centre, and those of the whole city."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from random import Random

from sasaeai.people.actions import make_findable
from sasaeai.people.models import Organisation
from sasaeai.places.examples import CityAreas
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.vocabulary.models import Term

OF_DISTRICT = (
    ("neighbourhood_association", "{}町会"),
    ("district_social_council", "{}地区社会福祉協議会"),
    ("welfare_commissioner", "{}地区民生委員児童委員協議会"),
    ("senior_club", "{}老人クラブ"),
    ("volunteer_group", "{}お元気サロンの会"),
)


@dataclass
class Partners:
    """Organisations to choose from: by type and district, by type and centre, by type for the city."""

    here: dict[tuple[str, int], list[Organisation]] = field(default_factory=dict)
    city: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))

    def one_of(self, kinds: list[str], area: Area, dice: Random) -> Organisation | None:
        """One partner of one of the types: of the area if it has one, else of the city."""
        kind = dice.choice(kinds) if kinds else ""
        found = self.here.get((kind, area.pk)) or self.city.get(kind)
        return dice.choice(found) if found else None

    def several(self, kind: str, bounds: list[int], dice: Random) -> tuple[Organisation, ...]:
        """From so many to so many partners of one type, from anywhere in the city."""
        all_of_it = [o for (k, _), found in self.here.items() if k == kind for o in found]
        return tuple(dice.sample(all_of_it, dice.randint(*bounds)))


def make_partners(town: Town, areas: CityAreas, terms: dict[str, Term]) -> Partners:
    """About 290 organisations in one go."""
    made: list[tuple[Organisation, str, Area | None]] = []

    def add(kind: str, name: str, area: Area | None) -> None:
        phone = f"000-{len(made) % 900 + 100}-{(len(made) * 37) % 9000 + 1000}"
        given = {"partner_type": terms[kind], "area": area, "phone": phone}
        made.append((Organisation(town=town, name=name, **given), kind, area))

    for district in areas.districts:
        for kind, pattern in OF_DISTRICT:
            add(kind, pattern.format(district.name.removesuffix("地区")), district)
    for centre in areas.care_centres:
        bare = centre.name.removesuffix("圏域").removesuffix("包括")
        add("care_centre", f"{bare}地域包括支援センター", centre)
    for line in tomllib.loads(files(__package__).joinpath("partners.toml").read_text("utf-8"))[
        "city"
    ]:
        for name in line["names"]:
            add(line["type"], name, None)
    for organisation, _, _ in made:
        organisation.clean()
    make_findable(Organisation.objects.bulk_create([o for o, _, _ in made]))
    partners = Partners()
    for organisation, kind, area in made:
        if area is None:
            partners.city[kind].append(organisation)
        else:
            partners.here.setdefault((kind, area.pk), []).append(organisation)
    return partners
