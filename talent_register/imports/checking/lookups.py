"""Allowed values of a column: found by any of their names, else suggested when near."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process

from talent_register.imports.reading.headings import fold

NEAR_ENOUGH = 85
CLEARLY_NEARER = 5


@dataclass(frozen=True)
class Option:
    """One allowed value: what is stored, what is shown, and other names for it."""

    code: str
    label: str
    names: tuple[str, ...] = ()


@dataclass
class Lookup:
    """All allowed values of one column."""

    options: list[Option]
    is_short: bool = True
    _names: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self):
        for option in self.options:
            for name in (option.label, option.code, *option.names):
                if key := fold(name):
                    self._names.setdefault(key, option.code)

    @classmethod
    def of(cls, rows: Iterable[tuple], *, is_short: bool = True) -> "Lookup":
        return cls([Option(code, label, tuple(names)) for code, label, *names in rows], is_short)

    def find(self, text: str) -> str | None:
        """The code of the value that has this name, whatever the case, marks and accents."""
        return self._names.get(fold(text))

    def near(self, text: str) -> tuple[str, str, bool]:
        """(code, label, sure) of the nearest value, or empty. Sure: only spaces and marks differ."""
        squeezed = fold(text).replace(" ", "")
        if code := self._squeezed.get(squeezed):
            return code, self.label(code), True
        found = process.extract(fold(text), self._names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=4)
        codes = list(dict.fromkeys(self._names[name] for name, _score, _index in found))
        best = {code: max(s for n, s, _i in found if self._names[n] == code) for code in codes}
        if not codes or (len(codes) > 1 and best[codes[0]] - best[codes[1]] < CLEARLY_NEARER):
            return "", "", False
        return codes[0], self.label(codes[0]), False

    def label(self, code: str) -> str:
        return self._labels.get(code, code)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {option.code: option.label for option in self.options}

    @cached_property
    def _squeezed(self) -> dict[str, str]:
        squeezed: dict[str, str] = {}
        for name, code in self._names.items():
            key = name.replace(" ", "")
            squeezed[key] = "" if squeezed.get(key, code) != code else code
        return squeezed
