"""Addresses of areas."""

from django.urls import path

from sasaeai.places.views import addresses, areas, imports, reshaping, trees
from sasaeai.ui.access import needs

SEE, EDIT, IMPORT = "places.see", "places.edit", "places.import"

app_name = "places"
urlpatterns = [
    path("", needs(SEE, trees.tree_list), name="trees"),
    path("list/", needs(SEE, trees.area_list), name="areas"),
    path("list.xlsx", needs(SEE, trees.areas_export), name="areas-xlsx"),
    path("areas.geojson", needs(SEE, trees.areas_geojson), name="areas-geojson"),
    path("trees/new/", needs(EDIT, trees.tree_new), name="tree-new"),
    path("trees/<int:pk>/", needs(EDIT, trees.tree_edit), name="tree-edit"),
    path("trees/<int:pk>/levels/new/", needs(EDIT, trees.level_new), name="level-new"),
    path("levels/<int:pk>/", needs(EDIT, trees.level_edit), name="level-edit"),
    path("levels/<int:pk>/areas/new/", needs(EDIT, areas.area_new), name="area-new"),
    path("levels/<int:pk>/merge/", needs(EDIT, reshaping.areas_merge), name="merge"),
    path("areas/<int:pk>/", needs(SEE, areas.area_page), name="area"),
    path("areas/<int:pk>/edit/", needs(EDIT, areas.area_edit), name="area-edit"),
    path("areas/<int:pk>/rename/", needs(EDIT, areas.area_rename), name="area-rename"),
    path("areas/<int:pk>/close/", needs(EDIT, areas.area_close), name="area-close"),
    path("areas/<int:pk>/split/", needs(EDIT, reshaping.area_split), name="area-split"),
    path("areas/<int:pk>/move/<int:level_pk>/", needs(EDIT, reshaping.area_move), name="area-move"),
    path("import/areas/", needs(IMPORT, imports.areas_import), name="import-areas"),
    path("import/areas/form.xlsx", needs(IMPORT, imports.areas_form), name="import-areas-form"),
    path("import/people/", needs(IMPORT, imports.people_import), name="import-people"),
    path("addresses/", needs(SEE, addresses.address_books), name="addresses"),
    path("addresses/import/", needs(IMPORT, addresses.addresses_import), name="addresses-import"),
    path(
        "addresses/<int:pk>/remove/",
        needs(IMPORT, addresses.addresses_remove),
        name="addresses-remove",
    ),
    path("postcodes/", needs(IMPORT, addresses.postcodes_import), name="postcodes-import"),
    path("import/outlines/", needs(IMPORT, imports.outlines_import), name="import-outlines"),
]
