"""Posts and who holds them: set up, put in, handed over, ended, closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from sasaeai.history import actions as history
from sasaeai.history.queries import spoken_values_of, values_of
from sasaeai.history.rules import differences
from sasaeai.people.models import Organisation, Post, Tenure, User
from sasaeai.people.queries.posts import overlapping
from sasaeai.places.models import Area
from sasaeai.towns.models import Town
from sasaeai.towns.viewer import Doer

POST = ("name", "tier", "area", "set_up_on", "order")
TENURE = ("holder", "employer", "fte", "concurrent_duty", "valid_from", "valid_to")


class PostFacts(TypedDict, total=False):
    """What may be said of a post besides its name."""

    tier: str
    area: Area | None
    set_up_on: date | None
    order: int


class TenureFacts(TypedDict, total=False):
    """How somebody holds a post. `fte`: 1 = full time."""

    employer: Organisation | None
    fte: Decimal
    concurrent_duty: str
    valid_to: date | None


@transaction.atomic
def set_up_post(
    *, by: Doer, at: datetime, town: Town, name: str, **facts: Unpack[PostFacts]
) -> Post:
    """Make a seat; nobody sits in it yet.

    :raises ValidationError: by field, in the reader's words
    """
    post = Post(town=town, name=name.strip(), **facts)
    post.full_clean()
    post.save()
    after = values_of(post, POST)
    history.note(by=by, at=at, what="people.post_set_up", about=post, after=after)
    return post


@transaction.atomic
def change_post(
    *, by: Doer, at: datetime, post: Post, name: str, **facts: Unpack[PostFacts]
) -> Post:
    """Correct name, tier or area.

    :raises ValidationError: by field, in the reader's words
    """
    before = values_of(Post.objects.select_related("area").get(pk=post.pk), POST)
    for field, value in {"name": name.strip(), **facts}.items():
        setattr(post, field, value)
    post.full_clean()
    was, now_is = differences(before, values_of(post, POST))
    if now_is:
        post.save()
        history.note(by=by, at=at, what="people.post_changed", about=post, before=was, after=now_is)
    return post


@transaction.atomic
def close_post(*, by: Doer, at: datetime, post: Post, on: date) -> Post:
    """The seat is given up after the day; whoever sits in it holds it until then.

    :raises ValidationError: if somebody took it after that day
    """
    if post.tenures.filter(valid_from__gt=on).exists():
        raise ValidationError(
            "この日よりあとに担当になった人がいます。任期を直してからなくしてください。"
        )
    before = post.closed_on
    for tenure in overlapping(post, on + timedelta(days=1), None):
        _end(tenure, on)
    post.closed_on = on
    post.full_clean()
    post.save(update_fields=["closed_on"])
    history.note(
        by=by,
        at=at,
        what="people.post_closed",
        about=post,
        before={"closed_on": before},
        after={"closed_on": on},
    )
    return post


@transaction.atomic
def put_in(
    *,
    by: Doer,
    at: datetime,
    post: Post,
    holder: User,
    valid_from: date,
    **facts: Unpack[TenureFacts],
) -> Tenure:
    """Somebody takes the post, beside whoever holds it already.

    :raises ValidationError: by field, if the person holds it in these days already, or the post does not exist then
    """
    tenure = Tenure(post=post, holder=holder, valid_from=valid_from, **facts)
    tenure.full_clean()
    tenure.save()
    after = spoken_values_of(tenure, TENURE)
    history.note(by=by, at=at, what="people.put_in", about=post, after=after)
    return tenure


@transaction.atomic
def hand_over(
    *,
    by: Doer,
    at: datetime,
    post: Post,
    holder: User,
    valid_from: date,
    **facts: Unpack[TenureFacts],
) -> Tenure:
    """Somebody takes the post from whoever holds it: theirs ends the day before. Records stay with the post.

    :raises ValidationError: by field, as with `put_in`
    """
    leaving = [t for t in overlapping(post, valid_from, None) if t.valid_from < valid_from]
    for tenure in leaving:
        _end(tenure, valid_from - timedelta(days=1))
    after = put_in(by=by, at=at, post=post, holder=holder, valid_from=valid_from, **facts)
    history.note(
        by=by,
        at=at,
        what="people.handed_over",
        about=post,
        before={"担当者": [str(t.holder) for t in leaving]},
        after={"担当者": [str(holder)], "いつから": valid_from},
    )
    return after


@transaction.atomic
def end_tenure(*, by: Doer, at: datetime, tenure: Tenure, on: date) -> Tenure:
    """The person holds the post until the day, inclusive.

    :raises ValidationError: if the day lies before the first one
    """
    before = tenure.valid_to
    _end(tenure, on)
    history.note(
        by=by,
        at=at,
        what="people.tenure_ended",
        about=tenure.post,
        before={"担当者": str(tenure.holder), "いつまで": before},
        after={"担当者": str(tenure.holder), "いつまで": on},
    )
    return tenure


@transaction.atomic
def change_tenure(
    *,
    by: Doer,
    at: datetime,
    tenure: Tenure,
    holder: User,
    valid_from: date,
    **facts: Unpack[TenureFacts],
) -> Tenure:
    """Correct who held the post how.

    :raises ValidationError: by field, in the reader's words
    """
    kept = Tenure.objects.select_related("holder", "employer").get(pk=tenure.pk)
    before = spoken_values_of(kept, TENURE)
    for field, value in {"holder": holder, "valid_from": valid_from, **facts}.items():
        setattr(tenure, field, value)
    tenure.full_clean()
    tenure.save()
    was, now_is = differences(before, spoken_values_of(tenure, TENURE))
    if now_is:
        history.note(
            by=by,
            at=at,
            what="people.tenure_changed",
            about=tenure.post,
            before=was,
            after=now_is,
        )
    return tenure


def _end(tenure: Tenure, on: date) -> None:
    if on < tenure.valid_from:
        raise ValidationError({"on": "担当になった日よりあとの日にしてください。"})
    tenure.valid_to = on
    tenure.full_clean()
    tenure.save(update_fields=["valid_to"])
