"""Carried: a value that two tables share, held together by the database itself."""

from typing import Any

from django.db import models
from django.db.backends.ddl_references import Statement


class Carried(models.BaseConstraint):
    """A foreign key of several columns: `fields` of a row stand together in one row of `to`.

    So a rule about the other row can be a check on this one. `to` is a model's label and the
    columns there, which must be unique together: ("reflections.Share", "id", "to").
    """

    def __init__(self, *, fields: list[str], to: tuple[str, ...], name: str) -> None:
        super().__init__(name=name)
        self.fields, self.to = list(fields), tuple(to)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"fields": self.fields, "to": self.to}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Carried):
            return NotImplemented
        return (self.name, self.fields, self.to) == (other.name, other.fields, other.to)

    def __hash__(self) -> int:
        return hash((self.name, *self.fields, *self.to))

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Within CREATE TABLE."""
        name, label = schema_editor.quote_name, self.to[0].split(".")
        there = model._meta.apps.get_model(*label)
        ours = [name(model._meta.get_field(one).column) for one in self.fields]
        theirs = [name(there._meta.get_field(one).column) for one in self.to[1:]]
        return (
            f"CONSTRAINT {name(self.name)} FOREIGN KEY ({', '.join(ours)}) "
            f"REFERENCES {name(there._meta.db_table)} ({', '.join(theirs)}) "
            "DEFERRABLE INITIALLY DEFERRED"  # as every foreign key of Django
        )

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """For a table that stands; PostgreSQL only, SQLite makes its tables anew."""
        sql = self.constraint_sql(model, schema_editor)
        table = schema_editor.quote_name(model._meta.db_table)
        return Statement("ALTER TABLE %(table)s ADD %(sql)s", table=table, sql=sql)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        name = schema_editor.quote_name
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=name(model._meta.db_table), name=name(self.name),
        )  # fmt: skip

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database says it; no form makes such rows."""
