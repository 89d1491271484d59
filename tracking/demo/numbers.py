"""Registration numbers in the right shape that no regulator has given: high runs, and letters that mean nothing."""

from collections.abc import Callable, Iterator
from itertools import count

from profiles.models import Profession

# Regulator → how the n-th made-up number looks.
SHAPES: dict[str, Callable[[int], str]] = {
    "gmc": lambda n: f"{9_000_000 + n}",
    "gmc_pa": lambda n: f"A{9_000_000 + n}",
    "nmc": lambda n: f"{10 + n % 16}Z{n // 16 % 10_000:04}{'EWSN'[n // 160_000 % 4]}",
    "gdc": lambda n: f"{900_000 + n}",
    "gphc": lambda n: f"{2_900_000 + n}",
    "goc": lambda n: f"01-{90_000 + n}",
    "swe": lambda n: f"SW{900_000 + n}",
    "gosc": lambda n: f"{90_000 + n}",
    "gcc": lambda n: f"{90_000 + n}",
    "psni": lambda n: f"{9_000 + n}",
    "ukphr": lambda n: f"FR{9_000 + n}",
    "ahcs": lambda n: f"AHCS{900_000 + n}",
}


class Numbers:
    """Hands out each made-up number once."""

    def __init__(self, first: int = 1):
        self.first = first
        self.next_of: dict[str, Iterator[int]] = {}

    def give(self, profession: Profession) -> str:
        """The next number of the profession's register; empty where it has none."""
        if profession.regulator is None:
            return ""
        code = profession.regulator.code
        series = f"{code}{profession.number_prefix}"
        n = next(self.next_of.setdefault(series, count(self.first)))
        if code == "hcpc":
            return f"{profession.number_prefix}{900_000 + n}"
        if code == "gphc" and profession.code == "pharmacy_technician":
            n += 50_000
            return f"5{900_000 + n}"
        shape = SHAPES.get(code)
        return shape(n) if shape else f"{900_000 + n}"
