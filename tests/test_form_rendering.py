"""The short way of writing choices says the same as Django's templates."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from sasaeai.ui.form_rendering import LightSelect, Renderer

CHOICES = [("", "---"), ("a<b", "あ & い"), ("圏域", [(1, "第1圏域"), (2, "第2圏域")])]


@pytest.mark.parametrize("chosen", ["", "a<b", 2, None])
@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_a_list_of_choices_is_the_same_html(kind, chosen):
    given = {} if kind is forms.NullBooleanSelect else {"choices": CHOICES}
    widget = kind(attrs={"class": "wide", "hidden": False}, **given)
    value = [chosen] if kind is forms.SelectMultiple else chosen

    ours, theirs = (
        re.sub(r"\s*\n\s*", "", widget.render("area", value, renderer=one))
        for one in (Renderer(), DjangoTemplates())
    )

    assert ours == theirs


@pytest.mark.parametrize("chosen", ["", "a<b", 2, None])
def test_the_light_select_is_the_same_html(chosen):
    attributes = {"class": "wide", "hidden": False}
    light, heavy = (
        kind(attrs=attributes, choices=CHOICES).render("area", chosen, {"id": "id_area"})
        for kind in (LightSelect, forms.Select)
    )

    assert light == heavy
