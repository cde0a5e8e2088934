"""Every model says what personal data it holds, why, and how long; every name it gives is a field."""

from types import SimpleNamespace

from django.apps import apps

from sasaeai.towns.privacy import Privacy

OURS = [m for m in apps.get_models() if m.__module__.startswith("sasaeai.")]


def undeclared(models) -> list[str]:
    return [m._meta.label for m in models if not isinstance(m.__dict__.get("privacy"), Privacy)]


def unknown_fields(models) -> list[str]:
    return [
        f"{m._meta.label}.{name}"
        for m in models
        for name in m.privacy.personal
        if name not in {f.name for f in m._meta.get_fields()}
    ]


def test_every_model_declares_its_privacy():
    assert undeclared(OURS) == []


def test_every_declared_field_exists():
    assert unknown_fields(OURS) == []


def test_a_model_that_holds_personal_data_says_why():
    assert [m._meta.label for m in OURS if not m.privacy.why] == []


def test_the_check_bites_on_a_model_without_a_declaration():
    forgotten = type("Forgotten", (), {"_meta": SimpleNamespace(label="planted.Forgotten")})

    assert undeclared([forgotten]) == ["planted.Forgotten"]
