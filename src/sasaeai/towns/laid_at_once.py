"""The first migration of a capability, laid in one go.

Django makes the classes of all related models anew after every single step of a migration; every record of ours knows
its town, so each of some 360 steps made nearly all of them: 20 CPU seconds before a new town could be opened. Here the
steps of one first migration are read to their end, the classes are made once, and the tables once, whole.
What remains is exactly what the steps one by one would have made (`towns/tests/test_laid_at_once.py`).
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SHAPES = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
)


class LaidAtOnce(migrations.Migration):
    """A first migration: `makemigrations` writes it, its class line is changed to this one by hand."""

    initial = True

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: ARG002  Django gives it to every migration
    ) -> ProjectState:
        """Tables as they are after the last step; then the steps that are no shapes, in their order.

        :raises TypeError: if a shape follows another kind of step, since it could depend on it
        """
        shapes, others = self._parted()
        project_state.__dict__.pop("apps", None)
        for step in shapes:
            step.state_forwards(self.app_label, project_state)
        for step in shapes:
            if isinstance(step, migrations.CreateModel):
                model = project_state.apps.get_model(self.app_label, step.name)
                if step.allow_migrate_model(schema_editor.connection.alias, model):
                    schema_editor.create_model(model)
        for step in others:
            before = project_state.clone()
            step.state_forwards(self.app_label, project_state)
            step.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state

    def _parted(self) -> tuple[list[Operation], list[Operation]]:
        shapes: list[Operation] = [step for step in self.operations if isinstance(step, SHAPES)]
        if list(self.operations[: len(shapes)]) != shapes:
            raise TypeError(f"{self.app_label}: a shape stands behind a step of another kind")
        return shapes, list(self.operations[len(shapes) :])
