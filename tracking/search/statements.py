"""Statements that no queryset can say."""

from django.db import connection


class Statement:
    """A statement put together from parts, each with its values, in the order in which they stand in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list = []

    def add(self, sql: str, *values: object) -> "Statement":
        self.parts.append(sql)
        self.values += values
        return self

    def rows(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute("\n".join(self.parts), self.values)
            return cursor.fetchall()
