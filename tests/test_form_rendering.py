"""The short way of writing choices says the same as Django's templates."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from sasaeai.ui.filters import LightSelect
from sasaeai.ui.form_rendering import Renderer, labelled

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


@pytest.mark.parametrize("value", ["", "<あ>", 3, None, True, mark_safe("&amp;")])
@pytest.mark.parametrize(
    "kind", [forms.TextInput, forms.NumberInput, forms.DateInput, forms.CheckboxInput]
)
def test_an_input_is_the_same_html(kind, value):
    widget = kind(attrs={"title": 'a"b', "required": True, "hidden": False})

    ours, theirs = (
        widget.render("q", value, {"id": "id_q"}, renderer=one)
        for one in (Renderer(), DjangoTemplates())
    )

    assert ours == theirs


class Asked(forms.Form):
    q = forms.CharField(label="<ことば>", max_length=2, help_text="名称 & 住所")
    ways = forms.MultipleChoiceField(label="方法", choices=[("a", "電話")])


def test_a_field_says_what_it_is_and_what_is_wrong():
    form = Asked({"q": "とても長い"})

    q, ways = (labelled(form[name]) for name in ("q", "ways"))

    assert q.startswith(
        '<div class="field wrong">\n<label for="id_q">&lt;ことば&gt;<span class="must">必須</span></label>\n'
        '<p class="help" id="id_q_helptext">名称 &amp; 住所</p>\n<p class="error" id="id_q_error">'
    )
    assert 'aria-describedby="id_q_helptext id_q_error"' in q
    assert ways.startswith('<div class="field wrong">\n<label for="id_ways">方法')


def test_a_group_of_boxes_has_a_legend():
    form = Asked({"q": "あ"})
    form.fields["ways"].widget = forms.CheckboxSelectMultiple(choices=[("a", "電話")])

    said = labelled(form["ways"])

    assert '<div class="field wrong check">\n<fieldset aria-invalid="true"><legend>方法' in said
    assert said.endswith("\n</fieldset>\n</div>\n")
