"""Synthetic input files. Nobody in them is real."""

from pathlib import Path

IMPORTS = Path(__file__).parent / "imports"
