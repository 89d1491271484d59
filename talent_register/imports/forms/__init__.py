"""What people type on the pages of imports."""

from .answers import ColumnsForm, DuplicatesForm, HeadingRowForm, SheetForm, ValuesForm
from .finish import CheckForm
from .history import HistoryForm
from .rows import RowForm
from .start import FileForm, StartForm

__all__ = [
    "CheckForm",
    "ColumnsForm",
    "DuplicatesForm",
    "FileForm",
    "HeadingRowForm",
    "HistoryForm",
    "RowForm",
    "SheetForm",
    "StartForm",
    "ValuesForm",
]
