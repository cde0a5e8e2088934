"""Example records of every address of activities: in one's own area, in another, in another town."""

from __future__ import annotations

import io

from PIL import Image

from sasaeai.activities.actions import GivenPhoto, add_photos, add_todo, record
from sasaeai.activities.actions.entry import Entry
from sasaeai.activities.examples import AT, DAY, an_activity
from sasaeai.activities.models import Activity
from sasaeai.activities.rules import Happening
from sasaeai.documents.photos import clean_photo
from sasaeai.people.examples import Cast, a_post
from sasaeai.people.models import Post


def _theirs(cast: Cast) -> Post:
    post = Post.objects.filter(town=cast.other_town).first()
    return post or a_post(cast.other_town, "隣町の職", "1", None, cast.kinoshita)


def three_activities(cast: Cast) -> tuple[Activity, Activity, Activity]:
    """Plans: of one's own area, of another area, of another town."""
    planned = {"happening": Happening.PLANNED}
    own = an_activity(cast, **planned)
    elsewhere = an_activity(
        cast, by=cast.aoki, posts=(cast.posts["first-tier"],), area=cast.second_area, **planned
    )
    foreign = record(
        by=cast.kinoshita,
        at=AT,
        entry=Entry(on=DAY, posts=(_theirs(cast),), title="隣町の会議", **planned),
    )
    return own, elsewhere, foreign


def three_todos(cast: Cast) -> list[int]:
    """To-dos of the same three."""
    posts = cast.posts
    lines = (
        (cast.ishida, posts["first-area"]),
        (cast.aoki, posts["first-tier"]),
        (cast.kinoshita, _theirs(cast)),
    )
    return [add_todo(by=by, at=AT, wording="電話", post=post).pk for by, post in lines]


def of_activity(cast: Cast) -> list[dict[str, int]]:
    """Arguments of an address of one activity."""
    return [{"pk": a.pk} for a in three_activities(cast)]


def of_todo(cast: Cast) -> list[dict[str, int]]:
    """Arguments of an address of one to-do."""
    return [{"pk": key} for key in three_todos(cast)]


def of_photo(cast: Cast) -> list[dict[str, int]]:
    """Arguments of an address of one photo."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "JPEG")
    given = [GivenPhoto(clean_photo(data.getvalue()), "a.jpg")]
    whose = (cast.ishida, cast.aoki, cast.kinoshita)
    made = []
    for by, activity in zip(whose, three_activities(cast), strict=True):
        (photo,) = add_photos(by=by, at=AT, activity=activity, photos=given)
        made.append({"pk": activity.pk, "number": photo.pk})
    return made


OF_ACTIVITY = ("show", "saved", "edit", "drop-edit", "settle", "remove", "template-add")
SAMPLES = {f"activities:{name}": of_activity for name in OF_ACTIVITY} | {
    "activities:todo-step": of_todo,
    "activities:photo": of_photo,
    "activities:photo-change": of_photo,
}
