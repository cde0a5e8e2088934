"""Every write about people, posts and organisations."""

from sasaeai.people.actions.accounts import (
    FirstPassword,
    add_user,
    change_password,
    change_roles,
    change_user,
    end_role,
    give_role,
    reset_password,
    resume_user,
    stop_user,
    unlock_user,
)
from sasaeai.people.actions.contacts import change_contact, remove_contact, write_contact
from sasaeai.people.actions.organisations import (
    MergeRefused,
    change_organisation,
    close_organisation,
    import_organisations,
    merge_organisations,
    record_organisation,
    reopen_organisation,
)
from sasaeai.people.actions.posts import (
    change_post,
    change_tenure,
    close_post,
    end_tenure,
    hand_over,
    put_in,
    set_up_post,
)
from sasaeai.people.actions.second_factor import (
    WrongCode,
    begin_second_factor,
    confirm_second_factor,
    renew_recovery_codes,
    take_second_factor_away,
)
from sasaeai.people.actions.sign_in import code_failed, sign_in_failed, signed_in, signed_out
from sasaeai.people.actions.town_settings import settle_town

__all__ = [
    "FirstPassword",
    "MergeRefused",
    "WrongCode",
    "add_user",
    "begin_second_factor",
    "change_contact",
    "change_organisation",
    "change_password",
    "change_post",
    "change_roles",
    "change_tenure",
    "change_user",
    "close_organisation",
    "close_post",
    "code_failed",
    "confirm_second_factor",
    "end_role",
    "end_tenure",
    "give_role",
    "hand_over",
    "import_organisations",
    "merge_organisations",
    "put_in",
    "record_organisation",
    "remove_contact",
    "renew_recovery_codes",
    "reopen_organisation",
    "reset_password",
    "resume_user",
    "set_up_post",
    "settle_town",
    "sign_in_failed",
    "signed_in",
    "signed_out",
    "stop_user",
    "take_second_factor_away",
    "unlock_user",
    "write_contact",
]
