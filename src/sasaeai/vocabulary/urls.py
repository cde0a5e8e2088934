"""Addresses of schemes and terms."""

from django.urls import path

from sasaeai.ui.access import needs
from sasaeai.vocabulary.views import files, readings, reshaping, schemes, terms

SEE, EDIT = "vocabulary.see", "vocabulary.edit"

app_name = "vocabulary"
urlpatterns = [
    path("", needs(SEE, schemes.scheme_list), name="schemes"),
    path("new/", needs(EDIT, schemes.scheme_new), name="scheme-new"),
    path("presets/<slug:code>/", needs(EDIT, files.preset_page), name="preset"),
    path("<int:pk>/", needs(SEE, schemes.scheme_page), name="scheme"),
    path("<int:pk>/edit/", needs(EDIT, schemes.scheme_edit), name="scheme-edit"),
    path("<int:pk>/entry/", needs(EDIT, schemes.scheme_entry), name="scheme-entry"),
    path("<int:pk>/terms/new/", needs(EDIT, terms.term_new), name="term-new"),
    path("<int:pk>/merge/", needs(EDIT, reshaping.terms_merge), name="merge"),
    path("<int:pk>/import/", needs(EDIT, files.scheme_import), name="import"),
    path(
        "<int:pk>/export.xlsx",
        needs(SEE, files.scheme_export),
        {"kind": "xlsx"},
        name="export-xlsx",
    ),
    path(
        "<int:pk>/export.csv", needs(SEE, files.scheme_export), {"kind": "csv"}, name="export-csv"
    ),
    path("<int:pk>/readings/<int:target_pk>/", needs(SEE, readings.readings), name="readings"),
    path("terms/<int:pk>/", needs(SEE, terms.term_page), name="term"),
    path("terms/<int:pk>/edit/", needs(EDIT, terms.term_edit), name="term-edit"),
    path("terms/<int:pk>/rename/", needs(EDIT, terms.term_rename), name="term-rename"),
    path("terms/<int:pk>/retire/", needs(EDIT, terms.term_retire), name="term-retire"),
    path("terms/<int:pk>/take-up/", needs(EDIT, terms.term_take_up), name="term-take-up"),
    path("terms/<int:pk>/place/", needs(EDIT, terms.term_place), name="term-place"),
    path("terms/<int:pk>/split/", needs(EDIT, reshaping.term_split), name="term-split"),
]
