"""Example records of every address of resources: of the town, and of another town."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from sasaeai.documents.photos import clean_photo
from sasaeai.people.examples import Cast
from sasaeai.resources.actions import propose, start_round
from sasaeai.resources.actions.beside import add_pictures
from sasaeai.resources.examples import AT, a_body, a_resource, a_word, their_body, their_resource
from sasaeai.resources.models import Resource, UnusualDay
from sasaeai.resources.rules.freshness import Answer
from sasaeai.resources.tests import samples_of_people as people
from sasaeai.towns.viewer import PartOfSystem

Made = list[dict[str, Any]]


def two(cast: Cast) -> tuple[Resource, Resource]:
    """A resource of the town, one of the other town."""
    return a_resource(cast), their_resource(cast)


def of_resource(cast: Cast) -> Made:
    """Arguments of an address of one resource."""
    return [{"pk": one.pk} for one in two(cast)]


def of_month(cast: Cast) -> Made:
    """A month of a place."""
    a_word(cast.town, "resource-kind", "salon")
    return [{"pk": one.pk, "year": 2022, "number": 10} for one in two(cast)]


def of_day(cast: Cast) -> Made:
    """A day that differs."""
    days = [UnusualDay.objects.create(resource=one, kind="off", on=AT.date()) for one in two(cast)]
    return [{"pk": day.resource_id, "number": day.pk} for day in days]


def of_picture(cast: Cast) -> Made:
    """A picture."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "JPEG")
    made = []
    for by, one in zip((cast.ishida, cast.kinoshita), two(cast), strict=True):
        given = [clean_photo(data.getvalue())]
        (picture,) = add_pictures(by=by, at=AT, resource=one, pictures=given)
        made.append({"pk": one.pk, "number": picture.pk})
    return made


def of_body(cast: Cast) -> Made:
    """An activity body."""
    return [{"pk": a_body(cast).pk}, {"pk": their_body(cast).pk}]


def of_round(cast: Cast) -> Made:
    """A round of confirmation."""
    return [{"pk": line["pk"]} for line in of_round_line(cast)]


def of_round_line(cast: Cast) -> Made:
    """A line of a round."""
    made = []
    for by, one in zip((cast.ishida, cast.kinoshita), two(cast), strict=True):
        begun = start_round(by=by, at=AT, town=one.town, name="秋の確認", resources=[one])
        made.append({"pk": begun.pk, "number": begun.lines.get().pk})
    return made


def of_sheet(cast: Cast) -> Made:
    """Paper of a round."""
    return [{**line, "sort": "fax"} for line in of_round(cast)]


def of_proposal(cast: Cast) -> Made:
    """What an operator sent."""
    made = []
    for one in two(cast):
        by = PartOfSystem("運営者のQR", one.town_id)
        sent = propose(by=by, at=AT, resource=one, answer=Answer.CHANGED, given={"fee": "300円"})
        assert sent is not None
        made.append({"pk": sent.pk})
    return made


def of_token(cast: Cast) -> Made:
    """The page behind an operator's QR: for whoever holds the paper."""
    return [{"token": a_resource(cast).confirm_token}]


OF_RESOURCE = (
    *("resource", "resource-edit", "resource-state", "resource-publish", "resource-confirm"),
    *(
        "resource-merge",
        "resource-remove",
        "sheet",
        "unusual-new",
        "support",
        "touch",
        "picture-new",
        "resource-area",
        "resource-pin",
    ),
)
SAMPLES: dict[str, Callable[[Cast], Made]] = {f"resources:{n}": of_resource for n in OF_RESOURCE}
SAMPLES |= {f"resources:{name}": of_body for name in ("body", "body-edit", "body-stage")}
SAMPLES |= {
    "resources:month": of_month,
    "resources:picture": of_picture,
    "resources:picture-remove": of_picture,
    "resources:unusual-remove": of_day,
    "resources:round": of_round,
    "resources:round-close": of_round,
    "resources:round-line": of_round_line,
    "resources:round-sheet": of_sheet,
    "resources:proposal": of_proposal,
    "resources:operator": of_token,
}
SAMPLES |= {f"resources:{name}": make for name, make in {**people.BOUND, **people.UNBOUND}.items()}
# Addresses whose records are seen by the people of an area only: own, another area's, another town's.
BOUND_BY_AREA: frozenset[str] = frozenset(f"resources:{name}" for name in people.BOUND)
