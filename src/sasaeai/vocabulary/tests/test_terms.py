"""Words over the years: an old year prints as it was; merging and splitting keep what was recorded."""

from datetime import UTC, datetime

import pytest

from sasaeai.history.models import Event
from sasaeai.vocabulary.actions import (
    add_term,
    correct_term,
    import_terms,
    merge_terms,
    place_term,
    rename_term,
    retire_term,
    set_readings,
    split_term,
    take_up_term,
)
from sasaeai.vocabulary.examples import a_scheme, a_term, every_preset
from sasaeai.vocabulary.models import Crosswalk, Term
from sasaeai.vocabulary.queries import (
    heirs_in,
    labels_in,
    read_as,
    readings_between,
    term_lines,
    terms_of,
)
from sasaeai.vocabulary.rules.files import FileTerm
from sasaeai.vocabulary.rules.years import NotPossible

AT = datetime(2023, 3, 1, tzinfo=UTC)


@pytest.fixture
def deed(cast):
    return {"by": cast.uno, "at": AT}


@pytest.fixture
def scheme(cast):
    return a_scheme(cast.town, "kind", "活動の区分", "訪問", "電話", "会議")


def terms(scheme):
    return list(scheme.terms.order_by("order"))


def test_a_renamed_term_prints_its_old_name_for_old_years(cast, scheme, deed):
    term = terms(scheme)[0]

    rename_term(**deed, term=term, label="家庭訪問", from_year=2023)

    assert labels_in(cast.town.pk, "kind", 2022)[term.pk] == "訪問"
    assert labels_in(cast.town.pk, "kind", 2023)[term.pk] == "家庭訪問"
    assert labels_in(cast.town.pk, "kind", None)[term.pk] == "家庭訪問"
    line = Event.objects.get(what="vocabulary.term_renamed")
    assert (line.before, line.after["label"]) == ({"label": "訪問"}, "家庭訪問")


def test_a_term_renamed_twice_keeps_each_name_in_its_years(cast, scheme, deed):
    term = terms(scheme)[0]

    rename_term(**deed, term=term, label="家庭訪問", from_year=2021)
    rename_term(**deed, term=term, label="戸別訪問", from_year=2023)

    names = [labels_in(cast.town.pk, "kind", y)[term.pk] for y in (2020, 2021, 2022, 2023)]
    assert names == ["訪問", "家庭訪問", "家庭訪問", "戸別訪問"]


def test_a_name_does_not_change_back_in_time(scheme, deed):
    term = terms(scheme)[0]
    rename_term(**deed, term=term, label="家庭訪問", from_year=2023)

    with pytest.raises(NotPossible, match="それより後の年度"):
        rename_term(**deed, term=term, label="戸別訪問", from_year=2022)


def test_a_retired_term_is_not_offered_but_stays(cast, scheme, deed):
    term = terms(scheme)[1]

    retire_term(**deed, term=term, from_year=2023)

    assert term in terms_of(cast.town.pk, "kind", fiscal_year=2022)
    assert term not in terms_of(cast.town.pk, "kind", fiscal_year=2023)
    assert Term.objects.filter(pk=term.pk).exists()


def test_merged_terms_are_counted_under_the_new_one(cast, scheme, deed):
    visit, phone, _ = terms(scheme)

    new = merge_terms(**deed, terms=[visit, phone], label="訪問・電話", from_year=2023)

    assert heirs_in(cast.town.pk, [visit.pk, phone.pk], 2023) == {
        visit.pk: (new.pk,),
        phone.pk: (new.pk,),
    }
    assert heirs_in(cast.town.pk, [visit.pk], 2022) == {visit.pk: (visit.pk,)}
    assert [t.label for t in terms_of(cast.town.pk, "kind", fiscal_year=2023)] == [
        "会議",
        "訪問・電話",
    ]


