"""An operation of migrations for the triggers of many tables at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger


class AddTriggers(Operation):
    """Make the triggers of these models, `{model name: triggers}`.

    pgtrigger's own operation makes one, and Django renders every related model anew after each: for some hundred
    triggers that takes longer than all tables.
    """

    category = OperationCategory.ADDITION

    def __init__(self, triggers: Mapping[str, Sequence[Trigger]]) -> None:
        self.triggers = triggers

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for model, triggers in self.triggers.items():
            options = state.models[app_label, model].options
            # Nothing that is rendered from the state asks for them, so nothing is rendered anew.
            options["triggers"] = [*options.get("triggers", []), *triggers]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for trigger in self._all():
            # No parameters: the statement holds per cent signs of its own.
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for trigger in self._all():
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def _all(self) -> list[Trigger]:
        return [trigger for triggers in self.triggers.values() for trigger in triggers]

    def describe(self) -> str:
        return f"Make the triggers of {', '.join(self.triggers)}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"triggers": self.triggers}
