"""ことばは法律: every model stands in the glossary under its own name, with the Japanese that screens use."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
OURS = [m for m in apps.get_models() if m.__module__.startswith("sasaeai.")]


def rows() -> list[tuple[str, str, str, str]]:
    """(日本語, よみ, identifier, 意味) of every line of the glossary."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    found = [re.match(r"\| (.+?) \| (.+?) \| `(.+?)` \| (.+) \|$", line) for line in lines]
    return [(m[1], m[2], m[3], m[4]) for m in found if m]


def missing(models, known: set[tuple[str, str]]) -> list[str]:
    return [
        f"| {m._meta.verbose_name} | よみ | `{m.__name__}` | 意味 |"
        for m in models
        if (str(m._meta.verbose_name), m.__name__) not in known
    ]


def test_every_model_stands_in_the_glossary():
    assert missing(OURS, {(japanese, name) for japanese, _, name, _ in rows()}) == []


def test_no_identifier_stands_for_two_words():
    names = [name for _, _, name, _ in rows()]

    assert sorted({n for n in names if names.count(n) > 1}) == []


def test_no_row_of_the_glossary_is_half_written():
    assert [r for r in rows() if r[1] == "よみ" or r[3] == "意味" or not all(r)] == []


def test_the_check_bites_on_a_model_that_is_not_there():
    assert missing(OURS[:1], set())