def test_a_merged_term_is_read_as_all_of_them_were(cast, deed):
    every_preset(cast.town)
    one, two = (a_term(cast.town, "function", c) for c in ("share_vision", "match_needs_services"))

    new = merge_terms(**deed, terms=[one, two], label="共有とマッチング", from_year=2023)

    read = read_as([new.pk], "mhlw-6")[new.pk]
    assert [t.code for t in read] == ["share_vision", "match_needs_services"]
    assert [t.code for t in read_as([new.pk], "mhlw-6", main_only=True)[new.pk]] == ["share_vision"]
    assert Crosswalk.objects.filter(target=new).exists()


def test_a_term_absorbed_by_another(cast, scheme, deed):
    visit, phone, _ = terms(scheme)

    kept = merge_terms(**deed, terms=[visit, phone], into=visit, from_year=2023)

    assert kept == visit
    assert heirs_in(cast.town.pk, [phone.pk], 2023) == {phone.pk: (visit.pk,)}


def test_after_a_split_the_old_records_cannot_be_told_apart(cast, scheme, deed):
    term = terms(scheme)[2]

    new = split_term(**deed, term=term, labels=["会議（主催）", "会議（出席）"], from_year=2023)

    assert heirs_in(cast.town.pk, [term.pk], 2023)[term.pk] == tuple(t.pk for t in new)
    assert [t.in_use_from for t in new] == [2023, 2023]


def test_a_split_term_keeps_its_readings(cast, deed):
    every_preset(cast.town)
    term = a_term(cast.town, "function", "awareness")

    new = split_term(**deed, term=term, labels=["講座", "広報"], from_year=2023)

    assert [[t.code for t in read_as([n.pk], "abc")[n.pk]] for n in new] == [["b"], ["b"]]
    entry = a_term(cast.town, "hakodate-6", "awareness").pk
    before = read_as([entry], "function", main_only=True, fiscal_year=2022)[entry]
    after = read_as([entry], "function", main_only=True, fiscal_year=2023)[entry]
    assert ([t.label for t in before], [t.label for t in after]) == (["普及啓発"], ["講座"])


def test_a_mistaken_merger_is_taken_back(cast, scheme, deed):
    visit, phone, _ = terms(scheme)
    merge_terms(**deed, terms=[visit, phone], into=visit, from_year=2023)
    phone.refresh_from_db()

    take_up_term(**deed, term=phone)

    assert heirs_in(cast.town.pk, [phone.pk], 2023) == {phone.pk: (phone.pk,)}


def test_terms_of_two_schemes_do_not_merge(cast, scheme, deed):
    other = a_scheme(cast.town, "other", "別の分類", "甲")

    with pytest.raises(NotPossible, match="同じ分類"):
        merge_terms(**deed, terms=[terms(scheme)[0], other.terms.get()], label="x", from_year=2023)


def test_two_terms_in_use_do_not_share_a_label(scheme, deed):
    with pytest.raises(NotPossible, match="もうあります"):
        add_term(**deed, scheme=scheme, label="訪問")
    with pytest.raises(NotPossible, match="もうあります"):
        correct_term(**deed, term=terms(scheme)[0], given={"label": "電話"})


def test_a_term_does_not_lie_in_itself(scheme, deed):
    one, two, _ = terms(scheme)
    correct_term(**deed, term=two, given={"parent": one})

    with pytest.raises(NotPossible, match="自分の下"):
        correct_term(**deed, term=one, given={"parent": two})


def test_a_term_of_the_towns_own_gets_a_code(scheme, deed):
    one = add_term(**deed, scheme=scheme, label="回覧")
    two = add_term(**deed, scheme=scheme, label="放送")

    assert (one.code, two.code) == ("own-1", "own-2")


def test_terms_move_among_their_group(scheme, deed):
    one, two, three = terms(scheme)
    correct_term(**deed, term=three, given={"parent": one})

    place_term(**deed, term=two, up=True)

    assert [line.term.label for line in term_lines(scheme)] == ["電話", "訪問", "会議"]
    assert [line.depth for line in term_lines(scheme)] == [0, 0, 1]
    assert [t.label for t in terms(scheme)] == ["電話", "訪問", "会議"]


