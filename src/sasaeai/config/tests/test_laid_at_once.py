"""A first migration laid at once leaves the very tables that its steps would have left."""

from __future__ import annotations

import re
from contextlib import closing
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connections, migrations
from django.db.migrations.loader import MigrationLoader

from sasaeai.towns.laid_at_once import LaidAtOnce

# The public site knows no town and has two tables.
OURS = [c for c in apps.get_app_configs() if re.fullmatch(r"sasaeai\.\w+", c.name) and c.models]


@pytest.fixture
def in_memory(monkeypatch, django_db_blocker):
    """Makes an empty SQLite database in memory at each call."""
    there = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}
    monkeypatch.setitem(connections.settings, "apart", {**connections.settings["default"], **there})
    with django_db_blocker.unblock():
        yield lambda: closing(connections.create_connection("apart"))


def tables_left_by(apply, migration, connection) -> list[str]:
    """Columns, references, checks and indexes, whatever order the columns came in."""
    state = MigrationLoader(None).project_state(list(migration.dependencies))
    with connection.schema_editor() as editor:
        apply(migration, state, editor)
    with connection.cursor() as cursor:
        made = cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql != ''"
        ).fetchall()
        left = [sql for kind, _, sql in made if kind == "index"]
        for name, sql in [row[1:] for row in made if row[0] == "table"]:
            left += re.findall(r'CONSTRAINT "\w+" (?:CHECK|UNIQUE)', sql)
            left += [f"{name} {row[1:]}" for row in cursor.execute(f"PRAGMA table_info({name})")]
            left += [f"{name} {r[2:]}" for r in cursor.execute(f"PRAGMA foreign_key_list({name})")]
    return sorted(left)


def test_at_once_leaves_what_the_steps_leave(in_memory):
    wanted = MigrationLoader(None).get_migration("places", "0001_initial")
    with in_memory() as one, in_memory() as other:
        at_once = tables_left_by(LaidAtOnce.apply, wanted, one)
        by_steps = tables_left_by(migrations.Migration.apply, wanted, other)

    assert at_once == by_steps
    assert len(at_once) > 50


@pytest.mark.parametrize("name", [config.name for config in OURS])
def test_every_first_migration_is_laid_at_once(name):
    """After `makemigrations` made the file anew: `class Migration(LaidAtOnce)`."""
    assert issubclass(import_module(f"{name}.migrations.0001_initial").Migration, LaidAtOnce)
