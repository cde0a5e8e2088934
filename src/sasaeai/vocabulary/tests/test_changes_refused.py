"""A change of words that cannot be told is refused in words, and nothing is changed."""

from datetime import UTC, datetime

import pytest

from sasaeai.history.models import Event
from sasaeai.vocabulary.actions import (
    add_scheme,
    change_scheme,
    merge_terms,
    rename_term,
    retire_term,
    split_term,
)
from sasaeai.vocabulary.examples import a_scheme
from sasaeai.vocabulary.models import Term
from sasaeai.vocabulary.rules.years import NotPossible

AT = datetime(2023, 3, 1, tzinfo=UTC)


@pytest.fixture
def deed(cast):
    return {"by": cast.uno, "at": AT}


@pytest.fixture
def words(cast):
    scheme = a_scheme(cast.town, "kind", "活動の区分", "訪問", "電話", "会議")
    return list(scheme.terms.order_by("pk"))


REFUSED = {
    "1つだけ": (
        lambda w, d: merge_terms(**d, terms=w[:1], label="ひとつ", from_year=2023),
        "2つ以上",
    ),
    "名前がない": (lambda w, d: merge_terms(**d, terms=w[:2], label=" ", from_year=2023), "名前"),
    "分けて1つ": (
        lambda w, d: split_term(**d, term=w[0], labels=["訪問"], from_year=2023),
        "2つ以上",
    ),
    "分けた名前が空": (
        lambda w, d: split_term(**d, term=w[0], labels=["訪問", ""], from_year=2023),
        "名前",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_said_why(words, deed, name):
    change, said = REFUSED[name]
    before = Term.objects.count()

    with pytest.raises(NotPossible, match=said):
        change(words, deed)

    assert Term.objects.count() == before


TOO_EARLY = {
    "改める": lambda t, d: rename_term(**d, term=t, label="家庭訪問", from_year=2023),
    "使わなくする": lambda t, d: retire_term(**d, term=t, from_year=2023),
    "分ける": lambda t, d: split_term(**d, term=t, labels=["甲", "乙"], from_year=2023),
}


@pytest.mark.parametrize("name", TOO_EARLY)
def test_a_word_does_not_change_before_its_first_year_is_over(words, deed, name):
    term = words[0]
    Term.objects.filter(pk=term.pk).update(in_use_from=2023)
    term.refresh_from_db()

    with pytest.raises(NotPossible, match=r"令和5年度（2023）からです|前には使われていません"):
        TOO_EARLY[name](term, deed)

    term.refresh_from_db()
    assert (term.label, term.retired_in, term.scheme.terms.count()) == ("訪問", None, 3)


def test_terms_of_two_schemes_are_not_one(cast, words, deed):
    other = a_scheme(cast.town, "other", "別の区分", "その他").terms.get()

    with pytest.raises(NotPossible, match="同じ分類"):
        merge_terms(**deed, terms=[words[0], other], label="ひとつ", from_year=2023)


def test_a_retired_term_is_not_merged(words, deed):
    retire_term(**deed, term=words[0], from_year=2022)

    with pytest.raises(NotPossible, match="もう使わない"):
        merge_terms(**deed, terms=words[:2], label="ひとつ", from_year=2023)


def test_a_add_scheme_and_what_it_is_called_are_in_the_history(cast, deed):
    scheme = add_scheme(**deed, town=cast.town, code="own", name="町の区分", purpose="試し")

    change_scheme(**deed, scheme=scheme, name="町の分け方", purpose="見本", source="要綱")

    scheme.refresh_from_db()
    assert (scheme.name, scheme.source) == ("町の分け方", "要綱")
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == [
        "vocabulary.scheme_added",
        "vocabulary.scheme_changed",
    ]
