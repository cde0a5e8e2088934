"""What follows every write: the search index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sasaeai.resources.models import ActivityBody, PersonResource, Resource
from sasaeai.search import actions as search
from sasaeai.search.rules import Line

RESOURCE, BODY, PERSON = "resources.Resource", "resources.ActivityBody", "resources.PersonResource"


def written(resources: Iterable[Resource]) -> None:
    """Resources were written: they are found by their new words; what is gone is found no more."""
    alive: list[Resource] = []
    for one in resources:
        if one.merged_into_id or one.removed_at:
            search.remove(kind=RESOURCE, key=one.pk)
        else:
            alive.append(one)
    search.put_many(resource_lines(alive))


def resource_lines(resources: Iterable[Resource]) -> Iterator[Line]:
    """What the index keeps of each: everything it may be found by; the whole town sees it."""
    for one in resources:
        yield resource_line(one, said_of(one))


def resource_line(one: Resource, words: Iterable[str]) -> Line:
    """The index's line of a resource with the words by which it is found."""
    return Line(
        town_id=one.town_id,
        kind=RESOURCE,
        key=one.pk,
        text="\n".join(words),
        area_id=one.area_id,
        day=one.assured_on,
        open_to_town=True,
    )


def said_of(one: Resource) -> Iterator[str]:
    """The words by which a resource is found, the most telling first."""
    yield from said_words(
        one,
        terms=(term.label for term in (*one.functions.all(), *one.more_kinds.all())),
        times=(line.recurrence.words() for line in one.schedules.all()),
        phones=(contact.phone for contact in one.contacts.all() if contact.is_public),
    )


def said_words(
    one: Resource, *, terms: Iterable[str], times: Iterable[str], phones: Iterable[str]
) -> Iterator[str]:
    """The same where the lines below a resource are known without asking the database.

    :param phones: only those that may be shown
    """
    texts = (
        *(one.name, one.kana, one.other_names, one.kind.label if one.kind else ""),
        *terms,
        *(one.operator.name if one.operator else "", one.venue, one.address, one.area_name),
        *(one.description, one.target, one.tags, one.schedule_note),
        *times,
        *phones,
    )
    yield from (text for text in texts if text)


def body_written(body: ActivityBody) -> None:
    """An activity body was written."""
    texts = (
        *(body.name, body.kana, body.council, body.description, body.area_name),
        *(
            body.category.label if body.category else "",
            body.operator.name if body.operator else "",
        ),
    )
    search.put(
        town_id=body.town_id,
        kind=BODY,
        key=body.pk,
        text="\n".join(text for text in texts if text),
        area_id=body.area_id,
        day=body.stage_on,
        open_to_town=True,
    )


def person_written(person: PersonResource) -> None:
    """A person of the register was written; without consent nobody finds them."""
    if person.withdrawn_on:
        search.remove(kind=PERSON, key=person.pk)
        return
    texts = (
        *(person.name, person.kana, person.phone, person.strengths, person.already_in),
        *(term.label for term in person.skills.all()),
    )
    search.put(
        town_id=person.town_id,
        kind=PERSON,
        key=person.pk,
        text="\n".join(text for text in texts if text),
        area_id=person.area_id,
        day=person.consented_on,
        personal=True,
        open_to_town=person.area_id is None,
    )
