"""Presets: what a town gets, what stays the town's own, how entries are read in official schemes."""

from datetime import UTC, datetime

import pytest

from sasaeai.history.models import Event
from sasaeai.vocabulary.actions import load_preset, load_presets
from sasaeai.vocabulary.examples import a_scheme, a_term, every_preset
from sasaeai.vocabulary.models import Crosswalk, Term
from sasaeai.vocabulary.presets import ALL, presets
from sasaeai.vocabulary.queries import read_as, term_ids_by_code
from sasaeai.vocabulary.rules.presets import PresetUnusable, preset_from_toml

AT = datetime(2022, 4, 1, tzinfo=UTC)


def test_every_preset_reads_only_terms_that_exist():
    known = {(p.code, t.code) for p in presets() for t in p.terms}

    for preset in presets():
        for reading in preset.readings:
            assert (reading.target_scheme, reading.target) in known


def test_every_preset_says_where_it_comes_from():
    assert [p.code for p in presets() if not (p.source and p.purpose)] == []
    assert all(r.source for p in presets() for r in p.readings)


def test_loading_twice_changes_nothing(cast):
    load_presets(by=cast.uno, at=AT, town=cast.town, presets=ALL)
    terms, lines, told = Term.objects.count(), Crosswalk.objects.count(), Event.objects.count()

    again = load_presets(by=cast.uno, at=AT, town=cast.town, presets=reversed(ALL))

    assert (Term.objects.count(), Crosswalk.objects.count(), Event.objects.count()) == (
        terms,
        lines,
        told,
    )
    assert {c.kind for changes in again.values() for c in changes} == {"same"}


def test_readings_do_not_depend_on_the_order_of_loading(cast):
    load_presets(by=cast.uno, at=AT, town=cast.town, presets=ALL)
    load_presets(by=cast.kinoshita, at=AT, town=cast.other_town, presets=reversed(ALL))

    def lines(town):
        found = Crosswalk.objects.filter(term__scheme__town=town)
        return set(found.values_list("term__scheme__code", "term__code", "target__code", "is_main"))

    assert lines(cast.town) == lines(cast.other_town)


def test_the_towns_own_words_survive_a_reload(cast):
    every_preset(cast.town)
    means = a_term(cast.town, "means", "phone")
    means.label = "電話・FAX"
    means.save()

    changes = load_preset(by=cast.uno, at=AT, town=cast.town, preset="means")

    means.refresh_from_db()
    assert means.label == "電話・FAX"
    assert [c.code for c in changes if c.kind == "kept"] == ["phone"]


def test_a_word_of_the_preset_follows_the_preset(cast):
    every_preset(cast.town)
    means = a_term(cast.town, "means", "phone")
    means.label, means.given = "でんわ", {**means.given, "label": "でんわ"}
    means.save()

    changes = load_preset(by=cast.uno, at=AT, town=cast.town, preset="means")

    means.refresh_from_db()
    assert means.label == "電話"
    assert [(c.before, c.after) for c in changes if c.kind == "updated"] == [
        ({"label": "でんわ"}, {"label": "電話"})
    ]


def test_a_term_the_town_added_is_left_alone(cast):
    every_preset(cast.town)
    scheme = a_term(cast.town, "means", "phone").scheme
    Term.objects.create(scheme=scheme, code="drone", label="回覧板")

    load_preset(by=cast.uno, at=AT, town=cast.town, preset="means")

    assert Term.objects.get(scheme=scheme, code="drone").label == "回覧板"


def test_one_entry_is_read_in_every_official_scheme(cast):
    every_preset(cast.town)
    ids = term_ids_by_code(cast.town.pk, "function")
    asked = ids["develop_supporters"]

    read = {
        s: [t.code for t in read_as([asked], s)[asked]]
        for s in ("mhlw-6", "abc", "hakodate-6", "kanazawa-roles", "mhlw-10", "function")
    }

    assert read == {
        "mhlw-6": ["develop_supporters_services"],
        "abc": ["a"],
        "hakodate-6": ["develop_supporters"],
        "kanazawa-roles": ["role_1"],
        "mhlw-10": ["secure_supporters"],
        "function": ["develop_supporters"],
    }


def test_the_main_reading_counts_an_entry_once(cast, django_assert_num_queries):
    every_preset(cast.town)
    ids = term_ids_by_code(cast.town.pk, "function")

    with django_assert_num_queries(2):
        every = read_as(ids.values(), "kanazawa-roles")
    main = read_as(ids.values(), "kanazawa-roles", main_only=True)

    assert [t.code for t in every[ids["share_vision"]]] == ["role_1", "role_2"]
    assert [t.code for t in main[ids["share_vision"]]] == ["role_1"]
    assert every[ids["plan_admin"]] == ()


def test_a_reading_the_town_changed_stays(cast):
    every_preset(cast.town)
    term = a_term(cast.town, "function", "awareness")
    Crosswalk.objects.filter(term=term, target__scheme__code="abc").update(
        target=a_term(cast.town, "abc", "c")
    )

    load_preset(by=cast.uno, at=AT, town=cast.town, preset="abc")

    assert [t.code for t in read_as([term.pk], "abc")[term.pk]] == ["c"]


def test_a_term_of_the_towns_own_stays_though_a_preset_has_its_code(cast):
    a_scheme(cast.town, "means", "手段", "電話").terms.update(code="phone", label="有線放送")

    changes = load_preset(by=cast.uno, at=AT, town=cast.town, preset="means")

    assert a_term(cast.town, "means", "phone").label == "有線放送"
    assert [(c.kind, c.label) for c in changes if c.code == "phone"] == [("kept", "有線放送")]


@pytest.mark.parametrize(
    "terms",
    [
        '[[terms]]\ncode="a"\nlabel="あ"\n[[terms]]\ncode="a"\nlabel="い"',
        '[[terms]]\ncode="a"\nlabel="あ"\nparent="b"',
    ],
)
def test_a_preset_that_contradicts_itself_is_refused(terms):
    with pytest.raises(PresetUnusable):
        preset_from_toml("x", f'name="x"\n{terms}')
