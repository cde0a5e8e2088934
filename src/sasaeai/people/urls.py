"""Addresses of people."""

from django.urls import path

from sasaeai.people.views import (
    organisation_deeds,
    organisation_files,
    organisations,
    organisations_quick,
    posts,
    roles,
    second_factor,
    sign_in,
    users,
)
from sasaeai.ui.access import needs, open_to_all, signed_in

SEE_PARTNERS, EDIT_PARTNERS = "people.organisations", "people.organisations-edit"
USERS = "people.users"
SEE_POSTS, EDIT_POSTS = "people.posts-see", "people.posts-edit"

app_name = "people"
urlpatterns = [
    path("sign-in/", open_to_all(sign_in.sign_in), name="sign-in"),
    path("sign-out/", open_to_all(sign_in.sign_out), name="sign-out"),
    path("stay/", signed_in(sign_in.stay), name="stay"),
    path("account/", signed_in(sign_in.account), name="account"),
    path("password/", signed_in(sign_in.password), name="password"),
    path("second-factor/", signed_in(second_factor.second_factor), name="second-factor"),
    path(
        "second-factor/check/",
        signed_in(second_factor.second_factor_check),
        name="second-factor-check",
    ),
    path("second-factor/codes/", signed_in(second_factor.recovery_codes), name="recovery-codes"),
    path(
        "second-factor/off/", signed_in(second_factor.second_factor_off), name="second-factor-off"
    ),
    path("users/", needs(USERS, users.users), name="users"),
    path("users/new/", needs(USERS, users.user_new), name="user-new"),
    path("users/bulk-roles/", needs(USERS, roles.roles_bulk), name="roles-bulk"),
    path("users/<int:pk>/", needs(USERS, users.user), name="user"),
    path("users/<int:pk>/edit/", needs(USERS, users.user_edit), name="user-edit"),
    path("users/<int:pk>/roles/", needs(USERS, roles.role_new), name="role-new"),
    path("users/<int:pk>/do/<slug:deed>/", needs(USERS, users.user_deed), name="user-deed"),
    path("roles/", needs(USERS, roles.roles), name="roles"),
    path("roles/<int:pk>/end/", needs(USERS, roles.role_end), name="role-end"),
    path("organisations/", needs(SEE_PARTNERS, organisations.organisations), name="organisations"),
    path(
        "organisations/new/",
        needs(EDIT_PARTNERS, organisations.organisation_new),
        name="organisation-new",
    ),
    path(
        "organisations/export/",
        needs(SEE_PARTNERS, organisation_files.organisation_export),
        name="organisation-export",
    ),
    path(
        "organisations/import/",
        needs(EDIT_PARTNERS, organisation_files.organisation_import),
        name="organisation-import",
    ),
    path(
        "organisations/import/refused/",
        needs(EDIT_PARTNERS, organisation_files.organisation_import_refused),
        name="organisation-import-refused",
    ),
    path(
        "organisations/twins/",
        needs(EDIT_PARTNERS, organisation_deeds.organisation_twins),
        name="organisation-twins",
    ),
    path(
        "organisations/pick/",
        needs(SEE_PARTNERS, organisations_quick.organisation_pick),
        name="organisation-pick",
    ),
    path(
        "organisations/quick/",
        needs(EDIT_PARTNERS, organisations_quick.organisation_quick),
        name="organisation-quick",
    ),
    path(
        "organisations/<int:pk>/",
        needs(SEE_PARTNERS, organisations.organisation),
        name="organisation",
    ),
    path(
        "organisations/<int:pk>/edit/",
        needs(EDIT_PARTNERS, organisations.organisation_edit),
        name="organisation-edit",
    ),
    path(
        "organisations/<int:pk>/close/",
        needs(EDIT_PARTNERS, organisation_deeds.organisation_close),
        name="organisation-close",
    ),
    path(
        "organisations/<int:pk>/reopen/",
        needs(EDIT_PARTNERS, organisation_deeds.organisation_reopen),
        name="organisation-reopen",
    ),
    path(
        "organisations/<int:pk>/merge/",
        needs(EDIT_PARTNERS, organisation_deeds.organisation_merge),
        name="organisation-merge",
    ),
    path(
        "organisations/<int:pk>/contacts/",
        needs(EDIT_PARTNERS, organisation_deeds.contact_new),
        name="contact-new",
    ),
    path(
        "contacts/<int:pk>/",
        needs(EDIT_PARTNERS, organisation_deeds.contact_edit),
        name="contact-edit",
    ),
    path("posts/", needs(SEE_POSTS, posts.posts), name="posts"),
    path("posts/new/", needs(EDIT_POSTS, posts.post_new), name="post-new"),
    path("posts/<int:pk>/", needs(SEE_POSTS, posts.post), name="post"),
    path("posts/<int:pk>/edit/", needs(EDIT_POSTS, posts.post_edit), name="post-edit"),
    path("posts/<int:pk>/close/", needs(EDIT_POSTS, posts.post_close), name="post-close"),
    path("posts/<int:pk>/holder/", needs(EDIT_POSTS, posts.tenure_new), name="tenure-new"),
    path("tenures/<int:pk>/", needs(EDIT_POSTS, posts.tenure_edit), name="tenure-edit"),
    path(
        "contacts/<int:pk>/remove/",
        needs(EDIT_PARTNERS, organisation_deeds.contact_remove),
        name="contact-remove",
    ),
]
