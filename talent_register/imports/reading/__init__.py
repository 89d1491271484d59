"""From the bytes of a file to a table of cells: what it is, its encoding, sheet and heading row.

Pure Python without Django, so that the parsing half runs alone in a child process with little memory and time.
"""

from .process import Reader, first_rows, opened, read
from .table import Limits, Refused, Table

__all__ = ["Limits", "Reader", "Refused", "Table", "first_rows", "opened", "read"]
