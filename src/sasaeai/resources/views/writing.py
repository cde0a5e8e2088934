"""A page with one form: shown, checked, done, and on to where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sasaeai.people.requests import SignedInRequest
from sasaeai.resources.views.found import deed

Crumb = tuple[str, str]


def form_page(
    request: SignedInRequest,
    form: BaseForm,
    *,
    title: str,
    crumbs: Sequence[Crumb],
    do: Callable[[], models.Model],
    to: Callable[[Any], str],
    said: str = "保存しました。",
    button: str = "保存",
    intro: str = "",
) -> HttpResponse:
    """The page; after the deed a redirect to `to(what the deed gave)`.

    :param crumbs: (words, address) from the top down; the last is where やめる leads
    """
    if request.method == "POST" and form.is_valid():
        made = deed(form, do)
        if made is not None:
            messages.success(request, said)
            return redirect(to(made))
    known = {"form": form, "title": title, "crumbs": crumbs, "button": button, "intro": intro}
    return render(request, "resources/one_form.html", known)