def test_readings_are_set_as_the_matrix_says(cast, scheme, deed):
    target = a_scheme(cast.town, "abc-own", "三つ", "A", "B")
    one, two, _ = terms(scheme)
    a, b = terms(target)

    changed = set_readings(
        **deed,
        scheme=scheme,
        target=target,
        lines={one.pk: (b.pk, frozenset({a.pk, b.pk})), two.pk: (a.pk, frozenset({a.pk}))},
    )

    assert changed == 2
    assert readings_between(scheme, target)[one.pk] == (b.pk, frozenset({a.pk, b.pk}))
    assert [t.label for t in read_as([one.pk], "abc-own")[one.pk]] == ["B", "A"]
    again = set_readings(**deed, scheme=scheme, target=target, lines={one.pk: (None, frozenset())})
    assert (again, readings_between(scheme, target).get(one.pk)) == (1, None)


def test_a_term_of_elsewhere_is_not_read(cast, scheme, deed):
    other = a_scheme(cast.other_town, "other", "別の町", "甲")

    with pytest.raises(NotPossible, match="この2つの分類にない"):
        set_readings(
            **deed,
            scheme=scheme,
            target=other,
            lines={other.terms.get().pk: (None, frozenset())},
        )


def test_lines_of_a_file_add_and_correct(scheme, deed):
    lines = [
        FileTerm(2, "t1", "", {"label": "家庭訪問"}),
        FileTerm(3, "t9", "t1", {"label": "同行訪問"}),
        FileTerm(4, "t2", "", {"label": "電話"}),
    ]

    assert import_terms(**deed, scheme=scheme, lines=lines) == (1, 1)
    assert scheme.terms.get(code="t9").parent.label == "家庭訪問"


def test_a_file_without_groups_leaves_the_terms_in_theirs(scheme, deed):
    visit, phone, _ = terms(scheme)
    correct_term(**deed, term=phone, given={"parent": visit})

    done = import_terms(**deed, scheme=scheme, lines=[FileTerm(2, "t2", None, {"label": "電話等"})])

    phone.refresh_from_db()
    assert (done, phone.label, phone.parent) == ((0, 1), "電話等", visit)


def test_a_file_that_names_groups_moves_a_term_whose_words_are_the_same(scheme, deed):
    line = FileTerm(2, "t2", "t1", {"label": "電話"})

    assert import_terms(**deed, scheme=scheme, lines=[line]) == (0, 1)
    assert import_terms(**deed, scheme=scheme, lines=[line]) == (0, 0)
    assert scheme.terms.get(code="t2").parent.label == "訪問"


def test_a_term_at_the_end_of_its_group_stays_there_without_a_line_of_history(scheme, deed):
    first, _, last = terms(scheme)

    place_term(**deed, term=first, up=True)
    place_term(**deed, term=last, up=False)

    assert [t.label for t in terms(scheme)] == ["訪問", "電話", "会議"]
    assert not Event.objects.exists()


def test_a_correction_that_changes_nothing_is_not_told(scheme, deed):
    correct_term(**deed, term=terms(scheme)[0], given={"label": "訪問"})

    assert not Event.objects.exists()


def test_readings_that_are_already_so_are_not_told_again(cast, scheme, deed):
    target = a_scheme(cast.town, "abc-own", "三つ", "A", "B")
    said = {terms(scheme)[0].pk: (terms(target)[0].pk, frozenset({terms(target)[0].pk}))}
    set_readings(**deed, scheme=scheme, target=target, lines=said)

    assert set_readings(**deed, scheme=scheme, target=target, lines=said) == 0
    assert Event.objects.filter(what="vocabulary.readings_set").count() == 1


def test_the_main_reading_is_one_of_the_chosen(cast, scheme, deed):
    target = a_scheme(cast.town, "abc-own", "三つ", "A", "B")
    a, b = (term.pk for term in terms(target))

    for main, chosen in ((None, {a}), (b, {a}), (b, set())):
        with pytest.raises(NotPossible, match="1つ選んで"):
            set_readings(
                **deed,
                scheme=scheme,
                target=target,
                lines={terms(scheme)[0].pk: (main, frozenset(chosen))},
            )

    assert readings_between(scheme, target) == {}
