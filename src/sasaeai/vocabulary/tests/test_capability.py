"""What the checklist of a new town and the history say about words."""

from types import SimpleNamespace

from sasaeai.vocabulary.capability import has_entry_terms, scheme_url, term_url
from sasaeai.vocabulary.examples import a_term, every_preset


def test_a_new_town_lacks_the_words_for_entry(cast):
    assert not has_entry_terms(cast.town.pk)

    every_preset(cast.town)
    assert has_entry_terms(cast.town.pk)


def test_the_history_leads_to_words_of_ones_own_town_only(cast):
    every_preset(cast.town)
    term = a_term(cast.town, "means", "visit")

    def asked(user):
        request = SimpleNamespace(user=user)
        return scheme_url(request, term.scheme_id), term_url(request, term.pk)

    assert asked(cast.aoki) == (f"/vocabulary/{term.scheme_id}/", f"/vocabulary/terms/{term.pk}/")
    assert asked(cast.kinoshita) == asked(cast.ogawa) == (None, None)
