"""Published figures on how people came to the posts that they lead from, as plain values. Counted above, said here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Edition:
    """One frozen table. `ways` are its columns in words; None in a row is hidden, because it stands for few people."""

    as_at: date
    address: str
    ways: tuple[str, ...]
    of_role: Mapping[str, tuple[int | None, ...]]

    def taken_to(self, role: str) -> list[tuple[str, int | None]] | None:
        """Each way and how many came by it; nothing for a role whose holders are not counted."""
        row = self.of_role.get(role)
        return list(zip(self.ways, row, strict=True)) if row is not None else None
