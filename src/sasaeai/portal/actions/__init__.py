"""Every write of this capability."""

from sasaeai.portal.actions.deciding import add_landmark, decide_settings, remove_landmark
from sasaeai.portal.actions.editing import (
    IssueClosed,
    add_item,
    change_newsletter,
    draft_newsletter,
    issue_newsletter,
    remove_newsletter,
)
from sasaeai.portal.actions.letters import TakenIn, empty_box, take_in_letters
from sasaeai.portal.actions.moderating import put_on_board
from sasaeai.portal.actions.publishing import publish, publish_file, take_in_views

__all__ = [
    "IssueClosed",
    "TakenIn",
    "add_item",
    "add_landmark",
    "change_newsletter",
    "decide_settings",
    "draft_newsletter",
    "empty_box",
    "issue_newsletter",
    "publish",
    "publish_file",
    "put_on_board",
    "remove_landmark",
    "remove_newsletter",
    "take_in_letters",
    "take_in_views",
]
