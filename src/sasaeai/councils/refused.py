"""What a deed refused, told in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm

T = TypeVar("T")


def deed(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Do it; None if it was refused, with the reason told beside the field it is about, or above the form.

    :param do: calls the action
    """
    try:
        return do()
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            for name, errors in refused.message_dict.items():
                form.add_error(name if name in form.fields else None, list(errors))
        else:
            form.add_error(None, refused.messages)
        return None
