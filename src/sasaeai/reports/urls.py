"""Addresses of plans, tables and reports."""

from django.urls import path

from sasaeai.reports.views import (
    editor,
    handover,
    packs,
    plan_files,
    plans,
    statistics,
    tables,
    town_forms,
)
from sasaeai.ui.access import needs

app_name = "reports"
urlpatterns = [
    path("", needs("reports.see", tables.tables), name="tables"),
    path("tables/<slug:code>/", needs("reports.see", tables.table), name="table"),
    path("tables/<slug:code>/records/", needs("reports.see", tables.records), name="records"),
    path(
        "tables/<slug:code>/file.<str:kind>",
        needs("reports.export", tables.table_download),
        name="table-file",
    ),
    path("plans/", needs("reports.see", plans.plans), name="plans"),
    path("plans/new/", needs("reports.plans", plans.plan_new), name="plan-new"),
    path("plans/import/", needs("reports.plans", plan_files.plan_import), name="plan-import"),
    path(
        "plans/<int:pk>/file.xlsx",
        needs("reports.export", plan_files.plan_export),
        name="plan-export",
    ),
    path("plans/<int:pk>/", needs("reports.plans", plans.plan_edit), name="plan-edit"),
    path("indicators/new/", needs("reports.plans", plans.indicator_new), name="indicator-new"),
    path(
        "indicators/<int:pk>/", needs("reports.plans", plans.indicator_edit), name="indicator-edit"
    ),
    path("indicators/<int:pk>/targets/", needs("reports.plans", plans.targets), name="targets"),
    path(
        "indicators/<int:pk>/records/",
        needs("reports.see", plans.indicator_records),
        name="indicator-records",
    ),
    path(
        "indicators/<int:pk>/<int:year>/correct/",
        needs("reports.plans", plans.correction_new),
        name="correction-new",
    ),
    path(
        "corrections/<int:pk>/withdraw/",
        needs("reports.plans", plans.correction_withdraw),
        name="correction-withdraw",
    ),
    path("statistics/", needs("reports.see", statistics.statistics), name="statistics"),
    path(
        "statistics/import/",
        needs("reports.plans", statistics.statistics_import),
        name="statistics-import",
    ),
    path("packs/<slug:code>/", needs("reports.monthly-prepare", packs.pack), name="pack"),
    path(
        "packs/<slug:code>/words/",
        needs("reports.monthly-prepare", packs.pack_words),
        name="pack-words",
    ),
    path(
        "packs/<slug:code>/submit/", needs("reports.submit", packs.pack_submit), name="pack-submit"
    ),
    path(
        "packs/<slug:code>/file.<str:kind>",
        needs("reports.export", packs.pack_download),
        name="pack-file",
    ),
    path("submissions/<int:pk>/", needs("reports.export", packs.submission), name="submission"),
    path(
        "submissions/<int:pk>/file.<str:kind>",
        needs("reports.export", packs.submission_download),
        name="submission-file",
    ),
    path(
        "submissions/<int:pk>/withdraw/",
        needs("reports.submit", packs.submission_withdraw),
        name="submission-withdraw",
    ),
    path("layouts/new/", needs("reports.layouts", editor.layout_new), name="layout-new"),
    path("layouts/<slug:code>/", needs("reports.layouts", editor.layout_edit), name="layout-edit"),
    path(
        "layouts/<slug:code>/text/",
        needs("reports.layouts", editor.layout_text),
        name="layout-text",
    ),
    path(
        "layouts/<slug:code>/share/",
        needs("reports.layouts", editor.layout_share),
        name="layout-share",
    ),
    path(
        "layouts/<slug:code>/remove/",
        needs("reports.layouts", editor.layout_remove),
        name="layout-remove",
    ),
    path(
        "tables/<slug:code>/copy/", needs("reports.layouts", editor.layout_copy), name="layout-copy"
    ),
    path("forms/", needs("reports.forms", town_forms.town_forms), name="forms"),
    path("forms/<int:pk>/", needs("reports.forms", town_forms.town_form), name="form"),
    path(
        "forms/<int:pk>/filled/",
        needs("reports.forms", town_forms.town_form_filled),
        name="form-filled",
    ),
    path(
        "forms/<int:pk>/remove/",
        needs("reports.forms", town_forms.town_form_remove),
        name="form-remove",
    ),
    path("handover/", needs("reports.handover", handover.handover_page), name="handover"),
    path(
        "handover/file.<str:kind>",
        needs("reports.handover", handover.handover_file),
        name="handover-file",
    ),
]
