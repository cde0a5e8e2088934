"""The record an address names: of the person's town, or 404."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.shortcuts import get_object_or_404

from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.models import Resource


def resource_of(request: SignedInRequest, pk: int) -> Resource:
    """The resource with its parts, if it is of the person's town; 404 otherwise."""
    known = Resource.objects.visible_to(request.user).filter(removed_at__isnull=True)
    return get_object_or_404(known.with_parts(), pk=pk)


def tell(form: BaseForm, refused: ValidationError | ValueError) -> None:
    """What a deed refused, beside the field it is about where the form has it."""
    if isinstance(refused, ValidationError) and hasattr(refused, "error_dict"):
        for name, errors in refused.message_dict.items():
            form.add_error(name if name in form.fields else None, list(errors))
    elif isinstance(refused, ValidationError):
        form.add_error(None, refused.messages)
    else:
        form.add_error(None, str(refused))


def deed(form: BaseForm, do: Any) -> Any:
    """Do it; None if it was refused, with the reason told in the form.

    :param do: calls the action
    """
    try:
        return do()
    except (ValidationError, ValueError) as refused:
        tell(form, refused)
        return None
